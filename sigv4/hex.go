package sigv4

// appendHex appends sum in lower-case hexadecimal digits. It is written for
// speed, four bytes at a time, because every signature needs two of these.
func appendHex(dst []byte, sum *[32]byte) []byte {
	n := len(dst)
	if cap(dst)-n >= 64 {
		dst = dst[:n+64]
	} else {
		dst = append(dst, zeros64...)
	}
	out := (*[64]byte)(dst[n:])
	// Two counters, so that the compiler sees that neither leaves its array.
	for i, j := 0, 0; i < 29 && j < 57; i, j = i+4, j+8 {
		digits := hexDigits(uint64(sum[i]) | uint64(sum[i+1])<<8 | uint64(sum[i+2])<<16 | uint64(sum[i+3])<<24)
		out[j], out[j+1], out[j+2], out[j+3] = byte(digits), byte(digits>>8), byte(digits>>16), byte(digits>>24)
		out[j+4], out[j+5], out[j+6], out[j+7] = byte(digits>>32), byte(digits>>40), byte(digits>>48), byte(digits>>56)
	}
	return dst
}

const zeros64 = "0000000000000000000000000000000000000000000000000000000000000000"

// hexDigits returns the eight digits of the four bytes in x, the first in the
// lowest byte of both.
func hexDigits(x uint64) uint64 {
	x = (x | x<<16) & 0x0000ffff0000ffff // each byte into a lane of 16 bits
	x = (x | x<<8) & 0x00ff00ff00ff00ff
	x = x>>4&0x000f000f000f000f | x&0x000f000f000f000f<<8 // the high digit first
	letter := (x + 0x0606060606060606) >> 4 & 0x0101010101010101
	return x + 0x3030303030303030 + letter*('a'-'0'-10)
}

// decodeHex reads what appendHex writes, and nothing else: no upper case.
func decodeHex(s string) (sum [32]byte, ok bool) {
	if len(s) != 64 {
		return sum, false
	}
	for i, j := 0, 0; i < 32 && j < 63; i, j = i+1, j+2 {
		high, low := s[j], s[j+1]
		// Letters have bit 6. What is no digit comes out as some digit, and is
		// told from it below.
		sum[i] = (high&15+high>>6*9)<<4 | (low&15+low>>6*9)&15
	}
	var digits [64]byte
	return sum, string(appendHex(digits[:0], &sum)) == s
}
