package s3

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
	// global host. A bucket that is an ARN brings a region of its own, of the same
	// partition.
	Region string

	// URL is the endpoint of a store that is not reached by AWS's own host
	// names: http or https, a host, optionally a port and a base path, such as
	// "http://localhost:9000" or "https://example.com/storage". The default port
	// of the scheme is left out of the address, one "/" at the end is dropped,
	// and the host is put into lower case, as browsers do. Empty means AWS.
	//
	// An access point stands before the host, which then is no IP address: at
	// https://example.com it is https://NAME-ACCOUNT.example.com. Multi-Region
	// Access Points have one host, whatever is given here.
	URL string

	// Addressing is where the bucket stands.
	Addressing Addressing

	// DualStack chooses AWS's hosts that answer over IPv6 as well as IPv4. Object
	// Lambda, S3 on Outposts and Multi-Region Access Points have none.
	DualStack bool

	// FIPS chooses AWS's hosts with cryptography validated to FIPS 140. The
	// partition of China has none, nor have S3 on Outposts and Multi-Region Access
	// Points. The alias of an access point on Outposts (--op-s3) keeps its one
	// host, as AWS's own rules have it; the access point's ARN is refused.
	FIPS bool

	// Accelerate chooses AWS's edge locations (S3 Transfer Acceleration). It
	// needs a bucket that can stand in the host, and excludes FIPS and
	// AddressPath. Requests for no bucket go to the ordinary host. Buckets only
	// have it, not access points nor S3 Express.
	Accelerate bool

	// Global chooses the old host without a region, bucket.s3.amazonaws.com, as
	// boto3 does by default. It exists in the standard partition only. AWS
	// forwards or redirects from there to the bucket's region, but answers HTTP
	// 400 for regions launched after 20 March 2019, and answers path-style
	// requests for buckets of us-east-1 only. The signature is still for Region.
	// (S3 User Guide, "Virtual hosting of general purpose buckets", "Legacy
	// global endpoint".)
	Global bool

	// MatchARNRegion refuses an ARN of another region than Region. Otherwise the
	// ARN's region is the one that is addressed and signed for. AWS's clients call
	// the opposite use_arn_region.
	MatchARNRegion bool

	// ExpressIAM signs S3 Express requests with ordinary credentials instead of
	// those of a session, for CreateSession, HeadBucket, CopyObject and
	// UploadPartCopy, or for all (AWS's clients call it
	// s3_disable_express_session_auth). It only changes [Address].Session.
	ExpressIAM bool
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
// In place of a bucket may stand what S3 addresses like one: the ARN of an access
// point, of an Object Lambda access point, of an access point on Outposts or of a
// Multi-Region Access Point, an alias that ends in -s3alias or --op-s3, a
// directory bucket of S3 Express (--x-s3) and an access point of one (--xa-s3).
// Each has a host of its own; see the package's documentation.
//
// Errors are an [*Error] of kind [ErrBucket], [ErrRegion], [ErrEndpoint] or
// [ErrCombination].
func (e Endpoint) Bucket(bucket string) (Address, error) {
	t, err := newTarget(bucket)
	if err != nil {
		return Address{}, err
	}
	return e.address(t)
}

// Object returns the address of an object. The bucket is accepted as by
// [Endpoint.Bucket]. The key is UTF-8 of 1 to 1,024 bytes (S3 User Guide,
// "Naming Amazon S3 objects") and is percent-encoded here, once, whatever it
// holds: the key "a%20b" becomes "/a%2520b".
//
// Errors are an [*Error] of kind [ErrBucket], [ErrKey], [ErrRegion],
// [ErrEndpoint] or [ErrCombination].
func (e Endpoint) Object(o Location) (Address, error) {
	t, err := newTarget(o.Bucket)
	if err != nil {
		return Address{}, err
	}
	if err := checkKey(o.Key); err != nil {
		return Address{}, err
	}
	t.key = o.Key
	return e.address(t)
}

func (e Endpoint) address(t target) (Address, error) {
	if err := e.checkAddressing(); err != nil {
		return Address{}, err
	}
	switch t.kind {
	case directoryBucket, directoryAccessPoint:
		return e.express(t)
	case accessPoint, objectLambda, multiRegion, outpost:
		return e.arnAddress(t)
	case outpostAlias:
		return e.outpostAlias(t)
	}
	if e.URL != "" {
		return e.custom(t)
	}
	return e.aws(t)
}

func (e Endpoint) checkAddressing() error {
	if e.Addressing > AddressVirtual {
		return &Error{Err: ErrEndpoint, Name: "Addressing", Offset: -1, Reason: "it is none of the known styles"}
	}
	return nil
}

// home returns the region that the endpoint stands for.
func (e Endpoint) home() string {
	if e.Region == regionGlobal {
		return regionFirst
	}
	return e.Region
}

// checkRegion checks the endpoint's region for where it goes: into a host or
// only into the scope.
func (e Endpoint) checkRegion() error {
	if e.URL == "" {
		return checkHostRegion(e.Region)
	}
	return checkScopeRegion(e.Region)
}

// checkCustom refuses the options that make no sense beside Endpoint.URL.
func (e Endpoint) checkCustom() error {
	// AWS's own rules refuse the first three as well: these options choose among
	// AWS's hosts, and here the host is given.
	const reason = "it chooses among AWS's hosts, so it cannot be used with a custom endpoint URL"
	switch {
	case e.URL == "":
		return nil
	case e.Accelerate:
		return clash("Accelerate", reason)
	case e.FIPS:
		return clash("FIPS", reason)
	case e.DualStack:
		return clash("DualStack", reason)
	case e.Global:
		return clash("Global", reason)
	}
	return nil
}

// custom addresses a plain bucket, or none, at the store of Endpoint.URL.
func (e Endpoint) custom(t target) (Address, error) {
	if err := e.checkCustom(); err != nil {
		return Address{}, err
	}
	if err := e.checkRegion(); err != nil {
		return Address{}, err
	}
	u, err := parseURL(e.URL)
	if err != nil {
		return Address{}, err
	}
	virtual := e.Addressing == AddressVirtual && !u.ip && hostable(t.bucket) &&
		len(t.bucket)+1+u.hostLen <= maxHost
	a := Address{Scheme: u.scheme, Host: u.host, SigningRegion: e.home(), SigningService: serviceS3}
	if virtual {
		a.Host = t.bucket + "." + u.host
	}
	a.Path = t.path(u.base, virtual)
	return a, nil
}
