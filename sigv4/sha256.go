package sigv4

import "crypto/sha256"

// A hasher computes SHA-256 without allocating. It belongs to a workspace.
type hasher struct {
	digest digest
	block  [sha256.BlockSize]byte
	state  [stateSize]byte
}

// digest is what crypto/sha256 returns, with the methods that save and restore
// its state.
type digest interface {
	Write([]byte) (int, error)
	Sum([]byte) []byte
	Reset()
	AppendBinary([]byte) ([]byte, error)
	UnmarshalBinary([]byte) error
}

func newDigest() digest { return sha256.New().(digest) }

// hash returns SHA-256 of message, which continues from state, the saved state
// after before bytes, or begins anew where state is nil. It may write behind
// message's end, up to its capacity.
//
// It hashes message with the padding already behind it, whole blocks, and then
// reads the hash from the state: FIPS 180-4 section 6.2.2 has both the same.
// Sum copies the state and pads the copy, which took a tenth of a signature's
// time.
func (h *hasher) hash(state, message []byte, before int) (sum [sha256.Size]byte) {
	if state == nil {
		h.digest.Reset()
	} else if err := h.digest.UnmarshalBinary(state); err != nil {
		panic("sigv4: SHA-256 cannot restore its state") // it made it
	}
	if !stateShowsHash {
		h.digest.Write(message)
		h.digest.Sum(h.state[:0])
		copy(sum[:], h.state[:])
		return sum
	}
	h.digest.Write(appendPadding(message, before+len(message)))
	if _, err := h.digest.AppendBinary(h.state[:0]); err != nil {
		panic("sigv4: SHA-256 cannot save its state") // it always can
	}
	copy(sum[:], h.state[stateHash:])
	return sum
}

// savedState returns the state of SHA-256 after one block.
func savedState(block *[sha256.BlockSize]byte) []byte {
	h := newDigest()
	h.Write(block[:])
	state, err := h.AppendBinary(nil)
	if err != nil {
		panic("sigv4: SHA-256 cannot save its state") // it always can
	}
	return state
}

// A saved state of crypto/sha256 is four bytes of its own, the eight words of
// the hash, the rest of a block, and a count.
const (
	stateHash = 4
	stateSize = stateHash + sha256.Size + sha256.BlockSize + 8
)

// stateShowsHash tells that it is so. The package does not document the form,
// so it is tried once, and Sum is used where it is another.
var stateShowsHash = func() bool {
	message := append(make([]byte, 0, sha256.BlockSize), "abc"...)
	state := savedState((*[sha256.BlockSize]byte)(appendPadding(message, len(message))))
	want := sha256.Sum256(message)
	return len(state) == stateSize && string(state[stateHash:stateHash+sha256.Size]) == string(want[:])
}()

// appendPadding appends what SHA-256 puts behind a message of n bytes: a one
// bit, zeros, and the length in bits (FIPS 180-4 section 5.1.1).
func appendPadding(message []byte, n int) []byte {
	message = append(message, 0x80)
	message = append(message, zeroBlock[:(sha256.BlockSize-9-n)&(sha256.BlockSize-1)]...)
	bits := uint64(n) << 3
	return append(message, byte(bits>>56), byte(bits>>48), byte(bits>>40), byte(bits>>32),
		byte(bits>>24), byte(bits>>16), byte(bits>>8), byte(bits))
}

var zeroBlock [sha256.BlockSize]byte
