package sigv4

import "time"

// An Identity is who signed a request, and what the signature proves. A
// [Verifier] returns one only after the signature held.
//
// The zero value is nobody's. Its strings may be parts of the verified
// [Received]: whoever keeps an Identity for longer than the request's memory
// lives copies them.
type Identity struct {
	AccessKeyID string
	Scope       Scope

	// Time is X-Amz-Date, in UTC.
	Time time.Time

	// Expires is when the signature stops being accepted: X-Amz-Date and
	// X-Amz-Expires of a presigned URL, X-Amz-Date and the skew of a signed
	// header, or the end of the credentials' life if that comes first.
	Expires time.Time

	// Presigned tells that the signature came in the query. Such a URL is a
	// bearer token: whoever has it may use it, so it is no proof of who sent it.
	Presigned bool

	// SignedHeaders are the headers that the signature covers. Others may have
	// been added on the way.
	SignedHeaders SignedHeaders

	// Path is the path that the signature covers: as it was on the wire, or
	// normalised where the service's rule normalises. Choose what to do by this
	// one, so that it is the one that was signed.
	Path string

	// Payload is what the signature says of the body. Of a hash, the body must
	// be held to it unless BodyChecked; a streaming marker's chunks must be
	// verified as they come; the others leave the body open.
	Payload PayloadHash

	// BodyChecked tells that Received.Payload was the hash that was signed.
	BodyChecked bool

	// SessionToken is the one that the request presented, or empty.
	SessionToken Secret
}

// SignedHeaders are the names of signed headers, in lower case and sorted. The
// zero value holds none. It is immutable and safe for concurrent use.
type SignedHeaders struct {
	list    string // as it was sent
	escaped bool   // with percent-escapes, as a query has it
}

// String returns the names joined with semicolons. It allocates only for the
// names of a presigned URL that are escaped there.
func (h SignedHeaders) String() string {
	if !h.escaped {
		return h.list
	}
	return string(appendDecoded(nil, h.list))
}

// Names returns the names, each by itself.
func (h SignedHeaders) Names() []string {
	if h.list == "" {
		return nil
	}
	return splitNames(h.String())
}

// Has reports whether the header name, in any case, was signed.
func (h SignedHeaders) Has(name string) bool {
	list := h.String()
	for start, i := 0, 0; i <= len(list); i++ {
		if i == len(list) || list[i] == ';' {
			if i > start && sameFold(list[start:i], name) {
				return true
			}
			start = i + 1
		}
	}
	return false
}

// sameFold reports whether a and b are equal but for the case of ASCII letters.
func sameFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i < len(a); i++ {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

// appendDecoded decodes each %XX of s, and '+' to a space. Malformed escapes
// were refused before.
func appendDecoded[T text](dst []byte, s T) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && isEscape(s, i) {
			c = unhex(s[i+1])<<4 | unhex(s[i+2])
			i += 2
		} else if c == '+' {
			c = ' '
		}
		dst = append(dst, c)
	}
	return dst
}
