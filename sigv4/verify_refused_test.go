package sigv4_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// A refusedTest changes a good request of S3, or the verifier, and says why it
// is refused then.
type refusedTest struct {
	name      string
	presigned bool
	change    func(t *testing.T, in *input, r *sigv4.Received)
	config    func(c *sigv4.VerifierConfig)
	reason    sigv4.Reason
	code      string
	status    int
}

func (tt refusedTest) run(t *testing.T) {
	t.Helper()
	in := plain("s3")
	in.Request.Headers = pairs("X-Amz-Meta-A", "one", "X-Amz-Acl", "private")
	if tt.presigned {
		in.Request.Payload = sigv4.UnsignedPayload
	}
	r := in.received(t, tt.presigned)
	v := in.verifier(t)
	wantReason(t, v, in, r, 0) // what is changed was good
	if tt.change != nil {
		tt.change(t, &in, &r)
	}
	if tt.config != nil {
		v = in.verifier(t, tt.config)
	}
	id, err := v.Verify(t.Context(), &r, in.Time)
	if got := reasonOf(t, id, err); got != tt.reason {
		t.Errorf("reason %v, want %v (error %v)", got, tt.reason, err)
		return
	}
	var e *sigv4.Refusal
	if errors.As(err, &e) && (e.Code() != tt.code || e.Status() != tt.status) {
		t.Errorf("%v is answered with %d %s, want %d %s", err, e.Status(), e.Code(), tt.status, tt.code)
	}
}

// inHeader changes one header's value, by replacement.
func inHeader(name, old, with string) func(*testing.T, *input, *sigv4.Received) {
	return func(t *testing.T, _ *input, r *sigv4.Received) { replaceIn(t, header(t, r, name), old, with) }
}

func inQuery(old, with string) func(*testing.T, *input, *sigv4.Received) {
	return func(t *testing.T, _ *input, r *sigv4.Received) { replaceIn(t, &r.RawQuery, old, with) }
}

func setHeader(name, value string) func(*testing.T, *input, *sigv4.Received) {
	return func(t *testing.T, _ *input, r *sigv4.Received) { *header(t, r, name) = value }
}

func addHeader(name, value string) func(*testing.T, *input, *sigv4.Received) {
	return func(t *testing.T, _ *input, r *sigv4.Received) {
		r.Headers = append(r.Headers, sigv4.Header{Name: name, Value: value})
	}
}

func addQuery(pair string) func(*testing.T, *input, *sigv4.Received) {
	return func(_ *testing.T, _ *input, r *sigv4.Received) { r.RawQuery += "&" + pair }
}

func without(name string) func(*testing.T, *input, *sigv4.Received) {
	return func(t *testing.T, _ *input, r *sigv4.Received) {
		header(t, r, name)
		var rest []sigv4.Header
		for _, h := range r.Headers {
			if !strings.EqualFold(h.Name, name) {
				rest = append(rest, h)
			}
		}
		r.Headers = rest
	}
}

// withoutParameter cuts a parameter out of the query.
func withoutParameter(name string) func(*testing.T, *input, *sigv4.Received) {
	return func(t *testing.T, _ *input, r *sigv4.Received) {
		var rest []string
		for _, p := range strings.Split(r.RawQuery, "&") {
			if !strings.HasPrefix(p, name+"=") {
				rest = append(rest, p)
			}
		}
		if len(rest) == strings.Count(r.RawQuery, "&")+1 {
			t.Fatalf("no %s in %s", name, r.RawQuery)
		}
		r.RawQuery = strings.Join(rest, "&")
	}
}

func later(d time.Duration) func(*testing.T, *input, *sigv4.Received) {
	return func(_ *testing.T, in *input, _ *sigv4.Received) { in.Time = in.Time.Add(d) }
}

func otherSecret(_ *testing.T, in *input, _ *sigv4.Received) {
	in.Credentials.SecretAccessKey = sigv4.NewSecret("quite another secret")
}

const (
	malformedHeader = "AuthorizationHeaderMalformed"
	malformedQuery  = "AuthorizationQueryParametersError"
	denied          = "AccessDenied"
)

// TestVerifyRefuses has a case for every reason that a request can be refused
// for. The names of other servers' tests stand before theirs.
func TestVerifyRefuses(t *testing.T) {
	tests := []refusedTest{
		// Form of the request.
		{"no method", false, func(_ *testing.T, _ *input, r *sigv4.Received) { r.Method = "" }, nil, sigv4.MalformedMethod, "MethodNotAllowed", 405},
		{"no host", false, func(_ *testing.T, _ *input, r *sigv4.Received) { r.Host = "" }, nil, sigv4.MissingHost, "InvalidRequest", 400},
		{"host of another form", false, func(_ *testing.T, _ *input, r *sigv4.Received) { r.Host = "a b" }, nil, sigv4.MalformedHost, "InvalidRequest", 400},
		{"host that is not allowed", false, nil, func(c *sigv4.VerifierConfig) { c.Hosts = []string{"good.example"} }, sigv4.WrongHost, "InvalidRequest", 400},
		{"header without name", false, addHeader("", "x"), nil, sigv4.MalformedHeader, "InvalidRequest", 400},
		{"line end in an unsigned header", false, addHeader("a", "x\r\nb: c"), nil, sigv4.MalformedHeader, "InvalidRequest", 400},
		{"line end in a signed header", false, setHeader("x-amz-meta-a", "x\nb"), nil, sigv4.MalformedHeader, "InvalidRequest", 400},
		{"NUL in a header of a URL", true, addHeader("a", "\x00"), nil, sigv4.MalformedHeader, "InvalidRequest", 400},
		{"malformed escape", false, addQuery("a=%zz"), nil, sigv4.MalformedQuery, "InvalidURI", 400},
		{"path without slash", false, func(_ *testing.T, _ *input, r *sigv4.Received) { r.Path = "x" }, nil, sigv4.MalformedPath, "InvalidURI", 400},

		// Authorization header.
		{"Authentication_invalid_auth_header", false, setHeader("authorization", "invalid_header"), nil, sigv4.UnsupportedAlgorithm, "InvalidRequest", 400},
		{"Authentication_unsupported_signature_version", false, inHeader("authorization", "AWS4-HMAC-SHA256", "AWS2-HMAC-SHA1"), nil, sigv4.UnsupportedAlgorithm, "InvalidRequest", 400},
		{"Authentication_missing_components", false, setHeader("authorization", "AWS4-HMAC-SHA256"), nil, sigv4.MissingElement, malformedHeader, 400},
		{"Authentication_malformed_component", false, inHeader("authorization", "Credential=", "Credential:"), nil, sigv4.MalformedAuthorization, malformedHeader, 400},
		{"Authentication_missing_credentials", false, inHeader("authorization", "Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, ", ""), nil, sigv4.MissingElement, malformedHeader, 400},
		{"Authentication_missing_signedheaders", false, inHeader("authorization", "SignedHeaders=host;x-amz-acl;x-amz-content-sha256;x-amz-date;x-amz-meta-a, ", ""), nil, sigv4.MissingElement, malformedHeader, 400},
		{"Authentication_missing_signature", false, func(t *testing.T, _ *input, r *sigv4.Received) {
			a := header(t, r, "authorization")
			*a = (*a)[:strings.Index(*a, ", Signature=")]
		}, nil, sigv4.MissingElement, malformedHeader, 400},
		{"an element twice", false, inHeader("authorization", "SignedHeaders=", "SignedHeaders=host, SignedHeaders="), nil, sigv4.MalformedAuthorization, malformedHeader, 400},
		{"an element too many", false, inHeader("authorization", ", Signature=", ", Extra=1, Signature="), nil, sigv4.MalformedAuthorization, malformedHeader, 400},
		{"a comma at the end", false, func(t *testing.T, _ *input, r *sigv4.Received) { *header(t, r, "authorization") += "," }, nil, sigv4.MalformedAuthorization, malformedHeader, 400},
		{"Authentication_malformed_credential", false, inHeader("authorization", "/s3/", "/s3/x/"), nil, sigv4.MalformedCredential, malformedHeader, 400},
		{"an empty access key ID", false, inHeader("authorization", "AKIDEXAMPLE/", "/"), nil, sigv4.MalformedCredential, malformedHeader, 400},
		{"Authentication_credentials_invalid_terminal", false, inHeader("authorization", "aws4_request", "aws4a_request"), nil, sigv4.WrongTerminator, malformedHeader, 400},
		{"Authentication_credentials_incorrect_service", false, inHeader("authorization", "/s3/", "/sts/"), nil, sigv4.WrongService, malformedHeader, 400},
		{"Authentication_credentials_incorrect_region", false, inHeader("authorization", "/us-east-1/", "/us-east-10/"), nil, sigv4.WrongRegion, malformedHeader, 400},
		{"Authentication_credentials_invalid_date", false, inHeader("authorization", "/20150830/", "/3223423234/"), nil, sigv4.MalformedCredential, malformedHeader, 400},
		{"Authentication_credentials_future_date", false, later(-16 * time.Minute), nil, sigv4.TimeTooSkewed, "RequestTimeTooSkewed", 403},
		{"Authentication_credentials_past_date", false, later(16 * time.Minute), nil, sigv4.TimeTooSkewed, "RequestTimeTooSkewed", 403},
		{"Authentication_non_existing_access_key", false, inHeader("authorization", "AKIDEXAMPLE", "AKIDEXAMPLF"), nil, sigv4.UnknownAccessKey, "InvalidAccessKeyId", 403},
		{"Authentication_missing_date_header", false, without("x-amz-date"), nil, sigv4.MissingDate, denied, 403},
		{"Authentication_invalid_date_header", false, setHeader("x-amz-date", "03032006"), nil, sigv4.MalformedDate, denied, 403},
		{"Authentication_date_mismatch", false, inHeader("authorization", "/20150830/", "/20150829/"), nil, sigv4.WrongScopeDate, malformedHeader, 400},
		{"Authentication_invalid_sha256_payload_hash", false, setHeader("x-amz-content-sha256", "invalid_sha256"), nil, sigv4.MalformedPayloadHash, "InvalidArgument", 400},
		{"Authentication_incorrect_payload_hash", false, func(_ *testing.T, _ *input, r *sigv4.Received) { r.Payload = sigv4.HashPayload([]byte("x")) }, nil, sigv4.PayloadMismatch, "XAmzContentSHA256Mismatch", 400},
		{"no payload hash", false, without("x-amz-content-sha256"), nil, sigv4.MissingSignedHeader, "SignatureDoesNotMatch", 403},
		{"Authentication_unsigned_required_header", false, addHeader("x-amz-tagging", "a=b"), nil, sigv4.UnsignedHeader, denied, 403},
		{"Authentication_signature_error_incorrect_secret_key", false, nil, func(c *sigv4.VerifierConfig) {
			c.Keys, _ = sigv4.NewStaticKeys(sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: sigv4.NewSecret("other")})
		}, sigv4.SignatureMismatch, "SignatureDoesNotMatch", 403},
		{"Authentication_sigv2_not_supported", false, setHeader("authorization", "AWS AKIDEXAMPLE:c2lnbmF0dXJl"), nil, sigv4.UnsupportedAlgorithm, "InvalidRequest", 400},
		{"test_object_create_bad_authorization_none", false, without("authorization"), nil, sigv4.MissingAuthentication, denied, 403},
		{"test_object_create_bad_authorization_empty", false, setHeader("authorization", ""), nil, sigv4.MissingAuthentication, denied, 403},
		{"host is not signed", false, inHeader("authorization", "host;", ""), nil, sigv4.UnsignedHost, denied, 403},
		{"no signed headers", false, inHeader("authorization", "host;x-amz-acl;x-amz-content-sha256;x-amz-date;x-amz-meta-a", ""), nil, sigv4.MalformedSignedHeaders, malformedHeader, 400},
		{"signed headers not sorted", false, inHeader("authorization", "host;x-amz-acl;", "x-amz-acl;host;"), nil, sigv4.MalformedSignedHeaders, malformedHeader, 400},
		{"a signed header twice", false, inHeader("authorization", "x-amz-acl;", "x-amz-acl;x-amz-acl;"), nil, sigv4.MalformedSignedHeaders, malformedHeader, 400},
		{"a signed header in upper case", false, inHeader("authorization", "x-amz-acl", "X-amz-acl"), nil, sigv4.MalformedSignedHeaders, malformedHeader, 400},
		{"upper-case signature", false, func(t *testing.T, _ *input, r *sigv4.Received) {
			a := header(t, r, "authorization")
			i := strings.Index(*a, "Signature=") + len("Signature=")
			*a = (*a)[:i] + strings.ToUpper((*a)[i:])
		}, nil, sigv4.MalformedSignature, "SignatureDoesNotMatch", 403},

		// Presigned URLs.
		{"PresignedAuth_unsupported_algorithm", true, inQuery("AWS4-HMAC-SHA256", "AWS4-SHA256"), nil, sigv4.UnsupportedAlgorithm, malformedQuery, 400},
		{"PresignedAuth_ECDSA_not_supported", true, inQuery("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"), nil, sigv4.UnsupportedAlgorithm, malformedQuery, 400},
		{"region set of 4A", true, addQuery("X-Amz-Region-Set=*"), nil, sigv4.UnsupportedAlgorithm, malformedQuery, 400},
		{"PresignedAuth_missing_signature_query_param", true, withoutParameter("X-Amz-Signature"), nil, sigv4.MissingElement, malformedQuery, 400},
		{"PresignedAuth_missing_credentials_query_param", true, withoutParameter("X-Amz-Credential"), nil, sigv4.MissingElement, malformedQuery, 400},
		{"PresignedAuth_missing_date_query_param", true, withoutParameter("X-Amz-Date"), nil, sigv4.MissingElement, malformedQuery, 400},
		{"PresignedAuth_missing_signed_headers_query_param", true, withoutParameter("X-Amz-SignedHeaders"), nil, sigv4.MissingElement, malformedQuery, 400},
		{"PresignedAuth_missing_expiration_query_param", true, withoutParameter("X-Amz-Expires"), nil, sigv4.MissingElement, malformedQuery, 400},
		{"missing algorithm", true, withoutParameter("X-Amz-Algorithm"), nil, sigv4.MissingElement, malformedQuery, 400},
		{"PresignedAuth_malformed_creds_invalid_parts", true, inQuery("%2Fs3%2F", "%2F"), nil, sigv4.MalformedCredential, malformedQuery, 400},
		{"double-encoded credential", true, inQuery("%2Fs3%2F", "%252Fs3%252F"), nil, sigv4.MalformedCredential, malformedQuery, 400},
		{"PresignedAuth_creds_invalid_terminal", true, inQuery("aws4_request", "aws5_request"), nil, sigv4.WrongTerminator, malformedQuery, 400},
		{"PresignedAuth_creds_incorrect_service", true, inQuery("%2Fs3%2F", "%2Fsns%2F"), nil, sigv4.WrongService, malformedQuery, 400},
		{"PresignedAuth_creds_incorrect_region", true, inQuery("us-east-1", "us-west-1"), nil, sigv4.WrongRegion, malformedQuery, 400},
		{"PresignedAuth_creds_invalid_date", true, inQuery("%2F20150830%2F", "%2F2015083x%2F"), nil, sigv4.MalformedCredential, malformedQuery, 400},
		{"PresignedAuth_non_existing_access_key_id", true, inQuery("AKIDEXAMPLE", "AKIDEXAMPLF"), nil, sigv4.UnknownAccessKey, "InvalidAccessKeyId", 403},
		{"PresignedAuth_dates_mismatch", true, inQuery("%2F20150830%2F", "%2F20150829%2F"), nil, sigv4.WrongScopeDate, malformedQuery, 400},
		{"PresignedAuth_unsigned_required_header", true, addHeader("x-amz-tagging", "a=b"), nil, sigv4.UnsignedHeader, denied, 403},
		{"PresignedAuth_invalid_expiration", true, inQuery("X-Amz-Expires=3600", "X-Amz-Expires=invalid"), nil, sigv4.MalformedExpires, malformedQuery, 400},
		{"PresignedAuth_negative_expiration", true, inQuery("X-Amz-Expires=3600", "X-Amz-Expires=-3"), nil, sigv4.MalformedExpires, malformedQuery, 400},
		{"PresignedAuth_exceeding_expiration", true, inQuery("X-Amz-Expires=3600", "X-Amz-Expires=604801"), nil, sigv4.MalformedExpires, malformedQuery, 400},
		{"expiration past every integer", true, inQuery("X-Amz-Expires=3600", "X-Amz-Expires=18446744073709555216"), nil, sigv4.MalformedExpires, malformedQuery, 400},
		{"empty expiration", true, inQuery("X-Amz-Expires=3600", "X-Amz-Expires="), nil, sigv4.MalformedExpires, malformedQuery, 400},
		{"raw_get_x_amz_expires_out_range_zero", true, inQuery("X-Amz-Expires=3600", "X-Amz-Expires=0"), nil, sigv4.Expired, denied, 403},
		{"longer than the verifier allows", true, nil, func(c *sigv4.VerifierConfig) { c.MaxLifetime = time.Hour - time.Second }, sigv4.LifetimeTooLong, denied, 403},
		{"PresignedAuth_expired_request", true, later(time.Hour + time.Second), nil, sigv4.Expired, denied, 403},
		{"not yet valid", true, later(-15*time.Minute - time.Second), nil, sigv4.NotYetValid, denied, 403},
		{"PresignedAuth_incorrect_secret_key", true, otherSecret, func(*sigv4.VerifierConfig) {}, sigv4.SignatureMismatch, "SignatureDoesNotMatch", 403},
		{"PresignedAuth_sigv2_not_supported", true, func(_ *testing.T, _ *input, r *sigv4.Received) {
			r.RawQuery = "AWSAccessKeyId=AKIDEXAMPLE&Expires=1440938160&Signature=c2ln"
		}, nil, sigv4.UnsupportedAlgorithm, "InvalidRequest", 400},
		{"malformed date", true, inQuery("X-Amz-Date=2015", "X-Amz-Date=x015"), nil, sigv4.MalformedDate, malformedQuery, 400},
		{"signed header of a URL did not arrive", true, without("x-amz-acl"), nil, sigv4.MissingSignedHeader, "SignatureDoesNotMatch", 403},
		{"a signed header's name stands in the query only", true, func(t *testing.T, in *input, r *sigv4.Received) {
			without("x-amz-acl")(t, in, r)
			r.RawQuery += "&x-amz-acl=private"
		}, nil, sigv4.MissingSignedHeader, "SignatureDoesNotMatch", 403},

		// Both, none, tokens, credentials.
		{"both forms", true, addHeader("Authorization", "AWS4-HMAC-SHA256 Credential=x"), nil, sigv4.MixedAuthentication, "InvalidArgument", 400},
		{"x-amz-date beside a presigned URL", true, addHeader("X-Amz-Date", "20150830T123600Z"), nil, sigv4.MixedAuthentication, "InvalidArgument", 400},
		{"a presigned URL's parameter as a header", false, addHeader("X-Amz-Credential", "x"), nil, sigv4.MixedAuthentication, "InvalidArgument", 400},
		{"a token that is not expected", false, addHeader("X-Amz-Security-Token", "x"), nil, sigv4.UnsignedHeader, denied, 403},
		{"the other kind of token", false, addHeader("X-Amz-S3session-Token", "x"), nil, sigv4.InvalidToken, "InvalidToken", 400},
		{"PresignedAuth_security_token_not_supported", true, addQuery("X-Amz-Security-Token=x"), nil, sigv4.SignatureMismatch, "SignatureDoesNotMatch", 403},
		{"a token is missing", false, nil, func(c *sigv4.VerifierConfig) {
			c.Keys = sigv4.LookupFunc(func(sigv4.Context, string) (sigv4.Credentials, error) {
				k := plain("s3").Credentials
				k.SessionToken = sigv4.NewSecret("token")
				return k, nil
			})
		}, sigv4.InvalidToken, "InvalidToken", 400},
		{"credentials have expired", false, nil, func(c *sigv4.VerifierConfig) {
			c.Keys = sigv4.LookupFunc(func(sigv4.Context, string) (sigv4.Credentials, error) {
				k := plain("s3").Credentials
				k.Expires = plain("s3").Time
				return k, nil
			})
		}, sigv4.ExpiredCredentials, "ExpiredToken", 400},
		{"the lookup fails", false, nil, func(c *sigv4.VerifierConfig) {
			c.Keys = sigv4.LookupFunc(func(sigv4.Context, string) (sigv4.Credentials, error) { return plain("s3").Credentials, errLookup })
		}, sigv4.LookupFailed, "InternalError", 500},
		{"the lookup returns other credentials", false, nil, func(c *sigv4.VerifierConfig) {
			c.Keys = sigv4.LookupFunc(func(sigv4.Context, string) (sigv4.Credentials, error) {
				k := plain("s3").Credentials
				k.AccessKeyID = "akidexample"
				return k, nil
			})
		}, sigv4.LookupFailed, "InternalError", 500},
		{"the lookup returns nothing", false, nil, func(c *sigv4.VerifierConfig) {
			c.Keys = sigv4.LookupFunc(func(sigv4.Context, string) (sigv4.Credentials, error) { return sigv4.Credentials{}, nil })
		}, sigv4.LookupFailed, "InternalError", 500},
		{"unknown keys are hidden", false, inHeader("authorization", "AKIDEXAMPLE", "AKIDEXAMPLF"), func(c *sigv4.VerifierConfig) { c.HideUnknownKeys = true }, sigv4.SignatureMismatch, "SignatureDoesNotMatch", 403},

		// Payload.
		{"unsigned payload where a hash is required", true, nil, func(c *sigv4.VerifierConfig) { c.Payload = sigv4.HashRequired }, sigv4.PayloadNotAllowed, denied, 403},
		{"content-type must be signed", false, addHeader("Content-Type", "text/html"), func(c *sigv4.VerifierConfig) { c.MustSign = []string{"Content-Type"} }, sigv4.UnsignedHeader, denied, 403},
		{"a hash that is always sent", true, nil, func(c *sigv4.VerifierConfig) { c.Options.ContentSHA256 = sigv4.ContentSHA256Always }, sigv4.MissingPayloadHash, "InvalidRequest", 400},
		{"nobody knows the hash", true, func(_ *testing.T, _ *input, r *sigv4.Received) { r.Payload = sigv4.PayloadHash{} }, func(c *sigv4.VerifierConfig) {
			c.Options.ContentSHA256 = sigv4.ContentSHA256Never
		}, sigv4.PayloadUnknown, "InternalError", 500},
	}
	seen := map[sigv4.Reason]bool{sigv4.UnderscoreHeader: true, sigv4.DuplicateHeader: true, sigv4.DuplicateParameter: true, sigv4.AmbiguousPath: true} // in the tests of incidents
	for _, tt := range tests {
		seen[tt.reason] = true
		t.Run(tt.name, func(t *testing.T) { t.Parallel(); tt.run(t) })
	}
	names := map[string]bool{}
	for r := sigv4.MalformedMethod; r <= sigv4.PayloadMismatch; r++ {
		if !seen[r] {
			t.Errorf("no case is refused for %v", r)
		}
		if name := r.String(); name == "" || name == "unknown" || names[name] {
			t.Errorf("reason %d has the name %q", r, name)
		}
		names[r.String()] = true
	}
	if sigv4.Reason(0).String() != "unknown" || (sigv4.PayloadMismatch+1).String() != "unknown" {
		t.Error("a value that is no reason has a name")
	}
}

var errLookup = errors.New("the table of keys is gone")
