package main

import (
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestProgram runs the program as it is built: the process's own arguments,
// environment, streams and exit code, which the scripts do not have.
func TestProgram(t *testing.T) {
	t.Parallel()
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	environment := []string{"AWS_ACCESS_KEY_ID=" + docKeyID, "AWS_SECRET_ACCESS_KEY=" + docSecret}
	tests := []struct {
		name        string
		args        []string
		environment []string
		stdin       string
		code        int
		stdout      string // a part of it
		stderr      string // a part of it
	}{
		{
			name:        "done",
			args:        []string{"presign", "s3://examplebucket/test.txt", "--expires", "86400", "--time", "20130524T000000Z", "--global-endpoint"},
			environment: environment,
			stdout:      "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404\n",
		},
		{
			name:        "standard input",
			args:        []string{"sign"},
			environment: environment,
			stdin:       "GET / HTTP/1.1\nHost: examplebucket.s3.amazonaws.com\nX-Amz-Date: 20130524T000000Z\n",
			stdout:      "\nAuthorization: AWS4-HMAC-SHA256 Credential=" + docKeyID + "/20130524/",
		},
		{name: "version", args: []string{"version"}, stdout: "sig4 "},
		{name: "failed", args: []string{"presign", "s3://examplebucket/k"}, code: 1, stderr: "sig4: no credentials"},
		{name: "usage", code: 2, stderr: "sig4: no subcommand"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			command := exec.Command(program, tt.args...)
			command.Env = append([]string{}, tt.environment...)
			command.Stdin = strings.NewReader(tt.stdin)
			var stderr strings.Builder
			command.Stderr = &stderr
			stdout, err := command.Output()
			code := 0
			if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
				code = exit.ExitCode()
			} else if err != nil {
				t.Fatal(err)
			}
			if code != tt.code || !strings.Contains(string(stdout), tt.stdout) || !strings.Contains(stderr.String(), tt.stderr) {
				t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr.String())
			}
		})
	}
}

// TestImports keeps out of the program what would make it large or slow to
// start, each for its own reason.
func TestImports(t *testing.T) {
	t.Parallel()
	forbidden := map[string]string{
		"net":           "signing needs no network",
		"net/http":      "it alone would more than double the program, and starts goroutines and tables",
		"net/url":       "it would repair the bytes that are to be signed as they are",
		"crypto/tls":    "it comes with the network",
		"crypto/x509":   "it comes with the network",
		"encoding/xml":  "nothing is XML here",
		"html/template": "package policy escapes its one page itself",
		"text/template": "it brings reflection on methods, which keeps dead code alive",
		"regexp":        "patterns compiled at start cost time in every run",
		"log":           "messages have one way out, in output.go",
	}
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(out))
	if len(packages) < 20 {
		t.Fatalf("go list names %d packages only", len(packages))
	}
	for _, p := range packages {
		if why, ok := forbidden[p]; ok {
			t.Errorf("the program imports %s: %s", p, why)
		}
	}
}

// BenchmarkColdStart reports the CPU time of one whole run of the program.
func BenchmarkColdStart(b *testing.B) {
	program, err := binary()
	if err != nil {
		b.Fatal(err)
	}
	for name, args := range map[string][]string{
		"object":    {"presign", "s3://examplebucket/test.txt"},
		"operation": {"presign", "--op", "get_object", "--params", `{"Bucket":"examplebucket","Key":"test.txt"}`},
	} {
		b.Run(name, func(b *testing.B) {
			var cpu time.Duration
			for b.Loop() {
				command := exec.Command(program, args...)
				command.Env = []string{"AWS_ACCESS_KEY_ID=" + docKeyID, "AWS_SECRET_ACCESS_KEY=" + docSecret}
				if err := command.Run(); err != nil {
					b.Fatal(err)
				}
				cpu += command.ProcessState.UserTime() + command.ProcessState.SystemTime()
			}
			b.ReportMetric(float64(cpu.Microseconds())/float64(b.N), "cpu-µs/op")
		})
	}
}
