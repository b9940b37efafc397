package sigv4_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4"
)

func TestRuleToken(t *testing.T) {
	hash := sigv4.Header{Name: "X-Amz-Content-Sha256", Value: sigv4.EmptyPayload.String()}
	date := sigv4.Header{Name: "X-Amz-Date", Value: "20150830T123600Z"}
	const (
		securityToken = "X-Amz-Security-Token"
		sessionToken  = "X-Amz-S3session-Token"
	)
	for _, tt := range []struct {
		rule    string
		service string
		mode    sigv4.TokenMode
		token   sigv4.Secret

		signed, presigned string // the canonical headers of the signer but host and date
		added             []sigv4.Header
		parameters        string
	}{
		{
			"no token, nothing added", "iam", sigv4.TokenSigned, sigv4.Secret{},
			"", "", []sigv4.Header{date},
			"X-Amz-Algorithm X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-SignedHeaders X-Amz-Signature",
		},
		{
			"no token, nothing added behind the signature either", "iam", sigv4.TokenUnsigned, sigv4.Secret{},
			"", "", []sigv4.Header{date},
			"X-Amz-Algorithm X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-SignedHeaders X-Amz-Signature",
		},
		{
			"signed, which is the default", "iam", sigv4.TokenSigned, aToken,
			"x-amz-security-token:" + aToken.Reveal() + "\n", "", []sigv4.Header{date, {Name: securityToken, Value: aToken.Reveal()}},
			"X-Amz-Algorithm X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-Security-Token X-Amz-SignedHeaders X-Amz-Signature",
		},
		{
			"signed, to S3, with the payload hash before it", "s3", sigv4.TokenSigned, aToken,
			"x-amz-security-token:" + aToken.Reveal() + "\n", "", []sigv4.Header{date, hash, {Name: securityToken, Value: aToken.Reveal()}},
			"X-Amz-Algorithm X-Amz-Content-Sha256 X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-Security-Token X-Amz-SignedHeaders X-Amz-Signature",
		},
		{
			"added after signing", "iotdevicegateway", sigv4.TokenUnsigned, aToken,
			"", "", []sigv4.Header{date, {Name: securityToken, Value: aToken.Reveal()}},
			"X-Amz-Algorithm X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-SignedHeaders X-Amz-Signature X-Amz-Security-Token",
		},
		{
			"added after signing, to S3", "s3", sigv4.TokenUnsigned, aToken,
			"", "", []sigv4.Header{date, hash, {Name: securityToken, Value: aToken.Reveal()}},
			"X-Amz-Algorithm X-Amz-Content-Sha256 X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-SignedHeaders X-Amz-Signature X-Amz-Security-Token",
		},
		{
			"under the name of S3 Express", "s3express", sigv4.TokenS3Express, aToken,
			"x-amz-s3session-token:" + aToken.Reveal() + "\n", "", []sigv4.Header{date, hash, {Name: sessionToken, Value: aToken.Reveal()}},
			"X-Amz-Algorithm X-Amz-Content-Sha256 X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-S3session-Token X-Amz-SignedHeaders X-Amz-Signature",
		},
		{
			"under the name of S3 Express, for any service", "iam", sigv4.TokenS3Express, aToken,
			"x-amz-s3session-token:" + aToken.Reveal() + "\n", "", []sigv4.Header{date, {Name: sessionToken, Value: aToken.Reveal()}},
			"X-Amz-Algorithm X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-S3session-Token X-Amz-SignedHeaders X-Amz-Signature",
		},
		{
			"the service s3express does not choose the name", "s3express", sigv4.TokenSigned, aToken,
			"x-amz-security-token:" + aToken.Reveal() + "\n", "", []sigv4.Header{date, hash, {Name: securityToken, Value: aToken.Reveal()}},
			"X-Amz-Algorithm X-Amz-Content-Sha256 X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-Security-Token X-Amz-SignedHeaders X-Amz-Signature",
		},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			in := plain(tt.service)
			in.Options.Token, in.Credentials.SessionToken = tt.mode, tt.token
			header, query := explained(t, in)

			// S3's hash comes before the date in the canonical headers.
			want := "host:example.com\n"
			if in.Scope.S3Family() {
				want += "x-amz-content-sha256:" + hash.Value + "\n"
			}
			want += "x-amz-date:20150830T123600Z\n" + tt.signed
			checkText(t, "canonical headers", header.CanonicalHeaders, want)
			added := append(tt.added[:len(tt.added):len(tt.added)], sigv4.Header{Name: "Authorization", Value: header.Authorization})
			if diff := cmp.Diff(added, header.Added); diff != "" {
				t.Errorf("added headers in order (-want +got)\n%s", diff)
			}

			checkText(t, "canonical headers of a URL", query.CanonicalHeaders, "host:example.com\n"+tt.presigned)
			checkText(t, "parameters in order", parameterNames(query.Query), tt.parameters)
			if !tt.token.IsZero() {
				name := names(tt.added[len(tt.added)-1:])
				checkText(t, "the token's parameter", valueOf(t, query.Query, name), escapedToken)
				if signed := strings.Contains(query.CanonicalQuery, name+"="+escapedToken); signed == (tt.mode == sigv4.TokenUnsigned) {
					t.Errorf("the token is signed in the query: %v", signed)
				}
			}
		})
	}

	t.Run("a token that is not signed leaves the signature as it is", func(t *testing.T) {
		for _, service := range []string{"s3", "iam"} {
			in := plain(service)
			header, query := explained(t, in)
			in.Options.Token, in.Credentials.SessionToken = sigv4.TokenUnsigned, aToken
			withHeader, withQuery := explained(t, in)
			checkText(t, "Authorization", withHeader.Authorization, header.Authorization)
			checkText(t, "URL", withQuery.URL, query.URL+"&X-Amz-Security-Token="+escapedToken)
		}
	})
}
