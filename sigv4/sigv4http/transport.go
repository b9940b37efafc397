package sigv4http

import (
	"net/http"
)

// A Transport signs every request that goes through it.
//
// Signer is required; the zero value answers each request with [ErrSigner]. A
// Transport is safe for concurrent use, as its Signer and Base are, as long as
// its fields are not changed.
//
// What happens below Base is out of its sight: Base may send a request again
// with the same signature, when a connection broke and GetBody gives the body
// anew.
//
// An [http.Client] sends the requests that follow a redirect through its
// transport as well, and they are signed for wherever they go, the session
// token included. Services that sign seldom redirect: a CheckRedirect that
// returns [http.ErrUseLastResponse] is the safe choice. A client also makes an
// Authorization header of user info in a URL, and such a request is refused.
type Transport struct {
	Signer *Signer

	// Base sends the signed requests, http.DefaultTransport when nil.
	Base http.RoundTripper
}

// RoundTrip implements [http.RoundTripper]: it signs a copy of r and sends that.
// It closes r's body in every case, as the interface demands. The errors are
// those of [Signer.Sign], and of Base as they are.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	signed, err := t.sign(r)
	if err != nil {
		if r != nil && r.Body != nil {
			r.Body.Close()
		}
		return nil, err
	}
	base := t.Base
	if base == nil {
		base = http.DefaultTransport
	}
	return base.RoundTrip(signed)
}

func (t *Transport) sign(r *http.Request) (*http.Request, error) {
	if t == nil || t.Signer == nil {
		return nil, fail(ErrSigner, "the Transport has none")
	}
	return t.Signer.Sign(r)
}
