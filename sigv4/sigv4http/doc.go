// Package sigv4http signs [net/http] requests with AWS Signature Version 4.
//
// A [Signer] signs a request ([Signer.Sign]), makes a presigned URL of it
// ([Signer.Presign]), or signs whatever an [http.Client] sends, through a
// [Transport]. None of them changes the request that it is given; Sign and the
// Transport work on a copy.
//
// # What is signed
//
// Host, Content-Type, Content-MD5, all x-amz-* headers, and the headers that
// the caller names. Headers that proxies and clients change on the way, such as
// User-Agent, Accept-Encoding or Connection, are never signed: see
// [Signer.SignHeaders].
//
// The path and the query are taken as net/http writes them on the request
// line; of a URL with raw spaces or the like that is its escaped form. The host
// is Request.Host, else the URL's, without the default port of its scheme and
// without an IPv6 zone; a name that is not ASCII must be in its xn-- form. As in
// net/http, a Host in the header map counts for nothing.
//
// What could not arrive as it was signed is refused: a raw space in the query,
// an opaque URL for another host, CONNECT, a body of another length than
// ContentLength.
//
// # Bodies
//
// A body is hashed, and it is still there to be sent afterwards: see
// [Signer.Sign]. UNSIGNED-PAYLOAD is used only when it is asked for, and for
// presigned S3 URLs, whose body is not known yet.
package sigv4http
