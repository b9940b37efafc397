package sigv4http

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// wireView makes v r as it goes over the wire, but for the host, the headers
// and the payload.
func wireView(v *sigv4.Request, r *http.Request) {
	v.Method = r.Method
	if v.Method == "" {
		v.Method = http.MethodGet // as net/http has it
	}
	v.Scheme = strings.ToLower(r.URL.Scheme)
	v.Path, v.RawQuery = wireTarget(r.URL)
}

// wireHost returns the Host that will be sent: without an IPv6 zone and an
// empty port, which net/http removes as well, and without the default port of
// the scheme, which servers that check signatures leave out.
func wireHost(r *http.Request) (string, error) {
	if r.URL == nil {
		return "", &sigv4.Error{Err: sigv4.ErrHost, Offset: -1, Reason: "the request has no URL"}
	}
	host := r.Host
	if host == "" {
		host = r.URL.Host
	}
	if strings.HasPrefix(host, "[") {
		if end := strings.IndexByte(host, ']'); end > 0 {
			if zone := strings.IndexByte(host[:end], '%'); zone > 0 {
				host = host[:zone] + host[end:]
			}
		}
	}
	host = strings.TrimSuffix(host, ":")
	switch {
	case strings.EqualFold(r.URL.Scheme, "https"):
		host = strings.TrimSuffix(host, ":443")
	case strings.EqualFold(r.URL.Scheme, "http"):
		host = strings.TrimSuffix(host, ":80")
	}
	return host, nil
}

// wireTarget returns the path and the query of the request line.
func wireTarget(u *url.URL) (path, query string) {
	path = u.Opaque
	if path == "" {
		return u.EscapedPath(), u.RawQuery
	}
	// An opaque URL such as //host/path is written as it is, behind the scheme.
	if rest, ok := strings.CutPrefix(path, "//"); ok {
		path = ""
		if slash := strings.IndexByte(rest, '/'); slash >= 0 {
			path = rest[slash:]
		}
	}
	return path, u.RawQuery
}
