package s3

import "math/bits"

// md5Of returns the MD5 (RFC 1321) of a customer's key, by which S3 checks that
// the key arrived unharmed. It protects nothing.
//
// It is written here because crypto/md5 panics in FIPS 140-only mode, which such
// a check may well be used in, and because 32 bytes fill just one block.
func md5Of(key *[sseKeySize]byte) (sum [16]byte) {
	// Section 3.1 and 3.2: the message, a bit, zeros, and its length in bits.
	var x [16]uint32
	for i := 0; i < len(key)/4; i++ {
		x[i] = uint32(key[4*i]) | uint32(key[4*i+1])<<8 | uint32(key[4*i+2])<<16 | uint32(key[4*i+3])<<24
	}
	x[8] = 0x80
	x[14] = 8 * sseKeySize

	// Sections 3.3 and 3.4.
	a, b, c, d := uint32(0x67452301), uint32(0xefcdab89), uint32(0x98badcfe), uint32(0x10325476)
	a0, b0, c0, d0 := a, b, c, d
	for i := 0; i < 64; i++ {
		var f uint32
		var k int
		switch i / 16 {
		case 0:
			f, k = b&c|^b&d, i
		case 1:
			f, k = b&d|c&^d, 5*i+1
		case 2:
			f, k = b^c^d, 3*i+5
		case 3:
			f, k = c^(b|^d), 7*i
		}
		f += a + x[k%16] + md5Sines[i]
		a, d, c = d, c, b
		b += bits.RotateLeft32(f, int(md5Shifts[i/16][i%4]))
	}
	for i, word := range [4]uint32{a0 + a, b0 + b, c0 + c, d0 + d} {
		sum[4*i], sum[4*i+1], sum[4*i+2], sum[4*i+3] = byte(word), byte(word>>8), byte(word>>16), byte(word>>24)
	}
	return sum
}

var md5Shifts = [4][4]uint8{{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}

// md5Sines are the whole part of 2^32 * abs(sin(i+1)).
var md5Sines = [64]uint32{
	0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee,
	0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
	0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be,
	0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
	0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa,
	0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
	0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed,
	0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
	0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c,
	0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
	0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05,
	0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
	0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039,
	0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
	0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1,
	0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
}
