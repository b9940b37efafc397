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
	w := wire{scheme: schemeOf(url)}
	_, rest, _ := strings.Cut(url, "://")
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	w.path, w.query, _ = strings.Cut(rest[end:], "?")
	for i := range len(rest) {
		c := rest[i]
		inPath := i >= end && i < end+len(w.path)
		switch {
		case c == '#':
			return w, usagef("the URL has a fragment, which is not sent; write %%23 for a '#' that belongs to the path or the query")
		case !isURLByte(c), inPath && (c == '[' || c == ']'):
			return w, usagef("the URL holds a byte at %d that no URL can hold there; percent-encode it, as in %s",
				len(url)-len(rest)+i, sigv4.AppendEscaped(nil, rest[i:i+1]))
		}
	}
	var err error
	w.host, err = parseHost(w.scheme, rest[:end])
	return w, err
}

// isURLByte reports whether a URL can hold c (RFC 3986, section 2; a path holds
// neither '[' nor ']', but clients let them stand in a query).
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
