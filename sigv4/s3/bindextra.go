package s3

import "github.com/sig4/sig4/sigv4"

// addExtraHeaders adds the call's own headers to those of its parameters. What a
// header may be, the signer judges.
func (b *binder) addExtraHeaders(extra []sigv4.Header) {
	for _, h := range extra {
		if indexOf(b.headers, h.Name) >= 0 {
			b.fail(ErrExtra, h.Name, "the call has this header already")
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

// hasQuery reports whether the query holds a parameter of that very name.
func (b *binder) hasQuery(name string) bool {
	for held := range queryNames(string(b.query)) {
		if held == name {
			return true
		}
	}
	return false
}
