package sigv4

import (
	"bytes"
	"crypto/sha256"
	"testing"
	"time"
)

// TestHasher holds both ways to a hash to crypto/sha256, at every length
// around the ends of blocks.
func TestHasher(t *testing.T) {
	if !stateShowsHash {
		t.Error("crypto/sha256 saves its state in another form now: signing works, but takes a tenth longer; see sha256.go")
	}
	defer func(was bool) { stateShowsHash = was }(stateShowsHash)

	h := hasher{digest: newDigest()}
	block := [sha256.BlockSize]byte{1, 2, 3}
	state := savedState(&block)
	for _, shows := range []bool{true, false} {
		stateShowsHash = shows
		for n := range 4*sha256.BlockSize + 2 {
			message := bytes.Repeat([]byte{0xa5}, n)
			if got, want := h.hash(nil, message, 0), sha256.Sum256(message); got != want {
				t.Fatalf("hash(nil, %d bytes) = %x, want %x (from the state: %t)", n, got, want, shows)
			}
			want := sha256.Sum256(append(block[:], message...))
			if got := h.hash(state, message, len(block)); got != want {
				t.Fatalf("hash(state, %d bytes) = %x, want %x (from the state: %t)", n, got, want, shows)
			}
		}
	}
}

// TestAppendSignatureBorrows: what lies behind the string to sign belongs to
// the caller.
func TestAppendSignatureBorrows(t *testing.T) {
	s, err := NewSigner(Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: NewSecret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")},
		Scope{Region: "us-east-1", Service: "s3"})
	if err != nil {
		t.Fatal(err)
	}
	memory := bytes.Repeat([]byte{'x'}, 300)
	if _, err := s.AppendSignature(nil, memory[:100], time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(memory, bytes.Repeat([]byte{'x'}, 300)) {
		t.Error("AppendSignature wrote behind the string to sign")
	}
}
