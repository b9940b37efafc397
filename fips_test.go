package sig4_test

import (
	"crypto/md5"
	"os"
	"os/exec"
	"testing"
)

const onlyFIPS = "GODEBUG=fips140=only"

// TestFIPS runs the tests of the packages that sign where Go lets nothing
// through that FIPS 140-3 does not approve. It is the same as
//
//	GODEBUG=fips140=only go test ./sigv4 ./policy
func TestFIPS(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("go", "test", "-count=1", "./sigv4", "./policy")
	cmd.Env = append(os.Environ(), onlyFIPS)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s go test ./sigv4 ./policy: %v\n%s", onlyFIPS, err, out)
	}
}

// TestFIPSCanFail has a process of its own use MD5, which must not survive it.
func TestFIPSCanFail(t *testing.T) {
	const variable = "SIG4_TEST_MD5"
	if os.Getenv(variable) != "" {
		_ = md5.Sum(nil)
		return
	}
	t.Parallel()
	for _, tt := range []struct {
		env    string
		passes bool
	}{{"GODEBUG=", true}, {onlyFIPS, false}} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestFIPSCanFail$")
		cmd.Env = append(os.Environ(), variable+"=1", tt.env)
		if out, err := cmd.CombinedOutput(); (err == nil) != tt.passes {
			t.Errorf("MD5 with %s: %v, want it to pass: %v\n%s", tt.env, err, tt.passes, out)
		}
	}
}
