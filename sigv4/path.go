package sigv4

// Step 1, the canonical URI (IAM User Guide, "Create a signed AWS API request",
// CanonicalUri; S3 API Reference for the S3 family).

// A PathStyle says whether the path is normalised before it is encoded.
type PathStyle uint8

const (
	// PathByService keeps the path of the S3 family and normalises all others.
	PathByService PathStyle = iota
	// PathKeep takes the path as it is.
	PathKeep
	// PathNormalize drops empty segments and then dot segments as RFC 3986
	// section 5.2.4 does: /a//b/./../c/ becomes /a/c/.
	PathNormalize
)

// An Encoding says how the wire's path becomes the canonical URI.
type Encoding uint8

const (
	// EncodeByService encodes once for the S3 family and twice for all others.
	EncodeByService Encoding = iota
	// EncodeOnce decodes each %XX and encodes the result strictly: a path has
	// one canonical form however it was escaped.
	EncodeOnce
	// EncodeTwice encodes the path's bytes as they are on the wire, so that the
	// '%' of an escape becomes %25.
	EncodeTwice
)

// A pathRule is what PathStyle and Encoding come to for one service.
type pathRule struct{ normalize, encodeOnce bool }

func newPathRule(o Options, s3 bool) pathRule {
	return pathRule{
		normalize:  o.Path == PathNormalize || o.Path == PathByService && !s3,
		encodeOnce: o.Encoding == EncodeOnce || o.Encoding == EncodeByService && s3,
	}
}

// appendURI appends the canonical URI of path.
func (g *signing) appendURI(dst []byte, path string) ([]byte, error) {
	if path == "" {
		return append(dst, '/'), nil
	}
	if path[0] != '/' {
		return dst, failAt(ErrPath, 0, "it does not begin with '/'")
	}
	// Most paths have nothing to encode and nothing to normalise.
	normalize := g.path.normalize && !normal(path)
	if !normalize && all(path, pathByte) {
		return append(dst, path...), nil
	}
	for i := 0; i < len(path); i++ {
		switch c := path[i]; {
		case classes[c]&control != 0:
			return dst, failAt(ErrPath, i, "it holds "+byteName(c)+", which no request line can carry; escape it")
		case c == '?' || c == '#':
			return dst, failAt(ErrPath, i, "it holds '"+string(c)+"', which ends a path; escape it or give the query apart")
		case c == '%' && !isEscape(path, i):
			return dst, failAt(ErrPath, i, "it holds a malformed percent-escape")
		}
	}
	if normalize {
		w := g.workspace
		w.scratch = appendNormalized(w.scratch[:0], path)
		return appendEncodedPath(dst, w.scratch, g.path.encodeOnce), nil
	}
	return appendEncodedPath(dst, path, g.path.encodeOnce), nil
}

func appendEncodedPath[T text](dst []byte, path T, once bool) []byte {
	if once {
		dst, _ = appendReescaped(dst, path, unreserved|slash, false)
		return dst
	}
	return appendEscaped(dst, path, unreserved|slash)
}

// normal reports whether path has no empty segment and none that begins with a
// dot. Of the latter few are dot segments, but to tell is not its task.
func normal(path string) bool {
	for i := 1; i < len(path); i++ {
		if path[i-1] == '/' && (path[i] == '/' || path[i] == '.') {
			return false
		}
	}
	return true
}

// appendNormalized appends path, which begins with '/', without its empty and
// its dot segments. A path that ends in a slash or in a dot segment ends in a
// slash afterwards.
func appendNormalized(dst []byte, path string) []byte {
	base := len(dst)
	for i := 0; i < len(path); {
		// path[i] is the slash before a segment.
		end := i + 1
		for end < len(path) && path[end] != '/' {
			end++
		}
		last := end == len(path)
		switch segment := path[i+1 : end]; segment {
		case "", ".":
		case "..":
			for len(dst) > base {
				dst = dst[:len(dst)-1]
				if dst[len(dst):cap(dst)][0] == '/' {
					break
				}
			}
		default:
			dst = append(dst, '/')
			dst = append(dst, segment...)
			i = end
			continue
		}
		if last {
			dst = append(dst, '/')
		}
		i = end
	}
	return dst
}
