package sigv4

// algorithm is the first line of every string to sign.
const algorithm = "AWS4-HMAC-SHA256"

// appendStringToSign does steps 2 and 3 (IAM User Guide, "Create a signed AWS
// API request"): the hash of the canonical request, and the string to sign:
// algorithm, time, credential scope and that hash, joined with line feeds.
func (g *signing) appendStringToSign(dst []byte) []byte {
	hash := g.workspace.hasher.hash(nil, g.canonical, 0)
	start := len(dst)
	dst = append(dst, g.key.stringToSign...)
	copy(dst[start+len(algorithm+"\n"):], g.time[:])
	return appendHex(dst, &hash)
}
