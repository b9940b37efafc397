package s3

// isIPv4 reports whether s is four decimal numbers from 0 to 255 without
// leading zeros (RFC 3986, section 3.2.2, IPv4address).
func isIPv4(s string) bool {
	parts, n, digits := 0, 0, 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && isDigit(s[i]) {
			if digits == 1 && n == 0 { // a leading zero
				return false
			}
			digits++
			if n = n*10 + int(s[i]-'0'); n > 255 {
				return false
			}
			continue
		}
		if digits == 0 || i < len(s) && s[i] != '.' {
			return false
		}
		parts++
		n, digits = 0, 0
	}
	return parts == 4
}

// isIPv6 reports whether s is an IPv6 address without a zone (RFC 3986, section
// 3.2.2, IPv6address).
func isIPv6(s string) bool {
	groups, gap := 0, false
	i := 0
	if len(s) >= 2 && s[0] == ':' && s[1] == ':' {
		gap = true
		i = 2
	}
	for i < len(s) {
		start := i
		for i < len(s) && isHex(s[i]) {
			i++
		}
		if i < len(s) && s[i] == '.' {
			// The last 32 bits may be written as an IPv4 address.
			groups += 2
			return isIPv4(s[start:]) && (groups == 8 && !gap || groups < 8 && gap)
		}
		if i == start || i-start > 4 {
			return false
		}
		groups++
		if i == len(s) {
			break
		}
		if s[i] != ':' || i+1 == len(s) {
			return false
		}
		i++
		if s[i] == ':' {
			if gap {
				return false
			}
			gap = true
			i++
		}
	}
	return groups == 8 && !gap || groups < 8 && gap
}

// endsInNumber reports whether the last label of host is a number, which makes
// browsers read the host as an IPv4 address (WHATWG URL Standard, "ends in a
// number checker").
func endsInNumber(host string) bool {
	last := host
	for i := len(host) - 1; i >= 0; i-- {
		if host[i] == '.' {
			last = host[i+1:]
			break
		}
	}
	if len(last) >= 2 && last[0] == '0' && last[1]|0x20 == 'x' {
		for i := 2; i < len(last); i++ {
			if !isHex(last[i]) {
				return false
			}
		}
		return true
	}
	for i := 0; i < len(last); i++ {
		if !isDigit(last[i]) {
			return false
		}
	}
	return last != ""
}

// isDotSegment reports whether clients read segment as "." or ".."; to them
// "%2e" is a dot too (WHATWG URL Standard, "single-dot URL path segment").
func isDotSegment(segment string) bool {
	dots := 0
	for i := 0; i < len(segment); dots++ {
		switch {
		case segment[i] == '.':
			i++
		case len(segment)-i >= 3 && segment[i] == '%' && segment[i+1] == '2' && segment[i+2]|0x20 == 'e':
			i += 3
		default:
			return false
		}
	}
	return dots == 1 || dots == 2
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && lower(s[:len(prefix)]) == prefix
}

// lower puts ASCII letters into lower case.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; 'A' <= c && c <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if c := b[i]; 'A' <= c && c <= 'Z' {
					b[i] = c | 0x20
				}
			}
			return string(b)
		}
	}
	return s
}

func isDigit(c byte) bool      { return '0' <= c && c <= '9' }
func isLowerAlnum(c byte) bool { return 'a' <= c && c <= 'z' || isDigit(c) }
func isAlnum(c byte) bool      { return isLowerAlnum(c) || 'A' <= c && c <= 'Z' }
func isHex(c byte) bool        { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
