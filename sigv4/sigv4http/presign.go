package sigv4http

import (
	"net/http"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// Presign returns r as a presigned URL that works for expires from now: whole
// seconds from [sigv4.MinExpires] to [sigv4.MaxExpires]. r stays as it is and
// its body is never used up. User info and fragment of r's URL are left out.
//
// The headers that Sign would sign are signed here too, and must be sent with
// the URL; the result lists them. A URL for a browser is best made of a request
// without such headers.
//
// What the signature covers of the body follows Payload as in Sign, with two
// differences: S3's services get UNSIGNED-PAYLOAD where the request says
// nothing else, because whoever uses the URL brings the body; and a body that
// can be read only once is an error. To make a URL for one body only, give r an
// X-Amz-Content-Sha256 header with its hash; that header is then one of those
// to be sent.
//
// The end of temporary credentials cuts the URL's life short:
// [sigv4.Presigned.Effective] tells.
//
// Its errors are those of Sign, and [sigv4.ErrExpires].
func (s *Signer) Presign(r *http.Request, expires time.Duration) (sigv4.Presigned, error) {
	var v sigv4.Request
	core, _, err := s.begin(&v, r)
	if err != nil {
		return sigv4.Presigned{}, err
	}
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
