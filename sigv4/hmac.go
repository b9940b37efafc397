package sigv4

import "crypto/sha256"

// HMAC-SHA-256 (RFC 2104; FIPS 198-1 section 4) of its own: crypto/hmac
// allocates for every key, and hashes both pads for every message unless the
// hash is kept and shared. A test holds it to crypto/hmac.

// A padState is an HMAC key as the two SHA-256 states after its pads, in the
// encoding of SHA-256's AppendBinary. FIPS 198-1 section 6 allows to store
// them. It is immutable.
type padState struct{ inner, outer []byte }

func newPadState(key *[sha256.Size]byte) padState {
	var k padState
	var pad [sha256.BlockSize]byte
	xorPad(&pad, key[:], 0x36)
	k.inner = savedState(&pad)
	xorPad(&pad, key[:], 0x5c)
	k.outer = savedState(&pad)
	clear(pad[:])
	return k
}

func xorPad(pad *[sha256.BlockSize]byte, key []byte, with byte) {
	for i := range pad {
		pad[i] = with
	}
	for i, b := range key {
		pad[i] ^= b
	}
}

// hmac returns the HMAC of message under k. It does not allocate where message
// has room for padding behind its end, and may write there.
func (h *hasher) hmac(k *padState, message []byte) [sha256.Size]byte {
	inner := h.hash(k.inner, message, sha256.BlockSize)
	return h.hash(k.outer, append(h.block[:0], inner[:]...), sha256.BlockSize)
}

// hmacSum returns the HMAC of message under a key of any length. It does not
// allocate for messages of up to 64 bytes.
func hmacSum[M text](key []byte, message M) (mac [sha256.Size]byte) {
	var short [sha256.Size]byte
	if len(key) > sha256.BlockSize {
		short = sha256.Sum256(key)
		key = short[:]
	}
	var buf [sha256.BlockSize + 64]byte
	pad := (*[sha256.BlockSize]byte)(buf[:])
	xorPad(pad, key, 0x36)
	mac = sha256.Sum256(append(buf[:sha256.BlockSize], message...))
	xorPad(pad, key, 0x5c)
	mac = sha256.Sum256(append(buf[:sha256.BlockSize], mac[:]...))
	clear(buf[:])
	return mac
}
