package sigv4

import "time"

// Step 6, the signature in the Authorization header (IAM User Guide, "Create a
// signed AWS API request", "Add the signature to the request").

// AppendAuthorization appends the value of the Authorization header for r to
// dst. It does not allocate for requests of common size.
//
// The request must then be sent with everything that was signed: r's method,
// host, path, query and headers, and what the signer adds: X-Amz-Date as
// [AppendTime] writes t, the session token, and for the S3 family
// X-Amz-Content-Sha256. [Signer.Sign] returns all of these.
//
// It fails with an [*Error] that says which part of r was refused.
//
// Source: IAM User Guide, "Create a signed AWS API request", "Add the signature
// to the request"; for S3, S3 API Reference, "Authenticating Requests: Using the
// Authorization Header".
func (s *Signer) AppendAuthorization(dst []byte, r *Request, t time.Time) ([]byte, error) {
	var g signing
	if err := g.begin(s, t); err != nil {
		return dst, err
	}
	defer g.free()
	if err := g.canonicalize(r); err != nil {
		return dst, err
	}
	mac := g.signature()
	return g.appendAuthorization(dst, &mac), nil
}

// Sign returns the headers to add to r: X-Amz-Date, X-Amz-Content-Sha256 where
// the signer sends it and r.Headers does not, X-Amz-Security-Token (or
// X-Amz-S3session-Token) with temporary credentials, and Authorization, the
// last. It fails as [Signer.AppendAuthorization] does.
func (s *Signer) Sign(r *Request, t time.Time) ([]Header, error) {
	return s.AppendHeaders(nil, r, t)
}

// AppendHeaders appends what [Signer.Sign] returns to dst. It allocates once
// for the values, when dst has room for four headers.
func (s *Signer) AppendHeaders(dst []Header, r *Request, t time.Time) ([]Header, error) {
	var g signing
	if err := g.begin(s, t); err != nil {
		return dst, err
	}
	defer g.free()
	if err := g.canonicalize(r); err != nil {
		return dst, err
	}
	mac := g.signature()
	return g.appendAdded(dst, r, &mac), nil
}

// AppendSignature signs a string to sign of another kind, such as the base64
// text of a POST policy, and appends the signature's 64 lower-case hexadecimal
// digits to dst. The key is that of t's day in UTC. It fails with [ErrTime]
// when t's year is outside 0001 to 9999.
//
// Source: IAM User Guide, "Create a signed AWS API request", "Calculate the
// signature"; for policies, S3 API Reference, "Authenticating Requests:
// Browser-Based Uploads Using POST", "Calculating a Signature".
func (s *Signer) AppendSignature(dst, stringToSign []byte, t time.Time) ([]byte, error) {
	k, err := s.dayKey(t.Unix())
	if err != nil {
		return dst, err
	}
	w := workspaces.Get().(*workspace)
	defer w.free()
	w.scratch = append(w.scratch[:0], stringToSign...) // what is borrowed is not written to
	mac := w.hasher.hmac(&k.pads, w.scratch)
	return appendHex(dst, &mac), nil
}

// signature does steps 2, 3 and 5: the string to sign and its HMAC.
func (g *signing) signature() [32]byte {
	w := g.workspace
	w.scratch = g.appendStringToSign(w.scratch[:0])
	return w.hasher.hmac(&g.key.pads, w.scratch)
}

func (g *signing) appendAuthorization(dst []byte, mac *[32]byte) []byte {
	dst = append(dst, g.key.authorization...)
	dst = append(dst, g.workspace.signed...)
	dst = append(dst, ", Signature="...)
	return appendHex(dst, mac)
}

// appendAdded appends the headers that header signing adds. Their values are
// parts of one string.
func (g *signing) appendAdded(dst []Header, r *Request, mac *[32]byte) []Header {
	s := g.signer
	b := append(g.workspace.scratch[:0], g.time[:]...)
	hash := len(b)
	if g.own&(1<<ownHash) != 0 {
		b = r.Payload.Append(b)
	}
	authorization := len(b)
	b = g.appendAuthorization(b, mac)
	g.workspace.scratch = b
	values := string(b)

	dst = append(dst, Header{"X-Amz-Date", values[:hash]})
	if hash < authorization {
		dst = append(dst, Header{"X-Amz-Content-Sha256", values[hash:authorization]})
	}
	if !s.credentials.SessionToken.IsZero() {
		dst = append(dst, Header{parameterNames[s.tokenParameter()], s.credentials.SessionToken.Reveal()})
	}
	return append(dst, Header{"Authorization", values[authorization:]})
}
