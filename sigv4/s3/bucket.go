package s3

import "strings"

const (
	maxBucket    = 255 // of the names that us-east-1 gave out until March 2018
	minNewBucket = 3
	maxNewBucket = 63
)

// checkBucket accepts the names that a bucket may have had at any time, and that
// stand for one without being an ARN; AWS's own clients accept the same alphabet
// and length. What S3 refuses for new buckets only is the subject of
// CheckNewBucket.
func checkBucket(bucket string) error {
	switch {
	case bucket == "":
		return fail(ErrBucket, "it is empty")
	case len(bucket) > maxBucket:
		return fail(ErrBucket, "it is longer than 255 characters")
	}
	for i := 0; i < len(bucket); i++ {
		c := bucket[i]
		if !isAlnum(c) && c != '.' && c != '-' && c != '_' {
			return failAt(ErrBucket, i, "it holds "+byteName(c)+", which is neither a letter, a digit, '.', '-' nor '_'")
		}
	}
	if isDotSegment(bucket) {
		return fail(ErrBucket, "it is a dot segment, which clients remove from a path")
	}
	if strings.HasSuffix(bucket, suffixMultiRegion) {
		return fail(ErrBucket, "it names a Multi-Region Access Point ("+suffixMultiRegion+"); give its ARN instead, arn:aws:s3::ACCOUNT:accesspoint/ALIAS")
	}
	return nil
}

// hostable reports whether bucket can be a label of S3's hosts.
func hostable(bucket string) bool {
	if len(bucket) < minNewBucket || len(bucket) > maxNewBucket {
		return false
	}
	for i := 0; i < len(bucket); i++ {
		if !isLowerAlnum(bucket[i]) && bucket[i] != '-' {
			return false
		}
	}
	return bucket[0] != '-' && bucket[len(bucket)-1] != '-'
}

// CheckNewBucket reports why S3 would not create a general purpose bucket of
// this name, as an [*Error] of kind [ErrBucket], or nil. Buckets that exist may
// have names that it refuses: addresses do not depend on it.
//
// The source is the S3 User Guide, "General purpose bucket naming rules".
// Whether the name is still free only S3 knows.
func CheckNewBucket(bucket string) error {
	switch {
	case bucket == "":
		return fail(ErrBucket, "it is empty")
	case len(bucket) < minNewBucket:
		return fail(ErrBucket, "it is shorter than 3 characters")
	case len(bucket) > maxNewBucket:
		return fail(ErrBucket, "it is longer than 63 characters")
	}
	for i := 0; i < len(bucket); i++ {
		c := bucket[i]
		if !isLowerAlnum(c) && c != '.' && c != '-' {
			return failAt(ErrBucket, i, "it holds "+byteName(c)+"; new buckets have lower-case letters, digits, '.' and '-'")
		}
		if c == '.' && i > 0 && bucket[i-1] == '.' {
			return failAt(ErrBucket, i, "it holds two adjacent dots")
		}
	}
	switch {
	case !isLowerAlnum(bucket[0]):
		return failAt(ErrBucket, 0, "it does not begin with a letter or a digit")
	case !isLowerAlnum(bucket[len(bucket)-1]):
		return failAt(ErrBucket, len(bucket)-1, "it does not end with a letter or a digit")
	case isDottedQuad(bucket):
		return fail(ErrBucket, "it has the form of an IPv4 address")
	}
	for _, prefix := range reservedPrefixes {
		if strings.HasPrefix(bucket, prefix) {
			return fail(ErrBucket, "it begins with "+prefix+", which S3 reserves")
		}
	}
	for _, suffix := range reservedSuffixes {
		if strings.HasSuffix(bucket, suffix) {
			return fail(ErrBucket, "it ends with "+suffix+", which S3 reserves")
		}
	}
	return nil
}

var (
	reservedPrefixes = [...]string{"xn--", "sthree-", "amzn-s3-demo-"}

	// "--xa-s3" and "--op-s3" are not in the bucket rules, but in those of the
	// aliases that S3 itself makes; a bucket so named could not be addressed.
	reservedSuffixes = [...]string{"-s3alias", "--ol-s3", suffixDirectory, "--table-s3", suffixMultiRegion, suffixDirectoryAccessPoint, suffixOutpost}
)

// isDottedQuad reports whether s is four numbers joined by dots, in range or
// not: the rule is about the form.
func isDottedQuad(s string) bool {
	dots := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '.':
			dots++
		case !isDigit(s[i]):
			return false
		}
	}
	return dots == 3
}
