package policy

import (
	"crypto/sha256"
	_ "embed" // the page's style and script
	"encoding/base64"
	"strings"
)

// The page's style and script are the same in every page, so that their hashes
// can name them in its Content-Security-Policy. What differs is in attributes.
var (
	//go:embed page.css
	pageStyle string
	//go:embed page.js
	pageScript string
)

// appendSecurityPolicy appends a Content-Security-Policy that admits the page's
// own style and script, by their hashes, and nothing else.
//
// A form may go to any http or https address, because stores redirect: from the
// global host to the regional one, and to success_action_redirect. Such a
// redirect is all that decides whether the script may send the form itself.
//
// Source: W3C Content Security Policy Level 3, sections 2.3.1 and 6.
func appendSecurityPolicy(b []byte, url string, redirects bool) []byte {
	b = append(b, "default-src 'none'; base-uri 'none'; form-action http: https:; style-src '"...)
	b = appendHash(b, pageStyle)
	b = append(b, "'; script-src '"...)
	b = appendHash(b, pageScript)
	b = append(b, "'; connect-src "...)
	if redirects {
		return append(b, "'none'"...)
	}
	return append(b, originSource(url)...)
}

func appendHash(b []byte, text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.AppendEncode(append(b, "sha256-"...), sum[:])
}

// originSource is the source expression of the URL's origin, or its scheme where
// the grammar has no form for the host: it knows no IPv6 addresses.
func originSource(url string) string {
	scheme, rest, _ := strings.Cut(url, "://")
	host, _, _ := strings.Cut(rest, "/")
	for i := 0; i < len(host); i++ {
		c := host[i] | 0x20
		if (c < 'a' || c > 'z') && (host[i] < '0' || host[i] > '9') && host[i] != '-' && host[i] != '.' && host[i] != ':' {
			return scheme + ":"
		}
	}
	return scheme + "://" + host
}

// redirects reports whether the store is told to answer with a redirect.
func (f *Form) redirects() bool {
	is := func(name string) bool {
		return strings.EqualFold(name, "success_action_redirect") || strings.EqualFold(name, "redirect")
	}
	for _, field := range f.Fields {
		if is(field.Name) {
			return true
		}
	}
	for _, c := range f.Missing {
		if is(conditionName(c)) {
			return true
		}
	}
	return false
}

// several reports whether the form may be sent again with another file, without
// one upload taking the place of the other.
func (f *Form) several() bool {
	for _, field := range f.Fields {
		if field.Name == "key" {
			return strings.HasSuffix(field.Value, filename)
		}
	}
	return false
}
