package sigv4

const notThreeElements = "it holds something else than its three elements"

// readAuthorization reads the Authorization header: the algorithm, a space, and
// Credential, SignedHeaders and Signature, each once, in any order, with commas
// between them and spaces where one likes.
func (g *verification) readAuthorization() *Refusal {
	if g.readUsual() {
		return nil
	}
	const credential, signed, signature = "Credential=", "SignedHeaders=", "Signature="
	value := g.authorization
	if value == "" {
		return refuse(MissingAuthentication, "", "")
	}
	if len(value) < len(algorithm) || value[:len(algorithm)] != algorithm || len(value) > len(algorithm) && value[len(algorithm)] != ' ' {
		return refuse(UnsupportedAlgorithm, "Authorization", "it is not "+algorithm)
	}
	g.region, g.service, g.accessKeyID, g.hasTime = "", nil, "", false
	var scope, digits string
	var seen uint8
	rest := value[len(algorithm):]
	for {
		rest = trimSpaces(rest)
		var bit uint8
		var to *string
		switch {
		case hasPrefix(rest, credential):
			bit, to, rest = 1, &scope, rest[len(credential):]
		case hasPrefix(rest, signed):
			bit, to, rest = 2, &g.signedList, rest[len(signed):]
		case hasPrefix(rest, signature):
			bit, to, rest = 4, &digits, rest[len(signature):]
		case rest == "" && seen == 0:
			return refuse(MissingElement, "Credential", "it is missing")
		default:
			return refuse(MalformedAuthorization, "Authorization", notThreeElements)
		}
		if seen&bit != 0 {
			return refuse(MalformedAuthorization, "Authorization", notThreeElements)
		}
		seen |= bit
		end := 0
		if bit == 4 && len(rest) == 64 {
			end = 64 // mostly the last, and checked below
		}
		for end < len(rest) && rest[end] != ',' {
			end++
		}
		*to = trimSpacesEnd(rest[:end])
		if end == len(rest) {
			break
		}
		rest = rest[end+1:]
	}
	switch {
	case seen&1 == 0:
		return refuse(MissingElement, "Credential", "it is missing")
	case seen&2 == 0:
		return refuse(MissingElement, "SignedHeaders", "it is missing")
	case seen&4 == 0:
		return refuse(MissingElement, "Signature", "it is missing")
	}
	var ok bool
	if g.mac, ok = decodeHex(digits); !ok {
		return refuse(MalformedSignature, "Signature", "it is not 64 lower-case hexadecimal digits")
	}
	parts, ok := splitCredential(scope)
	if !ok {
		return refuse(MalformedCredential, "Credential", notFiveParts)
	}
	g.accessKeyID = parts[0]
	if g.found&foundDate == 0 {
		return refuse(MissingDate, "X-Amz-Date", "it is missing")
	}
	return setScope(g, &parts)
}

func hasPrefix(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

func trimSpaces(s string) string {
	for len(s) > 0 && s[0] == ' ' {
		s = s[1:]
	}
	return s
}

func trimSpacesEnd(s string) string {
	for len(s) > 0 && s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	return s
}
