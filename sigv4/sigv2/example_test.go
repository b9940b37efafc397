package sigv2_test

import (
	"encoding/base64"
	"fmt"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv2"
)

func exampleSigner(o sigv2.Options) *sigv2.LegacySigner {
	signer, err := sigv2.NewLegacySignerWithOptions(sigv4.Credentials{
		AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
		SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	}, o)
	if err != nil {
		panic(err)
	}
	return signer
}

// The example of S3's documentation, edition of 2017.
func ExampleLegacySigner_Presign() {
	presigned, err := exampleSigner(sigv2.Options{}).Presign(&sigv2.Request{
		Method: "GET", Host: "johnsmith.s3.amazonaws.com", HostBucket: "johnsmith", Path: "/photos/puppy.jpg",
	}, time.Hour, time.Unix(1175136020, 0))
	if err != nil {
		panic(err)
	}
	fmt.Println(presigned.URL)
	fmt.Println(presigned.Expires)
	// Output:
	// https://johnsmith.s3.amazonaws.com/photos/puppy.jpg?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620
	// 2007-03-29 03:40:20 +0000 UTC
}

// MinIO takes signed headers from the request, so they are not in the URL.
func ExampleLegacySigner_Presign_minio() {
	presigned, err := exampleSigner(sigv2.Options{Store: sigv2.StoreMinIO}).Presign(&sigv2.Request{
		Method: "PUT", Scheme: "http", Host: "127.0.0.1:9000", PathBucket: "b", Path: "/b/k",
		Headers: []sigv4.Header{{Name: "Content-Type", Value: "text/plain"}, {Name: "x-amz-meta-a", Value: "1"}},
	}, time.Hour, time.Unix(1369353600, 0))
	if err != nil {
		panic(err)
	}
	fmt.Println(presigned.URL)
	for _, header := range presigned.Headers {
		fmt.Println("send", header.Name+":", header.Value)
	}
	// Output:
	// http://127.0.0.1:9000/b/k?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=OrIEon%2BbzNqYY0sEYZ4MIyJ6Atc%3D&Expires=1369357200
	// send Content-Type: text/plain
	// send x-amz-meta-a: 1
}

// The second example of S3's documentation.
func ExampleLegacySigner_Sign() {
	added, err := exampleSigner(sigv2.Options{}).Sign(&sigv2.Request{
		Method: "PUT", Host: "awsexamplebucket1.s3.us-west-1.amazonaws.com", HostBucket: "awsexamplebucket1", Path: "/photos/puppy.jpg",
		Headers: []sigv4.Header{
			{Name: "Content-Type", Value: "image/jpeg"},
			{Name: "Date", Value: "Tue, 27 Mar 2007 21:15:45 +0000"},
		},
	}, time.Now()) // the request has its date
	if err != nil {
		panic(err)
	}
	for _, header := range added {
		fmt.Println(header.Name+":", header.Value)
	}
	// Output:
	// Authorization: AWS AKIAIOSFODNN7EXAMPLE:iqRzw+ileNPu1fhspnRs8nOjjIA=
}

func ExampleLegacySigner_AppendPostSignature() {
	policy := base64.StdEncoding.EncodeToString([]byte(`{"expiration": "2013-05-24T01:00:00Z", "conditions": [{"bucket": "b"}, {"key": "k"}]}`))
	signature, err := exampleSigner(sigv2.Options{}).AppendPostSignature(nil, []byte(policy))
	if err != nil {
		panic(err)
	}
	fmt.Printf("%s\n", signature)
	// Output:
	// doXwzGm3u+sO+/+0y+/K4/uQRVo=
}

func ExampleLegacySigner_ExplainPresigned() {
	e, err := exampleSigner(sigv2.Options{}).ExplainPresigned(&sigv2.Request{
		Method: "GET", Host: "s3.amazonaws.com", PathBucket: "b", Path: "/b", RawQuery: "prefix=a&versions",
	}, time.Hour, time.Unix(1369353600, 0))
	if err != nil {
		panic(err)
	}
	fmt.Printf("%q\n", e.StringToSign)
	// Output:
	// "GET\n\n\n1369357200\n/b/?versions"
}
