package s3

// maxHost is the longest host name (RFC 1035, section 2.3.4, without the final
// dot and the length bytes).
const maxHost = 253

// customURL is a parsed Endpoint.URL.
type customURL struct {
	scheme  string
	host    string // lower-case, with the port unless it is the scheme's own
	hostLen int    // of the host without the port
	base    string // "" or "/base" as on the wire; one "/" at its end was dropped
	ip      bool   // the host is an IPv4 or IPv6 address
}

// parseURL reads http(s)://host[:port][/base]. It accepts less than RFC 3986
// allows: what it accepts means the same to every client, so that the host which
// was signed is the host that is sent.
func parseURL(s string) (customURL, error) {
	var u customURL
	rest := 0
	switch {
	case hasPrefixFold(s, "https://"):
		u.scheme, rest = "https", len("https://")
	case hasPrefixFold(s, "http://"):
		u.scheme, rest = "http", len("http://")
	default:
		return u, failURL(-1, "it must begin with https:// or http://")
	}

	end := rest
	for end < len(s) && s[end] != '/' {
		switch s[end] {
		case '@':
			return u, failURL(end, "it holds user information; credentials never go into an endpoint URL")
		case '?', '#':
			return u, failURL(end, "it holds a query or a fragment; only a scheme, a host, a port and a base path may be given")
		}
		end++
	}
	if err := u.parseAuthority(s, rest, end); err != nil {
		return u, err
	}

	base := end
	end = len(s)
	if end > base && s[end-1] == '/' {
		end--
	}
	if err := checkBase(s, base, end); err != nil {
		return u, err
	}
	u.base = s[base:end]
	return u, nil
}

// parseAuthority reads s[from:to], host and port.
func (u *customURL) parseAuthority(s string, from, to int) error {
	hostEnd := to
	if from < to && s[from] == '[' {
		for hostEnd = from + 1; hostEnd < to && s[hostEnd] != ']'; hostEnd++ {
		}
		if hostEnd == to {
			return failURL(from, "the bracket of an IPv6 address is not closed")
		}
		if !isIPv6(s[from+1 : hostEnd]) {
			return failURL(from, "the brackets hold no IPv6 address (zones are not accepted)")
		}
		u.ip = true
		hostEnd++
	} else {
		for hostEnd = from; hostEnd < to && s[hostEnd] != ':'; hostEnd++ {
		}
		ip, err := checkHostName(s, from, hostEnd)
		if err != nil {
			return err
		}
		u.ip = ip
	}
	u.hostLen = hostEnd - from
	u.host = lower(s[from:hostEnd])

	if hostEnd == to {
		return nil
	}
	if s[hostEnd] != ':' {
		return failURL(hostEnd, "only a port may follow an IPv6 address")
	}
	port, err := checkPort(s, hostEnd+1, to)
	if err != nil {
		return err
	}
	if u.scheme == "https" && port != "443" || u.scheme == "http" && port != "80" {
		u.host += ":" + port
	}
	return nil
}

// checkPort returns s[from:to] without leading zeros.
func checkPort(s string, from, to int) (string, error) {
	n := 0
	first := from
	for i := from; i < to; i++ {
		c := s[i]
		if c < '0' || c > '9' {
			return "", failURL(i, "the port holds "+byteName(c))
		}
		if n == 0 {
			first = i
		}
		if n = n*10 + int(c-'0'); n > 65535 {
			return "", failURL(from, "the port is greater than 65535")
		}
	}
	if n == 0 {
		return "", failURL(from, "the port is empty or 0")
	}
	return s[first:to], nil
}

// checkHostName checks s[from:to] and reports whether it is an IPv4 address.
func checkHostName(s string, from, to int) (ip bool, err error) {
	if from == to {
		return false, failURL(from, "the host is empty")
	}
	if to-from > maxHost {
		return false, failURL(from, "the host is longer than 253 characters")
	}
	label := from
	for i := from; i <= to; i++ {
		if i < to && s[i] != '.' {
			if c := s[i]; !isAlnum(c) && c != '-' && c != '_' {
				reason := "the host holds " + byteName(c)
				if c >= 0x80 {
					reason += "; write an international name in its ASCII form, xn--..."
				}
				return false, failURL(i, reason)
			}
			continue
		}
		if i == label && !(i == to && i-1 > from) { // one dot may end the name
			return false, failURL(i, "the host has an empty label")
		}
		if i-label > 63 {
			return false, failURL(label, "a label of the host is longer than 63 characters")
		}
		if i < to {
			label = i + 1
		}
	}
	host := s[from:to]
	if host[len(host)-1] == '.' {
		host = host[:len(host)-1]
	}
	if !endsInNumber(host) {
		return false, nil
	}
	if !isIPv4(s[from:to]) {
		return false, failURL(from, "the host ends in a number but is no IPv4 address; clients would each read it differently")
	}
	return true, nil
}

// checkBase accepts in s[from:to] what every client sends unchanged.
func checkBase(s string, from, to int) error {
	segment := from + 1
	for i := from; i < to; i++ {
		c := s[i]
		switch {
		case c == '/', isAlnum(c), c == '-', c == '.', c == '_', c == '~':
		case c == '%':
			if i+2 >= to || !isHex(s[i+1]) || !isHex(s[i+2]) {
				return failURL(i, "the base path holds a malformed percent escape")
			}
		case c == '?' || c == '#':
			return failURL(i, "it holds a query or a fragment; only a scheme, a host, a port and a base path may be given")
		default:
			return failURL(i, "the base path holds "+byteName(c)+"; percent-encode it")
		}
		if c == '/' && i > from || i == to-1 {
			end := i
			if c != '/' {
				end = to
			}
			if isDotSegment(s[segment:end]) {
				return failURL(segment, "the base path holds a dot segment, which clients remove")
			}
			segment = i + 1
		}
	}
	return nil
}
