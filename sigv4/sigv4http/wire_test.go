package sigv4http_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

// What goes over the wire is what was signed, for all that a URL can be.
func TestSignWire(t *testing.T) {
	t.Parallel()
	targets := []string{
		"//example.com", "//example.com/", "//example.com?", "//example.com?a=b", "//example.com/?",
		"//example.com/a b", "//example.com/a%20b", "//example.com/a+b", "//example.com/a%2Fb/%2f",
		"//example.com/%41%7e", "//example.com/~!$&'()*,;=:@-_.", "//example.com/%c3%A9", "//example.com/é日本👍",
		"//example.com//a///b/", "//example.com/a/./b/../c", "//example.com/..", "//example.com/%2e%2e/a", "//example.com/a;b",
		"//example.com/%ff", "//example.com/%00%0a", "//example.com/\"<>[]^`{|}", "//example.com/100%25",
		"//example.com/" + strings.Repeat("long/", 400),
		"//example.com/?a=1;b=2&c", "//example.com/?a=b=c&=v&&k&k=&k=a", "//example.com/?b=2&a=2&a=1&A=0",
		"//example.com/?q=a+b%20c%2B", "//example.com/?%61=%7e&é=日本", "//example.com/?a/b=c?d&\"=<>", "//example.com/?x[]=1&x[]=0&x%5B%5D=2",
		"//example.com/?uploads", "//example.com/#fragment", "//user:password@example.com/",
		"//EXAMPLE.com/Upper", "//example.com:8080/", "//example.com:/", "//example.com:80/", "//example.com:443/", "//example.com:0443/",
		"//[::1]/", "//[::1]:8080/", "//[::1]:80/", "//[::1]:443/", "//[::1]:/", "//[2001:DB8::1]/", "//[fe80::1%25en0]:8080/", "//[fe80::1%25en0]/",
		"//127.0.0.1:9000/b/k",
	}
	ways(t, func(t *testing.T, scheme string, rt http.RoundTripper) {
		for _, scope := range []sigv4.Scope{scopeS3, scopeAPI} {
			s := newSigner(temporary, scope)
			for _, target := range targets {
				signed, err := s.Sign(newRequest(t, "GET", scheme+":"+target, nil))
				if err != nil {
					t.Errorf("Sign of %q: %v", target, err)
					continue
				}
				accepted(t, rt, signed)
			}
		}
	})
}

// URLs that http.NewRequest does not make.
func TestSignWireURL(t *testing.T) {
	t.Parallel()
	targets := []struct {
		name string
		url  url.URL
		host string
	}{
		{"opaque path", url.URL{Host: "example.com", Opaque: "/a%2Fb/c"}, ""},
		{"opaque path with query", url.URL{Host: "example.com", Opaque: "/a", RawQuery: "x=y"}, ""},
		{"opaque host and path", url.URL{Host: "example.com", Opaque: "//example.com/a%2Fb"}, ""},
		{"opaque host alone", url.URL{Host: "example.com", Opaque: "//example.com"}, ""},
		{"opaque host and query", url.URL{Host: "example.com", Opaque: "//example.com/", RawQuery: "x"}, ""},
		{"opaque host, dialled elsewhere", url.URL{Host: "127.0.0.1:1", Opaque: "//example.com/a"}, "example.com"},
		{"opaque raw bytes", url.URL{Host: "example.com", Opaque: "/é\"<>"}, ""},
		{"RawPath", url.URL{Host: "example.com", Path: "/a/b", RawPath: "/a%2Fb"}, ""},
		{"RawPath of another path", url.URL{Host: "example.com", Path: "/a/b", RawPath: "/c"}, ""},
		{"RawPath of another path, with %2F", url.URL{Host: "example.com", Path: "/a/b c", RawPath: "/x%2Fb c"}, ""},
		{"RawPath with raw bytes", url.URL{Host: "example.com", Path: "/é b", RawPath: "/é b"}, ""},
		{"malformed RawPath", url.URL{Host: "example.com", Path: "/a%zz", RawPath: "/a%zz"}, ""},
		{"percent in Path", url.URL{Host: "example.com", Path: "/100%/%41"}, ""},
		{"forced query", url.URL{Host: "example.com", Path: "/", ForceQuery: true}, ""},
		{"Host over URL.Host", url.URL{Host: "127.0.0.1:1", Path: "/"}, "Example.com:81"},
		{"Host with zone", url.URL{Host: "127.0.0.1:1", Path: "/"}, "[fe80::1%a%b]:81"},
		{"no path", url.URL{Host: "example.com"}, ""},
	}
	ways(t, func(t *testing.T, scheme string, rt http.RoundTripper) {
		for _, tt := range targets {
			for _, scope := range []sigv4.Scope{scopeS3, scopeAPI} {
				u := tt.url
				u.Scheme = scheme
				r := &http.Request{Method: "GET", URL: &u, Host: tt.host}
				signed, err := newSigner(longLived, scope).Sign(r)
				if err != nil {
					t.Errorf("%s: %v", tt.name, err)
					continue
				}
				accepted(t, rt, signed)
				if r.Header != nil || *r.URL != u || u.Opaque != tt.url.Opaque {
					t.Errorf("%s: the request changed", tt.name)
				}
			}
		}
		// The host of an absolute request line goes without its default port too.
		port := map[string]string{"http": ":80", "https": ":443"}[scheme]
		u := url.URL{Scheme: scheme, Host: "example.com" + port, Opaque: "//example.com" + port + "/a"}
		signed, err := newSigner(longLived, scopeS3).Sign(&http.Request{Method: "GET", URL: &u})
		if err != nil {
			t.Fatal(err)
		}
		if signed.URL.Opaque != "//example.com/a" {
			t.Errorf("the copy's opaque URL is %q", signed.URL.Opaque)
		}
		accepted(t, rt, signed)
	})
}

func TestSignHost(t *testing.T) {
	t.Parallel()
	tests := []struct{ scheme, urlHost, host, want string }{
		{"https", "example.com", "", "example.com"},
		{"https", "example.com:443", "", "example.com"},
		{"HTTPS", "example.com:443", "", "example.com"},
		{"", "example.com:443", "", "example.com"},
		{"https", "example.com:80", "", "example.com:80"},
		{"http", "example.com:80", "", "example.com"},
		{"HTTP", "example.com:80", "", "example.com"},
		{"http", "example.com:443", "", "example.com:443"},
		{"", "example.com:80", "", "example.com:80"},
		{"https", "example.com:8443", "", "example.com:8443"},
		{"https", "example.com:1443", "", "example.com:1443"},
		{"https", "example.com:", "", "example.com"},
		{"https", "EXAMPLE.com:443", "", "EXAMPLE.com"},
		{"https", "127.0.0.1:1", "example.com:443", "example.com"},
		{"https", "example.com:443", "example.com:9000", "example.com:9000"},
		{"https", "[::1]:443", "", "[::1]"},
		{"https", "[::1]", "", "[::1]"},
		{"https", "[::1]:", "", "[::1]"},
		{"https", "[::443]", "", "[::443]"},
		{"https", "[::1]:80", "", "[::1]:80"},
		{"http", "[::1]:80", "", "[::1]"},
		{"https", "[fe80::1%en0]:443", "", "[fe80::1]"},
		{"https", "[fe80::1%en0]:9000", "", "[fe80::1]:9000"},
		{"https", "[fe80::1%en0]", "", "[fe80::1]"},
	}
	for _, tt := range tests {
		r := &http.Request{URL: &url.URL{Scheme: tt.scheme, Host: tt.urlHost, Path: "/"}, Host: tt.host}
		signed, err := newSigner(longLived, scopeS3).Sign(r)
		if err != nil {
			t.Errorf("Sign for %+v: %v", tt, err)
			continue
		}
		if signed.Host != tt.want || signed.URL.Host != tt.urlHost || r.Host != tt.host {
			t.Errorf("%+v: Host %q, URL.Host %q, the original's Host %q", tt, signed.Host, signed.URL.Host, r.Host)
		}
	}
}

func TestSignRefusesTarget(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		method string
		url    url.URL
		host   string
		kind   error
	}{
		{"no host", "GET", url.URL{Scheme: "https", Path: "/"}, "", sigv4.ErrHost},
		{"only a port", "GET", url.URL{Scheme: "https", Host: ":443", Path: "/"}, "", sigv4.ErrHost},
		{"open bracket", "GET", url.URL{Scheme: "https", Host: "[::1", Path: "/"}, "", sigv4.ErrHost},
		{"text after bracket", "GET", url.URL{Scheme: "https", Host: "[::1]x", Path: "/"}, "", sigv4.ErrHost},
		{"two brackets", "GET", url.URL{Scheme: "https", Host: "[::1]%b]", Path: "/"}, "", sigv4.ErrHost},
		{"no brackets", "GET", url.URL{Scheme: "https", Path: "/"}, "fe80::443", sigv4.ErrHost},
		{"port of letters", "GET", url.URL{Scheme: "https", Path: "/"}, "example.com:https", sigv4.ErrHost},
		{"host with space", "GET", url.URL{Scheme: "https", Path: "/"}, "example.com x", sigv4.ErrHost},
		{"host with slash", "GET", url.URL{Scheme: "https", Path: "/"}, "example.com/x", sigv4.ErrHost},
		{"host not in ASCII", "GET", url.URL{Scheme: "https", Host: "exämple.com", Path: "/"}, "", sigv4.ErrHost},
		{"opaque for another host", "GET", url.URL{Scheme: "https", Host: "example.com", Opaque: "//example.org/"}, "", sigv4.ErrHost},
		{"opaque with user info", "GET", url.URL{Scheme: "https", Host: "example.com", Opaque: "//u@example.com/"}, "", sigv4.ErrHost},
		{"opaque with bad host", "GET", url.URL{Scheme: "https", Host: "example.com", Opaque: "//[::1/"}, "", sigv4.ErrHost},
		{"opaque without slash", "GET", url.URL{Scheme: "https", Host: "example.com", Opaque: "a"}, "", sigv4.ErrPath},
		{"opaque with query", "GET", url.URL{Scheme: "https", Host: "example.com", Opaque: "/a?b"}, "", sigv4.ErrPath},
		{"opaque with space", "GET", url.URL{Scheme: "https", Host: "example.com", Opaque: "/a b"}, "", sigv4.ErrPath},
		{"opaque malformed escape", "GET", url.URL{Scheme: "https", Host: "example.com", Opaque: "/%zz"}, "", sigv4.ErrPath},
		{"opaque line feed", "GET", url.URL{Scheme: "https", Host: "example.com", Opaque: "/\n"}, "", sigv4.ErrPath},
		{"path without slash", "GET", url.URL{Scheme: "https", Host: "example.com", Path: "a"}, "", sigv4.ErrPath},
		{"asterisk", "OPTIONS", url.URL{Scheme: "https", Host: "example.com", Path: "*"}, "", sigv4.ErrPath},
		{"query with space", "GET", url.URL{Scheme: "https", Host: "example.com", Path: "/", RawQuery: "a b"}, "", sigv4.ErrQuery},
		{"query malformed escape", "GET", url.URL{Scheme: "https", Host: "example.com", Path: "/", RawQuery: "a=%z"}, "", sigv4.ErrQuery},
		{"query line feed", "GET", url.URL{Scheme: "https", Host: "example.com", Path: "/", RawQuery: "a\n"}, "", sigv4.ErrQuery},
		{"query with #", "GET", url.URL{Scheme: "https", Host: "example.com", Path: "/", RawQuery: "a#b"}, "", sigv4.ErrQuery},
		{"signed query", "GET", url.URL{Scheme: "https", Host: "example.com", Path: "/", RawQuery: "X-Amz-Signature=0"}, "", sigv4.ErrReserved},
		{"tunnel", "CONNECT", url.URL{Scheme: "https", Host: "example.com"}, "", sigv4.ErrMethod},
		{"method no token", "G T", url.URL{Scheme: "https", Host: "example.com", Path: "/"}, "", sigv4.ErrMethod},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			signed, err := newSigner(longLived, scopeS3).Sign(&http.Request{Method: tt.method, URL: &tt.url, Host: tt.host})
			if signed != nil {
				t.Errorf("Sign returned a request")
			}
			var e *sigv4.Error
			if err == nil {
				t.Fatalf("no error, want kind %q", tt.kind)
			}
			if e, _ = err.(*sigv4.Error); e == nil || e.Err != tt.kind {
				t.Errorf("Sign = %v, want kind %q", err, tt.kind)
			}
		})
	}
}

// Beside bytes that need an escape net/url forgets that a slash was escaped. For
// S3 that is the same key; for others it would be another path.
func TestSignEscapedSlash(t *testing.T) {
	t.Parallel()
	for _, target := range []string{"https://example.com/a%2Fb c", "https://example.com/é%2f1", "https://example.com/%2F\"x?q"} {
		r := newRequest(t, "GET", target, nil)
		_, err := newSigner(longLived, scopeAPI).Sign(r)
		wantError(t, err, sigv4.ErrPath, "")
		_, err = newSigner(longLived, scopeAPI).Presign(r, sigv4.MinExpires)
		wantError(t, err, sigv4.ErrPath, "")
		if _, err := newSigner(longLived, scopeS3).Sign(r); err != nil {
			t.Errorf("Sign of %q for S3: %v", target, err)
		}
		// Setting Path anew leaves RawPath behind, which then does not count.
		r.URL.Path = "/another path"
		if signed, err := newSigner(longLived, scopeAPI).Sign(r); err != nil {
			t.Errorf("Sign of %q with another Path: %v", target, err)
		} else if got := signed.URL.EscapedPath(); got != "/another%20path" {
			t.Errorf("Sign of %q with another Path sends %q", target, got)
		}
	}
}
