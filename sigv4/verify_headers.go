package sigv4

// readHeaders reads the names of all headers that arrived, and the host's, into
// the workspace, in lower case and sorted, and finds those that say something of
// the signature.
func (g *verification) readHeaders() *Refusal {
	w := g.workspace
	w.names = append(w.names[:0], "host"...)
	w.headers = append(w.headers[:0], span{0, int32(len("host")), int32(len("host")), isHost})
	headers := g.r.Headers
	for i := range headers {
		h := &headers[i]
		switch h.Name { // as most clients and net/http spell them
		case "X-Amz-Date":
			if !g.setOnce(&g.stamp, foundDate, h.Value) {
				return twice("x-amz-date")
			}
			w.addKnown("x-amz-date", i)
			continue
		case "X-Amz-Content-Sha256":
			if !g.setOnce(&g.hash, foundHash, h.Value) {
				return twice(hashName)
			}
			w.addKnown(hashName, i)
			continue
		case "Authorization":
			if !g.setOnce(&g.authorization, foundAuthorization, h.Value) {
				return twice("authorization")
			}
			continue
		}
		name, err := w.addName(h.Name, i)
		if err != nil {
			return &Refusal{Reason: MalformedHeader, Name: beforeColon(h.Name), Detail: "its name is no token", Err: err}
		}
		switch name[0] {
		case 'a':
			if string(name) == "authorization" {
				// It signs, and cannot be signed.
				w.headers = w.headers[:len(w.headers)-1]
				if !g.setOnce(&g.authorization, foundAuthorization, h.Value) {
					return twice("authorization")
				}
			}
		case 'c', 'h', 'x':
			if reason := g.readHeader(name, h.Value); reason != nil {
				return reason
			}
		}
	}
	sortSpans(w.headers, w.names)
	return nil
}

// isHost is the order of the host, which is none of the headers.
const isHost = -1

// readHeader looks at one whose name begins as an interesting one does.
func (g *verification) readHeader(name []byte, value string) *Refusal {
	once := true
	switch string(name) {
	case "x-amz-date":
		once = g.setOnce(&g.stamp, foundDate, value)
	case hashName:
		once = g.setOnce(&g.hash, foundHash, value)
	case "x-amz-security-token", "x-amz-s3session-token":
		if string(name) != g.tokenName() {
			return refuse(InvalidToken, string(name), "it is not expected here")
		}
		once = g.setOnce(&g.token, foundToken, value)
	case "content-length":
		once = g.setOnce(nil, foundLength, value)
	case "x-amz-decoded-content-length":
		once = g.setOnce(nil, foundDecodedLength, value)
	default:
		return readOther(name)
	}
	if !once {
		return twice(string(name))
	}
	return nil
}

// readOther looks at a header that has no meaning here.
func readOther(name []byte) *Refusal {
	if string(name) == "host" {
		return refuse(DuplicateHeader, "host", "the host is there already")
	}
	if name[0] != 'x' || len(name) < len("x-amz-") {
		return nil
	}
	if string(name[:6]) == "x-amz-" {
		if reserved(name) {
			return refuse(MixedAuthentication, string(name), "it belongs in the query, or to another kind of signature")
		}
		return nil
	}
	if underscored(name) {
		return refuse(UnderscoreHeader, string(name), "some read '_' as '-', and take it for an x-amz header")
	}
	return nil
}

// found tells what was found, so that nothing is taken twice: a bit for each
// authentication parameter of the query, and these for headers.
type found uint32

const (
	foundAuthorization found = 1 << (16 + iota)
	foundDate
	foundHash
	foundToken
	foundLength
	foundDecodedLength
)

// setOnce sets a header's value, without white space at its ends, and reports
// whether it was the first.
func (g *verification) setOnce(to *string, bit found, value string) bool {
	if g.found&bit != 0 {
		return false
	}
	g.found |= bit
	if to == nil {
		return true
	}
	for len(value) > 0 && (value[0] == ' ' || value[0] == '\t') {
		value = value[1:]
	}
	for len(value) > 0 && (value[len(value)-1] == ' ' || value[len(value)-1] == '\t') {
		value = value[:len(value)-1]
	}
	*to = value
	return true
}

func twice(name string) *Refusal { return refuse(DuplicateHeader, name, "it is there twice") }

// addKnown is addName for a name in lower case.
func (w *workspace) addKnown(name string, i int) {
	start := len(w.names)
	w.names = append(w.names, name...)
	end := int32(len(w.names))
	w.headers = append(w.headers, span{int32(start), end, end, int32(i)})
}

// underscored reports whether name begins as x-amz- does once '_' is read as '-'.
func underscored(name []byte) bool {
	for i, c := range []byte("x-amz-") {
		if name[i] != c && (c != '-' || name[i] != '_') {
			return false
		}
	}
	return true
}

// writeSigned writes the lines of the signed headers behind dst. list is in
// lower case and sorted, or it is refused: the arrived names are both.
func (g *verification) writeSigned(dst, list []byte) ([]byte, *Refusal) {
	w := g.workspace
	start, unsigned := 0, 0 // in list; and how many names must be signed and are not
	for i := 0; i < len(w.headers); {
		name := w.name(i)
		end := start + len(name)
		switch {
		case end > len(list) || string(list[start:end]) != string(name) || end < len(list) && list[end] != ';':
			must, reason := g.skip(i)
			if reason != nil {
				return dst, reason
			}
			if must {
				unsigned++
			}
			i++
			continue
		case w.headers[i].order == isHost:
			dst = append(append(append(dst, "host:"...), g.r.Host...), '\n')
			i++
		case string(name) == hashName: // once, and its form is checked with setPayload
			dst = append(append(append(dst, hashName+":"...), g.hash...), '\n')
			i++
		case string(name) == "x-amz-date": // once, and of the right form
			dst = append(append(append(dst, "x-amz-date:"...), g.stamp...), '\n')
			i++
		default:
			var err error
			if dst, i, err = w.appendLine(dst, g.r.Headers, i); err != nil {
				return dst, &Refusal{Reason: MalformedHeader, Name: string(name), Detail: "its value holds a control character", Err: err}
			}
		}
		start = end + 1
	}
	switch {
	case start <= len(list):
		return dst, g.explainMissing(list, list[start:])
	case unsigned > 0:
		return dst, g.explainUnsigned(list)
	}
	return dst, nil
}

// skip looks at a header that is not signed: must tells that it should be.
func (g *verification) skip(i int) (must bool, _ *Refusal) {
	w := g.workspace
	name := w.name(i)
	if w.headers[i].order == isHost {
		return true, nil
	}
	value := g.r.Headers[w.headers[i].order].Value
	if !all(value, visible) {
		for j := 0; j < len(value); j++ {
			if c := value[j]; c != '\t' && classes[c]&control != 0 {
				return false, refuse(MalformedHeader, string(name), "its value holds "+byteName(c))
			}
		}
	}
	return g.mustSign(name), nil
}

func (g *verification) mustSign(name []byte) bool {
	if len(name) > 6 && string(name[:6]) == "x-amz-" {
		config := &g.v.config
		if (config.Exempt == ExemptAll || config.Exempt == ExemptPresigned && g.presigned) && exempt(name) {
			return false
		}
		return !(config.Options.Token == TokenUnsigned && string(name) == ownNames[ownToken])
	}
	for _, must := range g.v.config.MustSign {
		if string(name) == must {
			return true
		}
	}
	return false
}

// explainMissing says why the first name of rest, the end of list, is none of the
// headers' names.
func (g *verification) explainMissing(list, rest []byte) *Refusal {
	const detail = "they are not lower-case names, sorted and each once, between semicolons"
	for _, c := range list {
		if c == ',' && !g.presigned {
			return refuse(MalformedAuthorization, "Authorization", notThreeElements)
		}
	}
	last := ""
	for start, end := 0, 0; end <= len(list); end++ {
		if end < len(list) && list[end] != ';' {
			if lowered[list[end]] != list[end] {
				return refuse(MalformedSignedHeaders, "", detail)
			}
			continue
		}
		this := string(list[start:end])
		if this <= last { // the empty name too
			return refuse(MalformedSignedHeaders, "", detail)
		}
		last, start = this, end+1
	}
	return refuse(MissingSignedHeader, splitNames(string(rest))[0], "it is signed and did not arrive")
}

// explainUnsigned names the headers that must be signed and are not in list.
func (g *verification) explainUnsigned(list []byte) *Refusal {
	w := g.workspace
	signed := SignedHeaders{list: string(list)}
	e := refuse(UnsignedHeader, "", "")
	last := ""
	for i := range w.headers {
		name := string(w.name(i))
		if name == last || signed.Has(name) {
			continue
		}
		last = name
		if w.headers[i].order == isHost {
			e.Reason = UnsignedHost
		} else if !g.mustSign(w.name(i)) {
			continue
		}
		e.Unsigned = append(e.Unsigned, name)
	}
	e.Name = e.Unsigned[0]
	if e.Reason == UnsignedHost {
		e.Name = "host"
	}
	e.Detail = "it arrived and is not signed"
	return e
}
