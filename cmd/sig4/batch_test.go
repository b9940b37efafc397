package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// batchEnv is an environment for a batch.
func batchEnv(stdin io.Reader, stdout, stderr io.Writer, args ...string) env {
	return env{
		args: append([]string{"presign", "--batch"}, args...), stdin: stdin, stdout: stdout, stderr: stderr,
		lookup:    func(name string) (string, bool) { v, ok := docEnvironment()[name]; return v, ok },
		now:       func() time.Time { return testClock },
		buildInfo: func() (*debug.BuildInfo, bool) { return nil, false },
	}
}

// TestBatchIsLikeMany: a batch writes what as many runs of the command do.
func TestBatchIsLikeMany(t *testing.T) {
	t.Parallel()
	var keys, want strings.Builder
	for i := range 1000 {
		key := fmt.Sprintf("%d é/%c_", i, rune(' '+1+i%90))
		keys.WriteString(key + "\n")
		want.WriteString(succeed(t, docEnvironment(), "", "presign", "--", "s3://examplebucket/p/"+key))
	}
	got := succeed(t, docEnvironment(), keys.String(), "presign", "--batch", "s3://examplebucket/p/")
	if got != want.String() {
		t.Error("the URLs differ")
	}
}

// TestBatchBuckets: lines for several regions and services at once, whose signers
// replace each other.
func TestBatchBuckets(t *testing.T) {
	t.Parallel()
	var lines, want strings.Builder
	for i := range 600 {
		bucket := fmt.Sprintf("arn:aws:s3:eu-west-%d:123456789012:accesspoint/point", i%3+1)
		if i%5 == 0 {
			bucket = "arn:aws:s3-object-lambda:eu-west-1:123456789012:accesspoint/point"
		}
		params := fmt.Sprintf(`{"Bucket":%q,"Key":"k%d"}`, bucket, i)
		lines.WriteString(params + "\n")
		want.WriteString(succeed(t, docEnvironment(), "", "presign", "--op", "get_object", "--params", params))
	}
	if got := succeed(t, docEnvironment(), lines.String(), "presign", "--batch", "--op", "get_object"); got != want.String() {
		t.Error("the URLs differ")
	}
}

func TestBatchReaderFails(t *testing.T) {
	t.Parallel()
	var stdout, stderr strings.Builder
	in := io.MultiReader(strings.NewReader("a\nb\nhalf"), brokenReader{})
	code := run(context.Background(), batchEnv(in, &stdout, &stderr, "s3://examplebucket"))
	if code != exitFailed || strings.Count(stdout.String(), "\n") != 2 || stderr.String() != "sig4: cannot read standard input after line 2: broken\n" {
		t.Errorf("exit code %d, %s%s", code, stdout.String(), stderr.String())
	}

	stdout.Reset()
	stderr.Reset()
	e := batchEnv(brokenReader{}, &stdout, &stderr)
	e.args = []string{"presign", "--op", "get_object", "--params", "-"}
	if code := run(context.Background(), e); code != exitFailed || stderr.String() != "sig4: cannot read standard input: broken\n" {
		t.Errorf("exit code %d, %s", code, stderr.String())
	}
}

// TestBatchWriterFails: a result that cannot be written ends the batch, although
// the input never would.
func TestBatchWriterFails(t *testing.T) {
	t.Parallel()
	var stderr strings.Builder
	code := run(context.Background(), batchEnv(&endless{}, brokenWriter{}, &stderr, "s3://examplebucket"))
	if code != exitFailed || stderr.String() != "sig4: cannot write the result: disk full\n" {
		t.Errorf("exit code %d, %s", code, stderr.String())
	}
}

// TestBatchLongLine: a line that is too long is told of, and the rest goes on.
func TestBatchLongLine(t *testing.T) {
	t.Parallel()
	got := execute(docEnvironment(), "a\n"+strings.Repeat("x", 1<<20)+"\nb\n", "presign", "--batch", "s3://examplebucket")
	want := "sig4: line 2: the line is longer than 65536 bytes\nsig4: 1 of 3 lines failed\n"
	if lines := strings.Split(got.stdout, "\n"); got.code != exitFailed || got.stderr != want || len(lines) != 4 || lines[1] != "" || lines[2] == "" {
		t.Errorf("exit code %d, %d lines, %s", got.code, len(lines), got.stderr)
	}
}

// TestBatchCredentialsEnd: credentials that expire while a batch runs fail its
// later lines, and only these.
func TestBatchCredentialsEnd(t *testing.T) {
	t.Parallel()
	environment := with(docEnvironment(), "AWS_SESSION_TOKEN", "token", "AWS_CREDENTIAL_EXPIRATION", "2013-05-24T00:00:10Z")
	r, w := io.Pipe()
	var stdout, stderr strings.Builder
	var late atomic.Bool
	e := batchEnv(r, writerFunc(func(p []byte) (int, error) {
		late.Store(true)
		n, err := stdout.Write(p)
		if stdout.Len() == len(p) {
			go func() { io.WriteString(w, "b\n"); w.Close() }()
		}
		return n, err
	}), &stderr, "s3://examplebucket", "--clamp")
	e.now = func() time.Time {
		if late.Load() {
			return testClock.Add(time.Hour)
		}
		return testClock
	}
	e.lookup = func(name string) (string, bool) { v, ok := environment[name]; return v, ok }
	go io.WriteString(w, "a\n")
	code := run(context.Background(), e)
	want := "sig4: line 2: the credentials expired at 2013-05-24T00:00:10Z; get new ones\nsig4: 1 of 2 lines failed\n"
	if code != exitFailed || stderr.String() != want || !strings.Contains(stdout.String(), "&X-Amz-Expires=10&") {
		t.Errorf("exit code %d, %s%s", code, stdout.String(), stderr.String())
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// TestBatchProgram runs the real program: its output into a pipe that closes.
func TestBatchProgram(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no shell on this system")
	}
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command("sh", "-c", "yes key | sig4 presign --batch s3://examplebucket | head -n 2 | wc -l")
	command.Env = []string{
		"PATH=" + filepath.Dir(program) + string(os.PathListSeparator) + os.Getenv("PATH"),
		"AWS_ACCESS_KEY_ID=" + docKeyID, "AWS_SECRET_ACCESS_KEY=" + docSecret,
	}
	out, err := command.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	check(t, "lines", strings.TrimSpace(string(out)), "2")
}

// BenchmarkBatch reports how many URLs a batch makes in a second.
func BenchmarkBatch(b *testing.B) {
	for _, bb := range []struct {
		name, line string
		args       []string
	}{
		{"keys", "photos/2013/05/24/%07d.jpg\n", []string{"s3://examplebucket"}},
		{"json-lines", `{"Bucket":"examplebucket","Key":"photos/2013/05/24/%07d.jpg"}` + "\n", []string{"--op", "get_object"}},
		{"legacy", "photos/2013/05/24/%07d.jpg\n", []string{"s3://examplebucket", "--signature", "v2"}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			const lines = 100_000
			var in strings.Builder
			for i := range lines {
				fmt.Fprintf(&in, bb.line, i)
			}
			b.ReportAllocs()
			for b.Loop() {
				if code := run(context.Background(), batchEnv(strings.NewReader(in.String()), io.Discard, io.Discard, bb.args...)); code != exitDone {
					b.Fatal(code)
				}
			}
			b.ReportMetric(float64(lines)*float64(b.N)/b.Elapsed().Seconds(), "URLs/s")
		})
	}
}
