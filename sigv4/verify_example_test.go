package sigv4_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// A server verifies a request, and answers as S3 does when it is refused.
func ExampleVerifier_Verify() {
	credentials := sigv4.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")}
	keys, err := sigv4.NewStaticKeys(credentials)
	if err != nil {
		panic(err)
	}
	verifier, err := sigv4.NewVerifier(sigv4.VerifierConfig{
		Keys: keys, Regions: []string{"us-east-1"}, Services: []string{"s3"},
	})
	if err != nil {
		panic(err)
	}

	// What arrived; these headers are AWS's own example.
	now := time.Date(2013, 5, 24, 0, 0, 7, 0, time.UTC)
	r := &sigv4.Received{
		Method: "GET", Host: "examplebucket.s3.amazonaws.com", Path: "/test.txt",
		Headers: []sigv4.Header{
			{Name: "Range", Value: "bytes=0-9"},
			{Name: "x-amz-content-sha256", Value: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
			{Name: "x-amz-date", Value: "20130524T000000Z"},
			{Name: "Authorization", Value: "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request," +
				"SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
		},
	}
	id, err := verifier.Verify(context.Background(), r, now)
	fmt.Println(id.AccessKeyID, id.Path, id.SignedHeaders, err)

	r.Path = "/other.txt"
	_, err = verifier.Verify(context.Background(), r, now)
	var refusal *sigv4.Refusal
	if errors.As(err, &refusal) {
		fmt.Println(refusal.Reason, refusal.Status(), refusal.Code())
	}
	// Output:
	// AKIAIOSFODNN7EXAMPLE /test.txt host;range;x-amz-content-sha256;x-amz-date <nil>
	// signature-mismatch 403 SignatureDoesNotMatch
}
