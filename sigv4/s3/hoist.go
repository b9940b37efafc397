package s3

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// ErrHoist is the kind of error for a header that is in the query already.
var ErrHoist = errors.New("header cannot go into the query")

// hoisted are the headers that go into the query; one that ends in "-" stands
// for all that begin so. They are few because S3 ignores most headers there, or
// takes them without enforcing them, and tells nobody.
var hoisted = [...]string{
	"x-amz-meta-",                 // S3 stores it from the query as from headers
	"x-amz-storage-class",         // S3 applies it from the query
	"x-amz-acl",                   // AWS's SDK for JavaScript puts it there
	"x-amz-request-payer",         // in lower case only: aws-sdk-go-v2 issue 2764
	"x-amz-expected-bucket-owner", // in lower case only: aws-sdk-go-v2 issue 2508
	"x-amz-checksum-mode",         // AWS's SDKs for Go and JavaScript put it there
}

// Hoist moves headers into the query of a request that is to be presigned, so
// that the URL carries them and its user need not send them. It returns the
// changed request; r itself and what it refers to stay as they are.
//
// These headers of S3 are moved, as parameters in lower case:
//
//	x-amz-meta-*
//	x-amz-storage-class
//	x-amz-acl
//	x-amz-request-payer
//	x-amz-expected-bucket-owner
//	x-amz-checksum-mode
//
// All others stay headers, which are signed and must be sent. For some S3 has
// no use in the query, or does not enforce them there: x-amz-tagging,
// x-amz-object-lock-*, x-amz-checksum-* (a checksum in the query is signed, and
// a body that does not fit it is taken), x-amz-server-side-encryption*. Others
// hold a secret that has no place in a URL: the key of SSE-C, a session token,
// an MFA code. Of the rest, such as x-amz-grant-* and x-amz-copy-source, it is
// not known whether every store heeds them in the query.
//
// A header that comes several times becomes one parameter, its values joined
// with commas. A value loses the spaces at its ends, as it would on its way. A
// name of which a value is not printable ASCII stays a header. Which names the
// signer refuses does not change.
//
// The error is an [*Error] of kind [ErrHoist] that names a header which is in
// the query already: S3 would see two values.
func Hoist(r sigv4.Request) (sigv4.Request, error) {
	var kept []sigv4.Header
	query := []byte(r.RawQuery)
	for i, h := range r.Headers {
		if !hoistable(r.Headers, h.Name) {
			kept = append(kept, h)
			continue
		}
		if indexOf(r.Headers[:i], h.Name) >= 0 {
			continue // it went with the first one
		}
		name := strings.ToLower(h.Name)
		if inQuery(r.RawQuery, name) {
			return r, &Error{Err: ErrHoist, Name: name, Offset: -1, Reason: "the query holds a parameter of that name already"}
		}
		if len(query) > 0 && query[len(query)-1] != '&' {
			query = append(query, '&')
		}
		query = append(sigv4.AppendEscaped(query, name), '=')
		query = sigv4.AppendEscaped(query, joined(r.Headers[i:], h.Name))
	}
	r.RawQuery, r.Headers = string(query), kept
	return r, nil
}

// hoistable reports whether all headers of that name can go into the query.
func hoistable(headers []sigv4.Header, name string) bool {
	lower := strings.ToLower(name)
	for i := 0; i < len(lower); i++ {
		// Odd names are for the signer to refuse.
		if c := lower[i]; !isLowerAlnum(c) && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	if !slices.ContainsFunc(hoisted[:], func(h string) bool {
		if h[len(h)-1] == '-' {
			return len(lower) > len(h) && strings.HasPrefix(lower, h)
		}
		return lower == h
	}) {
		return false
	}
	for _, h := range headers {
		if !strings.EqualFold(h.Name, name) {
			continue
		}
		value := trim(h.Value)
		for i := 0; i < len(value); i++ {
			if value[i] < ' ' || value[i] >= 0x7f {
				return false
			}
		}
	}
	return true
}

// joined returns the values of the headers of that name.
func joined(headers []sigv4.Header, name string) string {
	var b []byte
	first := true
	for _, h := range headers {
		if !strings.EqualFold(h.Name, name) {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		b = append(b, trim(h.Value)...)
		first = false
	}
	return string(b)
}

func trim(value string) string { return strings.Trim(value, " \t") }

func indexOf(headers []sigv4.Header, name string) int {
	for i, h := range headers {
		if strings.EqualFold(h.Name, name) {
			return i
		}
	}
	return -1
}

// inQuery reports whether a query holds a parameter of that name, in whatever
// case and however escaped.
func inQuery(query, name string) bool {
	for held := range queryNames(query) {
		if strings.EqualFold(held, name) {
			return true
		}
	}
	return false
}

// queryNames yields the names of a query's parameters, without their escapes.
func queryNames(query string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for pair := range strings.SplitSeq(query, "&") {
			name, _, _ := strings.Cut(pair, "=")
			if !yield(unescaped(name)) {
				return
			}
		}
	}
}

// unescaped decodes the escapes of s; what is none, the signer refuses.
func unescaped(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	var b []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			c, _ := strconv.ParseUint(s[i+1:i+3], 16, 8) // two digits always fit
			b = append(b, byte(c))
			i += 2
			continue
		}
		b = append(b, s[i])
	}
	return string(b)
}
