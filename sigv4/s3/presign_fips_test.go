//go:build !js && !wasip1

package s3_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// TestFIPSOnly: keys of SSE-C need an MD5, which Go's own refuses to make in
// FIPS 140-only mode. It runs itself again in that mode.
func TestFIPSOnly(t *testing.T) {
	t.Parallel()
	const mode = "fips140=only"
	if os.Getenv("GODEBUG") != mode {
		exe, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(exe, "-test.run=^TestFIPSOnly$", "-test.v")
		cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool {
			return strings.HasPrefix(v, "GODEBUG=") || strings.HasPrefix(v, "GOCOVERDIR=")
		}), "GODEBUG="+mode)
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "--- PASS: TestFIPSOnly") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	got, err := presigner(t, nil).Presign(call(t, "get_object", with(map[string]any{
		"SSECustomerAlgorithm": "AES256", "SSECustomerKey": strings.Repeat("\x00", 32),
	})), time.Hour, testTime)
	if err != nil {
		t.Fatal(err)
	}
	// The MD5 of 32 zeros, as OpenSSL prints it.
	want := sigv4.Header{Name: "x-amz-server-side-encryption-customer-key-MD5", Value: "cLyPS3KoaSFGi/joRB3OUQ=="}
	if !slices.Contains(got.Headers, want) {
		t.Errorf("headers %v", got.Headers)
	}
}
