package sigv4http

import (
	"net/http"
	"slices"
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// headers appends the headers of h to sign to pairs, in the order in which
// net/http writes them: sorted by their names as they are spelled. It copies h
// into out on the way, unless out is nil.
func (s *Signer) headers(h, out http.Header, pairs []sigv4.Header) ([]sigv4.Header, error) {
	if _, ok := h["Authorization"]; ok {
		return nil, &sigv4.Error{Err: sigv4.ErrReserved, Name: "Authorization", Offset: -1,
			Reason: "the request has one already; sign the original request"}
	}
	for name, values := range h {
		if out != nil {
			out[name] = values[:len(values):len(values)] // so that Add copies
		}
		if !s.chooses(name) {
			continue
		}
		for _, value := range values {
			pairs = append(pairs, sigv4.Header{Name: name, Value: value})
		}
	}
	if len(pairs) > 1 {
		slices.SortStableFunc(pairs, func(a, b sigv4.Header) int { return strings.Compare(a.Name, b.Name) })
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
			return true
		}
	}
	return false
}

// sameName compares names of headers. It asks for the length first, because
// most names differ in that.
func sameName(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }

// checkNamed refuses names in SignHeaders that cannot be signed.
func (s *Signer) checkNamed(pairs []sigv4.Header) error {
	for _, named := range s.SignHeaders {
		if sameName(named, "host") {
			continue
		}
		if sigv4.NeverSigned(named) {
			return &sigv4.Error{Err: sigv4.ErrHeader, Name: named, Offset: -1,
				Reason: "it is named in SignHeaders, but changes on its way"}
		}
		if !slices.ContainsFunc(pairs, func(p sigv4.Header) bool { return sameName(p.Name, named) }) {
			return &sigv4.Error{Err: sigv4.ErrHeader, Name: named, Offset: -1,
				Reason: "it is named in SignHeaders, but the request does not have it"}
		}
	}
	return nil
}
