package main

import (
	"bytes"
	"context"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// AWS's documentation credentials, with which its printed signatures are made.
const (
	docKeyID  = "AKIAIOSFODNN7EXAMPLE"
	docSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
)

func docEnvironment() map[string]string {
	return map[string]string{"AWS_ACCESS_KEY_ID": docKeyID, "AWS_SECRET_ACCESS_KEY": docSecret}
}

// testClock is the instant of AWS's S3 examples.
var testClock = time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)

// outcome is what a command line did.
type outcome struct {
	stdout, stderr string
	code           int
}

// execute runs a command line in this process.
func execute(environment map[string]string, stdin string, args ...string) outcome {
	var stdout, stderr bytes.Buffer
	code := run(context.Background(), env{
		args:   args,
		stdin:  strings.NewReader(stdin),
		stdout: &stdout,
		stderr: &stderr,
		lookup: func(name string) (string, bool) { v, ok := environment[name]; return v, ok },
		now:    func() time.Time { return testClock },
		buildInfo: func() (*debug.BuildInfo, bool) {
			return &debug.BuildInfo{
				GoVersion: "go1.99.0",
				Main:      debug.Module{Path: "github.com/sig4/sig4", Version: "v1.2.3"},
				Settings: []debug.BuildSetting{
					{Key: "vcs.revision", Value: "0123456789abcdef"}, {Key: "GOOS", Value: "plan9"}, {Key: "GOARCH", Value: "arm"},
				},
			}, true
		},
	})
	return outcome{stdout.String(), stderr.String(), code}
}

// succeed runs a command line that must do its work and say nothing beside it.
func succeed(t *testing.T, environment map[string]string, stdin string, args ...string) string {
	t.Helper()
	got := execute(environment, stdin, args...)
	if got.code != exitDone || got.stderr != "" {
		t.Fatalf("sig4 %q: exit code %d, stderr:\n%s", args, got.code, got.stderr)
	}
	return got.stdout
}

// with returns a copy of the environment with further variables.
func with(environment map[string]string, more ...string) map[string]string {
	e := maps.Clone(environment)
	for i := 0; i < len(more); i += 2 {
		e[more[i]] = more[i+1]
	}
	return e
}

// binary builds the program once for all tests that need the real one.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "sig4-test-")
	if err != nil {
		return "", err
	}
	built.Store(true)
	path := filepath.Join(dir, "sig4")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		os.Stderr.Write(out)
	}
	return path, err
})

// built tells TestMain whether there is a binary to remove.
var built atomic.Bool

func TestMain(m *testing.M) {
	code := m.Run()
	if built.Load() {
		if path, err := binary(); err == nil {
			os.RemoveAll(filepath.Dir(path))
		}
	}
	os.Exit(code)
}
