package sigv4

import "crypto/sha256"

// A PayloadHash is the last line of the canonical request: what a signature
// says about the body. It is a SHA-256 hash, or one of the markers that S3
// defines for bodies that are not hashed, or hashed in chunks.
//
// The zero value says nothing about the body and is refused when signing, so
// that no body goes unsigned by oversight. PayloadHash values are comparable.
type PayloadHash struct {
	kind   payloadKind
	digits [2 * sha256.Size]byte // of a hash: hexadecimal, as it is written
}

type payloadKind uint8

const (
	payloadMissing payloadKind = iota
	payloadSum
	payloadUnsigned
	payloadStreaming
	payloadStreamingTrailer
	payloadStreamingUnsignedTrailer
	payloadStreaming4A
	payloadStreaming4ATrailer
)

// The values of x-amz-content-sha256 that are no hash (S3 API Reference,
// "Signature Calculations for the Authorization Header: Transferring Payload
// in Multiple Chunks" and the pages beside it).
var payloadMarkers = [...]string{
	payloadUnsigned:                 "UNSIGNED-PAYLOAD",
	payloadStreaming:                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
	payloadStreamingTrailer:         "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
	payloadStreamingUnsignedTrailer: "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
	payloadStreaming4A:              "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
	payloadStreaming4ATrailer:       "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER",
}

// The hash of the empty body, and the markers. They are values, not to be
// assigned to.
var (
	// EmptyPayload is the hash of the empty body, e3b0c442...
	EmptyPayload = HashPayload(nil)

	// UnsignedPayload leaves the body out of the signature: whoever can change
	// the request on its way can change the body. Presigned S3 URLs use it.
	UnsignedPayload = PayloadHash{kind: payloadUnsigned}

	// StreamingSigned is an aws-chunked body whose chunks are signed.
	StreamingSigned = PayloadHash{kind: payloadStreaming}
	// StreamingSignedTrailer is one whose trailer is signed too.
	StreamingSignedTrailer = PayloadHash{kind: payloadStreamingTrailer}
	// StreamingUnsignedTrailer is an aws-chunked body that is not signed and
	// ends in a trailer with its checksum.
	StreamingUnsignedTrailer = PayloadHash{kind: payloadStreamingUnsignedTrailer}
	// StreamingSigned4A and StreamingSigned4ATrailer are the like of Signature
	// Version 4A.
	StreamingSigned4A        = PayloadHash{kind: payloadStreaming4A}
	StreamingSigned4ATrailer = PayloadHash{kind: payloadStreaming4ATrailer}
)

// SHA256Payload is the hash of a body that the caller has hashed.
func SHA256Payload(sum [sha256.Size]byte) PayloadHash {
	p := PayloadHash{kind: payloadSum}
	appendHex(p.digits[:0], &sum)
	return p
}

// HashPayload hashes body.
func HashPayload(body []byte) PayloadHash { return SHA256Payload(sha256.Sum256(body)) }

// ParsePayloadHash reads the value of an x-amz-content-sha256 header: 64
// lower-case hexadecimal digits or one of the markers. Its error is an
// [*Error] of kind [ErrPayloadHash].
func ParsePayloadHash(s string) (PayloadHash, error) {
	if s == string(EmptyPayload.digits[:]) {
		return EmptyPayload, nil // by far the most frequent
	}
	for kind, marker := range payloadMarkers {
		if marker != "" && s == marker {
			return PayloadHash{kind: payloadKind(kind)}, nil
		}
	}
	p := PayloadHash{kind: payloadSum}
	if len(s) != len(p.digits) {
		return PayloadHash{}, fail(ErrPayloadHash, "it is neither 64 hexadecimal digits nor a known marker")
	}
	if _, ok := decodeHex(s); ok {
		copy(p.digits[:], s)
		return p, nil
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		// A hash has one spelling, so upper case is refused as well.
		if unhex(c) > 15 || c != lower(c) {
			return PayloadHash{}, failAt(ErrPayloadHash, i, "it holds something else than lower-case hexadecimal digits")
		}
		p.digits[i] = c
	}
	return p, nil
}

// IsHash reports whether p is the hash of a body, and not a marker.
func (p PayloadHash) IsHash() bool { return p.kind == payloadSum }

// String returns the value of x-amz-content-sha256, or "" for the zero value.
func (p PayloadHash) String() string { return string(p.Append(nil)) }

// Append appends what [PayloadHash.String] returns.
func (p *PayloadHash) Append(dst []byte) []byte {
	switch {
	case p.kind == payloadSum:
		return append(dst, p.digits[:]...)
	case int(p.kind) < len(payloadMarkers):
		return append(dst, payloadMarkers[p.kind]...)
	}
	return dst
}

// is reports whether value is p as x-amz-content-sha256 has it.
func (p *PayloadHash) is(value string) bool {
	var buf [80]byte
	return value == string(p.Append(buf[:0]))
}
