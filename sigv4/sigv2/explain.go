package sigv2

import (
	"time"

	"github.com/sig4/sig4/sigv4"
)

// An Explanation holds every value on the way to a legacy signature. The zero
// value explains nothing. With temporary credentials it holds their session
// token.
type Explanation struct {
	CanonicalizedAmzHeaders string // a line each, with its line feed
	CanonicalizedResource   string
	StringToSign            string
	Signature               string // base64

	// Authorization and Added are the header's value and the headers to add, of
	// Explain only; URL is of ExplainPresigned only.
	Authorization string
	Added         []sigv4.Header
	URL           string
}

// Explain shows how [LegacySigner.Sign] comes to its result, and fails as it
// does.
func (s *LegacySigner) Explain(r *Request, t time.Time) (Explanation, error) {
	g, err := s.header(r, t)
	if err != nil {
		return Explanation{}, err
	}
	e := g.explain()
	e.Authorization, e.Added = string(g.appendAuthorization(nil)), g.added()
	return e, nil
}

// ExplainPresigned shows how [LegacySigner.Presign] comes to its result, and
// fails as it does.
func (s *LegacySigner) ExplainPresigned(r *Request, expires time.Duration, t time.Time) (Explanation, error) {
	g, err := s.query(r, expires, t)
	if err != nil {
		return Explanation{}, err
	}
	e := g.explain()
	e.URL = string(g.appendURL(nil))
	return e, nil
}

func (g *signing) explain() Explanation {
	return Explanation{
		CanonicalizedAmzHeaders: string(g.headers.appendAmz(nil)),
		CanonicalizedResource:   string(g.appendResource(nil)),
		StringToSign:            string(g.appendStringToSign(nil)),
		Signature:               g.signature,
	}
}
