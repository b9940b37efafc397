package sigv2

import (
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// A Request is a view of the request to sign, as bytes on the wire. The signer
// borrows it: it neither changes nor keeps it.
//
// The zero value is not valid. Method and Host are required. Several goroutines
// may sign one Request as long as none changes it.
type Request struct {
	// Method is the request's method, such as GET. It is signed as it is.
	Method string

	// Scheme is "https" or "http", and "https" when empty. It is not signed.
	Scheme string

	// Host is the Host header that will be sent. It is not signed; the bucket
	// that it names is, and must be given in HostBucket.
	Host string

	// HostBucket is the bucket that Host names, either in front of the store's
	// own name (virtual-host style: "b" of b.s3.amazonaws.com) or as the whole
	// host. Empty when the path names it, or when the request is for none.
	HostBucket string

	// PathBucket is the bucket that Path names (path style). It is only needed
	// for requests that are for a bucket and no object: S3 takes the resource of
	// those for "/bucket/", so a Path of "/bucket" gets its slash, in the URL as
	// well. Where it is given the path must hold it. Not both of HostBucket and
	// PathBucket may be given.
	PathBucket string

	// Path is the path on the request line, with whatever percent-escapes it has
	// there. It is signed as it is, never decoded or normalised. Empty means
	// "/".
	Path string

	// RawQuery is the query on the request line, without the "?". Of it the
	// sub-resources are signed, see [Store.Subresources].
	RawQuery string

	// Headers are the headers that will be sent. Content-MD5, Content-Type, Date
	// and x-amz-* are signed; the others are not, and whoever holds the URL may
	// change them.
	Headers []sigv4.Header
}

// check refuses what can be judged part by part.
func (r *Request) check() error {
	if r == nil {
		return fail(sigv4.ErrMethod, "there is no request")
	}
	if r.Method == "" {
		return fail(sigv4.ErrMethod, "it is empty")
	}
	if i := firstNot(r.Method, isToken); i < len(r.Method) {
		return failAt(sigv4.ErrMethod, i, "it holds a byte that no method has; a method is a token")
	}
	switch r.Scheme {
	case "", "https", "http":
	default:
		return fail(sigv4.ErrScheme, "it is neither https nor http")
	}
	if r.Host == "" {
		return fail(sigv4.ErrHost, "it is empty")
	}
	if i := firstNot(r.Host, isHost); i < len(r.Host) {
		return failAt(sigv4.ErrHost, i, "it holds a byte that no host has; it must be a host and an optional port")
	}
	if r.HostBucket != "" && r.PathBucket != "" {
		return fail(ErrBucket, "both HostBucket and PathBucket are given; one of host and path names the bucket")
	}
	for _, bucket := range []string{r.HostBucket, r.PathBucket} {
		if i := firstNot(bucket, isBucket); i < len(bucket) {
			return failAt(ErrBucket, i, "it holds a byte that no bucket has")
		}
		if bucket == "." || bucket == ".." {
			return fail(ErrBucket, "it is a dot segment")
		}
	}
	return nil
}

// wirePath returns the path to send and to sign.
func (r *Request) wirePath() (string, error) {
	path := r.Path
	if path == "" {
		path = "/"
	}
	if path[0] != '/' {
		return "", failAt(sigv4.ErrPath, 0, "it does not begin with '/'")
	}
	for i := 0; i < len(path); i++ {
		switch c := path[i]; {
		case c == '%' && !isEscape(path, i):
			return "", failAt(sigv4.ErrPath, i, "it holds a malformed percent-escape")
		case !isURL(c):
			return "", failAt(sigv4.ErrPath, i, "it holds a byte that no URL's path can carry; escape it before signing")
		}
	}
	if r.PathBucket == "" {
		return path, nil
	}
	segment := "/" + r.PathBucket
	switch {
	case strings.HasPrefix(path, segment+"/"):
	case strings.HasSuffix(path, segment): // behind an endpoint's own path, too
		path += "/"
	case !strings.Contains(path, segment+"/"):
		return "", fail(ErrBucket, "the path does not hold PathBucket as a segment")
	}
	return path, nil
}
