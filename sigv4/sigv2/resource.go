package sigv2

import (
	"slices"
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// CanonicalizedResource (S3 User Guide, "Signing and authenticating REST
// requests"): the bucket that the host names, the path as it is on the wire, and
// the sub-resources, sorted by name, with un-encoded values.

// A pair is a parameter of the request's query, decoded.
type pair struct {
	name, value string
	equals      bool // there was an equals sign
	signed      bool // it is a sub-resource
}

// readQuery reads the parameters of the request's query in their order: split at
// '&', empty pairs skipped, the first '=' ends the name, '+' means a space.
func (s *LegacySigner) readQuery(raw string) ([]pair, error) {
	var pairs []pair
	for start := 0; start < len(raw); {
		end := start + strings.IndexByte(raw[start:]+"&", '&')
		for i := start; i < end; i++ {
			if c := raw[i]; c == '#' || c < ' ' || c == 0x7f {
				return nil, failAt(sigv4.ErrQuery, i, "it holds a byte that no query can carry; escape it")
			}
		}
		if end > start {
			p, err := s.readPair(raw[start:end], start)
			if err != nil {
				return nil, err
			}
			for _, q := range pairs {
				if p.signed && q.name == p.name {
					return nil, failNamed(sigv4.ErrQuery, p.name, start, "the sub-resource is there twice; stores do not agree which one is signed")
				}
			}
			pairs = append(pairs, p)
		}
		start = end + 1
	}
	return pairs, nil
}

// readPair reads the parameter that begins at the offset start of the query.
func (s *LegacySigner) readPair(raw string, start int) (p pair, err error) {
	rawName, rawValue, equals := strings.Cut(raw, "=")
	name, bad := unescape(rawName)
	if bad >= 0 {
		return p, failAt(sigv4.ErrQuery, start+bad, "it holds a malformed percent-escape")
	}
	value, bad := unescape(rawValue)
	if bad >= 0 {
		return p, failNamed(sigv4.ErrQuery, name, start+len(rawName)+1+bad, "its value holds a malformed percent-escape")
	}
	if reason := reservedParameter(name); reason != "" {
		return p, failNamed(sigv4.ErrReserved, name, start, reason)
	}
	p = pair{name, value, equals, isSubresource(name, s.options.Store.sources())}
	// Values are signed un-encoded. So one that goes on like a sub-resource has
	// the signature of another request, with just that sub-resource. MinIO splits
	// at '&' once more after it has decoded, and so misreads any parameter.
	text := value
	if s.options.Store == StoreMinIO {
		if p.signed && strings.Contains(value, "&") {
			return p, failNamed(sigv4.ErrQuery, name, start, "its value holds '&', with which MinIO takes every signature for wrong")
		}
		text = name + "=" + value
	} else if !p.signed {
		return p, nil
	}
	for _, part := range strings.Split(text, "&")[1:] {
		if other, _, _ := strings.Cut(part, "="); isSubresource(other, docs|boto|minio|ceph) {
			return p, failNamed(sigv4.ErrQuery, name, start, "it holds '&' and a sub-resource's name; the signature would be taken for one with that sub-resource")
		}
	}
	return p, nil
}

// reservedParameter says why a query parameter may not be in a request, or "".
func reservedParameter(name string) string {
	lower := strings.ToLower(name)
	switch {
	case lower == "awsaccesskeyid", lower == "signature", lower == "expires":
		return "the signer writes this parameter itself; was the request signed before?"
	case strings.HasPrefix(lower, "x-amz-"), lower == "content-type", lower == "content-md5":
		return "S3 would take it for a header; give it among the headers, so that it is signed"
	}
	return ""
}

// appendResource appends the CanonicalizedResource.
func appendResource(dst []byte, bucket, path string, pairs []pair) []byte {
	if bucket != "" {
		dst = append(append(dst, '/'), bucket...)
	}
	dst = append(dst, path...)

	var signed []pair
	for _, p := range pairs {
		if p.signed {
			signed = append(signed, p)
		}
	}
	slices.SortFunc(signed, func(p, q pair) int { return strings.Compare(p.name, q.name) })
	for i, p := range signed {
		if i == 0 {
			dst = append(dst, '?')
		} else {
			dst = append(dst, '&')
		}
		dst = append(dst, p.name...)
		if p.value != "" {
			dst = append(append(dst, '='), p.value...)
		}
	}
	return dst
}

// appendPairs appends the request's own parameters as they are written in a URL,
// each with '&' behind it. A sub-resource without a value stands there as it is
// signed, unless the store wants an equals sign.
func (s *LegacySigner) appendPairs(dst []byte, pairs []pair) []byte {
	for _, p := range pairs {
		dst = sigv4.AppendEscaped(dst, p.name)
		if p.value != "" || p.equals && !p.signed || s.options.Store == StoreMinIO {
			dst = sigv4.AppendEscaped(append(dst, '='), p.value)
		}
		dst = append(dst, '&')
	}
	return dst
}
