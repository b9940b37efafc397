package sigv4

// Step 1, the canonical headers and the signed headers (IAM User Guide, "Create
// a signed AWS API request", CanonicalHeaders and SignedHeaders).

// collectHeaders reads the names of r's headers into the workspace, in lower
// case and sorted. hasHash tells that x-amz-content-sha256 is among them.
func (w *workspace) collectHeaders(r *Request) (hasHash bool, err error) {
	w.names, w.headers = w.names[:0], w.headers[:0]
	for i := range r.Headers {
		h := &r.Headers[i]
		start := len(w.names)
		w.names = append(w.names, h.Name...)
		name := w.names[start:]
		for j, c := range name {
			l := lowered[c]
			if l == 0 {
				return false, failNamed(ErrHeader, clone(h.Name), j, "its name holds "+byteName(c)+"; a name is a token")
			}
			name[j] = l
		}
		if len(name) == 0 {
			return false, failNamed(ErrHeader, "", -1, "a header has no name")
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
				if !r.Payload.is(h.Value) {
					return false, failNamed(ErrPayloadHash, hashName, -1, "the header says another than the request's payload hash")
				}
				hasHash = true
			}
		}
		end := int32(len(w.names))
		w.headers = append(w.headers, span{int32(start), end, end, int32(i)})
	}
	sortSpans(w.headers, w.names)
	return hasHash, nil
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

var ownHeaderNames = [ownHeaders]string{
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

// appendHeaders appends the canonical headers, a line for each distinct name,
// and collects the signed headers in the workspace.
//
// It merges the signer's own headers with the request's, both sorted. A name is
// never in both: collectHeaders refuses the signer's.
func (g *signing) appendHeaders(dst []byte, r *Request) (_ []byte, err error) {
	w := g.workspace
	own := g.next(0)
	for i := 0; i < len(w.headers); {
		name := w.names[w.headers[i].start:w.headers[i].mid]
		for own < ownHeaders && ownHeaderNames[own] < string(name) {
			dst = g.appendOwnHeader(dst, r, own)
			own = g.next(own + 1)
		}
		dst = append(append(dst, name...), ':')
		for first := i; i < len(w.headers); i++ {
			s := w.headers[i]
			if i > first {
				if string(name) != string(w.names[s.start:s.mid]) {
					break
				}
				dst = append(dst, ',')
			}
			h := &r.Headers[s.order]
			if dst, err = appendHeaderValue(dst, h); err != nil {
				return dst, err
			}
		}
		dst = append(dst, '\n')
	}
	for own < ownHeaders {
		dst = g.appendOwnHeader(dst, r, own)
		own = g.next(own + 1)
	}
	return dst, nil
}

func (g *signing) appendOwnHeader(dst []byte, r *Request, own ownHeader) []byte {
	switch own {
	case ownHost:
		dst = append(append(dst, "host:"...), r.Host...)
	case ownHash:
		dst = r.Payload.append(append(dst, "x-amz-content-sha256:"...))
	case ownDate:
		dst = append(append(dst, "x-amz-date:"...), g.time[:]...)
	default:
		dst = append(append(append(dst, ownHeaderNames[own]...), ':'), g.signer.credentials.SessionToken.Reveal()...)
	}
	return append(dst, '\n')
}

// collectSigned writes the signed headers into the workspace: the distinct
// names, joined with semicolons.
func (g *signing) collectSigned() {
	w := g.workspace
	dst := w.signed[:0]
	own := g.next(0)
	var last []byte
	for _, s := range w.headers {
		name := w.names[s.start:s.mid]
		if string(name) == string(last) {
			continue
		}
		last = name
		for own < ownHeaders && ownHeaderNames[own] < string(name) {
			dst = append(append(dst, ownHeaderNames[own]...), ';')
			own = g.next(own + 1)
		}
		dst = append(append(dst, name...), ';')
	}
	for own < ownHeaders {
		dst = append(append(dst, ownHeaderNames[own]...), ';')
		own = g.next(own + 1)
	}
	w.signed = dst[:len(dst)-1] // host is always there
}

// appendHeaderValue appends h's value without spaces and tabs at its ends and
// with each run of spaces as one space, inside quotes too, as AWS's test suite
// has it. Tabs inside stay.
func appendHeaderValue(dst []byte, h *Header) ([]byte, error) {
	value := h.Value
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
			return dst, failNamed(ErrHeader, clone(h.Name), i, "its value holds "+byteName(c))
		}
	}
	return append(dst, value[from:end]...), nil
}

// clone copies a name into an error, so that it does not keep the request.
func clone(s string) string { return string([]byte(s)) }
