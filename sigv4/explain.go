package sigv4

import (
	"crypto/sha256"
	"time"
)

// An Explanation holds every intermediate value of one signature, by the names
// of the specification. It is what a signature is made of and holds the session
// token of temporary credentials, but neither the secret nor a key.
type Explanation struct {
	CanonicalURI     string
	CanonicalQuery   string
	CanonicalHeaders string // a line each, each ended
	SignedHeaders    string
	PayloadHash      string

	CanonicalRequest     string
	CanonicalRequestHash string // hexadecimal SHA-256

	Scope        string // the credential scope
	StringToSign string
	Signature    string

	// Authorization and Added are of header signing: the value of that header,
	// and all headers to add, as Sign returns them.
	Authorization string
	Added         []Header

	// URL and Query are of query signing: the URL as Presign returns it, and
	// the part behind its "?".
	URL   string
	Query string
}

// Explain signs r as [Signer.Sign] does and returns every step.
func (s *Signer) Explain(r *Request, t time.Time) (Explanation, error) {
	var g signing
	if err := g.begin(s, t); err != nil {
		return Explanation{}, err
	}
	defer g.free()
	if err := g.canonicalize(r); err != nil {
		return Explanation{}, err
	}
	e, mac := g.explain(r)
	e.Added = g.appendAdded(nil, r, &mac)
	e.Authorization = e.Added[len(e.Added)-1].Value
	return e, nil
}

// ExplainPresigned signs r as [Signer.Presign] does and returns every step. It
// also takes a path that no URL can carry, as a raw request line may hold it;
// URL then holds it as it is.
func (s *Signer) ExplainPresigned(r *Request, expires time.Duration, t time.Time) (Explanation, error) {
	var g signing
	if err := g.beginPresign(s, r, expires, t); err != nil {
		return Explanation{}, err
	}
	defer g.free()
	if err := g.canonicalize(r); err != nil {
		return Explanation{}, err
	}
	e, mac := g.explain(r)
	e.URL = string(g.appendURL(nil, r, &mac))
	e.Query = string(g.appendSignedQuery(nil, &mac))
	return e, nil
}

func (g *signing) explain(r *Request) (Explanation, [32]byte) {
	mac := g.signature()
	e := g.steps(&r.Payload)
	e.Signature = string(appendHex(nil, &mac))
	return e, mac
}

// steps tells all but the signature, once the string to sign is written.
func (g *signing) steps(payload *PayloadHash) Explanation {
	hash := sha256.Sum256(g.canonical)
	return Explanation{
		CanonicalURI:         string(g.part(g.uri)),
		CanonicalQuery:       string(g.part(g.query)),
		CanonicalHeaders:     string(g.workspace.lines),
		SignedHeaders:        string(g.workspace.signed),
		PayloadHash:          payload.String(),
		CanonicalRequest:     string(g.canonical),
		CanonicalRequestHash: string(appendHex(nil, &hash)),
		Scope:                string(g.key.scope),
		StringToSign:         string(g.workspace.scratch),
	}
}
