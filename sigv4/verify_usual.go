package sigv4

// readUsual reads an Authorization header as clients usually write it, with a
// scope that is allowed, and far faster than readAuthorization does, as it knows
// what to expect. It reports false for any other, which may still be good; what
// it has set by then is set again.
func (g *verification) readUsual() bool {
	const head, signed, tail = algorithm + " Credential=", "SignedHeaders=", "Signature="
	value := g.authorization
	list := len(value) - len(tail) - 64 // the end of the signed headers
	if list <= len(head)+len(signed) || !hasPrefix(value, head) || value[list:list+len(tail)] != tail {
		return false
	}
	var ok bool
	if g.mac, ok = decodeHex(value[list+len(tail):]); !ok {
		return false
	}
	if value[list-1] == ' ' {
		list--
	}
	if value[list-1] != ',' {
		return false
	}
	rest := value[len(head) : list-1]

	end := 0
	for end < len(rest) && rest[end] != '/' {
		if c := rest[end]; c <= ' ' || c >= 0x7f || c == ',' || c == '=' {
			return false
		}
		end++
	}
	if end == 0 || len(rest) < end+len("/20150830/") || g.found&foundDate == 0 {
		return false
	}
	if g.unix, g.hasTime = parseTime(g.stamp); !g.hasTime {
		return false
	}
	g.accessKeyID, rest = rest[:end], rest[end+1:]
	if rest[:dateLen] != g.stamp[:dateLen] || rest[dateLen] != '/' || !g.matchScope(rest[dateLen+1:]) {
		return false
	}
	rest = rest[dateLen+len(g.region)+len(g.service.name)+len("///")+len(terminator):]
	if rest == "" || rest[0] != ',' {
		return false
	}
	if rest = rest[1:]; rest != "" && rest[0] == ' ' {
		rest = rest[1:]
	}
	if !hasPrefix(rest, signed) {
		return false
	}
	// Whatever else may stand in here, explainMissing finds it.
	g.signedList = rest[len(signed):]
	copy(g.time[:], g.stamp)
	return true
}

// matchScope finds the allowed region and service with which s begins, and the
// terminator behind them.
func (g *verification) matchScope(s string) bool {
	for _, region := range g.v.config.Regions {
		if !hasPrefix(s, region) || len(s) == len(region) || s[len(region)] != '/' {
			continue
		}
		s := s[len(region)+1:]
		for i := range g.v.services {
			service := &g.v.services[i]
			n := len(service.name)
			if hasPrefix(s, service.name) && len(s) > n && s[n] == '/' && hasPrefix(s[n+1:], terminator) {
				g.region, g.service, g.path = region, service, service.path
				return true
			}
		}
	}
	return false
}
