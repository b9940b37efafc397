package s3

import "github.com/sig4/sig4/sigv4"

// An Address is where a request goes and for what it is signed.
//
// The zero value is not an address. An Address may be copied, compared with ==
// and read by several goroutines.
type Address struct {
	Scheme string // "https" or "http"

	// Host is the Host header as it is sent and signed, in lower case. It holds
	// the port unless that is the scheme's own.
	Host string

	// Path is the path on the wire, percent-encoded, beginning with "/".
	Path string

	// SigningRegion is the region of the credential scope: the endpoint's own, or
	// the one that an ARN names. With [SigV4A] it is "*", the set of all regions.
	SigningRegion string

	// SigningService is the service of the credential scope: "s3",
	// "s3-object-lambda", "s3-outposts" or "s3express".
	SigningService string

	// Algorithm is what AWS accepts as a signature here. It is [SigV4] but for
	// Multi-Region Access Points.
	Algorithm Algorithm

	// Session says that S3 Express expects the credentials of a session here: the
	// answer of CreateSession, whose token goes into X-Amz-S3session-Token
	// ([sigv4.TokenS3Express]). It is never set when Endpoint.ExpressIAM is.
	Session bool
}

// URL returns the address as a URL without a query.
func (a Address) URL() string { return a.Scheme + "://" + a.Host + a.Path }

// Scope returns the scope that requests to the address are signed for. It is one
// of Signature Version 4 unless [Address.RequireSigV4] says otherwise; the scope
// of another algorithm is refused by sigv4's signers.
func (a Address) Scope() sigv4.Scope {
	return sigv4.Scope{Region: a.SigningRegion, Service: a.SigningService}
}

// A Location names an object. The zero value is not valid: both are required.
type Location struct {
	Bucket string // see [Endpoint.Bucket] for the names and ARNs that are accepted
	Key    string // 1 to 1,024 bytes of UTF-8, not percent-encoded
}
