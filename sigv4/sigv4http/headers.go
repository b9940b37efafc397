package sigv4http

import (
	"net/http"
	"slices"
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// headers appends the headers of h to sign to pairs, sorted, with the values of
// each name in the order in which net/http writes them. It copies h into out on
// the way, unless out is nil.
func (s *Signer) headers(h, out http.Header, pairs []sigv4.Header) ([]sigv4.Header, error) {
	for name, values := range h {
		if out != nil {
			out[name] = values[:len(values):len(values)] // so that Add copies
		}
		if !s.chooses(name) {
			if len(values) > 0 && sameName(name, "authorization") {
				return nil, failNamed(sigv4.ErrReserved, name, "the request has one already; sign the original request")
			}
			continue
		}
		for _, value := range values {
			pairs = append(pairs, sigv4.Header{Name: name, Value: value})
		}
	}
	if len(pairs) > 1 {
		slices.SortStableFunc(pairs, compareNames)
		mergeSpellings(out, pairs)
	}
	return pairs, s.checkNamed(pairs)
}

// chooses reports whether a header of the request is signed.
func (s *Signer) chooses(name string) bool {
	if len(name) >= 6 && name[5] == '-' && strings.EqualFold(name[:6], "x-amz-") ||
		sameName(name, "content-type") || sameName(name, "content-md5") {
		return true
	}
	for _, named := range s.SignHeaders {
		if sameName(name, named) {
			// net/http sends Request.Host and drops a Host header.
			return !sameName(name, "host")
		}
	}
	return false
}

// sameName compares names of headers. It asks for the length first, because
// most names differ in that.
func sameName(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }

// compareNames orders headers by their names in lower case, and the spellings
// of one name as HTTP/1.1's net/http does.
func compareNames(a, b sigv4.Header) int {
	for i := range min(len(a.Name), len(b.Name)) {
		if c, d := lower(a.Name[i]), lower(b.Name[i]); c != d {
			return int(c) - int(d)
		}
	}
	if len(a.Name) != len(b.Name) {
		return len(a.Name) - len(b.Name)
	}
	return strings.Compare(a.Name, b.Name)
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// mergeSpellings gives names that out holds in several spellings one, and all
// values in their signed order: HTTP/2 knows one spelling only, and net/http
// sends the values of several in a random order there.
func mergeSpellings(out http.Header, pairs []sigv4.Header) {
	if out == nil {
		return
	}
	for i := 1; i < len(pairs); i++ {
		first := i - 1
		several := false
		for ; i < len(pairs) && sameName(pairs[i].Name, pairs[first].Name); i++ {
			several = several || pairs[i].Name != pairs[first].Name
		}
		if !several {
			continue
		}
		var values []string
		for _, p := range pairs[first:i] {
			delete(out, p.Name)
			values = append(values, p.Value)
		}
		out[http.CanonicalHeaderKey(pairs[first].Name)] = values
	}
}

// checkNamed refuses names in SignHeaders that cannot be signed.
func (s *Signer) checkNamed(pairs []sigv4.Header) error {
	for _, named := range s.SignHeaders {
		switch {
		case sameName(named, "host"):
		case named == "":
			return fail(sigv4.ErrHeader, "SignHeaders holds an empty name")
		case sigv4.NeverSigned(named):
			return failNamed(sigv4.ErrHeader, named, "it is named in SignHeaders, but changes on its way")
		case !slices.ContainsFunc(pairs, func(p sigv4.Header) bool { return sameName(p.Name, named) }):
			return failNamed(sigv4.ErrHeader, named, "it is named in SignHeaders, but the request does not have it")
		}
	}
	return nil
}
