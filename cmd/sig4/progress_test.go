package main

import (
	"context"
	"strings"
	"testing"
	"time"
)

// progressEnv is an environment at a terminal, whose clock goes on by a step each
// time that it is read.
func progressEnv(stderr *strings.Builder, size int64, step time.Duration) *env {
	now := testClock
	return &env{
		stderr:    stderr,
		lookup:    func(string) (string, bool) { return "", false },
		now:       func() time.Time { now = now.Add(step); return now },
		terminal:  func() bool { return true },
		inputSize: func() int64 { return size },
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	var stderr strings.Builder
	var p progress
	p.start(progressEnv(&stderr, 1000, time.Second))
	p.draw(50, 500)
	p.draw(99, 999)
	p.draw(100, 1000)
	p.draw(101, 1001) // the file has grown
	p.clear()
	p.clear()
	want := "\r[###############...............] 50% 50 lines, 50 a second\x1b[K" +
		"\r[#############################.] 99% 99 lines, 49 a second\x1b[K" +
		"\r[##############################] 100% 100 lines, 33 a second\x1b[K" +
		"\r[##############################] 100% 101 lines, 25 a second\x1b[K" +
		"\r\x1b[K"
	check(t, "a file", stderr.String(), want)

	stderr.Reset()
	p = progress{}
	p.start(progressEnv(&stderr, 0, time.Second))
	p.draw(12, 34)
	check(t, "a pipe", stderr.String(), "\r12 lines, 12 a second\x1b[K")

	// It is not drawn more often than a person can read.
	stderr.Reset()
	p = progress{}
	p.start(progressEnv(&stderr, 0, 30*time.Millisecond))
	for i := range int64(8) {
		p.draw(i, i)
	}
	p.clear()
	check(t, "often", stderr.String(), "\r3 lines, 25 a second\x1b[K\r7 lines, 29 a second\x1b[K\r\x1b[K")
}

// TestNoProgress: where messages do not go to a terminal, or to one that cannot
// move its cursor, or where the result does, nothing is drawn.
func TestNoProgress(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*env){
		"no terminal": func(e *env) { e.terminal = func() bool { return false } },
		"unknown":     func(e *env) { e.terminal = nil },
		"dumb":        func(e *env) { e.lookup = func(n string) (string, bool) { return "dumb", n == "TERM" } },
	} {
		var stderr strings.Builder
		e := progressEnv(&stderr, 1000, time.Second)
		change(e)
		var p progress
		p.start(e)
		p.draw(1, 1)
		p.clear()
		check(t, name, stderr.String(), "")
	}
}

// TestProgressAndMessages: a message has a line to itself.
func TestProgressAndMessages(t *testing.T) {
	t.Parallel()
	var stdout, stderr strings.Builder
	in := strings.Repeat("x\n", 4*chunkLines) + "\n" + strings.Repeat("x\n", 4*chunkLines)
	e := batchEnv(strings.NewReader(in), &stdout, &stderr, "s3://examplebucket", "--time", "2013-05-24T00:00:00Z")
	terminal := progressEnv(&stderr, int64(len(in)), time.Second)
	e.now, e.terminal, e.inputSize = terminal.now, terminal.terminal, terminal.inputSize
	if code := run(context.Background(), e); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	const clear = "\r\x1b[K"
	for _, message := range []string{"sig4: line 1025: the line is empty\n", "sig4: 1 of 2049 lines failed\n"} {
		if !strings.Contains(stderr.String(), clear+message) {
			t.Errorf("%q does not follow a cleared line:\n%q", message, stderr.String())
		}
	}
	if strings.Contains(stdout.String(), "\r") || strings.Count(stdout.String(), "\n") != 2049 {
		t.Error("the result is not the URLs alone")
	}
}
