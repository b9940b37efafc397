package s3_test

import (
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4/s3"
)

func TestCustomEndpointRules(t *testing.T) {
	t.Parallel()
	long := strings.Repeat(strings.Repeat("y", 47)+".", 3) + strings.Repeat("y", 47) // 191 characters: no room for 63 and a dot
	tests := []struct {
		rule, url  string
		addressing s3.Addressing
		bucket     string
		host, path string
	}{
		{"path style by default", "http://localhost:9000", s3.AddressAuto, "bkt", "localhost:9000", "/bkt/k"},
		{"virtual on request", "http://localhost:9000", s3.AddressVirtual, "bkt", "bkt.localhost:9000", "/k"},
		{"virtual where the name allows it", "http://localhost:9000", s3.AddressVirtual, "a.b", "localhost:9000", "/a.b/k"},
		{"IPv4 is always path style", "http://127.0.0.1:9000", s3.AddressVirtual, "bkt", "127.0.0.1:9000", "/bkt/k"},
		{"IPv6 is always path style", "http://[::1]:9000", s3.AddressVirtual, "bkt", "[::1]:9000", "/bkt/k"},
		{"IPv6 without a port", "http://[::1]", s3.AddressAuto, "bkt", "[::1]", "/bkt/k"},
		{"IPv6 in lower case", "http://[2001:DB8::1]", s3.AddressAuto, "bkt", "[2001:db8::1]", "/bkt/k"},
		{"IPv6 with IPv4 inside", "http://[::ffff:10.0.0.1]:81", s3.AddressAuto, "bkt", "[::ffff:10.0.0.1]:81", "/bkt/k"},
		{"default port of https left out", "https://h:443", s3.AddressAuto, "bkt", "h", "/bkt/k"},
		{"default port of http left out", "http://h:80", s3.AddressVirtual, "bkt", "bkt.h", "/k"},
		{"default port of IPv6 left out", "https://[::1]:443", s3.AddressAuto, "bkt", "[::1]", "/bkt/k"},
		{"the other scheme's port stays", "https://h:80", s3.AddressAuto, "bkt", "h:80", "/bkt/k"},
		{"port without leading zeros", "http://h:09000", s3.AddressAuto, "bkt", "h:9000", "/bkt/k"},
		{"one slash at the end dropped", "https://h/", s3.AddressAuto, "bkt", "h", "/bkt/k"},
		{"base path in path style", "https://h/base/path", s3.AddressAuto, "bkt", "h", "/base/path/bkt/k"},
		{"base path on a virtual host", "https://h/base/path/", s3.AddressVirtual, "bkt", "bkt.h", "/base/path/k"},
		{"base path kept as escaped", "https://h/a%20b", s3.AddressAuto, "bkt", "h", "/a%20b/bkt/k"},
		{"scheme and host in any case", "HTTPS://Minio.Example.COM", s3.AddressAuto, "bkt", "minio.example.com", "/bkt/k"},
		{"host with underscore and final dot", "http://minio_1.local.", s3.AddressVirtual, "bkt", "bkt.minio_1.local.", "/k"},
		{"host that would grow too long", "http://" + long, s3.AddressVirtual, strings.Repeat("b", 63), long, "/" + strings.Repeat("b", 63) + "/k"},
		{"digits in an inner label are a name", "http://10.example", s3.AddressVirtual, "bkt", "bkt.10.example", "/k"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			e := s3.Endpoint{Region: "us-east-1", URL: tt.url, Addressing: tt.addressing}
			a, err := e.Object(s3.Location{Bucket: tt.bucket, Key: "k"})
			if err != nil {
				t.Fatal(err)
			}
			if a.Host != tt.host || a.Path != tt.path {
				t.Errorf("got  %s %s\nwant %s %s", a.Host, a.Path, tt.host, tt.path)
			}
			if want := strings.ToLower(tt.url[:strings.Index(tt.url, ":")]); a.Scheme != want {
				t.Errorf("scheme %s, want %s", a.Scheme, want)
			}
		})
	}
}

func TestRefusedURLs(t *testing.T) {
	t.Parallel()
	tests := []struct{ rule, url, says string }{
		{"scheme is required", "localhost:9000", "https:// or http://"},
		{"other scheme", "ftp://h", "https:// or http://"},
		{"empty host", "https://", "host is empty"},
		{"empty host with port", "https://:9000", "host is empty"},
		{"empty host with path", "https:///bucket", "host is empty"},
		{"user information", "https://user:hunter2@h", "user information"},
		{"query", "https://h?x=1", "query"},
		{"query after a path", "https://h/base?x=1", "query"},
		{"fragment", "https://h#x", "fragment"},
		{"fragment after a path", "https://h/base#x", "fragment"},
		{"empty port", "https://h:", "port is empty"},
		{"port 0", "https://h:0", "port is empty or 0"},
		{"port too great", "https://h:65536", "65535"},
		{"very great port", "https://h:" + strings.Repeat("9", 40), "65535"},
		{"port with letters", "https://h:9000x", "'x'"},
		{"two ports", "https://h:1:2", "':'"},
		{"space in the host", "https://h h", "a space"},
		{"line feed in the host", "https://h\nX: y", "0x0a"},
		{"percent escape in the host", "https://h%2e", "'%'"},
		{"backslash", `https://h\x`, `'\'`},
		{"international name", "https://bücher.example", "xn--"},
		{"empty label", "https://a..b", "empty label"},
		{"leading dot", "https://.a", "empty label"},
		{"only a dot", "https://.", "empty label"},
		{"two final dots", "https://a..", "empty label"},
		{"label too long", "https://" + strings.Repeat("a", 64), "63"},
		{"host too long", "https://" + strings.Repeat("a.", 127) + "a", "253"},
		{"IPv4 out of range", "https://1.2.3.256", "no IPv4"},
		{"IPv4 with three parts", "https://1.2.3", "no IPv4"},
		{"IPv4 with leading zero", "https://1.2.3.04", "no IPv4"},
		{"IPv4 with final dot", "https://127.0.0.1.", "no IPv4"},
		{"IPv4 in hexadecimal", "https://0x7f.1", "no IPv4"},
		{"IPv4 as hexadecimal number", "https://0x7f000001", "no IPv4"},
		{"unclosed bracket", "https://[::1", "not closed"},
		{"no IPv6 address", "https://[::1::]", "no IPv6"},
		{"IPv6 with a zone", "https://[fe80::1%25eth0]", "zones"},
		{"text after IPv6", "https://[::1]x", "only a port"},
		{"malformed escape in the base path", "https://h/a%2", "malformed percent"},
		{"no hexadecimal in the base path", "https://h/a%zz", "malformed percent"},
		{"space in the base path", "https://h/a b", "percent-encode"},
		{"unicode in the base path", "https://h/é", "percent-encode"},
		{"dot segment in the base path", "https://h/a/./b", "dot segment"},
		{"dot segments at the end", "https://h/a/..", "dot segment"},
		{"dot segment alone", "https://h/.", "dot segment"},
		{"escaped dot segment", "https://h/a/.%2E/b", "dot segment"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			a, err := s3.Endpoint{Region: "us-east-1", URL: tt.url}.Bucket("bkt")
			checkRefused(t, a, err, s3.ErrEndpoint, tt.says)
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the error shows a password: %v", err)
			}
		})
	}
}
