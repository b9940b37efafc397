package sigv2

// A Store says whose reading of Signature Version 2 to follow, because servers
// differ in three things: which query parameters are sub-resources, whether a
// URL may hold signed headers, and how a parameter without a value is written.
// Signing for the wrong one gives a SignatureDoesNotMatch for a few operations;
// plain reads and writes of objects are alike everywhere.
type Store uint8

const (
	// StoreS3 is AWS S3 as its documentation and AWS's own clients have it, and
	// what an unknown store should be taken for. Signed headers stand in the
	// URL, as boto3 has them; a sub-resource without a value is written ?acl.
	StoreS3 Store = iota

	// StoreMinIO is MinIO's server (cmd/signature-v2.go, 2026-02-12). It signs
	// encryption, legal-hold and retention as sub-resources, but not
	// replication, object-lock or restore. It takes signed headers from the
	// request only, never from the URL. It wants an equals sign behind every
	// parameter, ?acl=, and cannot check a sub-resource's value that holds '&',
	// which is therefore refused. PutObjectTagging and DeleteObjectTagging only
	// work when x-amz-tagging is sent and signed as well, with the tags in its
	// form, a=b&c=d, in the server's order: the server writes that header before
	// it looks at the signature.
	StoreMinIO

	// StoreCeph is Ceph's RADOS Gateway (src/rgw/rgw_auth_s3.cc). It signs
	// encryption, policyStatus, publicAccessBlock and object-lock as
	// sub-resources. Of signed headers in a URL it takes but x-amz-meta-* and
	// the session token, so they are sent as headers.
	StoreCeph

	stores // how many there are
)

// A HeaderPlace says where a presigned URL's signed headers go. Header signing
// does not ask.
type HeaderPlace uint8

const (
	// HeadersByStore puts them where the store takes them from: for [StoreS3]
	// into the URL, for all others into the request.
	HeadersByStore HeaderPlace = iota
	// HeadersSent leaves them to the sender of the request. The documentation's
	// rules and every store allow it. It keeps an SSE-C key out of the URL.
	HeadersSent
)

// Options are the choices that a store needs. The zero value is boto3's.
type Options struct {
	Store   Store
	Headers HeaderPlace
}

// inURL reports whether signed headers go into a presigned URL.
func (o Options) inURL() bool { return o.Store == StoreS3 && o.Headers == HeadersByStore }
