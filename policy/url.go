package policy

import "strings"

// checkURL returns why a URL cannot be a form's action, or "". It asks for an
// absolute http or https URL with a host and nothing but a path after it, in
// the characters of RFC 3986, so that it can be written into HTML and a command
// line without a change of meaning.
func checkURL(url string) (reason string) {
	rest, ok := strings.CutPrefix(url, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(url, "http://")
	}
	switch {
	case url == "":
		return "it is empty; give the bucket's URL"
	case !ok:
		return "it must start with https:// or http://"
	}
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == '?' || c == '#':
			return "it has a query or a fragment; a form is sent to the bucket alone"
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0:
			return "it holds a character that must be percent-encoded"
		case c == '%' && (i+2 >= len(rest) || !isHex(rest[i+1]) || !isHex(rest[i+2])):
			return "it holds a malformed percent-encoding"
		}
	}
	host, _, _ := strings.Cut(rest, "/")
	return checkAuthority(host)
}

// checkAuthority checks host[:port], where host may be [IPv6].
func checkAuthority(host string) (reason string) {
	if strings.Contains(host, "@") {
		return "it holds a user name"
	}
	name, port, hasPort := host, "", false
	if i := strings.LastIndexByte(host, ':'); i >= 0 && i > strings.LastIndexByte(host, ']') {
		name, port, hasPort = host[:i], host[i+1:], true
	}
	if hasPort && (port == "" || strings.Trim(port, "0123456789") != "") {
		return "its port is not a number"
	}
	inner, bracketed := strings.CutPrefix(name, "[")
	if bracketed {
		inner, bracketed = strings.CutSuffix(inner, "]")
		if !bracketed || inner == "" || strings.Trim(inner, "0123456789abcdefABCDEF:.") != "" {
			return "its IPv6 address is malformed"
		}
		return ""
	}
	switch {
	case name == "":
		return "it has no host"
	case strings.ContainsAny(name, "[]:"):
		return "its host is malformed"
	}
	return ""
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
