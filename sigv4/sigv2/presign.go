package sigv2

import (
	"slices"
	"strconv"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// The signature in the query (S3 User Guide, "Signing and authenticating REST
// requests", "Query string request authentication alternative").

// MinExpires is the shortest life of a legacy URL. There is no longest: Expires
// is an absolute time, and S3 has no limit for it. The seven days of Signature
// Version 4 come from its signing key, which this version has not. Only the year
// 9999 ends it here. Some stores have limits of their own: seven days at
// Scality, the year 2038 where seconds are counted in 32 bits. A URL that lives
// for years cannot be taken back but with its access key.
const MinExpires = time.Second

// A Presigned is a request whose legacy signature is in its URL.
//
// The zero value holds nothing. The URL is as good as a password until it
// expires; with temporary credentials it may hold their session token, and with
// SSE-C headers under [HeadersByStore] the customer's key.
type Presigned struct {
	Method string
	URL    string

	// Headers are those that must be sent with just these values. Where the URL
	// holds the signed headers these are Content-Type and Content-MD5 alone,
	// else all signed ones, the session token's too.
	Headers []sigv4.Header

	// Unsigned are those of the request that the signature does not cover, such
	// as Range. They have an effect only when they are sent, and whoever sends
	// the request may change or drop them.
	Unsigned []sigv4.Header

	// SignedHeaders are the names of all signed headers, in lower case and
	// sorted. Host is never one of them.
	SignedHeaders []string

	// Expires is the end of the asked time, in whole seconds.
	Expires time.Time

	// Effective is when the URL really stops working: Expires, or the end of
	// the credentials' life if that comes first.
	Effective time.Time
}

// AppendPresigned appends the legacy presigned URL of r to dst, which then works
// for expires from t on: whole seconds, [MinExpires] or more.
//
// The query is r's own, in its order, then AWSAccessKeyId, Signature, for
// [StoreS3] the signed headers in lower case, and Expires. [LegacySigner.Presign]
// says which headers must be sent.
//
// It fails with a [*sigv4.Error] that says which part of r was refused, or with
// [ErrSHA1]; dst is then returned as it was.
func (s *LegacySigner) AppendPresigned(dst []byte, r *Request, expires time.Duration, t time.Time) ([]byte, error) {
	g, err := s.query(r, expires, t)
	if err != nil {
		return dst, err
	}
	return g.appendURL(dst), nil
}

// Presign returns the legacy presigned URL of r with all that its user must
// know. It takes and refuses what [LegacySigner.AppendPresigned] does.
func (s *LegacySigner) Presign(r *Request, expires time.Duration, t time.Time) (Presigned, error) {
	g, err := s.query(r, expires, t)
	if err != nil {
		return Presigned{}, err
	}
	end := time.Unix(t.Unix()+int64(expires/time.Second), 0).UTC()
	return Presigned{
		Method:        r.Method,
		URL:           string(g.appendURL(nil)),
		Headers:       g.mustSend(),
		Unsigned:      slices.Clone(g.headers.unsigned),
		SignedHeaders: g.headers.names(),
		Expires:       end,
		Effective:     s.credentials.Earlier(end),
	}, nil
}

// query makes the signature for a URL.
func (s *LegacySigner) query(r *Request, expires time.Duration, t time.Time) (g signing, err error) {
	switch {
	case expires < MinExpires:
		return g, fail(sigv4.ErrExpires, "it must be at least one second")
	case expires%time.Second != 0:
		return g, fail(sigv4.ErrExpires, "it must be whole seconds")
	}
	if g, err = newSigning(s, r, t, true); err != nil {
		return g, err
	}
	end := t.Unix() + int64(expires/time.Second)
	if end > lastSecond {
		return g, fail(sigv4.ErrExpires, "it ends after the year 9999")
	}
	g.date = strconv.FormatInt(end, 10)
	return g, g.sign()
}

// mustSend returns the headers that must accompany the URL.
func (g *signing) mustSend() (headers []sigv4.Header) {
	inURL := g.signer.options.inURL()
	for _, header := range g.headers.given {
		if name, _, _ := readHeader(header); !inURL || name == "content-type" || name == "content-md5" {
			headers = append(headers, header)
		}
	}
	if token := g.signer.credentials.SessionToken; !token.IsZero() && !inURL {
		headers = append(headers, sigv4.Header{Name: "X-Amz-Security-Token", Value: token.Reveal()})
	}
	return headers
}

func (g *signing) appendURL(dst []byte) []byte {
	r := g.request
	scheme := r.Scheme
	if scheme == "" {
		scheme = "https"
	}
	dst = append(append(dst, scheme...), "://"...)
	dst = append(append(append(dst, r.Host...), g.path...), '?')
	dst = g.signer.appendPairs(dst, g.pairs)
	dst = sigv4.AppendEscaped(append(dst, "AWSAccessKeyId="...), g.signer.credentials.AccessKeyID)
	dst = sigv4.AppendEscaped(append(dst, "&Signature="...), g.signature)
	if g.signer.options.inURL() {
		dst = g.headers.appendParameters(dst)
	}
	return append(append(dst, "&Expires="...), g.date...)
}

// appendParameters appends the signed headers as parameters, as boto3 writes
// them.
func (h *signedHeaders) appendParameters(dst []byte) []byte {
	for _, name := range h.names() {
		dst = append(append(append(dst, '&'), name...), '=')
		switch name {
		case "content-md5":
			dst = sigv4.AppendEscaped(dst, h.md5)
		case "content-type":
			dst = sigv4.AppendEscaped(dst, h.contentType)
		default:
			for _, header := range h.amz {
				if header.Name == name {
					dst = sigv4.AppendEscaped(dst, header.Value)
				}
			}
		}
	}
	return dst
}
