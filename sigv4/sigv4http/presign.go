package sigv4http

import (
	"net/http"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// Presign returns r as a presigned URL that works for expires from now: whole
// seconds from [sigv4.MinExpires] to [sigv4.MaxExpires]. r stays as it is and
// its body is never used up.
//
// The headers that Sign would sign are signed here too, and must be sent with
// the URL; the result lists them.
//
// What the signature covers of the body follows Payload and an
// X-Amz-Content-Sha256 header as in Sign, with two differences: S3's services
// get UNSIGNED-PAYLOAD where the request says nothing, because whoever uses the
// URL brings the body; and a body that can be read only once is an error.
//
// Its errors are those of Sign.
func (s *Signer) Presign(r *http.Request, expires time.Duration) (sigv4.Presigned, error) {
	core, err := s.core(r.Context())
	if err != nil {
		return sigv4.Presigned{}, err
	}
	view, err := s.view(r, nil)
	if err != nil {
		return sigv4.Presigned{}, err
	}
	if view.Payload, err = s.presignedPayload(r); err != nil {
		return sigv4.Presigned{}, err
	}
	return core.Presign(&view, expires, s.now())
}

func (s *Signer) presignedPayload(r *http.Request) (sigv4.PayloadHash, error) {
	if hash, ok, err := announced(r.Header); ok || err != nil {
		return hash, err
	}
	if s.Scope.S3Family() {
		return sigv4.UnsignedPayload, nil
	}
	p, err := s.payload(r, 0)
	return p.hash, err
}
