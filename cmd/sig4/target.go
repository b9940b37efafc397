package main

import (
	"errors"
	"strings"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

// wire is what a request's first line and Host header say.
type wire struct {
	scheme, host, path, query string
}

// parseURL takes a URL apart and keeps its path and query as they are: the
// bytes that are given are the bytes that are signed and sent. What a URL cannot
// hold is an error, because each client would repair it in its own way.
func parseURL(url string) (wire, error) {
	var w wire
	scheme, rest, _ := strings.Cut(url, "://")
	w.scheme = strings.ToLower(scheme)
	for i := range len(rest) {
		if !isURLByte(rest[i]) {
			return w, usagef("the URL holds a byte at %d that no URL can hold; percent-encode it, as in %s",
				len(scheme)+3+i, sigv4.AppendEscaped(nil, rest[i:i+1]))
		}
	}
	if i := strings.IndexByte(rest, '#'); i >= 0 {
		return w, usagef("the URL has a fragment, which is not sent; write %%23 for a '#' that belongs to the path or the query")
	}
	end := len(rest)
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		end = i
	}
	w.path, w.query, _ = strings.Cut(rest[end:], "?")
	host, err := parseHost(w.scheme, rest[:end])
	w.host = host
	return w, err
}

// isURLByte reports whether RFC 3986 lets a URL hold c; '[' and ']' serve
// addresses only there, but clients leave them alone elsewhere too.
func isURLByte(c byte) bool {
	return c > ' ' && c < 0x7f && strings.IndexByte("\"<>\\^`{|}", c) < 0
}

// parseHost checks an authority and writes it as clients send it: in lower case,
// and without the scheme's default port. The rules are those of an endpoint's URL.
func parseHost(scheme, authority string) (string, error) {
	if strings.IndexByte(authority, '@') >= 0 {
		return "", usagef("the URL holds a user name or a password; take out what stands before the '@'")
	}
	address, err := s3.Endpoint{Region: defaultRegion, URL: scheme + "://" + authority}.Service()
	var refused *s3.Error
	if errors.As(err, &refused) {
		return "", usagef("the URL: %s, at byte %d; write https://HOST/PATH, with :PORT where it is needed",
			refused.Reason, max(refused.Offset, 0))
	}
	return address.Host, err
}

// hasDotSegment reports whether browsers and most other clients would change
// the path before they send it: a segment "." or "..", also when it is escaped
// (WHATWG URL Standard, "double-dot URL path segment").
func hasDotSegment(path string) bool {
	for segment := range strings.SplitSeq(path, "/") {
		switch strings.ReplaceAll(strings.ToLower(segment), "%2e", ".") {
		case ".", "..":
			return true
		}
	}
	return false
}

// appendParameter appends a query parameter, encoded strictly.
func appendParameter(query, name, value string) string {
	b := []byte(query)
	if query != "" {
		b = append(b, '&')
	}
	b = sigv4.AppendEscaped(b, name)
	b = append(b, '=')
	return string(sigv4.AppendEscaped(b, value))
}
