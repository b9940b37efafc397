package sigv4http

import (
	"net/http"
	"slices"
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// neverSigned are the headers that hops and clients add, change or remove. AWS
// documents most of them as not to be signed (IAM User Guide, "Create a signed
// AWS API request", CanonicalHeaders); Accept-Encoding, Content-Length and
// Expect are rewritten by common proxies and clients.
func neverSigned(name string) bool {
	switch name {
	case "accept-encoding", "connection", "content-length", "expect", "keep-alive",
		"proxy-authenticate", "proxy-authorization", "te", "trailer",
		"transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id":
		return true
	}
	return false
}

// headers appends the headers of h to sign to pairs, in the order in which
// net/http writes them: sorted by their names as they are spelled.
func (s *Signer) headers(h http.Header, pairs []sigv4.Header) ([]sigv4.Header, error) {
	if _, ok := h["Authorization"]; ok {
		return nil, &sigv4.Error{Err: sigv4.ErrReserved, Name: "Authorization", Offset: -1,
			Reason: "the request has one already; sign the original request"}
	}
	for name, values := range h {
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
		strings.EqualFold(name, "content-type") || strings.EqualFold(name, "content-md5") {
		return true
	}
	for _, named := range s.SignHeaders {
		if strings.EqualFold(name, named) {
			return true
		}
	}
	return false
}

// checkNamed refuses names in SignHeaders that cannot be signed.
func (s *Signer) checkNamed(pairs []sigv4.Header) error {
	for _, named := range s.SignHeaders {
		if strings.EqualFold(named, "host") {
			continue
		}
		if neverSigned(strings.ToLower(named)) {
			return &sigv4.Error{Err: sigv4.ErrHeader, Name: named, Offset: -1,
				Reason: "it is named in SignHeaders, but changes on its way"}
		}
		if !slices.ContainsFunc(pairs, func(p sigv4.Header) bool { return strings.EqualFold(p.Name, named) }) {
			return &sigv4.Error{Err: sigv4.ErrHeader, Name: named, Offset: -1,
				Reason: "it is named in SignHeaders, but the request does not have it"}
		}
	}
	return nil
}
