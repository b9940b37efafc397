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
	host, err := wireHost(r)
	if err != nil {
		return sigv4.Presigned{}, err
	}
	v := sigv4.Request{Host: host}
	wireView(&v, r)
	if v.Headers, err = s.headers(r.Header, nil, nil); err != nil {
		return sigv4.Presigned{}, err
	}
	if err := s.presignedPayload(&v, r); err != nil {
		return sigv4.Presigned{}, err
	}
	return core.Presign(&v, expires, s.now())
}

func (s *Signer) presignedPayload(v *sigv4.Request, r *http.Request) error {
	ok, err := announced(&v.Payload, v.Headers)
	switch {
	case ok || err != nil:
		return err
	case s.Payload == UnsignedPayload || s.Scope.S3Family():
		v.Payload = sigv4.UnsignedPayload
		return nil
	}
	_, err = hashBody(&v.Payload, r, 0)
	return err
}
