//go:build !race

package sigv4_test

import (
	"testing"

	"github.com/sig4/sig4/sigv4"
)

// TestVerifyAllocs holds the promise that a verification with a kept key does
// not allocate, and that an unknown access key ID allocates what a wrong
// signature does: the same steps were done.
func TestVerifyAllocs(t *testing.T) {
	for name, in := range allocRequests() {
		in.Options.Path = sigv4.PathKeep // a normalised path is a new one
		for _, presigned := range []bool{false, true} {
			v, r := in.verifier(t), in.received(t, presigned)
			var err error
			if got := testing.AllocsPerRun(100, func() { _, err = v.Verify(t.Context(), &r, in.Time) }); got != 0 || err != nil {
				t.Errorf("%s, presigned %v: %v allocations (error %v)", name, presigned, got, err)
			}

			// Cold and warm: the first one derives a key, in both cases.
			allocs := func(in input, fresh bool) float64 {
				r := in.received(t, presigned)
				return testing.AllocsPerRun(100, func() {
					v := v
					if fresh {
						v = nobody(t)
					}
					_, err = v.Verify(nil, &r, in.Time)
				})
			}
			wrong, unknown := in, in
			wrong.Credentials.SecretAccessKey = sigv4.NewSecret("another secret of the same len..........")
			unknown.Credentials.AccessKeyID = "AKIDEXAMPLF"
			w, u := allocs(wrong, false), allocs(unknown, false)
			if w != u || w == 0 {
				t.Errorf("%s, presigned %v: a wrong signature allocates %v times, an unknown key %v", name, presigned, w, u)
			}
		}
	}
}

// nobody knows no key.
func nobody(t *testing.T) *sigv4.Verifier {
	in := plain("s3")
	return in.verifier(t, func(c *sigv4.VerifierConfig) { c.Keys = sigv4.StaticKeys{} })
}
