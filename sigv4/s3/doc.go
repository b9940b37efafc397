// Package s3 turns an S3 bucket and key into the address of a request: scheme,
// host, wire path, and the region and service to sign for.
//
// An [Endpoint] says where S3 is: an AWS region, or the URL of another store.
// [Endpoint.Object], [Endpoint.Bucket] and [Endpoint.Service] yield the
// [Address] of an object, of a bucket and of the service itself:
//
//	e := s3.Endpoint{Region: "eu-central-1"}
//	a, err := e.Object(s3.Location{Bucket: "examplebucket", Key: "photos/a b.jpg"})
//	// a.URL() is https://examplebucket.s3.eu-central-1.amazonaws.com/photos/a%20b.jpg
//
// The host is always the regional one, in us-east-1 as elsewhere, unless
// [Endpoint].Global asks for the old global host.
//
// # Virtual host or path
//
// A bucket stands in the host where it can: its name has 3 to 63 characters, is
// made of lower-case letters, digits and "-", and begins and ends with a letter
// or digit. A name with a dot does not qualify, because the wildcard in S3's
// certificate covers one label only. Any other bucket stands in the path, even
// when [AddressVirtual] is asked for. Custom endpoints get the bucket in the
// path unless [AddressVirtual] is asked for, and endpoints that are an IP
// address always do. See [Virtual hosting] in the S3 User Guide.
//
// # Keys
//
// A key is bytes. Each byte outside A-Z a-z 0-9 - . _ ~ / is percent-encoded and
// nothing is normalised, so "a//b", "./a" and "/a" name three different objects,
// as they do for S3. Browsers and curl rewrite some of these before sending:
// [KeyWarning] knows which.
//
// # Limits
//
// Plain buckets and access point aliases ending in "-s3alias" are addressed.
// ARNs, Outposts aliases, Multi-Region Access Points and S3 Express directory
// buckets have rules of their own and are refused with [ErrBucket] rather than
// addressed wrongly.
//
// The package does no I/O, keeps no state, and imports neither net/url nor fmt.
//
// [Virtual hosting]: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
package s3
