package sigv4_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// The package has an HMAC of its own, made of SHA-256 states. crypto/hmac is its
// oracle: for every message length over several blocks, and for keys on both
// sides of the block size.

func TestAppendSignatureIsHMAC(t *testing.T) {
	t.Parallel()
	secret := sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
	scope := sigv4.Scope{Region: "us-east-1", Service: "s3"}
	signer, err := sigv4.NewSigner(sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: secret}, scope)
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []int{1, 2} {
		at := time.Date(2015, 8, day, 23, 59, 59, 0, time.UTC)
		key, err := sigv4.AppendSigningKey(nil, secret, scope, at)
		if err != nil {
			t.Fatal(err)
		}
		message := make([]byte, 300)
		for i := range message {
			message[i] = byte(i * day)
		}
		for n := range len(message) + 1 {
			mac := hmac.New(sha256.New, key)
			mac.Write(message[:n])
			got, err := signer.AppendSignature(nil, message[:n], at)
			if want := hex.EncodeToString(mac.Sum(nil)); err != nil || string(got) != want {
				t.Errorf("AppendSignature of %d bytes = %s, %v, want %s", n, got, err, want)
			}
		}
	}
}

func TestAppendSigningKeyIsHMAC(t *testing.T) {
	t.Parallel()
	at := time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)
	for n := 1; n <= 200; n++ {
		var secret []byte
		for i := range n {
			secret = append(secret, 'A'+byte((i*7+n)%26))
		}
		in := input{
			Credentials: sigv4.Credentials{SecretAccessKey: sigv4.NewSecret(string(secret))},
			Scope:       sigv4.Scope{Region: fmt.Sprintf("region-%d", n), Service: string(secret[:1+n/2])},
			Time:        at,
		}
		got, err := sigv4.AppendSigningKey(nil, in.Credentials.SecretAccessKey, in.Scope, at)
		if want := slowKey(in); err != nil || string(got) != string(want) {
			t.Errorf("AppendSigningKey with a secret of %d bytes = %x, %v, want %x", n, got, err, want)
		}
	}
}
