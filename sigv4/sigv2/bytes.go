package sigv2

import "strings"

func isAlnum(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// isToken reports what a method and a header's name hold (RFC 9110 section 5.6.2).
func isToken(c byte) bool {
	return isAlnum(c) || strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}

// isHost reports what a host with a port holds.
func isHost(c byte) bool { return isAlnum(c) || strings.IndexByte("-._~:[]%", c) >= 0 }

// isBucket reports what a bucket's name holds (boto3's rule, wider than S3's).
func isBucket(c byte) bool { return isAlnum(c) || strings.IndexByte("-._", c) >= 0 }

// isURL reports what a URL's path may hold as it is (RFC 3986 section 3.3).
func isURL(c byte) bool { return isAlnum(c) || strings.IndexByte("-._~/!$&'()*+,;=:@%", c) >= 0 }

// firstNot returns the place of the first byte of s that is not in the class.
func firstNot(s string, class func(byte) bool) int {
	for i := 0; i < len(s); i++ {
		if !class(s[i]) {
			return i
		}
	}
	return len(s)
}

// isEscape reports whether s[i:] begins with %XX.
func isEscape(s string, i int) bool {
	return i+2 < len(s) && unhex(s[i+1]) < 16 && unhex(s[i+2]) < 16
}

// unhex returns the value of a hexadecimal digit, and more than 15 for any other byte.
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

// unescape decodes each %XX of s, and '+' to a space. It returns the place of a
// malformed escape, or -1.
func unescape(s string) (string, int) {
	if strings.IndexByte(s, '%') < 0 && strings.IndexByte(s, '+') < 0 {
		return s, -1
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '+':
			b = append(b, ' ')
		case c != '%':
			b = append(b, c)
		case !isEscape(s, i):
			return "", i
		default:
			b = append(b, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
		}
	}
	return string(b), -1
}
