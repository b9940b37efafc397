package sigv4

// A class is a set of bytes, as a bit in classes.
type class uint8

const (
	unreserved class = 1 << iota // RFC 3986 section 2.3
	slash                        // '/'
	tokenByte                    // RFC 9110 section 5.6.2: methods and header names
	hostByte                     // what a Host may hold: reg-name, IP literal, port
	control                      // 0x00 to 0x1f and 0x7f
	urlByte                      // what a URL's path may hold as it is (RFC 3986 section 3.3)
	pathByte                     // what a canonical URI holds as it is: unreserved and '/'
	visible                      // neither control nor space: what a header value holds untouched
)

// classes tells of each byte which sets it is in. It is spelled by code because
// a table of 256 numbers cannot be reviewed.
var classes = func() (t [256]class) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
			t[c] |= unreserved | tokenByte | hostByte | urlByte | pathByte
		case c < ' ' || c == 0x7f:
			t[c] |= control
		}
		if c > ' ' && c != 0x7f {
			t[c] |= visible
		}
	}
	add := func(set string, k class) {
		for i := 0; i < len(set); i++ {
			t[set[i]] |= k
		}
	}
	add("-._~", unreserved|urlByte|pathByte)
	add("/", slash|urlByte|pathByte)
	add("!#$%&'*+-.^_`|~", tokenByte)
	add("-._~:[]%", hostByte)
	add("!$&'()*+,;=:@%", urlByte)
	return t
}()

// all reports whether each byte of s is in k. It has no branch in its loop, as
// nearly everything that is signed passes.
func all(s string, k class) bool {
	in := k
	for i := 0; i < len(s); i++ {
		in &= classes[s[i]]
	}
	return in == k
}

// firstNot returns the place of the first byte that is not in k.
func firstNot(s string, k class) int {
	for i := 0; i < len(s); i++ {
		if classes[s[i]]&k == 0 {
			return i
		}
	}
	return len(s)
}

// lowered holds the lower-case form of each byte that a header's name may have,
// and 0 for the others.
var lowered = func() (t [256]byte) {
	for c := range t {
		if classes[c]&tokenByte != 0 {
			t[c] = lower(byte(c))
		}
	}
	return t
}()

// lower returns the lower-case form of an ASCII letter and any other byte as it is.
func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// equalFold reports whether s is want but for the case of ASCII letters. want
// is in lower case.
func equalFold[T text](s T, want string) bool {
	if len(s) != len(want) {
		return false
	}
	for i := 0; i < len(s); i++ {
		if lower(s[i]) != want[i] {
			return false
		}
	}
	return true
}
