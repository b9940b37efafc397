package sigv4

// neverSigned are the headers that clients and hops add, change or remove. AWS
// documents most of them as not to be signed (IAM User Guide, "Create a signed
// AWS API request", CanonicalHeaders); Accept-Encoding, Content-Length and
// Expect are rewritten by common proxies and clients.
var neverSigned = [...]string{
	"accept-encoding", "connection", "content-length", "expect", "keep-alive",
	"proxy-authenticate", "proxy-authorization", "te", "trailer",
	"transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
}

// NeverSigned reports whether a header of that name, in any case, should be
// left out of [Request.Headers], because it may change on its way:
// accept-encoding, connection, content-length, expect, keep-alive,
// proxy-authenticate, proxy-authorization, te, trailer, transfer-encoding,
// upgrade, user-agent and x-amzn-trace-id. The signer itself signs what it is
// given; those that choose the headers ask this.
func NeverSigned(name string) bool {
	for _, never := range neverSigned {
		if equalFold(name, never) {
			return true
		}
	}
	return false
}
