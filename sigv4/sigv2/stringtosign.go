package sigv2

import (
	"time"

	"github.com/sig4/sig4/sigv4"
)

// A signing is one signature in the making.
type signing struct {
	signer  *LegacySigner
	request *Request
	path    string
	pairs   []pair
	headers signedHeaders

	date      string // the fourth line: the date, Expires, or "" beside x-amz-date
	signature string
}

// newSigning checks the request and takes it apart. presign says that the
// signature goes into a URL.
func newSigning(s *LegacySigner, r *Request, t time.Time, presign bool) (g signing, err error) {
	if err := s.check(); err != nil {
		return g, err
	}
	// To refuse the years before 1970 as well keeps Expires a plain number.
	if unix := t.Unix(); unix < 0 || unix > lastSecond {
		return g, fail(sigv4.ErrTime, "its year in UTC is outside 1970 to 9999")
	}
	if err := r.check(); err != nil {
		return g, err
	}
	g.signer, g.request = s, r
	if g.path, err = r.wirePath(); err != nil {
		return g, err
	}
	if g.pairs, err = s.readQuery(r.RawQuery); err != nil {
		return g, err
	}
	g.headers, err = s.readHeaders(r, presign)
	return g, err
}

const lastSecond = 253402300799 // 9999-12-31T23:59:59Z

// sign computes the signature over what has been gathered.
func (g *signing) sign() (err error) {
	g.signature, err = g.signer.mac(g.appendStringToSign(nil))
	return err
}

// appendStringToSign appends the string to sign: the method, Content-MD5,
// Content-Type and the date or Expires, a line each, then the
// CanonicalizedAmzHeaders and the CanonicalizedResource.
func (g *signing) appendStringToSign(dst []byte) []byte {
	for _, line := range []string{g.request.Method, g.headers.md5, g.headers.contentType, g.date} {
		dst = append(append(dst, line...), '\n')
	}
	return g.appendResource(g.headers.appendAmz(dst))
}

func (g *signing) appendResource(dst []byte) []byte {
	return appendResource(dst, g.request.HostBucket, g.path, g.pairs)
}
