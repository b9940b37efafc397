package sigv4

// Step 1, the canonical query string (IAM User Guide, "Create a signed AWS API
// request", CanonicalQueryString): every parameter decoded, encoded strictly
// and sorted by its encoded name, then by its encoded value.

// A pairList collects encoded name=value pairs in one buffer, to be sorted and
// written elsewhere.
type pairList struct {
	buf   []byte
	pairs []span
}

// A span marks a pair or a header name in a buffer: the name is
// buf[start:mid], the value buf[mid+1:end]. Headers use order in its place.
type span struct{ start, mid, end, order int32 }

// addRaw adds the pairs of a raw query: split at '&', empty pairs skipped, the
// first '=' ends the name, '+' means a space, ';' means itself.
func (l *pairList) addRaw(raw string, payload *PayloadHash) (hasHash bool, err error) {
	for i := 0; i < len(raw); {
		end, eq := i, -1
		for ; end < len(raw) && raw[end] != '&'; end++ {
			if raw[end] == '=' && eq < 0 {
				eq = end
			}
		}
		if end > i {
			if eq < 0 {
				eq = end
			}
			isHash, err := l.addRawPair(raw, i, eq, end, payload)
			if err != nil {
				return false, err
			}
			hasHash = hasHash || isHash
		}
		i = end + 1
	}
	return hasHash, nil
}

// addRawPair adds raw[i:eq] with the value raw[eq+1:end], none where eq == end.
func (l *pairList) addRawPair(raw string, i, eq, end int, payload *PayloadHash) (isHash bool, err error) {
	for j := i; j < end; j++ {
		if c := raw[j]; classes[c]&control != 0 || c == '#' {
			return false, failAt(ErrQuery, j, "it holds "+byteName(c)+", which no query can carry; escape it")
		}
	}
	start := len(l.buf)
	buf, bad := appendReescaped(l.buf, raw[i:eq], unreserved, true)
	if bad >= 0 {
		return false, failAt(ErrQuery, i+bad, "it holds a malformed percent-escape")
	}
	mid := len(buf)
	buf = append(buf, '=')
	if eq < end {
		buf, bad = appendReescaped(buf, raw[eq+1:end], unreserved, true)
		if bad >= 0 {
			return false, failNamed(ErrQuery, string(buf[start:mid]), eq+1+bad, "its value holds a malformed percent-escape")
		}
	}
	l.end(buf, start, mid)

	name := buf[start:mid]
	if reserved(name) {
		return false, failNamed(ErrReserved, string(name), -1, "the query already holds it; is the request signed?")
	}
	if !equalFold(name, hashName) {
		return false, nil
	}
	var want [80]byte
	if string(buf[mid+1:]) != string(payload.append(want[:0])) {
		return false, failNamed(ErrPayloadHash, string(name), -1, "the query holds another than the request's payload hash")
	}
	return true, nil
}

// add adds a pair of the signer's own whose value is encoded already.
func (l *pairList) add(name string, value []byte) {
	start := len(l.buf)
	buf := append(l.buf, name...)
	mid := len(buf)
	buf = append(buf, '=')
	l.end(append(buf, value...), start, mid)
}

func (l *pairList) end(buf []byte, start, mid int) {
	l.buf = buf
	l.pairs = append(l.pairs, span{int32(start), int32(mid), int32(len(buf)), 0})
}

// appendSorted appends the sorted pairs, joined with '&'.
func (l *pairList) appendSorted(dst []byte) []byte {
	sortSpans(l.pairs, l.buf)
	for i, p := range l.pairs {
		if i > 0 {
			dst = append(dst, '&')
		}
		dst = append(dst, l.buf[p.start:p.end]...)
	}
	return dst
}
