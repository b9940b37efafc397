package sigv2

import (
	"time"

	"github.com/sig4/sig4/sigv4"
)

// The signature in the Authorization header (S3 User Guide, "Signing and
// authenticating REST requests", "The authentication header").

// AppendAuthorization appends the value of the legacy Authorization header for r
// to dst: "AWS ", the access key ID, a colon and the signature.
//
// The date is the text of r's Date or x-amz-date header where it has one, and
// else t as an HTTP date, which must then be sent as Date. So must the session
// token as X-Amz-Security-Token. [LegacySigner.Sign] returns all of these.
//
// It fails with a [*sigv4.Error] that says which part of r was refused, or with
// [ErrSHA1]; dst is then returned as it was.
func (s *LegacySigner) AppendAuthorization(dst []byte, r *Request, t time.Time) ([]byte, error) {
	g, err := s.header(r, t)
	if err != nil {
		return dst, err
	}
	return g.appendAuthorization(dst), nil
}

// Sign returns the headers to add to r: Date where r has neither Date nor
// x-amz-date, X-Amz-Security-Token with temporary credentials, and
// Authorization, the last. It fails as [LegacySigner.AppendAuthorization] does.
//
// A sub-resource without a value is signed as ?acl, the documentation's form, and
// best sent so.
func (s *LegacySigner) Sign(r *Request, t time.Time) ([]sigv4.Header, error) {
	g, err := s.header(r, t)
	if err != nil {
		return nil, err
	}
	return g.added(), nil
}

// header makes the signature for a header.
func (s *LegacySigner) header(r *Request, t time.Time) (g signing, err error) {
	if g, err = newSigning(s, r, t, false); err != nil {
		return g, err
	}
	if g.date = g.headers.date; !g.headers.hasDate {
		g.date = t.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")
	}
	return g, g.sign()
}

func (g *signing) appendAuthorization(dst []byte) []byte {
	dst = append(append(dst, "AWS "...), g.signer.credentials.AccessKeyID...)
	return append(append(dst, ':'), g.signature...)
}

func (g *signing) added() (headers []sigv4.Header) {
	if !g.headers.hasDate {
		headers = append(headers, sigv4.Header{Name: "Date", Value: g.date})
	}
	if token := g.signer.credentials.SessionToken; !token.IsZero() {
		headers = append(headers, sigv4.Header{Name: "X-Amz-Security-Token", Value: token.Reveal()})
	}
	return append(headers, sigv4.Header{Name: "Authorization", Value: string(g.appendAuthorization(nil))})
}
