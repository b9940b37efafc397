package sigv4

// The authentication parameters, in the query and some of them in headers. The
// signer refuses them on input, and the verifier reads them; in claim.found they
// are bits.
const (
	isAlgorithm = iota
	isCredential
	isDate
	isExpires
	isSignedHeaders
	isSignature
	isToken
	isS3Token
	isQueryHash
	isRegionSet // of Signature Version 4A
)

// authParameters are their names in lower case.
var authParameters = [...]string{
	isAlgorithm: "x-amz-algorithm", isCredential: "x-amz-credential", isDate: "x-amz-date", isExpires: "x-amz-expires",
	isSignedHeaders: "x-amz-signedheaders", isSignature: "x-amz-signature",
	isToken: "x-amz-security-token", isS3Token: "x-amz-s3session-token",
	isQueryHash: hashName, isRegionSet: "x-amz-region-set",
}

// authParameter returns which of them name is, or -1.
func authParameter(name []byte) int {
	if len(name) < len("x-amz-date") || lower(name[0]) != 'x' {
		return -1
	}
	for p, want := range &authParameters {
		if equalFold(name, want) {
			return p
		}
	}
	return -1
}

// reserved reports whether a header or query parameter of that name is written
// by the signer, or would be taken by a server for a second signature. The
// payload hash is not: see hashName.
func reserved(name []byte) bool {
	p := authParameter(name)
	return p >= 0 && p != isQueryHash || equalFold(name, "authorization")
}
