package sigv4

// A Request is a view of the request to sign, as bytes on the wire. The signer
// borrows it: it neither changes nor keeps it, and returns what is to be added.
//
// The zero value is not valid. Method, Host and Payload are required. Several
// goroutines may sign one Request as long as none changes it.
type Request struct {
	// Method is the request's method, such as GET. It is signed as it is.
	Method string

	// Scheme is "https" or "http", and "https" when empty. It is not signed; a
	// presigned URL begins with it.
	Scheme string

	// Host is the Host header that will be sent: without the scheme's default
	// port, because clients leave that out.
	Host string

	// Path is the path on the request line, with whatever percent-escapes it
	// has there. Empty means "/".
	Path string

	// RawQuery is the query on the request line, without the "?".
	RawQuery string

	// Headers are the headers to sign beside host and those that the signer
	// adds. All of them are signed, in whatever order and case they come; equal
	// names are joined with a comma in their order. Headers of the request that
	// are not listed here are not signed. S3 refuses x-amz-* headers that are not.
	Headers []Header

	// Payload is what the signature says of the body.
	Payload PayloadHash
}

// A Header is one header line: a name in any case and its value.
type Header struct{ Name, Value string }

// check refuses what can be judged part by part; the path, the query and the
// headers are judged where they are written.
func (r *Request) check() error {
	if r == nil {
		return fail(ErrMethod, "there is no request")
	}
	if r.Method == "" {
		return fail(ErrMethod, "it is empty")
	}
	if !all(r.Method, tokenByte) {
		i := firstNot(r.Method, tokenByte)
		return failAt(ErrMethod, i, "it holds "+byteName(r.Method[i])+"; a method is a token")
	}
	if r.Host == "" {
		return fail(ErrHost, "it is empty")
	}
	if !all(r.Host, hostByte) {
		i := firstNot(r.Host, hostByte)
		return failAt(ErrHost, i, "it holds "+byteName(r.Host[i])+"; it must be a host and an optional port")
	}
	if r.Payload.kind == payloadMissing {
		return fail(ErrPayloadHash, "it is missing; use HashPayload, EmptyPayload or UnsignedPayload")
	}
	return nil
}

// hashName is the one name of the signer's that a caller may write as well,
// because other tools hand the payload hash over in it; it must agree then.
const hashName = "x-amz-content-sha256"
