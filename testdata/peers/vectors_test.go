package peers

import (
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsv4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	smithycredentials "github.com/aws/smithy-go/aws-http-auth/credentials"
	smithysigv4 "github.com/aws/smithy-go/aws-http-auth/sigv4"
	smithyv4 "github.com/aws/smithy-go/aws-http-auth/v4"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/testdata"
)

// What the peers make otherwise than AWS's documentation and test suite print
// it, and why. sig4 reproduces every case. minio-go is not among them: it signs
// for no time but the clock's.
const (
	keepsBytes = "it signs S3's path as it is sent, and S3 encodes a '$'"
	keepsPath  = "it does not normalise paths"
	keepsSpace = "it trims the ends of a value only"
	noMarker   = "it knows no payload marker but UNSIGNED-PAYLOAD"
	tokenOnly  = "it always signs the session token"
)

var otherwise = map[string]map[string]string{
	awsSDK: {
		"suite-get-relative":            keepsPath,
		"suite-get-relative-relative":   keepsPath,
		"suite-get-slash":               keepsPath,
		"suite-get-slash-dot-slash":     keepsPath,
		"suite-get-slash-pointless-dot": keepsPath,
		"suite-get-slashes":             keepsPath,
		"s3-put-object":                 keepsBytes,
	},
	smithy: {
		"suite-get-relative":            keepsPath,
		"suite-get-relative-relative":   keepsPath,
		"suite-get-slash":               keepsPath,
		"suite-get-slash-dot-slash":     keepsPath,
		"suite-get-slash-pointless-dot": keepsPath,
		"suite-get-slashes":             keepsPath,
		"s3-put-object":                 keepsBytes,
		"suite-get-header-value-trim":   keepsSpace,
		"s3-put-object-chunked":         noMarker,
		"s3-put-object-chunked-trailer": noMarker,
		"suite-post-sts-header-after":   tokenOnly,
	},
}

// TestVectors signs the requests that AWS prints with the peers.
func TestVectors(t *testing.T) {
	t.Parallel()
	cases, err := testdata.Headers()
	if err != nil {
		t.Fatal(err)
	}
	sign := map[string]func(*testing.T, testdata.Case) string{awsSDK: vectorByAWS, smithy: vectorBySmithy}
	for peer, sign := range sign {
		t.Run(peer, func(t *testing.T) {
			t.Parallel()
			known, seen, published := otherwise[peer], 0, 0
			for _, c := range cases {
				if strings.HasPrefix(c.Name, "own-") {
					continue // nobody printed these
				}
				published++
				got := sign(t, c)
				why, isKnown := known[c.Name]
				switch {
				case isKnown:
					seen++
					if got == c.Signature {
						t.Errorf("%s: it signs as AWS does now; the table says that %s", c.Name, why)
					}
				case got != c.Signature:
					t.Errorf("%s: signature %s, want %s", c.Name, got, c.Signature)
				}
			}
			if seen != len(known) {
				t.Errorf("%d of the %d cases in the table exist", seen, len(known))
			}
			t.Logf("%d of %d", published-seen, published)
		})
	}
}

// vectorHTTP is a case as net/http has it, the path's bytes kept.
func vectorHTTP(t *testing.T, c testdata.Case) (r *http.Request, payload sigv4.PayloadHash) {
	t.Helper()
	r = &http.Request{Method: c.Request.Method, Header: http.Header{}, URL: &url.URL{Scheme: "https", RawQuery: c.Request.RawQuery, RawPath: c.Request.Path}}
	var err error
	if r.URL.Path, err = url.PathUnescape(c.Request.Path); err != nil {
		t.Fatal(err)
	}
	for _, h := range c.Request.Headers {
		switch strings.ToLower(h.Name) {
		case "host":
			r.Host, r.URL.Host = h.Value, h.Value
		case "x-amz-date", "x-amz-security-token":
		case "content-length": // signed by the one out of here, by the other out of the headers
			r.Header.Add(h.Name, h.Value)
			if r.ContentLength, err = strconv.ParseInt(strings.TrimSpace(h.Value), 10, 64); err != nil {
				t.Fatal(err)
			}
		default:
			r.Header.Add(h.Name, h.Value)
		}
	}
	payload = sigv4.HashPayload([]byte(c.Request.Body))
	if c.Payload != "" {
		if payload, err = sigv4.ParsePayloadHash(c.Payload); err != nil {
			t.Fatal(err)
		}
	}
	return r, payload
}

func vectorByAWS(t *testing.T, c testdata.Case) string {
	r, payload := vectorHTTP(t, c)
	r.URL.Opaque = "//" + r.Host + c.Request.Path
	credentials := aws.Credentials{AccessKeyID: c.AccessKeyID, SecretAccessKey: c.SecretAccessKey, SessionToken: c.SessionToken}
	s := awsv4.NewSigner(func(o *awsv4.SignerOptions) {
		// The SDK encodes the wire's path once more, but not S3's.
		o.DisableURIPathEscaping = c.Service == "s3"
		o.DisableSessionToken = c.Token == "after"
	})
	if err := s.SignHTTP(t.Context(), credentials, r, payload.String(), c.Service, c.Region, c.Time); err != nil {
		t.Fatal(err)
	}
	return result{authorization: r.Header.Get("Authorization")}.signature()
}

func vectorBySmithy(t *testing.T, c testdata.Case) string {
	r, payload := vectorHTTP(t, c)
	hash, err := hex.DecodeString(payload.String())
	if err != nil {
		hash = []byte(payload.String())
	}
	s := smithysigv4.New(func(o *smithyv4.SignerOptions) {
		o.HeaderRules = allHeaders{}
		o.DisableDoublePathEscape = c.Service == "s3"
	})
	err = s.SignRequest(&smithysigv4.SignRequestInput{
		Request: r, PayloadHash: hash, Service: c.Service, Region: c.Region, Time: c.Time,
		Credentials: smithycredentials.Credentials{AccessKeyID: c.AccessKeyID, SecretAccessKey: c.SecretAccessKey, SessionToken: c.SessionToken},
	})
	if err != nil {
		t.Fatal(err)
	}
	return result{authorization: r.Header.Get("Authorization")}.signature()
}
