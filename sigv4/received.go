package sigv4

// A Received is a view of a request as a server got it, as bytes on the wire.
// The verifier borrows it: it neither changes nor keeps it, but the strings of
// an [Identity] may be parts of its strings.
//
// The zero value is refused. Several goroutines may verify one Received as long
// as none changes it.
type Received struct {
	// Method is the method on the request line.
	Method string

	// Host is the Host header's value, or what stands for it: the authority of
	// an absolute-form target or HTTP/2's :authority. Never take it from
	// X-Forwarded-Host unless a proxy that you trust writes that.
	Host string

	// Path is the path on the request line, with its percent-escapes.
	Path string

	// RawQuery is the query on the request line, without the "?".
	RawQuery string

	// Headers are all headers that arrived, but for Host, in their order. One
	// that is left out here is not seen: an unsigned x-amz-acl among them could
	// not be refused.
	Headers []Header

	// Payload is the hash of the body if the body was hashed already. The zero
	// value means that it is not known yet: then whoever reads the body must
	// hold it to [Identity.Payload].
	Payload PayloadHash
}
