package sigv4

// A class is a set of bytes, as a bit in classes.
type class uint8

const (
	unreserved class = 1 << iota // RFC 3986 section 2.3
	slash                        // '/'
	token                        // RFC 9110 section 5.6.2: methods and header names
	hostByte                     // what a Host may hold: reg-name, IP literal, port
	control                      // 0x00 to 0x1f and 0x7f
	urlByte                      // what a URL's path may hold as it is (RFC 3986 section 3.3)
)

// classes tells of each byte which sets it is in. It is spelled by init-time
// code because a table of 256 numbers cannot be reviewed.
var classes = func() (t [256]class) {
	for c := 0; c < 256; c++ {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
			t[c] |= unreserved | token | hostByte | urlByte
		case c < ' ' || c == 0x7f:
			t[c] |= control
		}
	}
	add := func(set string, k class) {
		for i := 0; i < len(set); i++ {
			t[set[i]] |= k
		}
	}
	add("-._~", unreserved|urlByte)
	add("/", slash|urlByte)
	add("!#$%&'*+-.^_`|~", token)
	add("-._~:[]%", hostByte)
	add("!$&'()*+,;=:@%", urlByte)
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
