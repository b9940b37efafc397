package s3_test

import (
	"fmt"

	"github.com/sig4/sig4/sigv4/s3"
)

// An access point's ARN stands where the bucket's name does, and brings its
// region.
func ExampleEndpoint_Object_accessPoint() {
	e := s3.Endpoint{Region: "eu-central-1"}
	a, err := e.Object(s3.Location{Bucket: "arn:aws:s3:us-west-2:123456789012:accesspoint/my-ap", Key: "k"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.URL())
	fmt.Println(a.SigningRegion, a.SigningService)

	e.MatchARNRegion = true
	_, err = e.Object(s3.Location{Bucket: "arn:aws:s3:us-west-2:123456789012:accesspoint/my-ap", Key: "k"})
	fmt.Println(err)
	// Output:
	// https://my-ap-123456789012.s3-accesspoint.us-west-2.amazonaws.com/k
	// us-west-2 s3
	// s3: impossible combination (MatchARNRegion): the ARN's region is not the endpoint's
}

// Objects of a directory bucket are in its zone; the bucket itself is managed at
// the region's control endpoint.
func ExampleEndpoint_ControlBucket() {
	e := s3.Endpoint{Region: "us-west-2"}
	zonal, err := e.Bucket("my-bucket--usw2-az1--x-s3")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(zonal.URL(), zonal.Session)
	control, err := e.ControlBucket("my-bucket--usw2-az1--x-s3")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(control.URL(), control.Session)
	// Output:
	// https://my-bucket--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com/ true
	// https://s3express-control.us-west-2.amazonaws.com/my-bucket--usw2-az1--x-s3 false
}

// A Multi-Region Access Point has an address, but not for Signature Version 4.
func ExampleAddress_RequireSigV4() {
	e := s3.Endpoint{Region: "us-west-2"}
	a, err := e.Bucket("arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.URL())
	fmt.Println(a.RequireSigV4())
	// Output:
	// https://mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com/
	// s3: unsupported signature algorithm: the address is a Multi-Region Access Point, which accepts SigV4A (AWS4-ECDSA-P256-SHA256) for the region set * only; a Signature Version 4 signer cannot sign for it
}
