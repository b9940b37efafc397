package sigv4

// A Reason says why a [Verifier] refused a request. It is an error, to branch on
// with [errors.Is]; [Refusal] is the error around it. Names and values are
// stable: programs may store the names. The zero value is no reason.
type Reason uint8

// The reasons, in the order in which a [Verifier] checks.
const (
	_ Reason = iota

	// The request's form.
	MalformedMethod    // the method is empty or no token
	MissingHost        // there is no host
	MalformedHost      // the host holds what no host can
	WrongHost          // the host is none of the allowed ones
	MalformedHeader    // a header's name is no token, or its value holds a control character
	UnderscoreHeader   // a name is x-amz-... only once '_' is read as '-'
	DuplicateHeader    // a header that has one value is there twice, or stands in the query as well
	MalformedQuery     // the query holds a malformed escape or a byte that no query can carry
	DuplicateParameter // an authentication parameter is there twice, whatever its case and escapes
	MalformedPath      // the path does not begin with '/' or holds a malformed escape or an impossible byte
	AmbiguousPath      // strict paths: a dot segment, an empty one, or an encoded or reversed slash

	// The signature's form.
	MissingAuthentication  // there is no signature
	MixedAuthentication    // there is one in the header and one in the query, or parts of both
	UnsupportedAlgorithm   // it is not AWS4-HMAC-SHA256
	MissingElement         // an element of the Authorization header, or an authentication parameter, is missing
	MalformedAuthorization // the Authorization header is no list of its three elements
	MalformedCredential    // the Credential has not five parts of the right form
	MalformedSignature     // the signature is not 64 lower-case hexadecimal digits
	MissingDate            // there is no X-Amz-Date
	MalformedDate          // X-Amz-Date is not of the form 20150830T123600Z
	MalformedExpires       // X-Amz-Expires is not a number of seconds from 0 to a week

	// What it is for, and when.
	WrongTerminator // the scope does not end in aws4_request
	WrongService    // the scope names another service
	WrongRegion     // the scope names another region
	WrongScopeDate  // the scope's date is not the day of X-Amz-Date
	TimeTooSkewed   // X-Amz-Date of a signed header is too far from now
	NotYetValid     // X-Amz-Date of a presigned URL is too far in the future
	Expired         // a presigned URL's time is over
	LifetimeTooLong // a presigned URL's time is longer than the verifier allows

	// What it covers.
	MalformedSignedHeaders // the signed headers are not sorted, distinct, lower-case names
	MissingSignedHeader    // a signed header did not arrive
	UnsignedHost           // the host is not signed
	UnsignedHeader         // a header that must be signed is not
	MissingPayloadHash     // there is no x-amz-content-sha256
	MalformedPayloadHash   // x-amz-content-sha256 is neither a hash nor a marker
	PayloadNotAllowed      // the verifier does not allow this marker
	PayloadUnknown         // the signature covers the body's hash, and the server has not hashed the body

	// Whose it is.
	LookupFailed       // the lookup failed, or returned other credentials than asked for
	UnknownAccessKey   // the lookup does not know the access key ID
	SignatureMismatch  // the signature is another
	InvalidToken       // the session token is missing, another, or not expected
	ExpiredCredentials // the credentials are no longer valid
	PayloadMismatch    // the body's hash is not the one that was signed

	reasons // one more than the last
)

var reasonNames = [reasons]string{
	MalformedMethod: "malformed-method", MissingHost: "missing-host", MalformedHost: "malformed-host", WrongHost: "wrong-host",
	MalformedHeader: "malformed-header", UnderscoreHeader: "underscore-header", DuplicateHeader: "duplicate-header",
	MalformedQuery: "malformed-query", DuplicateParameter: "duplicate-parameter",
	MalformedPath: "malformed-path", AmbiguousPath: "ambiguous-path",
	MissingAuthentication: "missing-authentication", MixedAuthentication: "mixed-authentication",
	UnsupportedAlgorithm: "unsupported-algorithm", MissingElement: "missing-element", MalformedAuthorization: "malformed-authorization",
	MalformedCredential: "malformed-credential", MalformedSignature: "malformed-signature",
	MissingDate: "missing-date", MalformedDate: "malformed-date", MalformedExpires: "malformed-expires",
	WrongTerminator: "wrong-terminator", WrongService: "wrong-service", WrongRegion: "wrong-region", WrongScopeDate: "wrong-scope-date",
	TimeTooSkewed: "time-too-skewed", NotYetValid: "not-yet-valid", Expired: "expired", LifetimeTooLong: "lifetime-too-long",
	MalformedSignedHeaders: "malformed-signed-headers", MissingSignedHeader: "missing-signed-header",
	UnsignedHost: "unsigned-host", UnsignedHeader: "unsigned-header",
	MissingPayloadHash: "missing-payload-hash", MalformedPayloadHash: "malformed-payload-hash",
	PayloadNotAllowed: "payload-not-allowed", PayloadUnknown: "payload-unknown",
	LookupFailed: "lookup-failed", UnknownAccessKey: "unknown-access-key", SignatureMismatch: "signature-mismatch",
	InvalidToken: "invalid-token", ExpiredCredentials: "expired-credentials", PayloadMismatch: "payload-mismatch",
}

// String returns the reason's stable name, such as "wrong-region".
func (r Reason) String() string {
	if r == 0 || r >= reasons {
		return "unknown"
	}
	return reasonNames[r]
}

// Error is String.
func (r Reason) Error() string { return r.String() }
