package sigv4

// canonicalize does checks 6 to 8, and writes the canonical request.
func (g *verification) canonicalize() *Refusal {
	w := g.workspace
	if g.presigned {
		w.signed = appendDecoded(w.signed[:0], g.signedList)
	} else {
		w.signed = append(w.signed[:0], g.signedList...)
	}
	var reason *Refusal
	if w.lines, reason = g.writeSigned(w.lines[:0], w.signed); reason != nil {
		return reason
	}
	if reason := g.setPayload(); reason != nil {
		return reason
	}
	if g.v.config.StrictPath && ambiguous(g.r.Path) {
		return refuse(AmbiguousPath, "", "it can be read in more than one way")
	}
	if err := g.assemble(&Request{Method: g.r.Method, Path: g.r.Path, Payload: g.payload}, 0); err != nil {
		return &Refusal{Reason: MalformedPath, Detail: "it is not a path as a request line has it", Err: err}
	}
	return nil
}

// setPayload finds what the canonical request says of the body.
func (g *verification) setPayload() *Refusal {
	mode := g.v.config.Options.ContentSHA256
	needed := mode == ContentSHA256Always || mode == ContentSHA256ByService && g.service.s3 && !g.presigned
	switch {
	case g.found&foundHash != 0:
		var err error
		if g.payload, err = ParsePayloadHash(g.hash); err != nil {
			return &Refusal{Reason: MalformedPayloadHash, Name: hashName, Detail: "it is neither a hash nor a marker", Err: err}
		}
	case needed:
		return refuse(MissingPayloadHash, hashName, "")
	case mode == ContentSHA256ByService && g.service.s3:
		g.payload = UnsignedPayload
	case g.r.Payload.kind == payloadMissing:
		return refuse(PayloadUnknown, "", "the request does not say the hash, and Received.Payload is missing")
	default:
		g.payload = g.r.Payload
	}
	if !g.v.config.Payload.allows(&g.payload) {
		return refuse(PayloadNotAllowed, hashName, "this verifier does not allow the marker")
	}
	return nil
}

// ambiguous reports whether servers and proxies may disagree about path.
func ambiguous(path string) bool {
	for i := 0; i < len(path); i++ {
		c, width := path[i], 1
		if c == '%' && isEscape(path, i) {
			c, width = unhex(path[i+1])<<4|unhex(path[i+2]), 3
			if c == '/' || c == 0 {
				return true
			}
		}
		if c == '\\' {
			return true
		}
		if width == 3 {
			i += 2
			continue
		}
		if c == '/' && i+1 < len(path) && (path[i+1] == '/' || dotSegment(path[i+1:])) {
			return true
		}
	}
	return false
}

// dotSegment reports whether path begins with the segment . or .., escaped or
// not.
func dotSegment(path string) bool {
	dots := 0
	for i := 0; i < len(path) && path[i] != '/'; dots++ {
		switch {
		case path[i] == '.':
			i++
		case isEscape(path, i) && path[i+1] == '2' && lower(path[i+2]) == 'e':
			i += 3
		default:
			return false
		}
	}
	return dots == 1 || dots == 2
}
