package sigv4

// Percent-encoding as Signature Version 4 wants it (IAM User Guide, "Create a
// signed AWS API request", UriEncode): every byte but the unreserved ones of
// RFC 3986 section 2.3 becomes %XX with upper-case digits.

// AppendEscaped appends s percent-encoded to dst. A-Z, a-z, 0-9, '-', '.', '_'
// and '~' stay as they are; a space becomes %20, never '+' (IAM User Guide,
// "Create a signed AWS API request", UriEncode).
func AppendEscaped(dst []byte, s string) []byte { return appendEscaped(dst, s, unreserved) }

// AppendEscapedPath is [AppendEscaped] but for '/', which stays: the form of an
// S3 key in a path.
func AppendEscapedPath(dst []byte, s string) []byte { return appendEscaped(dst, s, unreserved|slash) }

// text is a string or a slice of bytes, so that one function serves both
// without a conversion.
type text interface{ ~string | ~[]byte }

func appendEscaped[T text](dst []byte, s T, keep class) []byte {
	start := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; classes[c]&keep == 0 {
			dst = append(dst, s[start:i]...)
			dst = appendEscape(dst, c)
			start = i + 1
		}
	}
	return append(dst, s[start:]...)
}

func appendEscape(dst []byte, c byte) []byte {
	const hex = "0123456789ABCDEF"
	return append(dst, '%', hex[c>>4], hex[c&15])
}

// appendReescaped decodes each %XX of s, and '+' to a space where plus says so,
// and encodes the result strictly. It returns the offset of a malformed escape,
// or -1.
func appendReescaped[T text](dst []byte, s T, keep class, plus bool) ([]byte, int) {
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if classes[c]&keep != 0 {
			continue
		}
		dst = append(dst, s[start:i]...)
		if c == '%' {
			if !isEscape(s, i) {
				return dst, i
			}
			c = unhex(s[i+1])<<4 | unhex(s[i+2])
			i += 2
		} else if c == '+' && plus {
			c = ' '
		}
		if classes[c]&keep != 0 {
			dst = append(dst, c)
		} else {
			dst = appendEscape(dst, c)
		}
		start = i + 1
	}
	return append(dst, s[start:]...), -1
}

// isEscape reports whether s[i:] begins with %XX.
func isEscape[T text](s T, i int) bool {
	return i+2 < len(s) && s[i] == '%' && unhex(s[i+1]) <= 15 && unhex(s[i+2]) <= 15
}

// unhex returns the value of a hexadecimal digit, or 0xff.
func unhex(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	}
	return 0xff
}
