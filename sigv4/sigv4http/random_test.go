package sigv4http_test

import (
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4/sigv4http"
)

// Random requests: what Sign does not refuse must arrive as it was signed.
func TestSignWireRandom(t *testing.T) {
	t.Parallel()
	const requests = 1000
	ways(t, func(t *testing.T, scheme string, rt http.RoundTripper) {
		g := generator{rand.New(rand.NewPCG(4, uint64(len(scheme)))), filepath.Join(t.TempDir(), "body")}
		refused := 0
		for range requests {
			r, s := g.request(t, scheme)
			signed, err := s.Sign(r)
			if err != nil {
				refused++
				closeBody(r)
				continue
			}
			if err := send(rt, signed); err != nil {
				t.Fatalf("%s %q, host %q, headers %q: %v", signed.Method, signed.URL.RequestURI(), signed.Host, signed.Header, err)
			}
			closeBody(r)
		}
		if refused > requests/5 {
			t.Errorf("Sign refused %d of %d requests; the test is of little use", refused, requests)
		}
	})
}

func closeBody(r *http.Request) {
	if r.Body != nil {
		r.Body.Close()
	}
}

type generator struct {
	*rand.Rand
	file string
}

func (g generator) pick(of ...string) string { return of[g.IntN(len(of))] }

func (g generator) join(most int, of ...string) string {
	var b strings.Builder
	for range g.IntN(most + 1) {
		b.WriteString(g.pick(of...))
	}
	return b.String()
}

func (g generator) request(t *testing.T, scheme string) (*http.Request, *sigv4http.Signer) {
	u := &url.URL{
		Scheme: scheme,
		Host:   g.pick("example.com", "Example.COM", "example.com:80", "example.com:443", "example.com:9000", "example.com:", "[::1]", "[fe80::1%en0]:443", "a_b.example"),
		RawQuery: g.join(8, "a", "b", "=", "=", "&", "&", ";", "+", "%20", "%2f", "%C3%a9", "é", "\"", "/", "?", "X", "[]", "~", "%", "'",
			"response-content-type=text%2Fplain"),
		ForceQuery: g.IntN(8) == 0,
	}
	path := g.join(8, "a", "b", "/", "/", ".", "..", " ", "+", "%", "é", "👍", ";", "=", ":", "~", "*", "\"", "#", "?", "\\", "\xff")
	escaped := g.join(8, "a", "b", "/", "/", ".", "..", "%20", "+", "%2F", "%2f", "é", "%c3%A9", ";", "=", ":", "~", "*", "\"", "%ff")
	switch g.IntN(4) {
	case 0:
		u.Path = "/" + path
	case 1:
		u.RawPath = "/" + escaped
		u.Path, _ = url.PathUnescape(u.RawPath)
	case 2:
		// A second slash would make a host of what follows.
		u.Opaque = "/" + strings.TrimLeft(escaped, "/")
	case 3:
		u.Opaque = "//" + u.Host + g.pick("", "/"+escaped)
	}
	r := &http.Request{Method: g.pick("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PURGE", ""), URL: u, Header: http.Header{}}

	c, scope := longLived, scopeS3
	if g.IntN(2) == 0 {
		c = temporary
	}
	if g.IntN(2) == 0 {
		scope = scopeAPI
	}
	s := newSigner(c, scope)
	s.MaxBuffer = 1 << 10
	for range g.IntN(6) {
		name := g.pick("X-Amz-Meta-A", "x-amz-meta-a", "X-AMZ-META-A", "X-Amz-Meta-B", "X-Amz-Acl", "Content-Type", "content-type", "Content-Md5",
			"Range", "range", "Cache-Control", "X-Other", "User-Agent", "Accept-Encoding", "X-Amzn-Trace-Id")
		// The map is written as it is, so that spellings survive.
		r.Header[name] = append(r.Header[name], g.join(6, "a", "b", " ", "  ", "\t", ",", "\"", "é", "\xff", ";", "="))
	}
	for _, name := range []string{"range", "CACHE-control", "X-Other"} {
		for spelled := range r.Header {
			if strings.EqualFold(name, spelled) {
				s.SignHeaders = append(s.SignHeaders, name)
				break
			}
		}
	}
	g.body(t, r)
	return r, s
}

func (g generator) body(t *testing.T, r *http.Request) {
	text := g.join(20, "the body ", "\x00", "\r\n", "é")
	switch g.IntN(6) {
	case 0:
		*r = *withBody(r, strings.NewReader(text))
	case 1:
		r.Body = once(text)
	case 2:
		r.Body, r.ContentLength = once(text), int64(len(text))
	case 3:
		r.Body = http.NoBody
	case 4:
		if err := os.WriteFile(g.file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(g.file)
		if err != nil {
			t.Fatal(err)
		}
		r.Body = f
		if g.IntN(2) == 0 && text != "" {
			r.ContentLength = int64(len(text))
		}
	}
}

// withBody gives a request the body, its length and GetBody as http.NewRequest
// does.
func withBody(r *http.Request, body io.Reader) *http.Request {
	made, err := http.NewRequest("PUT", "http://example.com", body)
	if err != nil {
		panic(err) // of a constant URL
	}
	r.Body, r.ContentLength, r.GetBody = made.Body, made.ContentLength, made.GetBody
	return r
}
