package s3

import "github.com/sig4/sig4/sigv4"

// Addressing is where the bucket stands in a URL. The zero value is
// [AddressAuto].
type Addressing uint8

const (
	// AddressAuto is [AddressVirtual] on AWS and [AddressPath] on a custom
	// endpoint, whose name service seldom knows a host for each bucket.
	AddressAuto Addressing = iota

	// AddressPath puts the bucket into the path: https://host/bucket/key.
	AddressPath

	// AddressVirtual puts the bucket into the host, https://bucket.host/key,
	// where its name and the host allow it, else into the path.
	AddressVirtual
)

// An Endpoint says where an S3 service is.
//
// The zero value is not valid: Region is required. With nothing but a Region it
// is AWS's endpoint of that region. An Endpoint is only read by its methods, so
// it may be copied and used by several goroutines.
type Endpoint struct {
	// Region is the region's code, such as "eu-central-1". On AWS it is part of
	// the host and chooses the partition's domain; for a custom endpoint it only
	// goes into the credential scope. "aws-global" stands for us-east-1 at the
	// global host.
	Region string

	// URL is the endpoint of a store that is not reached by AWS's own host
	// names: http or https, a host, optionally a port and a base path, such as
	// "http://localhost:9000" or "https://example.com/storage". The default port
	// of the scheme is left out of the address, one "/" at the end is dropped,
	// and the host is put into lower case, as browsers do. Empty means AWS.
	URL string

	// Addressing is where the bucket stands.
	Addressing Addressing

	// DualStack chooses AWS's hosts that answer over IPv6 as well as IPv4.
	DualStack bool

	// FIPS chooses AWS's hosts with cryptography validated to FIPS 140. The
	// partition of China has none.
	FIPS bool

	// Accelerate chooses AWS's edge locations (S3 Transfer Acceleration). It
	// needs a bucket that can stand in the host, and excludes FIPS and
	// AddressPath. Requests for no bucket go to the ordinary host.
	Accelerate bool

	// Global chooses the old host without a region, bucket.s3.amazonaws.com, as
	// boto3 does by default. It exists in the standard partition only. AWS
	// forwards or redirects from there to the bucket's region, but answers HTTP
	// 400 for regions launched after 20 March 2019, and answers path-style
	// requests for buckets of us-east-1 only. The signature is still for Region.
	// (S3 User Guide, "Virtual hosting of general purpose buckets", "Legacy
	// global endpoint".)
	Global bool
}

// Service returns the address of requests that concern no bucket, such as
// ListBuckets.
//
// Errors are an [*Error] of kind [ErrRegion], [ErrEndpoint] or [ErrCombination].
func (e Endpoint) Service() (Address, error) { return e.address(target{}) }

// Bucket returns the address of a bucket: "/" on a virtual host, "/bucket" in
// path style.
//
// It accepts every name that a bucket may have had since S3 began: 1 to 255 of
// the characters A-Z a-z 0-9 . - _ , but for "." and "..". Until March 2018
// us-east-1 gave out names that no new bucket may have, and stores other than
// AWS's have rules of their own; [CheckNewBucket] has the rules for new buckets.
//
// Errors are an [*Error] of kind [ErrBucket], [ErrRegion], [ErrEndpoint] or
// [ErrCombination].
func (e Endpoint) Bucket(bucket string) (Address, error) {
	if err := checkBucket(bucket); err != nil {
		return Address{}, err
	}
	return e.address(target{bucket: bucket})
}

// Object returns the address of an object. The bucket is accepted as by
// [Endpoint.Bucket]. The key is UTF-8 of 1 to 1,024 bytes (S3 User Guide,
// "Naming Amazon S3 objects") and is percent-encoded here, once, whatever it
// holds: the key "a%20b" becomes "/a%2520b".
//
// Errors are an [*Error] of kind [ErrBucket], [ErrKey], [ErrRegion],
// [ErrEndpoint] or [ErrCombination].
func (e Endpoint) Object(o Location) (Address, error) {
	if err := checkBucket(o.Bucket); err != nil {
		return Address{}, err
	}
	if err := checkKey(o.Key); err != nil {
		return Address{}, err
	}
	return e.address(target{bucket: o.Bucket, key: o.Key})
}

// target is what an address points at, already checked. A key is never empty,
// so the empty strings mean none.
type target struct{ bucket, key string }

// signingService is the service of the credential scope of plain buckets.
const signingService = "s3"

func (e Endpoint) address(t target) (Address, error) {
	if e.Addressing > AddressVirtual {
		return Address{}, &Error{Err: ErrEndpoint, Name: "Addressing", Offset: -1, Reason: "it is none of the known styles"}
	}
	if e.URL != "" {
		return e.custom(t)
	}
	return e.aws(t)
}

// custom addresses a store by Endpoint.URL.
func (e Endpoint) custom(t target) (Address, error) {
	// AWS's own rules refuse the first three as well: these options choose among
	// AWS's hosts, and here the host is given.
	const reason = "it chooses among AWS's hosts, so it cannot be used with a custom endpoint URL"
	switch {
	case e.Accelerate:
		return Address{}, clash("Accelerate", reason)
	case e.FIPS:
		return Address{}, clash("FIPS", reason)
	case e.DualStack:
		return Address{}, clash("DualStack", reason)
	case e.Global:
		return Address{}, clash("Global", reason)
	}
	region := e.Region
	if region == regionGlobal {
		region = regionFirst
	}
	if err := checkScopeRegion(region); err != nil {
		return Address{}, err
	}
	u, err := parseURL(e.URL)
	if err != nil {
		return Address{}, err
	}
	virtual := e.Addressing == AddressVirtual && !u.ip && hostable(t.bucket) &&
		len(t.bucket)+1+u.hostLen <= maxHost
	a := Address{Scheme: u.scheme, Host: u.host, SigningRegion: region, SigningService: signingService}
	if virtual {
		a.Host = t.bucket + "." + u.host
	}
	a.Path = t.path(u.base, virtual)
	return a, nil
}

// path returns the wire path below base, which is empty or begins with "/".
func (t target) path(base string, virtual bool) string {
	inPath := t.bucket != "" && !virtual
	if t.key == "" {
		switch {
		case inPath:
			return base + "/" + t.bucket
		case base == "":
			return "/"
		}
		return base
	}
	b := make([]byte, 0, len(base)+len(t.bucket)+len(t.key)+16)
	b = append(b, base...)
	if inPath {
		b = append(b, '/')
		b = append(b, t.bucket...) // its alphabet needs no encoding
	}
	b = append(b, '/')
	return string(sigv4.AppendEscapedPath(b, t.key))
}
