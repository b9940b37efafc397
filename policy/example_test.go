package policy_test

import (
	"fmt"
	"log"
	"time"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/sigv4"
)

// A form with which a browser may upload one image of up to 10 MiB below
// user/eric/, within a quarter of an hour.
func ExampleSign() {
	signer, err := sigv4.NewSigner(sigv4.Credentials{
		AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
		SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	}, sigv4.Scope{Region: "eu-central-1", Service: "s3"})
	if err != nil {
		log.Fatal(err)
	}
	form, err := policy.Sign(policy.Post{
		URL:    "https://amzn-b.s3.eu-central-1.amazonaws.com/",
		Bucket: "amzn-b",
		Key:    "user/eric/${filename}",
		Fields: []policy.Field{
			{Name: "acl", Value: "private"},
			{Name: "success_action_status", Value: "201"},
		},
		Conditions: []policy.Condition{
			policy.StartsWith{Name: "Content-Type", Prefix: "image/"},
			policy.ContentLengthRange{Min: 1, Max: 10 << 20},
		},
		Expires: 15 * time.Minute,
	}, signer, time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(form.Policy)
	fmt.Println("POST", form.URL)
	for _, f := range form.Fields {
		fmt.Printf("%s: %.64s\n", f.Name, f.Value) // the policy is longer
	}
	// Output:
	// {"expiration": "2013-05-24T00:15:00Z", "conditions": [["starts-with", "$Content-Type", "image/"], ["content-length-range", 1, 10485760], {"acl": "private"}, {"success_action_status": "201"}, {"bucket": "amzn-b"}, ["starts-with", "$key", "user/eric/"], {"x-amz-algorithm": "AWS4-HMAC-SHA256"}, {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20130524/eu-central-1/s3/aws4_request"}, {"x-amz-date": "20130524T000000Z"}]}
	// POST https://amzn-b.s3.eu-central-1.amazonaws.com/
	// acl: private
	// success_action_status: 201
	// key: user/eric/${filename}
	// x-amz-algorithm: AWS4-HMAC-SHA256
	// x-amz-credential: AKIAIOSFODNN7EXAMPLE/20130524/eu-central-1/s3/aws4_request
	// x-amz-date: 20130524T000000Z
	// policy: eyJleHBpcmF0aW9uIjogIjIwMTMtMDUtMjRUMDA6MTU6MDBaIiwgImNvbmRpdGlv
	// x-amz-signature: 464a79cf3fe74f0a535e70947f34ac0cb4983351609ad398fb60debd91631033
}
