package sigv4http_test

import (
	"bufio"
	"bytes"
	"net/http"
	"strings"
	"testing"
)

// FuzzSignWire holds Sign to what net/http writes: a URL, a host and a header
// are refused by one of them, or arrive as they were signed.
func FuzzSignWire(f *testing.F) {
	for _, target := range []string{
		"https://example.com/a%2Fb?x=1&x=0;y", "http://[fe80::1%25en0]:80/é?+", "http:opaque?q", "https:/path", "http://example.com:80//a/../b?=&k",
		"https://user:password@EXAMPLE.com:443#f", "https://example.com/?a b", "//example.com/%zz", "https://example.com/?%zz", "*",
	} {
		f.Add(target, "", "X-Amz-Meta-A", "a  b", false)
		f.Add(target, "[::1]:443", "x-AMZ-meta", " é\t", true)
	}
	f.Add("https://example.com", "example.org:", "Range", "\n", false)
	f.Add("https://example.com", "[::1]%b]", "Host", "example.org", false)
	f.Add("https://example.com", "", "authorization", "Basic", true)
	keys := cores(f)
	f.Fuzz(func(t *testing.T, target, host, name, value string, s3 bool) {
		r, err := http.NewRequest("GET", target, nil)
		if err != nil {
			return
		}
		if host != "" {
			r.Host = host
		}
		r.Header[name] = []string{value}
		scope := scopeAPI
		if s3 {
			scope = scopeS3
		}
		s := newSigner(temporary, scope)
		s.SignHeaders = []string{"range", "host"}
		if name != "Range" {
			s.SignHeaders = s.SignHeaders[1:]
		}
		signed, err := s.Sign(r)
		if err != nil {
			if signed != nil {
				t.Error("Sign returned a request with an error")
			}
			return
		}
		var wire bytes.Buffer
		if err := signed.Write(&wire); err != nil {
			return // net/http refuses it, so nothing is sent
		}
		a, err := arrived(bufio.NewReader(&wire))
		if err != nil {
			// A client would have refused a header that breaks the message.
			if harmless(name, value) {
				t.Errorf("%q with host %q cannot be read: %v", target, host, err)
			}
			return
		}
		if err := a.judge(keys); err != nil {
			t.Errorf("%q with host %q and %q: %q: %v", target, host, name, value, err)
		}
	})
}

func harmless(name, value string) bool {
	for _, c := range []byte(value) {
		if c < ' ' || c == 0x7f {
			return false
		}
	}
	rest, ok := strings.CutPrefix(name, "X-")
	return ok && strings.Trim(rest, "-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}
