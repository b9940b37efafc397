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
