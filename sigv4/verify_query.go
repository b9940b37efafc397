package sigv4

const foundQueryToken found = 1<<isToken | 1<<isS3Token

// readQuery reads the parameters into the workspace, encoded and sorted, without
// the signature, and finds those that say something of it, under whatever case
// and escapes. With one of them the request is a presigned one.
func (g *verification) readQuery() *Refusal {
	w := g.workspace
	w.query, w.pairs = w.query[:0], w.pairs[:0]
	raw := g.r.RawQuery
	if raw == "" {
		return nil
	}
	legacy := false
	var values [len(authParameters)]string
	var misspelled string
	for i := 0; i < len(raw); {
		eq, end, err := nextPair(raw, i)
		if err == nil && end > i {
			var name []byte
			if name, _, err = w.encodePair(raw, i, eq, end); err == nil {
				p := authParameter(name)
				if p < 0 {
					legacy = legacy || string(name) == "AWSAccessKeyId"
				} else {
					if g.found&(1<<p) != 0 {
						g.presigned = true
						return refuse(DuplicateParameter, string(name), "it is there twice")
					}
					g.found |= 1 << p
					if string(name) != spelled[p] && p != isQueryHash {
						misspelled = string(name)
					}
					if eq < end {
						values[p] = raw[eq+1 : end]
					}
					if p == isSignature || p == isToken && g.v.config.Options.Token == TokenUnsigned {
						w.pairs = w.pairs[:len(w.pairs)-1]
					}
				}
			}
		}
		if err != nil {
			return &Refusal{Reason: MalformedQuery, Detail: "it holds a malformed escape or an impossible byte", Err: err}
		}
		i = end + 1
	}
	sortSpans(w.pairs, w.query)

	parameters := g.found & (1<<len(authParameters) - 1) &^ (1 << isQueryHash)
	if parameters == 0 {
		if reason := g.takeQueryHash(values[isQueryHash]); reason != nil {
			return reason
		}
		if legacy && g.found&foundAuthorization == 0 {
			return refuse(UnsupportedAlgorithm, "AWSAccessKeyId", "Signature Version 2 is not supported")
		}
		return nil
	}
	if g.found&(foundAuthorization|foundDate|foundToken) != 0 {
		return refuse(MixedAuthentication, "", "the headers and the query both hold authentication")
	}
	g.presigned = true
	if misspelled != "" {
		return refuse(MissingElement, misspelled, "a parameter's name is spelled in another case")
	}
	if reason := g.takeQueryHash(values[isQueryHash]); reason != nil {
		return reason
	}
	return g.setParameters(&values)
}

// takeQueryHash takes the hash from the query, if it is there; a header must not
// say another. Hashes and markers have nothing to escape; one that is escaped all
// the same is decoded.
func (g *verification) takeQueryHash(raw string) *Refusal {
	if g.found&(1<<isQueryHash) == 0 {
		return nil
	}
	if hasEscape(raw) {
		raw = string(appendDecoded(nil, raw))
	}
	if g.found&foundHash != 0 && raw != g.hash {
		return refuse(DuplicateHeader, hashName, "the query says another than the header")
	}
	g.hash = raw
	g.found |= foundHash
	return nil
}

// spelled are the names as the specification has them.
var spelled = [len(authParameters)]string{
	isAlgorithm: "X-Amz-Algorithm", isCredential: "X-Amz-Credential", isDate: "X-Amz-Date", isExpires: "X-Amz-Expires",
	isSignedHeaders: "X-Amz-SignedHeaders", isSignature: "X-Amz-Signature",
	isToken: "X-Amz-Security-Token", isS3Token: "X-Amz-S3session-Token",
	isQueryHash: "X-Amz-Content-Sha256", isRegionSet: "X-Amz-Region-Set",
}

// setParameters takes what the query says of the signature, as it is on the
// wire, percent-escapes and all.
func (g *verification) setParameters(values *[len(authParameters)]string) *Refusal {
	if g.found&(1<<isRegionSet) != 0 {
		return refuse(UnsupportedAlgorithm, spelled[isRegionSet], "Signature Version 4A is not supported")
	}
	for p := isAlgorithm; p <= isSignature; p++ {
		if g.found&(1<<p) == 0 {
			return refuse(MissingElement, spelled[p], "it is missing")
		}
	}
	g.stamp, g.signedList = values[isDate], values[isSignedHeaders]

	w := g.workspace
	if w.scratch = appendDecoded(w.scratch[:0], values[isAlgorithm]); string(w.scratch) != algorithm {
		return refuse(UnsupportedAlgorithm, spelled[isAlgorithm], "it is not "+algorithm)
	}
	var ok bool
	if g.mac, ok = decodeHex(values[isSignature]); !ok {
		return refuse(MalformedSignature, spelled[isSignature], "it is not 64 lower-case hexadecimal digits")
	}
	token := isToken
	if g.v.config.Options.Token == TokenS3Express {
		token = isS3Token
	}
	if other := isToken + isS3Token - token; g.found&(1<<other) != 0 {
		return refuse(InvalidToken, spelled[other], "it is not expected here")
	}
	g.token = values[token]
	var wrong string
	if g.expires, wrong = parseExpires(values[isExpires]); wrong != "" {
		return refuse(MalformedExpires, spelled[isExpires], wrong)
	}

	// Every client escapes the credential.
	raw := values[isCredential]
	w.scratch = appendDecoded(w.scratch[:0], raw)
	parts, ok := splitCredential(w.scratch)
	if !ok {
		return refuse(MalformedCredential, spelled[isCredential], notFiveParts)
	}
	// The access key ID mostly is on the wire as it is, and is not copied then.
	if n := len(parts[0]); n <= len(raw) && raw[:n] == string(parts[0]) {
		g.accessKeyID = raw[:n]
	} else {
		g.accessKeyID = string(parts[0])
	}
	return setScope(g, &parts)
}

const (
	expiresNumber   = "it is not a number of seconds"
	expiresNegative = "it is negative"
	expiresTooLong  = "it is longer than a week"
)

// parseExpires reads seconds, up to a week. It says what is wrong otherwise.
func parseExpires(s string) (seconds int64, wrong string) {
	digits := s
	if len(s) > 1 && s[0] == '-' {
		digits = s[1:]
	}
	if digits == "" {
		return 0, expiresNumber
	}
	for i := 0; i < len(digits); i++ {
		d := digits[i] - '0'
		if d > 9 {
			return 0, expiresNumber
		}
		if seconds <= 604800 {
			seconds = seconds*10 + int64(d)
		}
	}
	switch {
	case len(digits) < len(s):
		return 0, expiresNegative
	case seconds > 604800:
		return 0, expiresTooLong
	}
	return seconds, ""
}
