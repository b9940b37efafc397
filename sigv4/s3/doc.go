// Package s3 turns what a program wants of S3 into the request to sign: a bucket
// and a key into an address, and an operation with its parameters, by boto3's
// names, into a presigned URL.
//
// # Addresses
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
// # Access points, Outposts, Object Lambda, S3 Express
//
// What S3 addresses like a bucket may stand where a bucket's name does. At AWS
// each has a host of its own, is never in the path, and is signed for as the
// [Address] says:
//
//	arn:aws:s3:R:ACCOUNT:accesspoint/NAME                      NAME-ACCOUNT.s3-accesspoint.R
//	arn:aws:s3-object-lambda:R:ACCOUNT:accesspoint/NAME        NAME-ACCOUNT.s3-object-lambda.R
//	arn:aws:s3-outposts:R:ACCOUNT:outpost/ID/accesspoint/NAME  NAME-ACCOUNT.ID.s3-outposts.R
//	...--op-s3                                                 ALIAS.ID.s3-outposts.R
//	arn:aws:s3::ACCOUNT:accesspoint/ALIAS.mrap                 ALIAS.mrap.accesspoint.s3-global
//	NAME--ZONE--x-s3, NAME--ZONE--xa-s3                        BUCKET.s3express-ZONE.R
//	...-s3alias                                                as an ordinary bucket
//
// In an ARN ":" may stand for "/" after the account. Its region is the one that
// is addressed and signed for, unless [Endpoint].MatchARNRegion refuses it.
// Multi-Region Access Points accept SigV4A only: [Address.RequireSigV4] tells. S3
// Express wants the credentials of a session: [Address].Session tells, and
// [Endpoint.ControlBucket] is for the operations that manage its buckets.
//
// Options that do not go with one of these are refused with [ErrCombination] and
// the reason.
//
// # Operations
//
// Every S3 operation can be presigned by its name, with the parameters that
// boto3 gives it, and those with a body too. A [Presigner] tells the method and
// the headers that must be sent with the URL:
//
//	p, err := s3.NewPresigner(s3.PresignConfig{Endpoint: e, Credentials: credentials})
//	put, err := s3.Lookup("put_object")
//	u, err := p.Presign(s3.Call{
//		Operation: put,
//		Params:    map[string]any{"Bucket": "examplebucket", "Key": "a.txt", "ContentType": "text/plain"},
//	}, 15*time.Minute, time.Now())
//
// All that is wrong with a call's parameters is in one [*CallError].
// [Endpoint.Request] binds a call without signing it, and [Lookup] and
// [Operations] tell which operations and parameters there are.
//
// The package does no I/O and imports neither net/url nor fmt.
//
// [Virtual hosting]: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
package s3
