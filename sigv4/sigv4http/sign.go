package sigv4http

import (
	"net/http"

	"github.com/sig4/sig4/sigv4"
)

// Sign returns a signed copy of r, ready to be sent. r itself stays as it is:
// the copy has its own URL and header map and shares the body.
//
// The body's hash is read through r.GetBody where there is one, as there is for
// the readers that [http.NewRequest] knows. A body that can seek, such as a
// file, is read and wound back. Any other body is read into memory, up to
// MaxBuffer bytes, and the copy gets a new one; r's is then used up. A request
// whose X-Amz-Content-Sha256 header holds the hash of its body or a marker is
// signed with that, and its body is not read.
//
// The errors are of type [*sigv4.Error]: what package sigv4 refuses, [ErrBody],
// [ErrSigner], a header that is to be signed but missing, or a request that is
// signed already. Errors of the Source are wrapped.
func (s *Signer) Sign(r *http.Request) (*http.Request, error) {
	core, err := s.core(r.Context())
	if err != nil {
		return nil, err
	}
	var pairs [16]sigv4.Header
	var view sigv4.Request
	if view, err = s.view(r, pairs[:0]); err != nil {
		return nil, err
	}
	body, err := s.payload(r, s.MaxBuffer)
	if err != nil {
		return nil, err
	}
	view.Payload = body.hash

	var room [4]sigv4.Header
	add, err := core.AppendHeaders(room[:0], &view, s.now())
	if err != nil {
		return nil, err
	}

	signed := r.WithContext(r.Context()) // a shallow copy
	url := *r.URL
	signed.URL = &url
	signed.Host = view.Host
	signed.Header = withHeaders(r.Header, add)
	body.attach(signed)
	return signed, nil
}

// withHeaders returns a copy of h with the headers in add.
func withHeaders(h http.Header, add []sigv4.Header) http.Header {
	out := make(http.Header, len(h)+len(add))
	for name, values := range h {
		out[name] = values[:len(values):len(values)] // so that Add copies
	}
	values := make([]string, len(add))
	for i, a := range add {
		values[i] = a.Value
		out[http.CanonicalHeaderKey(a.Name)] = values[i : i+1 : i+1]
	}
	return out
}
