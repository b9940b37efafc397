package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// collect runs a pipeline that puts each line out as it is.
func collect(t *testing.T, in io.Reader, workers int) (lines []string, err error) {
	t.Helper()
	next := int64(1)
	err = pipeline(context.Background(), in, workers, func(c *chunk) {
		for i := range c.lines {
			line, err := c.line(i)
			if err != nil {
				line = "error: " + err.Error()
			}
			c.out = append(append(c.out, line...), '\n')
		}
	}, func(c *chunk) error {
		if c.first != next {
			t.Errorf("a chunk begins with line %d, want %d", c.first, next)
		}
		next += int64(len(c.lines))
		if len(c.lines) > 0 {
			lines = append(lines, strings.Split(strings.TrimSuffix(string(c.out), "\n"), "\n")...)
		}
		return nil
	})
	return lines, err
}

func TestPipelineKeepsTheOrder(t *testing.T) {
	t.Parallel()
	var in strings.Builder
	var want []string
	for i := range 20_000 {
		line := fmt.Sprintf("%d %s", i, strings.Repeat("x", i%400))
		want = append(want, line)
		in.WriteString(line + "\n")
	}
	for _, workers := range []int{1, 2, 7} {
		got, err := collect(t, strings.NewReader(in.String()), workers)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d workers (-want +got):\n%s", workers, diff)
		}
	}
}

// TestPipelineOutOfOrder has the second chunk be done before the first one.
func TestPipelineOutOfOrder(t *testing.T) {
	t.Parallel()
	second := make(chan struct{})
	var firsts []int64
	err := pipeline(context.Background(), strings.NewReader(strings.Repeat("x\n", chunkLines*3)), 2, func(c *chunk) {
		switch c.first {
		case 1:
			<-second
		case chunkLines + 1:
			close(second)
		}
	}, func(c *chunk) error {
		if len(c.lines) > 0 {
			firsts = append(firsts, c.first)
		}
		return nil
	})
	if diff := cmp.Diff([]int64{1, chunkLines + 1, 2*chunkLines + 1}, firsts); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestPipelineLines(t *testing.T) {
	t.Parallel()
	most := strings.Repeat("m", maxLine-1)
	tooLong := "error: the line is longer than 65536 bytes"
	for in, want := range map[string][]string{
		"":                              nil,
		"\n":                            {""},
		"a":                             {"a"},
		"a\n":                           {"a"},
		"a\r\nb\n\r\nc\r":               {"a", "b", "", "c"},
		"a\rb\r\r\n":                    {"a\rb\r"},
		"a\x00b\xff\n":                  {"a\x00b\xff"},
		most + "\nb\n":                  {most, "b"},
		most + "m\nb\n":                 {tooLong, "b"},
		"a\n" + most + "mm\nb":          {"a", tooLong, "b"},
		most + most + most + "\n\nb\n":  {tooLong, "", "b"},
		"a\n" + most + most:             {"a", tooLong},
		most + "m":                      {tooLong},
		strings.Repeat(most+"\n", 3):    {most, most, most},
		strings.Repeat("a\n", 3) + "\n": {"a", "a", "a", ""},
	} {
		got, err := collect(t, strings.NewReader(in), 2)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%.20q: %v (-want +got):\n%.300s", in, err, diff)
		}
		// However the bytes arrive.
		got, err = collect(t, &oneByte{[]byte(in)}, 2)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%.20q byte by byte: %v (-want +got):\n%.300s", in, err, diff)
		}
	}
}

// oneByte is a reader that gives one byte at a time.
type oneByte struct{ rest []byte }

func (r *oneByte) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	p[0], r.rest = r.rest[0], r.rest[1:]
	return 1, nil
}

// endless is a reader of lines without end that counts what it gave.
type endless struct{ lines atomic.Int64 }

func (r *endless) Read(p []byte) (int, error) {
	const line = "0123456\n"
	n := 0
	for ; n+len(line) <= len(p); n += len(line) {
		copy(p[n:], line)
		r.lines.Add(1)
	}
	return n, nil
}

// TestPipelineIsBounded counts, whenever a chunk is put out, what was read and
// not put out yet: not more than the chunks and the reader's buffer hold. What
// is put out never waits for more of the input either.
func TestPipelineIsBounded(t *testing.T) {
	t.Parallel()
	const workers = 3
	const most = workers*aheadPerWorker*chunkLines + maxLine/8
	in := &endless{}
	enough := errors.New("enough")
	out, largest := int64(0), int64(0)
	chunks := map[*chunk]bool{}
	err := pipeline(context.Background(), in, workers, func(*chunk) {}, func(c *chunk) error {
		chunks[c] = true
		largest = max(largest, in.lines.Load()-out)
		if out += int64(len(c.lines)); out > 200_000 {
			return enough
		}
		return nil
	})
	if err != enough {
		t.Fatal(err)
	}
	if largest > most {
		t.Errorf("%d lines were read ahead, want %d at most", largest, most)
	}
	if len(chunks) > workers*aheadPerWorker {
		t.Errorf("%d chunks were used", len(chunks))
	}
}

// TestPipelineDoesNotWait: a line that has arrived is put out before the next
// one comes.
func TestPipelineDoesNotWait(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	emitted := make(chan string)
	go func() {
		defer w.Close()
		for i := range 5 {
			fmt.Fprintf(w, "line %d\nhalf of", i)
			if got := <-emitted; !strings.HasSuffix(got, fmt.Sprintf("line %d", i)) {
				t.Errorf("got %q", got)
			}
		}
	}()
	err := pipeline(context.Background(), r, 2, func(*chunk) {}, func(c *chunk) error {
		for i := range c.lines {
			if line, _ := c.line(i); line != "half of" {
				emitted <- line
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

var errBroken = errors.New("broken")

// TestPipelineEnds has the reader, the writer and the context break off.
func TestPipelineEnds(t *testing.T) {
	t.Parallel()
	good := strings.Repeat("x\n", chunkLines+10)

	// What was read before is put out; half a line is not.
	lines, err := collect(t, io.MultiReader(strings.NewReader(good+"half"), brokenReader{}), 2)
	var broken *readError
	if !errors.As(err, &broken) || !errors.Is(err, errBroken) || len(lines) != chunkLines+10 {
		t.Errorf("%d lines, %v", len(lines), err)
	}

	// A writer that breaks stops a reader that never would.
	calls := 0
	err = pipeline(context.Background(), &endless{}, 2, func(*chunk) {}, func(*chunk) error {
		calls++
		return errBroken
	})
	if err != errBroken || calls != 1 {
		t.Errorf("%v after %d calls", err, calls)
	}

	// Nor does it wait for one that hangs.
	r, w := io.Pipe()
	defer w.Close()
	var once sync.Once
	ctx, cancel := context.WithCancel(context.Background())
	go func() { w.Write([]byte("x\n")) }()
	err = pipeline(ctx, r, 2, func(*chunk) {}, func(*chunk) error {
		once.Do(cancel)
		return nil
	})
	if err != context.Canceled {
		t.Error(err)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errBroken }

// FuzzLines: however the input is cut into chunks, the lines are those that a
// split at line feeds gives.
func FuzzLines(f *testing.F) {
	f.Add([]byte("a\nb\r\n\n\rc"))
	f.Add(bytes.Repeat([]byte("ab\n"), 300))
	f.Add([]byte(strings.Repeat("x", maxLine) + "\ny"))
	f.Fuzz(func(t *testing.T, in []byte) {
		var want []string
		if len(in) > 0 {
			for line := range strings.SplitSeq(strings.TrimSuffix(string(in), "\n"), "\n") {
				if len(line) >= maxLine {
					want = append(want, "too long")
				} else {
					want = append(want, strings.TrimSuffix(line, "\r"))
				}
			}
		}
		r := lineReader{in: bufio.NewReaderSize(bytes.NewReader(in), maxLine)}
		var got []string
		for c := (&chunk{}); c.err == nil; {
			r.fill(c)
			for i := range c.lines {
				line, err := c.line(i)
				if err != nil {
					line = "too long"
				}
				got = append(got, line)
			}
		}
		// The last line may have maxLine bytes, there being no end to come.
		if n := len(want); n > 0 && want[n-1] == "too long" && len(got) == n && len(got[n-1]) == maxLine {
			got[n-1] = "too long"
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
