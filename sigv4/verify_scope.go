package sigv4

const notFiveParts = "it has not five parts of the right form"

// splitCredential splits the access key ID and the parts of the scope. It checks
// what an access key ID may be made of; the others are compared with what they
// should be.
func splitCredential[T text](s T) (parts [5]T, ok bool) {
	n, start := 0, 0
	for i := 0; i < len(s); i++ {
		if s[i] == '/' {
			if n == len(parts)-1 || i == start {
				return parts, false
			}
			parts[n] = s[start:i]
			n, start = n+1, i+1
		}
	}
	parts[n] = s[start:]
	if n != len(parts)-1 || len(parts[n]) == 0 || len(parts[1]) != dateLen {
		return parts, false
	}
	for i := 0; i < dateLen; i++ {
		if c := parts[1][i]; c < '0' || c > '9' {
			return parts, false
		}
	}
	id := parts[0]
	for i := 0; i < len(id); i++ {
		if c := id[i]; c <= ' ' || c >= 0x7f || c == ',' || c == '=' {
			return parts, false
		}
	}
	return parts, true
}

// setScope does check 4: the date, and that the scope is one of those allowed.
// What is kept of the scope are the verifier's own strings.
func setScope[T text](g *verification, parts *[5]T) *Refusal {
	if g.unix, g.hasTime = parseTime(g.stamp); !g.hasTime {
		return refuse(MalformedDate, spelled[isDate], "it is not of the form 20150830T123600Z")
	}
	if string(parts[4]) != terminator {
		return wrong(WrongTerminator, string(parts[4]), terminator)
	}
	for i := range g.v.services {
		if s := &g.v.services[i]; s.name == string(parts[3]) {
			g.service, g.path = s, s.path
		}
	}
	if g.service == nil {
		return wrong(WrongService, string(parts[3]), g.v.services[0].name)
	}
	for _, region := range g.v.config.Regions {
		if region == string(parts[2]) {
			g.region = region
		}
	}
	if g.region == "" {
		return wrong(WrongRegion, string(parts[2]), g.v.config.Regions[0])
	}
	if date := g.stamp[:dateLen]; string(parts[1]) != date {
		return wrong(WrongScopeDate, string(parts[1]), date)
	}
	copy(g.time[:], g.stamp)
	return nil
}

// wrong makes a refusal of a part of the scope, which is cut if it is long.
func wrong(reason Reason, got, want string) *Refusal {
	if len(got) > 64 {
		got = got[:64] + "..."
	}
	return &Refusal{Reason: reason, Name: "Credential", Got: clone(got), Want: clone(want)}
}
