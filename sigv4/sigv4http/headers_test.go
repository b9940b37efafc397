package sigv4http_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4"
)

var neverSigned = []string{
	"Accept-Encoding", "Connection", "Content-Length", "Expect", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization",
	"TE", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent", "X-Amzn-Trace-Id",
}

func TestSignedHeaders(t *testing.T) {
	t.Parallel()
	const always = "host;x-amz-content-sha256;x-amz-date"
	tests := []struct {
		name   string
		header http.Header
		sign   []string
		want   string
	}{
		{"nil map", nil, nil, always},
		{"none", http.Header{}, nil, always},
		{"content", http.Header{"Content-Type": {"a"}, "Content-Md5": {"b"}, "Content-Language": {"c"}}, nil, "content-md5;content-type;" + always},
		{"content in lower case", http.Header{"content-type": {"a"}, "CONTENT-MD5": {"b"}}, nil, "content-md5;content-type;" + always},
		{"amz", http.Header{"X-Amz-Acl": {"a"}, "x-AMZ-meta-x": {""}}, nil, "host;x-amz-acl;x-amz-content-sha256;x-amz-date;x-amz-meta-x"},
		{"nearly amz", http.Header{"X-Amzn-Header": {"a"}, "X-Am": {"b"}, "X-Amz": {"c"}, "Xx-Amz-A": {"d"}}, nil, always},
		{"no values", http.Header{"X-Amz-Acl": nil, "Content-Type": {}, "Authorization": nil}, nil, always},
		{"other", http.Header{"Range": {"bytes=0-1"}, "Cache-Control": {"x"}, "If-Match": {"e"}}, nil, always},
		{"named", http.Header{"Range": {"bytes=0-1"}, "If-Match": {"e"}}, []string{"Range"}, "host;range;x-amz-content-sha256;x-amz-date"},
		{"named in any case", http.Header{"range": {"bytes=0-1"}}, []string{"RANGE", "rAnge"}, "host;range;x-amz-content-sha256;x-amz-date"},
		{"named though chosen", http.Header{"X-Amz-Acl": {"a"}}, []string{"x-amz-acl"}, "host;x-amz-acl;x-amz-content-sha256;x-amz-date"},
		{"host named", nil, []string{"Host"}, always},
		{"host named, and in the map", http.Header{"Host": {"example.org"}}, []string{"hOST"}, always},
	}
	for _, name := range neverSigned {
		tests = append(tests, struct {
			name   string
			header http.Header
			sign   []string
			want   string
		}{"never " + name, http.Header{name: {"x"}, http.CanonicalHeaderKey(name): {"x"}, strings.ToLower(name): {"x"}}, nil, always})
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRequest(t, "GET", "https://example.com/", nil)
			r.Header = tt.header
			s := newSigner(longLived, scopeS3)
			s.SignHeaders = tt.sign
			signed, err := s.Sign(r)
			if err != nil {
				t.Fatal(err)
			}
			if got := signedNames(signed.Header.Get("Authorization")); got != tt.want {
				t.Errorf("Sign signs %s, want %s", got, tt.want)
			}
			for name, values := range tt.header {
				if d := cmp.Diff(values, signed.Header[name]); d != "" && len(values) > 0 {
					t.Errorf("the copy's %s differs:\n%s", name, d)
				}
			}

			p, err := s.Presign(r, time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			want := strings.NewReplacer("x-amz-content-sha256;", "", ";x-amz-content-sha256", "", ";x-amz-date", "").Replace(tt.want)
			if got := strings.Join(p.SignedHeaders, ";"); got != want {
				t.Errorf("Presign signs %s, want %s", got, want)
			}
		})
	}
}

func TestSignRefusesHeaders(t *testing.T) {
	t.Parallel()
	type test struct {
		name   string
		header http.Header
		sign   []string
		kind   error
		named  string
	}
	tests := []test{
		{"absent", http.Header{"Other": {"x"}}, []string{"Other", "Range"}, sigv4.ErrHeader, "Range"},
		{"no values", http.Header{"Range": nil}, []string{"Range"}, sigv4.ErrHeader, "Range"},
		{"empty name", nil, []string{""}, sigv4.ErrHeader, ""},
		{"authorization", http.Header{"Authorization": {"Basic"}}, nil, sigv4.ErrReserved, "Authorization"},
		{"authorization in lower case", http.Header{"authorization": {"Basic"}}, nil, sigv4.ErrReserved, "authorization"},
		{"authorization named", http.Header{"Authorization": {"Basic"}}, []string{"Authorization"}, sigv4.ErrReserved, "Authorization"},
		{"date", http.Header{"x-amz-date": {"20150830T123600Z"}}, nil, sigv4.ErrReserved, "x-amz-date"},
		{"token", http.Header{"X-Amz-Security-Token": {"t"}}, nil, sigv4.ErrReserved, "X-Amz-Security-Token"},
		{"no token", http.Header{"X-Amz-Me ta": {"x"}}, nil, sigv4.ErrHeader, "X-Amz-Me ta"},
		{"line feed", http.Header{"X-Amz-Meta": {"x\ny"}}, nil, sigv4.ErrHeader, "X-Amz-Meta"},
		{"carriage return", http.Header{"Range": {"x\r"}}, []string{"range"}, sigv4.ErrHeader, "Range"},
		{"NUL", http.Header{"Content-Type": {"\x00"}}, nil, sigv4.ErrHeader, "Content-Type"},
	}
	for _, name := range neverSigned {
		tests = append(tests, test{"never " + name, http.Header{name: {"x"}}, []string{strings.ToUpper(name)}, sigv4.ErrHeader, name})
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRequest(t, "GET", "https://example.com/", nil)
			r.Header = tt.header
			s := newSigner(longLived, scopeS3)
			s.SignHeaders = tt.sign
			_, err := s.Sign(r)
			wantError(t, err, tt.kind, tt.named)
			_, err = s.Presign(r, time.Hour)
			wantError(t, err, tt.kind, tt.named)
			for _, values := range tt.header {
				for _, value := range values {
					if len(value) > 1 && strings.Contains(err.Error(), value) {
						t.Errorf("the error %q shows the value %q", err, value)
					}
				}
			}
		})
	}
}

// The spellings of one name are signed in the order of HTTP/1.1's net/http, and
// the copy has one spelling, which HTTP/2 sends in that order too.
func TestSignSpellings(t *testing.T) {
	t.Parallel()
	r := newRequest(t, "GET", "https://example.com/", nil)
	r.Header = http.Header{
		"x-amz-meta-a": {"4", "5"}, "X-AMZ-META-A": {"1"}, "X-Amz-Meta-A": {"2", "3"},
		"X-Amz-Meta-B": {"b"}, "x-amz-meta-c": {"c"}, "x-unsigned": {"u"}, "X-Unsigned": {"U"},
	}
	want := http.Header{
		"X-Amz-Meta-A": {"1", "2", "3", "4", "5"},
		"X-Amz-Meta-B": {"b"}, "x-amz-meta-c": {"c"}, "x-unsigned": {"u"}, "X-Unsigned": {"U"},
	}
	s := newSigner(longLived, scopeAPI)
	var authorization string
	for range 50 { // the order of a map is random
		signed, err := s.Sign(r)
		if err != nil {
			t.Fatal(err)
		}
		if authorization == "" {
			authorization = signed.Header.Get("Authorization")
		}
		if got := signed.Header.Get("Authorization"); got != authorization {
			t.Fatalf("one request has two signatures:\n%s\n%s", got, authorization)
		}
		signed.Header.Del("Authorization")
		signed.Header.Del("X-Amz-Date")
		if d := cmp.Diff(want, signed.Header); d != "" {
			t.Fatalf("the copy's headers:\n%s", d)
		}
		if len(r.Header) != 7 || len(map[string][]string(r.Header)["x-amz-meta-a"]) != 2 {
			t.Fatalf("the original's headers are %q", r.Header)
		}
	}

	p, err := s.Presign(r, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, h := range p.Headers {
		if strings.EqualFold(h.Name, "x-amz-meta-a") {
			values = append(values, h.Value)
		}
	}
	if d := cmp.Diff(want["X-Amz-Meta-A"], values); d != "" {
		t.Errorf("Presign lists the values:\n%s", d)
	}
}
