package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
)

const (
	// maxLine is the longest line of standard input in bytes, its end included.
	maxLine = 64 << 10

	// A chunk has at most so many lines, and is not filled further once it has so
	// many bytes.
	chunkLines = 256
	chunkBytes = 64 << 10

	// aheadPerWorker is how many chunks there are for each worker. No more of the
	// input than these hold, and one line, is ever read before it is put out.
	aheadPerWorker = 4
)

// A chunk is a number of lines on their way from the input to the output.
type chunk struct {
	first  int64  // the number of its first line, from 1
	offset int64  // how much of the input was read with its last line
	in     []byte // the lines, without what ends them
	lines  []span

	out      []byte
	messages []message

	err  error         // why no line follows: nil, io.EOF or a *readError
	done chan struct{} // the work on it is done
}

// A span is a line's place in its chunk.
type span struct {
	start, end int
	long       bool // longer than maxLine, and left out
}

// A message is about a line. failed says that it is why there is no URL.
type message struct {
	line   int64
	text   string
	failed bool
}

// A readError says that the input broke off.
type readError struct{ err error }

func (e *readError) Error() string { return e.err.Error() }
func (e *readError) Unwrap() error { return e.err }

var errLongLine = errors.New("the line is longer than " + strconv.Itoa(maxLine) + " bytes")

// line returns a line, or errLongLine.
func (c *chunk) line(i int) (string, error) {
	s := c.lines[i]
	if s.long {
		return "", errLongLine
	}
	return string(c.in[s.start:s.end]), nil
}

// pipeline cuts the input into chunks, has several workers work on them, and
// emits them in the order of the input. It ends with the input, or with the
// first error of reading (a [*readError]), emitting or ctx. It does not wait for
// a Read that hangs.
func pipeline(ctx context.Context, in io.Reader, workers int, work func(*chunk), emit func(*chunk) error) error {
	ahead := workers * aheadPerWorker
	// No send to these channels waits: there are no more chunks than places.
	free, todo, ordered := make(chan *chunk, ahead), make(chan *chunk, ahead), make(chan *chunk, ahead)
	for range ahead {
		free <- &chunk{done: make(chan struct{}, 1)}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()

	go func() {
		defer close(ordered)
		defer close(todo)
		r := lineReader{in: bufio.NewReaderSize(in, maxLine)}
		for {
			select {
			case c := <-free:
				r.fill(c)
				todo <- c
				ordered <- c
				if c.err != nil {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	for range workers {
		go func() {
			for c := range todo {
				work(c)
				c.done <- struct{}{}
			}
		}()
	}
	for {
		select {
		case c, ok := <-ordered:
			if !ok {
				return ctx.Err()
			}
			<-c.done
			if err := emit(c); err != nil {
				return err
			}
			if c.err == io.EOF {
				return nil
			}
			if c.err != nil {
				return c.err
			}
			free <- c
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// A lineReader cuts lines.
type lineReader struct {
	in     *bufio.Reader
	lines  int64
	offset int64
}

// fill reads lines into c, as many as there are without waiting, but one at
// least if the input has one.
func (r *lineReader) fill(c *chunk) {
	c.first, c.err = r.lines+1, nil
	c.in, c.lines, c.out, c.messages = c.in[:0], c.lines[:0], c.out[:0], c.messages[:0]
	for len(c.lines) < chunkLines && len(c.in) < chunkBytes && c.err == nil {
		if len(c.lines) > 0 && !r.ready() {
			break
		}
		r.read(c)
	}
	r.lines += int64(len(c.lines))
	c.offset = r.offset
}

// ready reports whether a whole line can be read without waiting.
func (r *lineReader) ready() bool {
	buffered, _ := r.in.Peek(r.in.Buffered())
	return bytes.IndexByte(buffered, '\n') >= 0
}

// read reads a line. It ends in LF or CR LF; the last one may have no end.
func (r *lineReader) read(c *chunk) {
	line, err := r.in.ReadSlice('\n')
	r.offset += int64(len(line))
	long := err == bufio.ErrBufferFull
	for err == bufio.ErrBufferFull {
		var rest []byte
		rest, err = r.in.ReadSlice('\n')
		r.offset += int64(len(rest))
	}
	switch {
	case err == io.EOF:
		c.err = err
		if len(line) == 0 {
			return
		}
	case err != nil:
		c.err = &readError{err}
		return // half a line would be another key
	}
	start := len(c.in)
	if !long {
		line = bytes.TrimSuffix(line, []byte("\n"))
		c.in = append(c.in, bytes.TrimSuffix(line, []byte("\r"))...)
	}
	c.lines = append(c.lines, span{start, len(c.in), long})
}
