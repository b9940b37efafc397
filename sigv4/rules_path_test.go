package sigv4_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

type pathRule struct{ rule, path, want string }

func checkPaths(t *testing.T, services []string, rules []pathRule) {
	for _, tt := range rules {
		t.Run(tt.rule+": "+fmt.Sprintf("%q", tt.path), func(t *testing.T) {
			for _, service := range services {
				in := plain(service)
				in.Request.Path = tt.path
				header, query := explained(t, in)
				checkText(t, service, header.CanonicalURI, tt.want)
				checkText(t, service+", presigned", query.CanonicalURI, tt.want)
			}
		})
	}
}

func TestRulePathS3(t *testing.T) {
	checkPaths(t, s3Family, []pathRule{
		{"empty is a slash", "", "/"},
		{"a slash stays", "/", "/"},
		{"the strict set stays", "/AZaz09-._~/", "/AZaz09-._~/"},
		{"an escape is decoded and encoded once", "/a%20b", "/a%20b"},
		{"an escaped percent sign stays one", "/a%2520b", "/a%2520b"},
		{"lower-case digits become upper-case", "/%c3%a9%2b", "/%C3%A9%2B"},
		{"a needless escape is undone", "/%41%7e%2D%30", "/A~-0"},
		{"an escaped slash is a slash", "/a%2Fb%2fc", "/a/b/c"},
		{"what clients leave raw is encoded", "/!$&'()*,;=:@", "/%21%24%26%27%28%29%2A%2C%3B%3D%3A%40"},
		{"a plus is a plus, not a space", "/a+b%2Bc", "/a%2Bb%2Bc"},
		{"a raw space is encoded", "/a b", "/a%20b"},
		{"raw UTF-8 is encoded byte by byte", "/\u00e9/e\u0301/\U0001f600", "/%C3%A9/e%CC%81/%F0%9F%98%80"},
		{"bytes that are not UTF-8 are bytes", "/\xff%fe", "/%FF%FE"},
		{"raw marks are encoded", "/\"<>[]\\^`{|}", "/%22%3C%3E%5B%5D%5C%5E%60%7B%7C%7D"},
		{"an escaped control byte is a byte", "/%00%0a%0D%7f", "/%00%0A%0D%7F"},
		{"an escaped question mark and hash stay escaped", "/a%3fb%23c", "/a%3Fb%23c"},
		{"dot segments stay", "/a/./b/../c", "/a/./b/../c"},
		{"dots alone stay", "/..", "/.."},
		{"escaped dots are dots", "/%2e%2E/a", "/../a"},
		{"repeated slashes stay", "//a///b", "//a///b"},
		{"slashes at the end stay", "/a//", "/a//"},
		{"a key that begins with a slash keeps it", "/bucket//key", "/bucket//key"},
	})
}

func TestRulePathOthers(t *testing.T) {
	checkPaths(t, otherServices, []pathRule{
		{"empty is a slash", "", "/"},
		{"a slash stays", "/", "/"},
		{"the strict set stays", "/AZaz09-._~/a", "/AZaz09-._~/a"},
		{"the percent sign of an escape is encoded again", "/a%20b", "/a%2520b"},
		{"an escape keeps the case of its digits", "/%c3%A9", "/%25c3%25A9"},
		{"a needless escape stays", "/%41", "/%2541"},
		{"an escaped slash is no slash", "/a%2F%2Fb", "/a%252F%252Fb"},
		{"escaped dots are no dot segment", "/a/%2e%2e/b", "/a/%252e%252e/b"},
		{"what clients leave raw is encoded once", "/!$&'()*+,;=:@", "/%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40"},
		{"a raw space is encoded once", "/a b", "/a%20b"},
		{"raw UTF-8 is encoded once", "/\u00e9/\u1234", "/%C3%A9/%E1%88%B4"},
		{"repeated slashes become one", "//a///b", "/a/b"},
		{"slashes at the end become one", "/a//", "/a/"},
		{"slashes alone become one", "////", "/"},
		{"a single dot goes", "/a/./b", "/a/b"},
		{"a single dot alone is the root", "/.", "/"},
		{"a single dot at the end leaves the slash", "/a/.", "/a/"},
		{"two dots go with the segment before", "/a/b/../c", "/a/c"},
		{"two dots at the end leave the slash", "/a/b/..", "/a/"},
		{"two dots behind one segment leave the root", "/a/..", "/"},
		{"two dots at the root go", "/../../a", "/a"},
		{"more dots than segments leave the root", "/a/../../..", "/"},
		{"three dots are a name", "/a/.../b", "/a/.../b"},
		{"names may begin and end with dots", "/.a/..b/c./d..", "/.a/..b/c./d.."},
		{"empty segments go before dot segments", "/a//../b", "/b"},
		{"both at once", "//a/.//./b/..//c/.", "/a/c/"},
		{"normalised first, encoded then", "/a b/..//%20/.", "/%2520/"},
	})
}

// Both halves are switched apart, and each by an enum whose zero follows the
// service.
func TestRulePathHalves(t *testing.T) {
	const path = "/a//./b%20c/%7e d"
	once := map[bool]string{false: "/a//./b%20c/~%20d", true: "/a/b%20c/~%20d"}
	twice := map[bool]string{false: "/a//./b%2520c/%257e%20d", true: "/a/b%2520c/%257e%20d"}
	for _, services := range [][]string{s3Family, otherServices} {
		s3 := services[0] == "s3"
		for style, normalized := range map[sigv4.PathStyle]bool{sigv4.PathByService: !s3, sigv4.PathKeep: false, sigv4.PathNormalize: true} {
			for encoding, want := range map[sigv4.Encoding]string{
				sigv4.EncodeByService: map[bool]string{true: once[normalized], false: twice[normalized]}[s3],
				sigv4.EncodeOnce:      once[normalized],
				sigv4.EncodeTwice:     twice[normalized],
			} {
				t.Run(fmt.Sprintf("%s and its like, path style %d, encoding %d", services[0], style, encoding), func(t *testing.T) {
					for _, service := range services {
						in := plain(service)
						in.Request.Path = path
						in.Options.Path, in.Options.Encoding = style, encoding
						header, query := explained(t, in)
						checkText(t, service, header.CanonicalURI, want)
						checkText(t, service+", presigned", query.CanonicalURI, want)
					}
				})
			}
		}
	}
}

func TestRulePathMalformed(t *testing.T) {
	for _, path := range []string{"/%", "/%4", "/%4g", "/a%zz", "/%4g/../a"} {
		t.Run("a malformed escape is an error, encoded once or twice, kept or dropped: "+path, func(t *testing.T) {
			for _, service := range []string{"s3", "iam"} {
				for style := range sigv4.PathNormalize + 1 {
					for encoding := range sigv4.EncodeTwice + 1 {
						in := plain(service)
						in.Options.Path, in.Options.Encoding = style, encoding
						in.Request.Path = path
						if e, err := in.signer(t).Explain(&in.Request, in.Time); !errors.Is(err, sigv4.ErrPath) {
							t.Errorf("%s, %d, %d: %q, error %v", service, style, encoding, e.CanonicalURI, err)
						}
					}
				}
			}
		})
	}
}

func TestRuleURLPath(t *testing.T) {
	for _, tt := range []struct {
		rule     string
		encoding sigv4.Encoding
		path     string
		want     string
	}{
		{"encoded once: the URL has the canonical path", sigv4.EncodeOnce, "/a b%7e+\u00e9", "/a%20b~%2B%C3%A9"},
		{"encoded once: an empty path is a slash", sigv4.EncodeOnce, "", "/"},
		{"encoded twice: the URL has the path as given", sigv4.EncodeTwice, "/a%20b%7e+", "/a%20b%7e+"},
		{"encoded twice: an empty path is a slash", sigv4.EncodeTwice, "", "/"},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			in := plain("s3")
			in.Options.Encoding, in.Request.Path = tt.encoding, tt.path
			_, query := explained(t, in)
			checkText(t, "URL", query.URL, "https://example.com"+tt.want+"?"+query.Query)
		})
	}
	t.Run("what is not normalised in the URL is in the canonical path", func(t *testing.T) {
		in := plain("iam")
		in.Request.Path = "/a//b/../%20"
		_, query := explained(t, in)
		checkText(t, "canonical path", query.CanonicalURI, "/a/%2520")
		checkText(t, "URL", query.URL, "https://example.com/a//b/../%20?"+query.Query)
	})
}
