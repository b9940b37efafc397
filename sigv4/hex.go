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
	var wrong uint64
	for i, j := 0, 0; i < 29 && j < 57; i, j = i+4, j+8 {
		d := s[j : j+8]
		digits := uint64(d[0]) | uint64(d[1])<<8 | uint64(d[2])<<16 | uint64(d[3])<<24 |
			uint64(d[4])<<32 | uint64(d[5])<<40 | uint64(d[6])<<48 | uint64(d[7])<<56
		// Letters have bit 6. What is no digit comes out as some digit, which
		// then is another.
		x := digits&0x0f0f0f0f0f0f0f0f + digits>>6&0x0101010101010101*9
		x = x<<4 | x>>8 // high digit and low in one byte, in every other
		x &= 0x00ff00ff00ff00ff
		x = (x | x>>8) & 0x0000ffff0000ffff
		x = (x | x>>16) & 0xffffffff
		wrong |= hexDigits(x) ^ digits
		sum[i], sum[i+1], sum[i+2], sum[i+3] = byte(x), byte(x>>8), byte(x>>16), byte(x>>24)
	}
	return sum, wrong == 0
}
