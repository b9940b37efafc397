package peers

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsv4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	smithycredentials "github.com/aws/smithy-go/aws-http-auth/credentials"
	smithysigv4 "github.com/aws/smithy-go/aws-http-auth/sigv4"
	smithyv4 "github.com/aws/smithy-go/aws-http-auth/v4"
	miniosigner "github.com/minio/minio-go/v7/pkg/signer"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
)

// A result is what a signer made of a request: the Authorization header's value
// or a URL.
type result struct {
	authorization string
	url           string
}

// signature takes the signature out of the result.
func (r result) signature() string {
	_, after, _ := strings.Cut(r.authorization, "Signature=")
	if r.url != "" {
		_, after, _ = strings.Cut(r.url, "X-Amz-Signature=")
	}
	signature, _, _ := strings.Cut(after, "&")
	return signature
}

// A signer is one of those compared. It signs as its own documentation shows,
// with the choices that make it sign what the others sign.
type signer struct {
	name string
	sign func(t testing.TB, r *request, at time.Time) result

	// sorted tells that its URLs are written as sig4 writes them.
	sorted bool
}

// The names of the signers.
const (
	core   = "sig4, the core"
	adapt  = "sig4, net/http"
	awsSDK = "aws-sdk-go-v2"
	smithy = "smithy-go"
	minio  = "minio-go"
)

// signers are all but minio-go, which takes no time but the clock's.
func signers() []signer {
	return []signer{
		{core, signCore, true},
		{adapt, signAdapter, true},
		{awsSDK, signAWS, true},
		{smithy, signSmithy, false},
	}
}

func signCore(t testing.TB, r *request, at time.Time) result {
	s, v := r.core(t)
	if r.expires > 0 {
		u, err := s.AppendPresigned(nil, v, r.expires, at)
		if err != nil {
			t.Fatal(err)
		}
		return result{url: string(u)}
	}
	a, err := s.AppendAuthorization(nil, v, at)
	if err != nil {
		t.Fatal(err)
	}
	return result{authorization: string(a)}
}

// newAdapter returns the signer for net/http that signs all headers of r.
func newAdapter(r *request, at time.Time) *sigv4http.Signer {
	s := &sigv4http.Signer{
		Source: sigv4http.Static(r.credentials()),
		Scope:  sigv4.Scope{Region: region, Service: r.service},
		Now:    func() time.Time { return at },
	}
	for _, h := range r.headers {
		s.SignHeaders = append(s.SignHeaders, h.Name)
	}
	return s
}

func signAdapter(t testing.TB, r *request, at time.Time) result {
	s, h := newAdapter(r, at), r.http(t)
	if r.expires > 0 {
		p, err := s.Presign(h, r.expires)
		if err != nil {
			t.Fatal(err)
		}
		return result{url: p.URL}
	}
	signed, err := s.Sign(h)
	if err != nil {
		t.Fatal(err)
	}
	return result{authorization: signed.Header.Get("Authorization")}
}

func awsCredentials(r *request) aws.Credentials {
	return aws.Credentials{AccessKeyID: keyID, SecretAccessKey: secret, SessionToken: r.token}
}

// newAWS returns the SDK's signer. Signing S3's paths once and hoisting no
// headers are its own options.
func newAWS(r *request) *awsv4.Signer {
	return awsv4.NewSigner(func(o *awsv4.SignerOptions) {
		o.DisableURIPathEscaping = r.s3()
		o.DisableHeaderHoisting = true
	})
}

// withExpires puts X-Amz-Expires into the query, as both of AWS's signers leave
// it to their caller.
func withExpires(h *http.Request, expires time.Duration) *http.Request {
	if h.URL.RawQuery != "" {
		h.URL.RawQuery += "&"
	}
	h.URL.RawQuery += "X-Amz-Expires=" + strconv.FormatInt(int64(expires/time.Second), 10)
	return h
}

func signAWS(t testing.TB, r *request, at time.Time) result {
	s, h := newAWS(r), r.http(t)
	if r.expires > 0 {
		u, _, err := s.PresignHTTP(context.Background(), awsCredentials(r), withExpires(h, r.expires), r.body().String(), r.service, region, at)
		if err != nil {
			t.Fatal(err)
		}
		return result{url: u}
	}
	if err := s.SignHTTP(context.Background(), awsCredentials(r), h, r.body().String(), r.service, region, at); err != nil {
		t.Fatal(err)
	}
	return result{authorization: h.Header.Get("Authorization")}
}

// allHeaders makes smithy-go sign every header; its default is host and x-amz-*.
type allHeaders struct{}

func (allHeaders) IsSigned(name string) bool { return name != "authorization" }

func newSmithy(r *request) *smithysigv4.Signer {
	return smithysigv4.New(func(o *smithyv4.SignerOptions) {
		o.HeaderRules = allHeaders{}
		o.DisableDoublePathEscape = r.s3()
	})
}

func smithyInput(r *request, h *http.Request, at time.Time) *smithysigv4.SignRequestInput {
	in := &smithysigv4.SignRequestInput{
		Request:     h,
		PayloadHash: smithyv4.UnsignedPayload(),
		Credentials: smithycredentials.Credentials{AccessKeyID: keyID, SecretAccessKey: secret, SessionToken: r.token},
		Service:     r.service, Region: region, Time: at,
	}
	if hash := r.body(); hash.IsHash() {
		in.PayloadHash = emptySum
	}
	if r.expires > 0 {
		in.SignatureType = smithyv4.SignatureTypeQueryString
	}
	return in
}

func signSmithy(t testing.TB, r *request, at time.Time) result {
	h := r.http(t)
	if r.expires > 0 {
		withExpires(h, r.expires)
	}
	if err := newSmithy(r).SignRequest(smithyInput(r, h, at)); err != nil {
		t.Fatal(err)
	}
	if r.expires > 0 {
		return result{url: h.URL.String()}
	}
	return result{authorization: h.Header.Get("Authorization")}
}

// signMinio signs with minio-go, and returns the time that it took from the
// clock. It presigns for S3 only, and takes the payload hash from the header.
func signMinio(t testing.TB, r *request) (result, time.Time) {
	h := r.http(t)
	var date string
	var res result
	if r.expires > 0 {
		h = miniosigner.PreSignV4(*h, keyID, secret, r.token, region, int64(r.expires/time.Second))
		date = h.URL.Query().Get("X-Amz-Date")
		res.url = h.URL.String()
	} else {
		h = miniosigner.SignV4WithServiceType(*h, keyID, secret, r.token, region, r.service)
		date = h.Header.Get("X-Amz-Date")
		res.authorization = h.Header.Get("Authorization")
	}
	at, err := sigv4.ParseTime(date)
	if err != nil {
		t.Fatalf("minio-go's time %q: %v", date, err)
	}
	return res, at
}

// sameURL compares two URLs, parameter by parameter, where their writers order
// and escape parameters differently.
func sameURL(t testing.TB, a, b string) bool {
	x, err := url.Parse(a)
	if err != nil {
		t.Fatal(err)
	}
	y, err := url.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return x.Scheme == y.Scheme && x.Host == y.Host && x.EscapedPath() == y.EscapedPath() &&
		x.Query().Encode() == y.Query().Encode()
}

// changing is a source whose credentials change.
type changing struct{ c sigv4.Credentials }

func (s *changing) Credentials(context.Context) (sigv4.Credentials, error) { return s.c, nil }
