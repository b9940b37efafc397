package miniotest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/sig4/sig4/testdata/child"
)

// tool is the folder, from the root of this repository, of the module that names the server.
const tool = "testdata/minio"

// maxBuild bounds the build. A cold one on two cores takes five minutes.
const maxBuild = 30 * time.Minute

// toolDir finds the module that names the server in the folders above the working directory, which go test sets to
// the folder of the package under test.
func toolDir() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		found := filepath.Join(dir, filepath.FromSlash(tool))
		if _, err := os.Stat(filepath.Join(found, "go.mod")); err == nil {
			return found, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", fmt.Errorf("%s/go.mod is in no folder above this one: run the tests in a clone of the repository, or set %s", tool, Binary)
		}
		dir = parent
	}
}

// build returns the path of the server in the go command's build cache, and builds it when it is not there.
func build(dir string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), maxBuild)
	defer cancel()

	// With -n, go tool prints the command that it would run, after it has built it.
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, "go", "tool", "-n", "minio")
	cmd.Dir = dir
	cmd.Env = buildEnv(os.Environ())
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	began := time.Now()
	p, err := child.Start(cmd)
	if err != nil {
		return "", fmt.Errorf("running the go command: %w", err)
	}
	wait := 3 * time.Second
	for running := true; running; {
		select {
		case <-p.Done:
			running = false
		case <-time.After(wait):
			say("building the MinIO server that the tests need; a few minutes, once (%s so far)", time.Since(began).Round(time.Second))
			wait = 30 * time.Second
		}
	}
	if p.Err != nil {
		return "", fmt.Errorf("go tool -n minio, in %s: %w\n%s", dir, p.Err, tail(stderr.Bytes()))
	}
	path := strings.TrimSpace(stdout.String())
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("go tool -n minio printed no path of a server: %w", err)
	}
	return path, nil
}

// buildEnv takes out of the environment what belongs to the test run and not to the server: its build flags, its
// workspace and its target.
func buildEnv(env []string) []string {
	var kept []string
	for _, entry := range env {
		name, _, _ := strings.Cut(entry, "=")
		switch name {
		case "GOFLAGS", "GOWORK", "GOOS", "GOARCH", "GODEBUG", "GOEXPERIMENT", "GOFIPS140", "PWD":
		default:
			kept = append(kept, entry)
		}
	}
	// Set, not only left out: the go command would otherwise look in its own configuration file.
	return append(kept, "GOFLAGS=-mod=readonly", "GOWORK=off")
}

// say tells the person who waits. The go command keeps the standard error of passing tests to itself, so the terminal
// is told as well when there is one.
func say(format string, args ...any) {
	line := fmt.Sprintf("miniotest: "+format+"\n", args...)
	os.Stderr.WriteString(line)
	if tty, err := os.OpenFile("/dev/tty", os.O_WRONLY, 0); err == nil {
		defer tty.Close()
		tty.WriteString(line)
	}
}

// tail is the end of what a program wrote, for an error.
func tail(b []byte) []byte {
	const most = 4096
	b = bytes.TrimSpace(b)
	if len(b) > most {
		b = b[len(b)-most:]
	}
	return b
}
