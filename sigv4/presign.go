package sigv4

import "time"

// Step 6, the signature in the query (IAM User Guide, "Create a signed AWS API
// request", "Add the signature to the request"; S3 API Reference,
// "Authenticating Requests: Using Query Parameters").

// The limits of a presigned URL's life. It is counted in whole seconds, and a
// signing key is good for seven days.
const (
	MinExpires = time.Second
	MaxExpires = 7 * 24 * time.Hour
)

// A Presigned is a request whose signature is in its URL.
//
// The zero value holds nothing. The URL is as good as a password until it
// expires, and with temporary credentials it holds their session token.
type Presigned struct {
	Method string
	URL    string

	// Headers are those of the request that were signed. They must be sent with
	// just these values, besides Host.
	Headers []Header

	// SignedHeaders are the names of all signed headers, host included, in
	// lower case and sorted.
	SignedHeaders []string

	// Expires is the end of the asked time.
	Expires time.Time

	// Effective is when the URL really stops working: Expires, or the end of
	// the credentials' life if that comes first.
	Effective time.Time
}

// AppendPresigned appends the presigned URL of r to dst, which then works for
// expires from t on: whole seconds from [MinExpires] to [MaxExpires]. It does
// not allocate for requests of common size.
//
// The query is written in its canonical form, sorted, with X-Amz-Signature
// behind it. The S3 family's path is written in its canonical form as well;
// other paths are written as they are, and must be valid in a URL.
//
// It fails with an [*Error] that says which part of r was refused.
//
// Source: S3 API Reference, "Authenticating Requests: Using Query Parameters";
// IAM User Guide, "Create a signed AWS API request", "Add the signature to the
// request".
func (s *Signer) AppendPresigned(dst []byte, r *Request, expires time.Duration, t time.Time) ([]byte, error) {
	var g signing
	if err := g.beginPresign(s, r, expires, t); err != nil {
		return dst, err
	}
	defer g.free()
	if err := g.checkURL(r); err != nil {
		return dst, err
	}
	if err := g.canonicalize(r); err != nil {
		return dst, err
	}
	mac := g.signature()
	return g.appendURL(dst, r, &mac), nil
}

// Presign returns the presigned URL of r with all that its user must know. It
// takes and refuses what [Signer.AppendPresigned] does.
func (s *Signer) Presign(r *Request, expires time.Duration, t time.Time) (Presigned, error) {
	var g signing
	if err := g.beginPresign(s, r, expires, t); err != nil {
		return Presigned{}, err
	}
	defer g.free()
	if err := g.checkURL(r); err != nil {
		return Presigned{}, err
	}
	if err := g.canonicalize(r); err != nil {
		return Presigned{}, err
	}
	mac := g.signature()
	end := time.Unix(t.Unix()+g.expires, 0).UTC()
	return Presigned{
		Method:        r.Method,
		URL:           string(g.appendURL(nil, r, &mac)),
		Headers:       append([]Header(nil), r.Headers...),
		SignedHeaders: splitNames(string(g.workspace.signed)),
		Expires:       end,
		Effective:     s.credentials.Earlier(end),
	}, nil
}

// Earlier returns the credentials' expiry if they expire before t, else t.
func (c Credentials) Earlier(t time.Time) time.Time {
	if !c.Expires.IsZero() && c.Expires.Before(t) {
		return c.Expires.UTC()
	}
	return t
}

func splitNames(joined string) (names []string) {
	start := 0
	for i := 0; i <= len(joined); i++ {
		if i == len(joined) || joined[i] == ';' {
			names = append(names, joined[start:i])
			start = i + 1
		}
	}
	return names
}

// beginPresign is begin for query signing.
func (g *signing) beginPresign(s *Signer, r *Request, expires time.Duration, t time.Time) error {
	g.expires = int64(expires / time.Second)
	switch {
	case expires < MinExpires:
		return fail(ErrExpires, "it must be at least one second")
	case expires > MaxExpires:
		return fail(ErrExpires, "it must be at most seven days, 604800 seconds")
	case time.Duration(g.expires)*time.Second != expires:
		return fail(ErrExpires, "it must be whole seconds")
	}
	if r == nil {
		return r.check()
	}
	switch r.Scheme {
	case "", "https", "http":
	default:
		return fail(ErrScheme, "it is neither https nor http")
	}
	g.presign = true
	return g.begin(s, t)
}

// checkURL refuses a path that the text of a URL cannot carry as it is.
func (g *signing) checkURL(r *Request) error {
	if g.path.encodeOnce {
		return nil // the path is written anew
	}
	for i := 0; i < len(r.Path); i++ {
		if c := r.Path[i]; classes[c]&(urlByte|control) == 0 {
			return failAt(ErrPath, i, "it holds "+byteName(c)+", which no URL can carry; escape it before signing")
		}
	}
	return nil
}

// appendSignedQuery appends the query of the signed request: the canonical one,
// the signature, and a token that is not signed.
func (g *signing) appendSignedQuery(dst []byte, mac *[32]byte) []byte {
	return g.appendPresignature(append(dst, g.part(g.query)...), mac)
}

func (g *signing) appendPresignature(dst []byte, mac *[32]byte) []byte {
	dst = appendHex(append(dst, "&X-Amz-Signature="...), mac)
	if s := g.signer; s.options.Token == TokenUnsigned && !s.escapedToken.IsZero() {
		dst = append(append(dst, "&X-Amz-Security-Token="...), s.escapedToken.Reveal()...)
	}
	return dst
}

func (g *signing) appendURL(dst []byte, r *Request, mac *[32]byte) []byte {
	scheme := r.Scheme
	if scheme == "" {
		scheme = "https"
	}
	dst = append(append(dst, scheme...), "://"...)
	dst = append(dst, r.Host...)
	if g.path.encodeOnce {
		// Path and query as they stand in the canonical request, on two lines.
		mark := len(dst) + g.uri.end - g.uri.start
		dst = append(dst, g.canonical[g.uri.start:g.query.end]...)
		dst[mark] = '?'
		return g.appendPresignature(dst, mac)
	}
	if r.Path == "" {
		dst = append(dst, '/')
	}
	return g.appendSignedQuery(append(append(dst, r.Path...), '?'), mac)
}
