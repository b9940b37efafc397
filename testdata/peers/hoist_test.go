package peers

import (
	"net/http"
	"testing"
	"time"

	awsv4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

// TestHoist compares s3.Hoist with the SDK's own hoisting, on which its
// presigner relies. They move the same headers of S3 but those that S3 itself
// was seen to apply from the query, which the SDK leaves headers, and those
// that it does not, or is not known to.
func TestHoist(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		header    sigv4.Header
		sig4, aws bool
		otherwise bool // both move it, the SDK in another case
	}{
		{header: sigv4.Header{Name: "X-Amz-Request-Payer", Value: "requester"}, sig4: true, aws: true},
		{header: sigv4.Header{Name: "X-Amz-Expected-Bucket-Owner", Value: "123456789012"}, sig4: true, aws: true},
		{header: sigv4.Header{Name: "X-Amz-Checksum-Mode", Value: "ENABLED"}, sig4: true, aws: true, otherwise: true},
		{header: sigv4.Header{Name: "X-Amz-Meta-A", Value: "b"}, sig4: true},
		{header: sigv4.Header{Name: "X-Amz-Storage-Class", Value: "GLACIER"}, sig4: true},
		{header: sigv4.Header{Name: "X-Amz-Acl", Value: "private"}, sig4: true},
		{header: sigv4.Header{Name: "X-Amz-Tagging", Value: "a=b"}},
		{header: sigv4.Header{Name: "X-Amz-Object-Lock-Mode", Value: "GOVERNANCE"}},
		{header: sigv4.Header{Name: "X-Amz-Checksum-Crc32", Value: "AAAAAA=="}},
		{header: sigv4.Header{Name: "X-Amz-Server-Side-Encryption", Value: "AES256"}},
		{header: sigv4.Header{Name: "X-Amz-Server-Side-Encryption-Customer-Key", Value: "a"}},
		{header: sigv4.Header{Name: "X-Amz-Copy-Source", Value: "/b/k"}},
		{header: sigv4.Header{Name: "X-Amz-Sdk-Checksum-Algorithm", Value: "CRC32"}, aws: true},
		{header: sigv4.Header{Name: "X-Amz-Bypass-Governance-Retention", Value: "true"}, aws: true},
		{header: sigv4.Header{Name: "Content-Type", Value: "text/plain"}},
	} {
		t.Run(tt.header.Name, func(t *testing.T) {
			t.Parallel()
			r := request{method: http.MethodPut, url: "https://examplebucket.s3.amazonaws.com/k", service: "s3",
				headers: []sigv4.Header{tt.header}, expires: time.Hour}
			signer, view := r.core(t)
			moved, err := s3.Hoist(*view)
			if err != nil {
				t.Fatal(err)
			}
			ours, err := signer.Presign(&moved, r.expires, signedAt)
			if err != nil {
				t.Fatal(err)
			}
			u, headers, err := awsv4.NewSigner(func(o *awsv4.SignerOptions) { o.DisableURIPathEscaping = true }).PresignHTTP(
				t.Context(), awsCredentials(&r), withExpires(r.http(t), r.expires), r.body().String(), r.service, region, signedAt)
			if err != nil {
				t.Fatal(err)
			}
			if got := len(ours.Headers) == 0; got != tt.sig4 {
				t.Errorf("sig4 moves it: %v, want %v", got, tt.sig4)
			}
			if got := headers.Get(tt.header.Name) == ""; got != tt.aws {
				t.Errorf("aws-sdk-go-v2 moves it: %v, want %v", got, tt.aws)
			}
			same := tt.sig4 == tt.aws && !tt.otherwise
			if (u == ours.URL) != same {
				t.Errorf("same URL: %v, want %v\nsig4:          %s\naws-sdk-go-v2: %s", !same, same, ours.URL, u)
			}
		})
	}
}
