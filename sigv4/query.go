package sigv4

import "strconv"

// Step 1, the canonical query string (IAM User Guide, "Create a signed AWS API
// request", CanonicalQueryString): every parameter decoded, encoded strictly
// and sorted by its encoded name, then by its encoded value.

// collectQuery reads the parameters of r's query into the workspace, encoded
// and sorted: split at '&', empty pairs skipped, the first '=' ends the name,
// '+' means a space, ';' means itself. hasHash tells that x-amz-content-sha256
// is among them.
func (w *workspace) collectQuery(r *Request) (hasHash bool, err error) {
	w.query = w.query[:0]
	raw := r.RawQuery
	for i := 0; i < len(raw); {
		eq, end, err := nextPair(raw, i)
		if err != nil {
			return false, err
		}
		if end > i {
			isHash, err := w.addPair(r, i, eq, end)
			if err != nil {
				return false, err
			}
			if isHash && hasHash {
				return false, failNamed(ErrPayloadHash, hashName, -1, "the query holds it twice")
			}
			hasHash = hasHash || isHash
		}
		i = end + 1
	}
	sortSpans(w.pairs, w.query)
	return hasHash, nil
}

// nextPair returns the end of the pair that begins at raw[i], and the place of
// its first '=', or its end where it has none.
func nextPair(raw string, i int) (eq, end int, err error) {
	eq = -1
	for end = i; end < len(raw) && raw[end] != '&'; end++ {
		switch c := raw[end]; {
		case c == '=' && eq < 0:
			eq = end
		case c == '#' || classes[c]&control != 0:
			return 0, 0, failAt(ErrQuery, end, "it holds "+byteName(c)+", which no query can carry; escape it")
		}
	}
	if eq < 0 {
		eq = end
	}
	return eq, end, nil
}

// addPair adds the parameter raw[i:eq] with the value raw[eq+1:end], an empty
// one where eq == end. It reports whether the parameter is the payload hash.
func (w *workspace) addPair(r *Request, i, eq, end int) (isHash bool, err error) {
	name, value, err := w.encodePair(r.RawQuery, i, eq, end)
	if err != nil {
		return false, err
	}
	if reserved(name) {
		return false, failNamed(ErrReserved, string(name), -1, "the query holds it already; was the request signed before?")
	}
	if !equalFold(name, hashName) {
		return false, nil
	}
	if !r.Payload.is(string(value)) {
		return false, failNamed(ErrPayloadHash, string(name), -1, "the query says another than the request's payload hash")
	}
	return true, nil
}

// encodePair adds the parameter raw[i:eq] with the value raw[eq+1:end] to the
// workspace, and returns both as they are encoded there.
func (w *workspace) encodePair(raw string, i, eq, end int) (name, value []byte, err error) {
	start := len(w.query)
	buf, bad := appendReescaped(w.query, raw[i:eq], unreserved, true)
	if bad >= 0 {
		return nil, nil, failAt(ErrQuery, i+bad, "it holds a malformed percent-escape")
	}
	mid := len(buf)
	buf = append(buf, '=')
	if eq < end {
		if buf, bad = appendReescaped(buf, raw[eq+1:end], unreserved, true); bad >= 0 {
			return nil, nil, failNamed(ErrQuery, string(buf[start:mid]), eq+1+bad, "its value holds a malformed percent-escape")
		}
	}
	w.query = buf
	w.pairs = append(w.pairs, span{int32(start), int32(mid), int32(len(buf)), 0})
	return buf[start:mid], buf[mid+1:], nil
}

// A parameter is one that the signer adds when it presigns. They are numbered
// in the order of their names.
type parameter uint8

const (
	paramAlgorithm parameter = iota
	paramHash
	paramCredential
	paramDate
	paramExpires
	paramS3Token
	paramToken
	paramSignedHeaders
	parameters // how many there are
)

var parameterNames = [parameters]string{
	paramAlgorithm:     "X-Amz-Algorithm",
	paramHash:          "X-Amz-Content-Sha256",
	paramCredential:    "X-Amz-Credential",
	paramDate:          "X-Amz-Date",
	paramExpires:       "X-Amz-Expires",
	paramS3Token:       "X-Amz-S3session-Token",
	paramToken:         "X-Amz-Security-Token",
	paramSignedHeaders: "X-Amz-SignedHeaders",
}

// appendQuery appends the canonical query string: the request's parameters
// merged with those of the signer that set names, both sorted. It puts '&'
// before each parameter, the first one too.
func (g *signing) appendQuery(dst []byte, r *Request, set uint) []byte {
	w := g.workspace
	p := nextParameter(0, set)
	for _, pair := range w.pairs {
		name := w.query[pair.start:pair.mid]
		for p < parameters && parameterNames[p] < string(name) {
			dst = g.appendParameter(dst, r, p)
			p = nextParameter(p+1, set)
		}
		dst = append(append(dst, '&'), w.query[pair.start:pair.end]...)
	}
	if p == paramAlgorithm && set&(1<<paramHash) == 0 {
		// Mostly none of the request's parameters comes between these.
		time := len(dst) + len(g.key.parameters) - len("20150830T123600Z&X-Amz-Expires=")
		dst = append(dst, g.key.parameters...)
		copy(dst[time:], g.time[:])
		dst = strconv.AppendInt(dst, g.expires, 10)
		p = nextParameter(paramExpires+1, set)
	}
	for p < parameters {
		dst = g.appendParameter(dst, r, p)
		p = nextParameter(p+1, set)
	}
	return dst
}

// nextParameter returns the first parameter from p on that is in set, or
// parameters.
func nextParameter(p parameter, set uint) parameter {
	for p < parameters && set&(1<<p) == 0 {
		p++
	}
	return p
}

// appendParameter appends '&' and one of the signer's parameters, encoded.
func (g *signing) appendParameter(dst []byte, r *Request, p parameter) []byte {
	switch p {
	case paramAlgorithm:
		return append(dst, "&X-Amz-Algorithm="+algorithm...)
	case paramHash:
		return r.Payload.Append(append(dst, "&X-Amz-Content-Sha256="...))
	case paramCredential:
		return append(append(dst, "&X-Amz-Credential="...), g.key.escaped...)
	case paramDate:
		return append(append(dst, "&X-Amz-Date="...), g.time[:]...)
	case paramExpires:
		return strconv.AppendInt(append(dst, "&X-Amz-Expires="...), g.expires, 10)
	case paramS3Token:
		return append(append(dst, "&X-Amz-S3session-Token="...), g.signer.escapedToken.Reveal()...)
	case paramToken:
		return append(append(dst, "&X-Amz-Security-Token="...), g.signer.escapedToken.Reveal()...)
	default:
		return appendEscaped(append(dst, "&X-Amz-SignedHeaders="...), g.workspace.signed, unreserved)
	}
}
