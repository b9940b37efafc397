package sigv4

import "crypto/sha256"

// hashFrom returns SHA-256 of message, which continues from state, the saved
// state after before bytes, or begins anew where state is nil. It may write
// behind message's end, up to its capacity.
//
// It hashes message with the padding already behind it, whole blocks, and then
// reads the hash from the state: FIPS 180-4 section 6.2.2 has both the same.
// Sum copies the state and pads the copy, which took a tenth of a signature's
// time.
func hashFrom(state, message []byte, before int) (sum [sha256.Size]byte) {
	h := sha256.New()
	// With the types of these interfaces spelled here, the compiler sees what h
	// is and leaves it on the stack.
	if state != nil {
		if err := h.(interface{ UnmarshalBinary([]byte) error }).UnmarshalBinary(state); err != nil {
			panic("sigv4: SHA-256 cannot restore its state") // it made it
		}
	}
	if !stateShowsHash {
		h.Write(message)
		h.Sum(sum[:0])
		return sum
	}
	h.Write(appendPadding(message, before+len(message)))
	var buf [stateSize]byte
	end, err := h.(interface {
		AppendBinary([]byte) ([]byte, error)
	}).AppendBinary(buf[:0])
	if err != nil {
		panic("sigv4: SHA-256 cannot save its state") // it always can
	}
	copy(sum[:], end[stateHash:])
	return sum
}

// savedState returns the state of SHA-256 after one block.
func savedState(block *[sha256.BlockSize]byte) []byte {
	h := sha256.New()
	h.Write(block[:])
	state, err := h.(interface {
		AppendBinary([]byte) ([]byte, error)
	}).AppendBinary(nil)
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
