package s3_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

func ExampleEndpoint_Object() {
	e := s3.Endpoint{Region: "eu-central-1"}
	a, err := e.Object(s3.Location{Bucket: "examplebucket", Key: "photos/a b+c.jpg"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Host)
	fmt.Println(a.Path)
	fmt.Println(a.SigningRegion, a.SigningService)
	// Output:
	// examplebucket.s3.eu-central-1.amazonaws.com
	// /photos/a%20b%2Bc.jpg
	// eu-central-1 s3
}

// A store that is not AWS's gets the bucket in the path unless told otherwise.
func ExampleEndpoint_Object_custom() {
	o := s3.Location{Bucket: "examplebucket", Key: "k"}
	for _, style := range []s3.Addressing{s3.AddressAuto, s3.AddressVirtual} {
		e := s3.Endpoint{Region: "us-east-1", URL: "http://localhost:9000", Addressing: style}
		a, err := e.Object(o)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(a.URL())
	}
	// Output:
	// http://localhost:9000/examplebucket/k
	// http://examplebucket.localhost:9000/k
}

// An address has all that a request to sign needs. This is the presigned URL of
// AWS's documentation, which uses the global host (S3 API Reference,
// "Authenticating Requests: Using Query Parameters").
func ExampleAddress_presign() {
	e := s3.Endpoint{Region: "us-east-1", Global: true}
	a, err := e.Object(s3.Location{Bucket: "examplebucket", Key: "test.txt"})
	if err != nil {
		fmt.Println(err)
		return
	}
	signer, err := sigv4.NewSigner(sigv4.Credentials{
		AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
		SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	}, a.Scope())
	if err != nil {
		fmt.Println(err)
		return
	}
	r := sigv4.Request{Method: "GET", Scheme: a.Scheme, Host: a.Host, Path: a.Path, Payload: sigv4.UnsignedPayload}
	p, err := signer.Presign(&r, 24*time.Hour, time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.URL[:len(a.URL())])
	fmt.Println(p.URL[len(p.URL)-64:])
	// Output:
	// https://examplebucket.s3.amazonaws.com/test.txt
	// aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404
}

func ExampleError() {
	e := s3.Endpoint{Region: "us-east-1", Accelerate: true, FIPS: true}
	_, err := e.Bucket("examplebucket")
	fmt.Println(errors.Is(err, s3.ErrCombination))
	fmt.Println(err)
	// Output:
	// true
	// s3: impossible combination (Accelerate): AWS has no acceleration host with FIPS
}

func ExampleKeyWarning() {
	fmt.Println(s3.KeyWarning("reports/../index.html"))
	// Output:
	// the key has a segment "..", which browsers and curl without --path-as-is remove from the URL
}

func ExampleCheckNewBucket() {
	fmt.Println(s3.CheckNewBucket("my_bucket"))
	// Output:
	// s3: invalid bucket name: it holds '_'; new buckets have lower-case letters, digits, '.' and '-' (at byte 2)
}
