package sigv4

// Step 1, the canonical headers and the signed headers (IAM User Guide, "Create
// a signed AWS API request", CanonicalHeaders and SignedHeaders).

// collectHeaders reads the names of r's headers into the workspace, in lower
// case and sorted. hasHash tells that x-amz-content-sha256 is among them.
func (w *workspace) collectHeaders(r *Request) (hasHash bool, err error) {
	w.names, w.headers = w.names[:0], w.headers[:0]
	for i := range r.Headers {
		h := &r.Headers[i]
		name, err := w.addName(h.Name, i)
		if err != nil {
			return false, err
		}
		switch name[0] {
		case 'h':
			if string(name) == "host" {
				return false, failNamed(ErrReserved, "host", -1, "the host belongs in Request.Host, not among the headers")
			}
		case 'a', 'x':
			if reserved(name) {
				return false, failNamed(ErrReserved, clone(h.Name), -1, "the signer writes this header itself; leave it out")
			}
			if string(name) == hashName {
				if hasHash {
					return false, failNamed(ErrPayloadHash, hashName, -1, "the header is there twice")
				}
				if !r.Payload.is(h.Value) {
					return false, failNamed(ErrPayloadHash, hashName, -1, "the header says another than the request's payload hash")
				}
				hasHash = true
			}
		}
	}
	sortSpans(w.headers, w.names)
	return hasHash, nil
}

// addName adds the name of the header at place i, and returns it in lower case.
func (w *workspace) addName(spelled string, i int) ([]byte, error) {
	start := len(w.names)
	w.names = append(w.names, spelled...)
	name := w.names[start:]
	for j, c := range name {
		l := lowered[c]
		if l == 0 {
			return nil, failNamed(ErrHeader, beforeColon(spelled), j, "its name holds "+byteName(c)+"; a name is a token")
		}
		name[j] = l
	}
	if len(name) == 0 {
		return nil, failNamed(ErrHeader, "", -1, "a header has no name")
	}
	end := int32(len(w.names))
	w.headers = append(w.headers, span{int32(start), end, end, int32(i)})
	return name, nil
}

// An ownHeader is a header that the signer adds itself. They are numbered in
// the order of their names.
type ownHeader uint8

const (
	ownHost ownHeader = iota
	ownHash
	ownDate
	ownS3Token
	ownToken
	ownHeaders // how many there are
)

var ownNames = [ownHeaders]string{
	ownHost:    "host",
	ownHash:    hashName,
	ownDate:    "x-amz-date",
	ownS3Token: "x-amz-s3session-token",
	ownToken:   "x-amz-security-token",
}

// next returns the first own header from o on that g signs, or ownHeaders.
func (g *signing) next(o ownHeader) ownHeader {
	for o < ownHeaders && g.own&(1<<o) == 0 {
		o++
	}
	return o
}

// writeHeaders writes the canonical headers, a line for each distinct name, and
// the signed headers, the names joined with semicolons, into the workspace.
//
// It merges the signer's own headers with the request's, both sorted. A name is
// never in both: collectHeaders refuses the signer's.
func (g *signing) writeHeaders(r *Request) (err error) {
	w := g.workspace
	lines, signed := w.lines[:0], w.signed[:0]
	own := g.next(0)
	for i := 0; i < len(w.headers); {
		name := w.name(i)
		for own < ownHeaders && ownNames[own] < string(name) {
			lines, signed = g.appendOwn(lines, signed, r, own)
			own = g.next(own + 1)
		}
		signed = append(append(signed, name...), ';')
		if lines, i, err = w.appendLine(lines, r.Headers, i); err != nil {
			return err
		}
	}
	for own < ownHeaders {
		lines, signed = g.appendOwn(lines, signed, r, own)
		own = g.next(own + 1)
	}
	w.lines, w.signed = lines, signed[:len(signed)-1] // host is always there
	return nil
}

// appendLine appends the canonical line of the name at place i of w.headers,
// with the values of all headers of that name. It returns the place behind them.
func (w *workspace) appendLine(dst []byte, headers []Header, i int) (_ []byte, next int, err error) {
	name := w.name(i)
	dst = append(append(dst, name...), ':')
	for first := i; i < len(w.headers); i++ {
		if i > first {
			if string(name) != string(w.name(i)) {
				break
			}
			dst = append(dst, ',')
		}
		if dst, err = appendHeaderValue(dst, &headers[w.headers[i].order]); err != nil {
			return dst, i, err
		}
	}
	return append(dst, '\n'), i, nil
}

// name returns the name at place i of w.headers.
func (w *workspace) name(i int) []byte { return w.names[w.headers[i].start:w.headers[i].mid] }

// appendOwn appends one of the signer's headers to both. Its constants are
// copied faster than names from a table.
func (g *signing) appendOwn(lines, signed []byte, r *Request, own ownHeader) ([]byte, []byte) {
	switch own {
	case ownHost:
		signed = append(signed, "host;"...)
		lines = append(append(lines, "host:"...), r.Host...)
	case ownHash:
		signed = append(signed, hashName+";"...)
		lines = r.Payload.Append(append(lines, hashName+":"...))
	case ownDate:
		signed = append(signed, "x-amz-date;"...)
		lines = append(append(lines, "x-amz-date:"...), g.time[:]...)
	default:
		signed = append(append(signed, ownNames[own]...), ';')
		lines = append(append(lines, ownNames[own]...), ':')
		lines = append(lines, g.signer.credentials.SessionToken.Reveal()...)
	}
	return append(lines, '\n'), signed
}

// appendHeaderValue appends h's value without spaces and tabs at its ends and
// with each run of spaces as one space, inside quotes too, as AWS's test suite
// has it. Tabs inside stay.
func appendHeaderValue(dst []byte, h *Header) ([]byte, error) {
	value := h.Value
	if all(value, visible) {
		return append(dst, value...), nil
	}
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
		if classes[c]&visible != 0 {
			continue
		}
		switch {
		case c == ' ':
			if value[i-1] == ' ' { // not the first byte: that was trimmed
				dst = append(dst, value[from:i]...)
				from = i + 1
			}
		case c != '\t':
			return dst, failNamed(ErrHeader, clone(h.Name), i, "its value holds "+byteName(c))
		}
	}
	return append(dst, value[from:end]...), nil
}

// beforeColon copies a bad name into an error, up to a colon: when a whole line
// was given as the name, its value follows there.
func beforeColon(name string) string {
	for i := 0; i < len(name); i++ {
		if name[i] == ':' {
			return clone(name[:i])
		}
	}
	return clone(name)
}

// clone copies a name into an error, so that it does not keep the request.
func clone(s string) string { return string([]byte(s)) }
