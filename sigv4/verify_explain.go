package sigv4

import "time"

// Explain returns the steps as the verifier sees them, up to the string to sign:
// what S3 sends with SignatureDoesNotMatch. It looks no key up. The Signature
// stays empty, as whoever had it could send the request; so do the fields that
// hold a signature. The rest is what the client sent, with its session token.
//
// It fails as [Verifier.Verify] does in its checks 1 to 8.
func (v *Verifier) Explain(r *Received, now time.Time) (Explanation, error) {
	if v.services == nil {
		return Explanation{}, errNoVerifier()
	}
	var g verification
	g.v, g.r = v, r
	g.workspace = workspaces.Get().(*workspace)
	defer g.free()
	if err := g.check(now); err != nil {
		return Explanation{}, err
	}
	g.key = &dayKey{}
	g.key.describe(Scope{g.region, g.service.name}, unixDay(g.unix))
	g.workspace.scratch = g.appendStringToSign(g.workspace.scratch[:0])
	return g.steps(&g.payload), nil
}

func errNoVerifier() error {
	return fail(ErrOptions, "the Verifier is its zero value; use NewVerifier")
}
