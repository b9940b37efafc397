package s3

// An Algorithm is a way to sign. The zero value is [SigV4].
type Algorithm uint8

const (
	// SigV4 is AWS4-HMAC-SHA256, which package sigv4 makes.
	SigV4 Algorithm = iota

	// SigV4A is AWS4-ECDSA-P256-SHA256, whose signatures hold in a set of regions.
	// Multi-Region Access Points accept nothing else (S3 User Guide, "Making
	// requests using a Multi-Region Access Point").
	SigV4A
)

// String returns the algorithm's name as it stands in X-Amz-Algorithm, or
// "unknown".
func (a Algorithm) String() string {
	switch a {
	case SigV4:
		return "AWS4-HMAC-SHA256"
	case SigV4A:
		return "AWS4-ECDSA-P256-SHA256"
	}
	return "unknown"
}

// RequireSigV4 returns nil when requests to the address may be signed with
// Signature Version 4, else an [*Error] of kind [ErrAlgorithm]. What signs with
// package sigv4 calls it before [Address.Scope].
func (a Address) RequireSigV4() error {
	if a.Algorithm == SigV4 {
		return nil
	}
	return fail(ErrAlgorithm, "the address is a Multi-Region Access Point, which accepts SigV4A ("+
		a.Algorithm.String()+") for the region set * only; a Signature Version 4 signer cannot sign for it")
}
