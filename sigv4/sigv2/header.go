package sigv2

import (
	"slices"
	"strings"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// CanonicalizedAmzHeaders and the positional headers (S3 User Guide, "Signing
// and authenticating REST requests").

const tokenName = "x-amz-security-token"

// signedHeaders are the request's headers, sorted out.
type signedHeaders struct {
	md5, contentType string
	date             string         // the Date header's text, "" without one
	hasDate          bool           // Date or x-amz-date is there
	amz              []sigv4.Header // x-amz-*, in lower case, joined and sorted; the session token too
	given            []sigv4.Header // the caller's that are signed, as they came
	unsigned         []sigv4.Header // the caller's that are not
}

// readHeaders sorts out the request's headers.
func (s *LegacySigner) readHeaders(r *Request, presign bool) (h signedHeaders, err error) {
	seen := map[string]bool{}
	for _, header := range r.Headers {
		name, value, err := readHeader(header)
		if err != nil {
			return h, err
		}
		isAmz := strings.HasPrefix(name, "x-amz-")
		if !isAmz && name != "content-md5" && name != "content-type" && name != "date" {
			if name == "host" || name == "authorization" {
				return h, failNamed(sigv4.ErrReserved, name, -1, "it does not belong among the headers: Host has a field, and the signer writes Authorization")
			}
			h.unsigned = append(h.unsigned, header)
			continue
		}
		if name == tokenName {
			return h, failNamed(sigv4.ErrReserved, name, -1, "the signer writes this header itself, from the credentials")
		}
		if name == "date" || name == "x-amz-date" {
			switch {
			case presign:
				return h, failNamed(sigv4.ErrReserved, name, -1, "a presigned URL has Expires instead of a date; leave it out")
			case h.hasDate:
				return h, failNamed(sigv4.ErrHeader, name, -1, "Date and x-amz-date are there together or twice; stores do not agree which one is signed")
			case value == "" || name == "date" && !isDate(value):
				return h, failNamed(sigv4.ErrHeader, name, -1, "it is no date of the form Tue, 27 Mar 2007 19:36:42 GMT or +0000")
			}
			h.hasDate = true
		}
		if !isAmz && seen[name] {
			return h, failNamed(sigv4.ErrHeader, name, -1, "the header is there twice")
		}
		seen[name] = true
		h.given = append(h.given, header)
		switch name {
		case "content-md5":
			h.md5 = value
		case "content-type":
			h.contentType = value
		case "date":
			h.date = value
		default:
			h.amz = append(h.amz, sigv4.Header{Name: name, Value: value})
		}
	}
	if token := s.credentials.SessionToken; !token.IsZero() {
		h.amz = append(h.amz, sigv4.Header{Name: tokenName, Value: token.Reveal()})
	}
	h.join()
	return h, nil
}

// join sorts the x-amz-* headers and joins those of one name with a comma, in
// their order.
func (h *signedHeaders) join() {
	slices.SortStableFunc(h.amz, func(a, b sigv4.Header) int { return strings.Compare(a.Name, b.Name) })
	joined := h.amz[:0]
	for _, header := range h.amz {
		if n := len(joined); n > 0 && joined[n-1].Name == header.Name {
			joined[n-1].Value += "," + header.Value
		} else {
			joined = append(joined, header)
		}
	}
	h.amz = joined
}

// readHeader returns a header's name in lower case and its value without the
// spaces and tabs at its ends. Spaces inside stay: Signature Version 2 does not
// fold them.
func readHeader(h sigv4.Header) (name, value string, err error) {
	if h.Name == "" {
		return "", "", failNamed(sigv4.ErrHeader, "", -1, "a header has no name")
	}
	if i := firstNot(h.Name, isToken); i < len(h.Name) {
		return "", "", failNamed(sigv4.ErrHeader, h.Name, i, "its name holds a byte that no name has; a name is a token")
	}
	for i := 0; i < len(h.Value); i++ {
		if c := h.Value[i]; c < ' ' && c != '\t' || c == 0x7f {
			return "", "", failNamed(sigv4.ErrHeader, h.Name, i, "its value holds a control character")
		}
	}
	return strings.ToLower(h.Name), strings.Trim(h.Value, " \t"), nil
}

// isDate reports whether s is a date as the documentation's examples have it.
// Anything else is refused because the same line of a presigned URL holds
// Expires, a number: its signature must not be had for a header's.
func isDate(s string) bool {
	for _, layout := range []string{time.RFC1123, time.RFC1123Z} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// appendAmz appends the CanonicalizedAmzHeaders.
func (h *signedHeaders) appendAmz(dst []byte) []byte {
	for _, header := range h.amz {
		dst = append(append(dst, header.Name...), ':')
		dst = append(append(dst, header.Value...), '\n')
	}
	return dst
}

// names returns the names of the signed headers in lower case, sorted.
func (h *signedHeaders) names() []string {
	var names []string
	for _, header := range h.given {
		names = append(names, strings.ToLower(header.Name))
	}
	for _, header := range h.amz {
		names = append(names, header.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
