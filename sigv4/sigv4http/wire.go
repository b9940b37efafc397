package sigv4http

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// wireView makes v r as net/http writes it: the request line and the Host,
// which it returns.
func wireView(v *sigv4.Request, r *http.Request) (host string, err error) {
	v.Method = r.Method
	switch v.Method {
	case "":
		v.Method = http.MethodGet // as net/http has it
	case http.MethodConnect:
		return "", fail(sigv4.ErrMethod, "CONNECT asks for a tunnel; there is no path to sign")
	}
	v.Scheme = strings.ToLower(r.URL.Scheme)
	if host = r.Host; host == "" {
		host = r.URL.Host
	}
	if host, err = wireHost(host, v.Scheme); err != nil {
		return "", err
	}
	v.Host = host
	v.RawQuery = r.URL.RawQuery
	if r.URL.Opaque == "" {
		if v.Path = r.URL.Path; r.URL.RawPath != "" || !plain(v.Path) {
			v.Path = r.URL.EscapedPath()
		}
		return host, nil
	}
	v.Path, err = opaquePath(r.URL.Opaque, v)
	return host, err
}

// wireHost returns host as it is to be sent: without an IPv6 zone and an empty
// port, which net/http removes as well, and without the default port of the
// scheme, which servers that check signatures leave out.
func wireHost(host, scheme string) (string, error) {
	port := strings.IndexByte(host, ':')
	if strings.HasPrefix(host, "[") {
		end := strings.IndexByte(host, ']')
		if end < 0 || end+1 < len(host) && host[end+1] != ':' {
			return "", fail(sigv4.ErrHost, "its IPv6 address does not end in ']' and an optional port")
		}
		if zone := strings.IndexByte(host[:end], '%'); zone >= 0 {
			host, end = host[:zone]+host[end:], zone
		}
		port = end + 1
	}
	if port < 0 || port == len(host) {
		return host, nil
	}
	for i := port + 1; i < len(host); i++ {
		if c := host[i]; c < '0' || c > '9' {
			return "", &sigv4.Error{Err: sigv4.ErrHost, Offset: i, Reason: "its port is not a number, or an IPv6 address lacks brackets"}
		}
	}
	switch standard := host[port:]; {
	case standard == ":",
		standard == ":443" && (scheme == "https" || scheme == ""),
		standard == ":80" && scheme == "http":
		return host[:port], nil
	}
	return host, nil
}

// plain reports whether path is its own escaped form, as most are. It spares
// the dearer question to net/url.
func plain(path string) bool {
	for i := 0; i < len(path); i++ {
		switch c := path[i]; {
		case 'a' <= c && c <= 'z', '-' <= c && c <= '9', 'A' <= c && c <= 'Z', c == '_': // '-', '.' and '/' before the digits
		default:
			return false
		}
	}
	return true
}

// checkPath refuses a URL of which net/http sends another path than was asked
// for, given the path that it sends. Of a RawPath that holds bytes to be escaped
// net/url keeps no escape at all, so that %2F becomes a slash that parts
// segments. To S3 both are the same key.
func checkPath(u *url.URL, path string) error {
	if u.Opaque != "" || u.RawPath == path || !strings.Contains(strings.ToUpper(u.RawPath), "%2F") {
		return nil
	}
	if asked, err := url.PathUnescape(u.RawPath); err != nil || asked != u.Path {
		return nil // RawPath is a hint, and this one is of another path
	}
	return fail(sigv4.ErrPath, "it has %2F beside bytes that need an escape, and net/http would send it as a slash; escape those bytes")
}

// opaquePath returns the path of an opaque URL, which net/http writes on the
// request line as it is: /path, or //host/path behind the scheme.
func opaquePath(opaque string, v *sigv4.Request) (string, error) {
	rest, ok := strings.CutPrefix(opaque, "//")
	if !ok {
		return opaque, nil
	}
	host, path := rest, "/" // HTTP/2 has no empty path
	if slash := strings.IndexByte(rest, '/'); slash >= 0 {
		host, path = rest[:slash], rest[slash:]
	}
	// A server takes this host and not the Host header (RFC 9112 section 3.2.2).
	host, err := wireHost(host, v.Scheme)
	if err != nil {
		return "", err
	}
	if host != v.Host {
		return "", fail(sigv4.ErrHost, "the opaque URL names another than the request")
	}
	return path, nil
}

// checkTarget refuses a request line that a space would end too early. net/http
// writes the query and an opaque URL as they are.
func checkTarget(u *url.URL) error {
	const reason = "it holds a space, which no request line can carry; escape it"
	if u.RawQuery != "" {
		if i := strings.IndexByte(u.RawQuery, ' '); i >= 0 {
			return &sigv4.Error{Err: sigv4.ErrQuery, Offset: i, Reason: reason}
		}
	}
	if u.Opaque != "" {
		if i := strings.IndexByte(u.Opaque, ' '); i >= 0 {
			return &sigv4.Error{Err: sigv4.ErrPath, Offset: i, Reason: reason}
		}
	}
	return nil
}
