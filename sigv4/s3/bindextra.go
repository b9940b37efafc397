package s3

import (
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// addExtraHeaders adds the call's own headers to those of its parameters. What a
// header may be, the signer judges.
func (b *binder) addExtraHeaders(extra []sigv4.Header) {
	for _, h := range extra {
		for i := range b.headers {
			if strings.EqualFold(b.headers[i].Name, h.Name) {
				b.fail(ErrExtra, h.Name, "the call has this header already")
				break
			}
		}
		b.headers = append(b.headers, h)
	}
}

// addExtraQuery adds the call's own query parameters to those of its operation and
// its parameters.
func (b *binder) addExtraQuery(extra []QueryParameter) {
	for _, q := range extra {
		if q.Name == "" {
			b.fail(ErrExtra, "", "a query parameter has no name")
			continue
		}
		if b.hasQuery(q.Name) {
			b.fail(ErrExtra, q.Name, "the call has this query parameter already")
		}
		b.addQuery(string(sigv4.AppendEscaped(nil, q.Name)), q.Value)
	}
}

// hasQuery reports whether the query holds a parameter of that name.
func (b *binder) hasQuery(name string) bool {
	want := string(sigv4.AppendEscaped(nil, name))
	for i := 0; i < len(b.query); i++ {
		start := i
		for i < len(b.query) && b.query[i] != '=' && b.query[i] != '&' {
			i++
		}
		if string(b.query[start:i]) == want {
			return true
		}
		for i < len(b.query) && b.query[i] != '&' {
			i++
		}
	}
	return false
}
