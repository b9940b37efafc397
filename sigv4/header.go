package sigv4

// Step 1, the canonical headers and the signed headers (IAM User Guide, "Create
// a signed AWS API request", CanonicalHeaders and SignedHeaders).

// A headerList holds the names to sign, in lower case and sorted, and where
// each one's value is: order >= 0 counts in the request's headers, the
// negative ones are the signer's.
type headerList struct {
	names []byte
	spans []span
}

const (
	orderHost = -1 - iota
	orderDate
	orderHash
	orderToken
)

// addRequest adds the request's own headers.
func (l *headerList) addRequest(r *Request) (hasHash bool, err error) {
	for i := range r.Headers {
		h := &r.Headers[i]
		start := len(l.names)
		names := l.names
		for j := 0; j < len(h.Name); j++ {
			c := h.Name[j]
			if classes[c]&token == 0 {
				return false, failNamed(ErrHeader, clone(h.Name), j, "its name holds "+byteName(c)+"; a name is a token")
			}
			names = append(names, lower(c))
		}
		name := names[start:]
		switch {
		case len(name) == 0:
			return false, failNamed(ErrHeader, "", i, "a name is empty in the header")
		case string(name) == "host":
			return false, failNamed(ErrReserved, "host", -1, "the host belongs in Request.Host, not among the headers")
		case (name[0] == 'x' || name[0] == 'a') && reserved(name):
			return false, failNamed(ErrReserved, clone(h.Name), -1, "the signer writes this header itself; leave it out")
		case string(name) == hashName:
			var want [80]byte
			if h.Value != string(r.Payload.append(want[:0])) {
				return false, failNamed(ErrPayloadHash, hashName, -1, "the header says another than the request's payload hash")
			}
			hasHash = true
		}
		l.names = names
		l.add(start, i)
	}
	return hasHash, nil
}

// addOwn adds a header of the signer's.
func (l *headerList) addOwn(name string, order int) {
	start := len(l.names)
	l.names = append(l.names, name...)
	l.add(start, order)
}

func (l *headerList) add(start, order int) {
	end := int32(len(l.names))
	l.spans = append(l.spans, span{int32(start), end, end, int32(order)})
}

// name returns the i-th name, and whether it is the first of its kind.
func (l *headerList) name(i int) (name []byte, first bool) {
	s := l.spans[i]
	name = l.names[s.start:s.mid]
	if i == 0 {
		return name, true
	}
	p := l.spans[i-1]
	return name, string(name) != string(l.names[p.start:p.mid])
}

// appendNames appends the distinct names, joined with semicolons.
func (l *headerList) appendNames(dst []byte) []byte {
	for i := range l.spans {
		name, first := l.name(i)
		if !first {
			continue
		}
		if i > 0 {
			dst = append(dst, ';')
		}
		dst = append(dst, name...)
	}
	return dst
}

// appendHeaderValue appends value without spaces and tabs at its ends and with
// each run of spaces as one space, inside quotes too, as AWS's test suite has
// it. Tabs inside stay.
func appendHeaderValue(dst []byte, name string, value string) ([]byte, error) {
	start, end := 0, len(value)
	for start < end && (value[start] == ' ' || value[start] == '\t') {
		start++
	}
	for start < end && (value[end-1] == ' ' || value[end-1] == '\t') {
		end--
	}
	from := start
	for i := start; i < end; i++ {
		c := value[i]
		if c > ' ' && c != 0x7f {
			continue
		}
		switch {
		case c == ' ':
			if value[i-1] == ' ' { // not the first byte: that was trimmed
				dst = append(dst, value[from:i]...)
				from = i + 1
			}
		case c != '\t':
			return dst, failNamed(ErrHeader, clone(name), i, "its value holds "+byteName(c))
		}
	}
	return append(dst, value[from:end]...), nil
}

// clone copies a name into an error, so that requests need not live as long.
func clone(s string) string { return string([]byte(s)) }
