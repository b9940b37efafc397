package sig4_test

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// TestSize builds the two programs of testdata/size as small as Go makes them,
// and compares them: a program that presigns must cost little more than one that
// prints a hash.
func TestSize(t *testing.T) {
	t.Parallel()
	const budget = 1.12
	for _, target := range []struct{ os, arch string }{{"linux", "amd64"}, {"wasip1", "wasm"}} {
		t.Run(target.os+"/"+target.arch, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			size := func(program string) int64 {
				file := filepath.Join(dir, program)
				cmd := exec.Command("go", "build", "-buildvcs=false", "-trimpath", "-ldflags=-s -w", "-o", file, "./testdata/size/"+program)
				cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+target.os, "GOARCH="+target.arch,
					"GOFLAGS=", "GOAMD64=", "GOWASM=", "GOFIPS140=", "GOEXPERIMENT=")
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("go build %s: %v\n%s", program, err, out)
				}
				info, err := os.Stat(file)
				if err != nil {
					t.Fatal(err)
				}
				return info.Size()
			}
			hash, presign := size("sha256"), size("presign")
			ratio := float64(presign) / float64(hash)
			t.Logf("sha256 %d bytes, presign %d bytes, ratio %.4f", hash, presign, ratio)
			if ratio > budget {
				t.Errorf("presign is %.4f times the size of sha256, the budget is %v", ratio, budget)
			}
			if ratio <= 1 {
				t.Errorf("presign is no larger than sha256: it cannot hold the signer")
			}
		})
	}
}

// TestSizePrograms runs both programs here: small ones that do not work would
// prove nothing.
func TestSizePrograms(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", dir+string(filepath.Separator), "./testdata/size/...").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	run := func(program string, env []string, args ...string) string {
		t.Helper()
		cmd := exec.Command(filepath.Join(dir, program), args...)
		cmd.Env = append(os.Environ(), env...)
		var stderr strings.Builder
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", program, err, &stderr)
		}
		return strings.TrimSuffix(string(out), "\n")
	}

	if got, want := run("sha256", nil, "hello"), sigv4.HashPayload([]byte("hello")).String(); got != want {
		t.Errorf("sha256 prints %q, want %q", got, want)
	}

	const token = "a/token+"
	got := run("presign", []string{
		"AWS_ACCESS_KEY_ID=" + benchKey, "AWS_SECRET_ACCESS_KEY=" + benchSecret, "AWS_SESSION_TOKEN=" + token, "AWS_REGION=" + benchRegion,
	}, "examplebucket.s3.amazonaws.com", "/a%20b")
	u, err := url.Parse(got)
	if err != nil {
		t.Fatal(err)
	}
	at, err := sigv4.ParseTime(u.Query().Get("X-Amz-Date"))
	if err != nil {
		t.Fatal(err)
	}
	c := benchCredentials
	c.SessionToken = sigv4.NewSecret(token)
	s, err := sigv4.NewSigner(c, benchScope)
	if err != nil {
		t.Fatal(err)
	}
	r := sigv4.Request{Method: "GET", Host: "examplebucket.s3.amazonaws.com", Path: "/a%20b", Payload: sigv4.UnsignedPayload}
	want, err := s.AppendPresigned(nil, &r, time.Hour, at)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("presign prints\n%s\nwant\n%s", got, want)
	}
}
