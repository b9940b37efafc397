package sigv4

// Step 1, the canonical request (IAM User Guide, "Create a signed AWS API
// request"): method, canonical URI, canonical query string, canonical headers,
// signed headers and payload hash, joined with line feeds.

// canonical is a canonical request with the ends of its parts.
type canonical struct {
	buf []byte

	uri, query, headers, signed part
}

type part struct{ start, end int }

func (c *canonical) bytes(p part) []byte { return c.buf[p.start:p.end] }

// A signing is one call's choice of what to write where.
type signing struct {
	signer *Signer
	key    *dayKey
	time   [timeLen]byte

	presign bool
	expires int64 // seconds, when presign
}

// Buffers of these sizes hold what requests mostly have; larger ones grow into
// the heap.
const (
	canonicalSize = 1024
	namesSize     = 192
	headersSize   = 16
	querySize     = 768
	pairsSize     = 16
)

// canonical writes the canonical request of r into buf, which is empty.
func (g *signing) canonical(buf []byte, r *Request) (c canonical, err error) {
	if err = r.check(); err != nil {
		return c, err
	}

	var names [namesSize]byte
	var spans [headersSize]span
	headers := headerList{names[:0], spans[:0]}
	hasHash, err := headers.addRequest(r)
	if err != nil {
		return c, err
	}
	g.addHeaders(&headers, hasHash)
	sortSpans(headers.spans, headers.names)

	buf = append(buf, r.Method...)
	buf = append(buf, '\n')

	c.uri.start = len(buf)
	if buf, err = appendURI(buf, r.Path, g.signer.normalize, g.signer.encodeOnce); err != nil {
		return c, err
	}
	c.uri.end = len(buf)
	buf = append(buf, '\n')

	c.query.start = len(buf)
	if g.presign || r.RawQuery != "" {
		if buf, err = g.appendQuery(buf, r, &headers, hasHash); err != nil {
			return c, err
		}
	}
	c.query.end = len(buf)
	buf = append(buf, '\n')

	c.headers.start = len(buf)
	if buf, err = g.appendHeaders(buf, r, &headers); err != nil {
		return c, err
	}
	c.headers.end = len(buf)
	buf = append(buf, '\n')

	c.signed.start = len(buf)
	buf = headers.appendNames(buf)
	c.signed.end = len(buf)
	buf = append(buf, '\n')

	c.buf = r.Payload.append(buf)
	return c, nil
}

// addHeaders adds the headers of the signer's to those of the request.
func (g *signing) addHeaders(l *headerList, hasHash bool) {
	l.addOwn("host", orderHost)
	if g.presign {
		return
	}
	l.addOwn("x-amz-date", orderDate)
	if g.signer.addHash && !hasHash {
		l.addOwn(hashName, orderHash)
	}
	if g.signer.signToken {
		l.addOwn(lowerTokenName(g.signer.options.Token), orderToken)
	}
}

// appendHeaders appends a line for each distinct name.
func (g *signing) appendHeaders(dst []byte, r *Request, l *headerList) (_ []byte, err error) {
	for i := range l.spans {
		name, first := l.name(i)
		if first {
			if i > 0 {
				dst = append(dst, '\n')
			}
			dst = append(dst, name...)
			dst = append(dst, ':')
		} else {
			dst = append(dst, ',')
		}
		switch order := int(l.spans[i].order); order {
		case orderHost:
			dst = append(dst, r.Host...)
		case orderDate:
			dst = append(dst, g.time[:]...)
		case orderHash:
			dst = r.Payload.append(dst)
		case orderToken:
			dst = append(dst, g.signer.credentials.SessionToken.Reveal()...)
		default:
			h := &r.Headers[order]
			if dst, err = appendHeaderValue(dst, h.Name, h.Value); err != nil {
				return dst, err
			}
		}
	}
	return append(dst, '\n'), nil
}

// appendQuery appends the canonical query string.
func (g *signing) appendQuery(dst []byte, r *Request, headers *headerList, hasHash bool) ([]byte, error) {
	var buf [querySize]byte
	var pairs [pairsSize]span
	list := pairList{buf[:0], pairs[:0]}
	queryHash, err := list.addRaw(r.RawQuery, &r.Payload)
	if err != nil {
		return dst, err
	}
	if g.presign {
		g.addParameters(&list, r, headers, hasHash || queryHash)
	}
	return list.appendSorted(dst), nil
}
