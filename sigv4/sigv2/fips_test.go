package sigv2_test

import (
	"crypto/fips140"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv2"
)

// TestFIPS runs itself in each of Go's FIPS 140-3 modes: where SHA-1 is not
// allowed there is an error and no panic, and everywhere else a signature.
func TestFIPS(t *testing.T) {
	const variable = "SIG4_TEST_FIPS"
	if mode := os.Getenv(variable); mode != "" {
		if got := fips140.Enabled(); got != (mode != "off") {
			t.Fatalf("FIPS 140-3 is enabled: %v", got)
		}
		s := newSigner(t, docCredentials(), sigv2.Options{})
		r := object()
		_, err := s.Presign(&r, time.Hour, now)
		url, err2 := s.AppendPresigned([]byte("x"), &r, time.Hour, now)
		_, err3 := s.ExplainPresigned(&r, time.Hour, now)
		added, err4 := s.Sign(&r, now)
		auth, err5 := s.AppendAuthorization([]byte("x"), &r, now)
		_, err6 := s.Explain(&r, now)
		post, err7 := s.AppendPostSignature([]byte("x"), []byte("e30="))
		for i, err := range []error{err, err2, err3, err4, err5, err6, err7} {
			var e *sigv4.Error
			if refused := errors.As(err, &e) && errors.Is(err, sigv2.ErrSHA1); refused != (mode == "only") || (err == nil) == refused {
				t.Errorf("call %d: %v", i, err)
			}
		}
		if mode == "only" && (string(url) != "x" || added != nil || string(auth) != "x" || string(post) != "x") {
			t.Errorf("results beside the errors: %s, %v, %s, %s", url, added, auth, post)
		}
		return
	}
	t.Parallel()
	for _, mode := range []string{"off", "on", "only"} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestFIPS$", "-test.v")
		cmd.Env = append(os.Environ(), variable+"="+mode, "GODEBUG=fips140="+mode)
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "--- PASS: TestFIPS") {
			t.Errorf("fips140=%s: %v\n%s", mode, err, out)
		}
	}
}
