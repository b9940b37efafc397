package sigv4http

import (
	"net/http"

	"github.com/sig4/sig4/sigv4"
)

// Explain returns every step of signing r as [Signer.Sign] would now, for a look
// at what a server should have come to. Nothing of r changes, so a body that can
// be read only once is an error; its other errors are those of Sign.
//
// To explain a request that was signed some time ago, set Signer.Now to that
// time, and leave out the headers that Sign added.
func (s *Signer) Explain(r *http.Request) (sigv4.Explanation, error) {
	var v sigv4.Request
	core, _, err := s.begin(&v, r)
	if err != nil {
		return sigv4.Explanation{}, err
	}
	if err := checkTarget(r.URL); err != nil {
		return sigv4.Explanation{}, err
	}
	if v.Headers, err = s.headers(r.Header, nil, nil); err != nil {
		return sigv4.Explanation{}, err
	}
	if _, err := s.payload(&v, r, 0); err != nil {
		return sigv4.Explanation{}, err
	}
	return core.Explain(&v, s.now())
}
