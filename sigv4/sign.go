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
func (s *Signer) AppendAuthorization(dst []byte, r *Request, t time.Time) ([]byte, error) {
	g, err := s.begin(t)
	if err != nil {
		return dst, err
	}
	var buf [canonicalSize]byte
	c, err := g.canonical(buf[:0], r)
	if err != nil {
		return dst, err
	}
	mac := g.signature(c.buf)
	return g.appendAuthorization(dst, &c, &mac), nil
}

// Sign returns the headers to add to r: X-Amz-Date, X-Amz-Content-Sha256 where
// the signer sends it and r.Headers does not, X-Amz-Security-Token (or
// X-Amz-S3session-Token) with temporary credentials, and Authorization, the
// last. It fails as [Signer.AppendAuthorization] does.
func (s *Signer) Sign(r *Request, t time.Time) ([]Header, error) {
	g, err := s.begin(t)
	if err != nil {
		return nil, err
	}
	var buf [canonicalSize]byte
	c, err := g.canonical(buf[:0], r)
	if err != nil {
		return nil, err
	}
	mac := g.signature(c.buf)
	return g.added(r, string(g.appendAuthorization(nil, &c, &mac))), nil
}

// AppendSignature signs a string to sign of another kind, such as the base64
// text of a POST policy, and appends the signature's 64 lower-case hexadecimal
// digits to dst. The key is that of t's day in UTC. It fails with [ErrTime]
// when t's year is outside 0001 to 9999.
func (s *Signer) AppendSignature(dst, stringToSign []byte, t time.Time) ([]byte, error) {
	k, err := s.dayKey(t.Unix())
	if err != nil {
		return dst, err
	}
	mac := k.pads.sum(stringToSign)
	return appendHex(dst, &mac), nil
}

// begin fixes the instant: the key's day and X-Amz-Date come from one second.
func (s *Signer) begin(t time.Time) (g signing, err error) {
	unix := t.Unix()
	g.signer = s
	if g.key, err = s.dayKey(unix); err != nil {
		return g, err
	}
	second := int(unix - g.key.day*secondsPerDay)
	copy(g.time[:], g.key.date())
	g.time[8] = 'T'
	twoDigits(g.time[9:], second/3600)
	twoDigits(g.time[11:], second/60%60)
	twoDigits(g.time[13:], second%60)
	g.time[15] = 'Z'
	return g, nil
}

func twoDigits(dst []byte, n int) { dst[0], dst[1] = byte('0'+n/10), byte('0'+n%10) }

// signature does steps 2, 3 and 5: the string to sign and its HMAC.
func (g *signing) signature(canonicalRequest []byte) [32]byte {
	var buf [stringToSignSize]byte
	return g.key.pads.sum(g.appendStringToSign(buf[:0], canonicalRequest))
}

func (g *signing) appendAuthorization(dst []byte, c *canonical, mac *[32]byte) []byte {
	dst = append(dst, algorithm+" Credential="...)
	dst = append(dst, g.key.credential...)
	dst = append(dst, ", SignedHeaders="...)
	dst = append(dst, c.bytes(c.signed)...)
	dst = append(dst, ", Signature="...)
	return appendHex(dst, mac)
}

// added lists the headers that header signing adds.
func (g *signing) added(r *Request, authorization string) []Header {
	s := g.signer
	add := make([]Header, 0, 4)
	add = append(add, Header{"X-Amz-Date", string(g.time[:])})
	if s.addHash && !hasHeader(r.Headers, hashName) {
		add = append(add, Header{"X-Amz-Content-Sha256", r.Payload.String()})
	}
	if !s.credentials.SessionToken.IsZero() {
		add = append(add, Header{tokenName(s.options.Token), s.credentials.SessionToken.Reveal()})
	}
	return append(add, Header{"Authorization", authorization})
}

func hasHeader(headers []Header, name string) bool {
	for i := range headers {
		if equalFold(headers[i].Name, name) {
			return true
		}
	}
	return false
}

// tokenName is the header or parameter that holds the session token.
func tokenName(m TokenMode) string {
	if m == TokenS3Express {
		return "X-Amz-S3session-Token"
	}
	return "X-Amz-Security-Token"
}

func lowerTokenName(m TokenMode) string {
	if m == TokenS3Express {
		return "x-amz-s3session-token"
	}
	return "x-amz-security-token"
}
