// Package sigv4 implements AWS Signature Version 4 as the AWS IAM User Guide
// describes it in "AWS Signature Version 4 for API requests", for every
// service and for stores that speak S3.
//
// Most programs need three calls: [NewSigner], and then [Signer.Sign] for the
// headers of a request or [Signer.Presign] for a URL. Programs that sign often
// use the append forms [Signer.AppendAuthorization] and
// [Signer.AppendPresigned], which do not allocate. [Signer.Explain] shows every
// intermediate value; it is the first thing to look at when a server answers
// SignatureDoesNotMatch. Programs that use net/http want package sigv4http.
//
// # The steps
//
// Each step of the specification has a file of its own, in this order:
//
//   - credentials.go, scope.go: who signs, and for which region and service
//   - request.go, payload.go: what is signed, as bytes on the wire
//   - path.go, query.go, header.go, canonical.go: step 1, the canonical request
//   - stringtosign.go: steps 2 and 3, its hash and the string to sign
//   - key.go, hmac.go: step 4, the signing key, and step 5, the signature
//   - sign.go, presign.go: step 6, the signature in a header or in the query
//   - explain.go: all steps as text
//
// A server plays the other part: [NewVerifier], and [Verifier.Verify] with a
// [Received] and the time, returns the [Identity] of who signed, or a [Refusal]
// with its [Reason] and S3's answer. It takes the same steps through the same
// code; verify.go lists its checks in their order, and verify_*.go have them.
//
// # A pure function
//
// Nothing here reads a clock, the environment, a file or the network, and
// nothing logs. The caller gives the time; the scope's date and X-Amz-Date come
// from that one instant, in UTC.
//
// # Errors
//
// Nothing invalid is signed. Every error is an [*Error] that wraps one of the
// sentinels of this package, such as [ErrHeader], and says what was wrong and
// where. No error holds a secret, a session token or a header's value.
package sigv4
