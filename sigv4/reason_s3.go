package sigv4

// What S3 answers (S3 API Reference, "Error responses", List of error codes;
// messages as S3 sends them). Where S3 has no like, the nearest code is used.

// An s3Answer is S3's answer for one reason.
type s3Answer struct {
	status        int16
	code, message string
}

const (
	s3Denied      = "AccessDenied"
	s3Header      = "AuthorizationHeaderMalformed"
	s3Query       = "AuthorizationQueryParametersError"
	s3BadRequest  = "InvalidRequest"
	s3BadArgument = "InvalidArgument"
	s3Mismatch    = "SignatureDoesNotMatch"

	messageMismatch   = "The request signature we calculated does not match the signature you provided. Check your key and signing method."
	messageMalformed  = "The authorization header is malformed; "
	messageParameters = "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."
	messageCredential = "Error parsing the X-Amz-Credential parameter; "
	messageUnsigned   = "There were headers present in the request which were not signed"
	messageDate       = "AWS authentication requires a valid Date or x-amz-date header"
	messageExpecting  = "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
)

// answer returns S3's answer. The form of the signature decides some of them.
func (e *Refusal) answer() s3Answer {
	switch e.Reason {
	case MissingAuthentication:
		return s3Answer{403, s3Denied, "Access Denied"}
	case MixedAuthentication:
		return s3Answer{400, s3BadArgument, "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified"}
	case MissingHost, MalformedHost, WrongHost:
		return s3Answer{400, s3BadRequest, "The request does not have a valid Host header."}
	case MalformedMethod:
		return s3Answer{405, "MethodNotAllowed", "The specified method is not allowed against this resource."}
	case MalformedHeader, UnderscoreHeader, DuplicateHeader:
		return s3Answer{400, s3BadRequest, "A header of the request is not valid."}
	case MalformedQuery, MalformedPath, AmbiguousPath:
		return s3Answer{400, "InvalidURI", "Couldn't parse the specified URI."}
	case DuplicateParameter:
		return s3Answer{400, s3Query, messageParameters}
	case MissingPayloadHash:
		return s3Answer{400, s3BadRequest, "Missing required header for this request: x-amz-content-sha256"}
	case MalformedPayloadHash:
		return s3Answer{400, s3BadArgument, "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value."}
	case PayloadNotAllowed:
		return s3Answer{403, s3Denied, "Access Denied"}
	case PayloadMismatch:
		return s3Answer{400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed."}
	case TimeTooSkewed:
		return s3Answer{403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large."}
	case NotYetValid:
		return s3Answer{403, s3Denied, "Request is not yet valid"}
	case Expired:
		return s3Answer{403, s3Denied, "Request has expired"}
	case LifetimeTooLong:
		return s3Answer{403, s3Denied, "The URL's time is longer than is allowed here"}
	case UnsignedHost, UnsignedHeader:
		return s3Answer{403, s3Denied, messageUnsigned}
	case MalformedSignature, MissingSignedHeader, SignatureMismatch:
		return s3Answer{403, s3Mismatch, messageMismatch}
	case UnknownAccessKey:
		return s3Answer{403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."}
	case InvalidToken:
		return s3Answer{400, "InvalidToken", "The provided token is malformed or otherwise invalid."}
	case ExpiredCredentials:
		return s3Answer{400, "ExpiredToken", "The provided token has expired."}
	case PayloadUnknown, LookupFailed:
		return s3Answer{500, "InternalError", "We encountered an internal error. Please try again."}
	}
	if e.Presigned {
		return s3Answer{400, s3Query, e.queryMessage()}
	}
	return e.headerAnswer()
}

func (e *Refusal) headerAnswer() s3Answer {
	switch e.Reason {
	case UnsupportedAlgorithm:
		return s3Answer{400, s3BadRequest, "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."}
	case MissingDate, MalformedDate:
		return s3Answer{403, s3Denied, messageDate}
	case MissingElement:
		return s3Answer{400, s3Header, messageMalformed + "the authorization header requires three components: Credential, SignedHeaders, and Signature."}
	case MalformedCredential:
		return s3Answer{400, s3Header, messageMalformed + messageExpecting}
	case MalformedSignedHeaders:
		return s3Answer{400, s3Header, messageMalformed + "the SignedHeaders are mal-formed."}
	case WrongTerminator, WrongService, WrongRegion, WrongScopeDate:
		return s3Answer{400, s3Header, messageMalformed + e.wrongPart()}
	}
	return s3Answer{400, s3Header, messageMalformed + "it is not a list of Credential, SignedHeaders and Signature."}
}

func (e *Refusal) queryMessage() string {
	switch e.Reason {
	case UnsupportedAlgorithm:
		return "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\""
	case MalformedCredential:
		return messageCredential + messageExpecting
	case MalformedDate:
		return "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""
	case MalformedExpires:
		switch e.Detail {
		case expiresNegative:
			return "X-Amz-Expires must be non-negative"
		case expiresTooLong:
			return "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"
		}
		return "X-Amz-Expires should be a number"
	case WrongTerminator, WrongService, WrongRegion, WrongScopeDate:
		return messageCredential + e.wrongPart()
	case MalformedSignedHeaders:
		return "The X-Amz-SignedHeaders parameter is mal-formed."
	}
	return messageParameters
}

// wrongPart says of one part of the scope what it is and should be.
func (e *Refusal) wrongPart() string {
	if e.Reason == WrongScopeDate {
		return "Invalid credential date '" + e.Got + "'. This date is not the same as X-Amz-Date: '" + e.Want + "'."
	}
	part := "terminal"
	switch e.Reason {
	case WrongService:
		part = "service"
	case WrongRegion:
		part = "region"
	}
	return "the " + part + " '" + e.Got + "' is wrong; expecting '" + e.Want + "'"
}
