package s3_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

var exampleCredentials = sigv4.Credentials{
	AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
	SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
}

// An upload: whoever has the URL may store one object, of one content type.
func ExamplePresigner_Presign() {
	p, err := s3.NewPresigner(s3.PresignConfig{
		Endpoint:    s3.Endpoint{Region: "eu-central-1"},
		Credentials: exampleCredentials,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	op, err := s3.Lookup("put_object")
	if err != nil {
		fmt.Println(err)
		return
	}
	url, err := p.Presign(s3.Call{Operation: op, Params: map[string]any{
		"Bucket":      "examplebucket",
		"Key":         "photos/a b.jpg",
		"ContentType": "image/jpeg",
	}}, 15*time.Minute, time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(url.Method, url.URL[:strings.Index(url.URL, "?")])
	for _, h := range url.Headers {
		fmt.Println("send", h.Name+":", h.Value)
	}
	fmt.Println("until", url.Effective)
	// Output:
	// PUT https://examplebucket.s3.eu-central-1.amazonaws.com/photos/a%20b.jpg
	// send Content-Type: image/jpeg
	// until 2013-05-24 00:15:00 +0000 UTC
}

// The parameters are those of boto3, so they can be taken from JSON.
func ExampleEndpoint_Request() {
	op, err := s3.Lookup("list_objects_v2")
	if err != nil {
		fmt.Println(err)
		return
	}
	c := s3.Call{Operation: op}
	if err := json.Unmarshal([]byte(`{"Bucket": "examplebucket", "Prefix": "a/", "MaxKeys": 10}`), &c.Params); err != nil {
		fmt.Println(err)
		return
	}
	r, err := s3.Endpoint{Region: "eu-central-1"}.Request(c)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Method, r.URL())
	// Output:
	// GET https://examplebucket.s3.eu-central-1.amazonaws.com/?list-type=2&max-keys=10&prefix=a%2F
}

// One error lists all that is wrong.
func ExampleCallError() {
	op, err := s3.Lookup("upload_part")
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = s3.Endpoint{Region: "eu-central-1"}.Request(s3.Call{Operation: op, Params: map[string]any{
		"Bucket": "examplebucket", "key": "k", "PartNumber": "one", "UploadId": "u",
	}})
	var all *s3.CallError
	if errors.As(err, &all) {
		for _, problem := range all.Problems {
			fmt.Println(problem)
		}
	}
	fmt.Println(errors.Is(err, s3.ErrMissingParam))
	// Output:
	// s3: missing parameter "Key"
	// s3: wrong type of parameter "PartNumber": it must be an integer
	// s3: unknown parameter "key": is Key meant?
	// true
}

// An operation tells what it takes.
func ExampleOperation_Params() {
	op, err := s3.Lookup("GetBucketLocation")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(op.SnakeName(), op.Method(), op.Query())
	for _, p := range op.Params() {
		fmt.Println(p.Name, p.Place, p.Wire, p.Required)
	}
	// Output:
	// get_bucket_location GET location
	// Bucket address  true
	// ExpectedBucketOwner header x-amz-expected-bucket-owner false
}
