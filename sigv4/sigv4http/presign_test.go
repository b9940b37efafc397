package sigv4http_test

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
)

func presign(t *testing.T, s *sigv4http.Signer, r *http.Request) (sigv4.Presigned, *url.URL) {
	t.Helper()
	p, err := s.Presign(r, 15*time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(p.URL)
	if err != nil {
		t.Fatal(err)
	}
	return p, u
}

// presignedLike fails unless the URL is the core's for the same request with
// payload in the canonical request.
func presignedLike(t *testing.T, got sigv4.Presigned, c sigv4.Credentials, s sigv4.Scope, v sigv4.Request) {
	t.Helper()
	core, err := sigv4.NewSigner(c, s)
	if err != nil {
		t.Fatal(err)
	}
	want, err := core.Presign(&v, 15*time.Minute, testTime)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("Presign differs from the core (-core):\n%s", d)
	}
}

func TestPresignPayload(t *testing.T) {
	t.Parallel()
	hash := sigv4.HashPayload([]byte(text))
	given := []sigv4.Header{{Name: "X-Amz-Content-Sha256", Value: hash.String()}}
	tests := []struct {
		name    string
		scope   sigv4.Scope
		payload sigv4http.Payload
		body    io.Reader
		header  []sigv4.Header
		want    sigv4.PayloadHash
	}{
		{"S3", scopeS3, sigv4http.HashPayload, nil, nil, sigv4.UnsignedPayload},
		{"S3 with body", scopeS3, sigv4http.HashPayload, strings.NewReader(text), nil, sigv4.UnsignedPayload},
		{"S3 with body to be read once", scopeS3, sigv4http.HashPayload, once(text), nil, sigv4.UnsignedPayload},
		{"S3 Express", sigv4.Scope{Region: "us-east-1", Service: "s3express"}, sigv4http.HashPayload, nil, nil, sigv4.UnsignedPayload},
		{"S3 with hash", scopeS3, sigv4http.HashPayload, once(text), given, hash},
		{"S3 with hash and UnsignedPayload", scopeS3, sigv4http.UnsignedPayload, once(text), given, hash},
		{"other", scopeAPI, sigv4http.HashPayload, nil, nil, sigv4.EmptyPayload},
		{"other with NoBody", scopeAPI, sigv4http.HashPayload, http.NoBody, nil, sigv4.EmptyPayload},
		{"other with body", scopeAPI, sigv4http.HashPayload, strings.NewReader(text), nil, hash},
		{"other with file", scopeAPI, sigv4http.HashPayload, file(t), nil, hash},
		{"other with hash", scopeAPI, sigv4http.HashPayload, once(text), given, hash},
		{"other with UnsignedPayload", scopeAPI, sigv4http.UnsignedPayload, once(text), nil, sigv4.UnsignedPayload},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRequest(t, "PUT", "https://example.com/k?a=b", tt.body)
			for _, h := range tt.header {
				r.Header.Set(h.Name, h.Value)
			}
			s := newSigner(longLived, tt.scope)
			s.Payload, s.MaxBuffer = tt.payload, 1<<20
			p, _ := presign(t, s, r)
			presignedLike(t, p, longLived, tt.scope, sigv4.Request{
				Method: "PUT", Host: "example.com", Path: "/k", RawQuery: "a=b", Headers: tt.header, Payload: tt.want,
			})
			if tt.body == nil || tt.body == http.NoBody {
				return
			}
			if got, err := io.ReadAll(r.Body); err != nil || string(got) != text {
				t.Errorf("the body is then %q, %v", got, err)
			}
		})
	}

	r := newRequest(t, "PUT", "https://example.com/k", once(text))
	s := newSigner(longLived, scopeAPI)
	s.MaxBuffer = 1 << 20 // is for bodies that are sent
	_, err := s.Presign(r, time.Minute)
	wantError(t, err, sigv4http.ErrBody, "")
	if body := r.Body.(*oneShot); body.read != 0 || body.closed != 0 {
		t.Error("Presign touched a body that can be read only once")
	}
}

func TestPresignURL(t *testing.T) {
	t.Parallel()
	tests := []struct{ target, want string }{
		{"https://example.com/k", "https://example.com/k"},
		{"http://example.com/k", "http://example.com/k"},
		{"HTTP://example.com:80/k", "http://example.com/k"},
		{"http://example.com:9000/k", "http://example.com:9000/k"},
		{"http://example.com:443/k", "http://example.com:443/k"},
		{"https://example.com:443/k", "https://example.com/k"},
		{"//example.com:443/k", "https://example.com/k"},
		{"https://[::1]:9000/k", "https://[::1]:9000/k"},
		{"https://example.com", "https://example.com/"},
		{"https://user:password@example.com/k#fragment", "https://example.com/k"},
		{"https://example.com/a%2fb+c%20d", "https://example.com/a/b%2Bc%20d"},
	}
	for _, tt := range tests {
		u, err := url.Parse(tt.target)
		if err != nil {
			t.Fatal(err)
		}
		p, err := newSigner(longLived, scopeS3).Presign(&http.Request{URL: u}, time.Minute)
		if err != nil {
			t.Errorf("Presign of %q: %v", tt.target, err)
			continue
		}
		if got, _, _ := strings.Cut(p.URL, "?"); got != tt.want || p.Method != "GET" {
			t.Errorf("Presign of %q = %s %q, want GET %q", tt.target, p.Method, got, tt.want)
		}
	}

	// A space in the query is escaped here, where the query is written anew.
	r := newRequest(t, "GET", "https://example.com/?a=b c", nil)
	if p, _ := presign(t, newSigner(longLived, scopeS3), r); !strings.Contains(p.URL, "?X-Amz-Algorithm=") || !strings.Contains(p.URL, "&a=b%20c&") {
		t.Errorf("Presign = %q", p.URL)
	}
}

// The headers of the request are signed and listed, with an announced hash
// among them: it goes as a header, and not in the query as well.
func TestPresignHeaders(t *testing.T) {
	t.Parallel()
	hash := sigv4.HashPayload([]byte(text)).String()
	r := newRequest(t, "PUT", "https://example.com/k", nil)
	r.Header.Set("X-Amz-Content-Sha256", hash)
	r.Header.Set("Content-Type", "text/plain")
	r.Header.Set("Range", "bytes=0-1")
	r.Header.Set("User-Agent", "x")
	s := newSigner(longLived, scopeS3)
	s.SignHeaders = []string{"range", "host"}
	p, u := presign(t, s, r)
	want := []sigv4.Header{{Name: "Content-Type", Value: "text/plain"}, {Name: "Range", Value: "bytes=0-1"}, {Name: "X-Amz-Content-Sha256", Value: hash}}
	if d := cmp.Diff(want, p.Headers); d != "" {
		t.Errorf("the headers to send:\n%s", d)
	}
	const names = "content-type;host;range;x-amz-content-sha256"
	if got := strings.Join(p.SignedHeaders, ";"); got != names || u.Query().Get("X-Amz-SignedHeaders") != names {
		t.Errorf("the signed headers are %s and in the URL %s", got, u.Query().Get("X-Amz-SignedHeaders"))
	}
	if u.Query().Has("X-Amz-Content-Sha256") {
		t.Error("the hash is in the query as well")
	}
}

func TestPresignExpires(t *testing.T) {
	t.Parallel()
	r := newRequest(t, "GET", "https://example.com/k", nil)
	for _, expires := range []time.Duration{0, -time.Second, time.Second - 1, 1500 * time.Millisecond, sigv4.MaxExpires + time.Second} {
		_, err := newSigner(longLived, scopeS3).Presign(r, expires)
		wantError(t, err, sigv4.ErrExpires, "")
	}
	for _, expires := range []time.Duration{sigv4.MinExpires, time.Hour, sigv4.MaxExpires} {
		c := temporary
		c.Expires = testTime.Add(time.Hour)
		p, err := newSigner(c, scopeS3).Presign(r, expires)
		if err != nil {
			t.Errorf("Presign for %v: %v", expires, err)
			continue
		}
		if end := testTime.Add(expires); !p.Expires.Equal(end) || !p.Effective.Equal(testTime.Add(min(expires, time.Hour))) {
			t.Errorf("Presign for %v: Expires %v, Effective %v", expires, p.Expires, p.Effective)
		}
		if !strings.Contains(p.URL, "&X-Amz-Security-Token="+url.QueryEscape(testToken)+"&") {
			t.Errorf("the URL lacks the token")
		}
	}
	// The Source is asked first for what it alone can say.
	s := newSigner(longLived, scopeS3)
	s.Source = failing{errBroken}
	if _, err := s.Presign(r, time.Hour); !errors.Is(err, errBroken) {
		t.Errorf("Presign = %v", err)
	}
}
