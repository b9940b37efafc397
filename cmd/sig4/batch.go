package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
)

// presign --batch: a line of standard input, a line of standard output, in the
// same order. What is in memory at one time is bounded, whatever the input: see
// pipeline.go.

// runBatch presigns what each line of standard input says: a key after the
// target's prefix, or without a target the parameters of the operation as JSON.
func (p *presign) runBatch(ctx context.Context, e *env, n *planner, args []string, format string) error {
	if p.params == stdinName {
		return usagef("--params - and --batch both read standard input; give the parameters that all lines share in the flag")
	}
	if p.op != "" {
		if err := p.readCall(e, n); err != nil {
			return err
		}
	}
	switch {
	case len(args) > 0:
		if err := p.takeTarget(n, args); err != nil {
			return err
		}
	case p.op == "":
		return usagef("no target; write s3://BUCKET or s3://BUCKET/PREFIX, or give --op, and JSON on each line")
	}
	var err error
	if n.endpoint, err = p.resolve(e); err != nil {
		return err
	}
	s, err := p.newPresigner(ctx, e, format)
	if err != nil {
		return err
	}
	b := &batch{env: e, clock: p.time, planner: n, presigner: s, said: map[string]bool{}}
	if p.op == "" {
		// What is wrong with the flags would be wrong with every line.
		if err := b.rehearse(); err != nil {
			return err
		}
	}
	if n.bucket != "" {
		p.warnOldName(e, n.bucket)
	}
	return b.run(ctx)
}

type batch struct {
	env       *env
	clock     timeFlag
	planner   *planner
	presigner *presigner

	// Of emit alone, which runs in one goroutine.
	lines, failed int64
	said          map[string]bool // warnings
	progress      progress
}

func (b *batch) rehearse() error {
	plan, err := b.planner.object("key", false)
	if err == nil {
		_, _, err = b.presigner.append(nil, plan, b.env.time(b.clock))
	}
	return err
}

func (b *batch) run(ctx context.Context) error {
	b.progress.start(b.env)
	err := pipeline(ctx, b.env.stdin, runtime.GOMAXPROCS(0), b.work, b.emit)
	b.progress.clear()
	var broken *readError
	switch {
	case errors.As(err, &broken):
		return fmt.Errorf("cannot read standard input after line %d: %w", b.lines, broken.err)
	case err != nil:
		return err
	case b.failed > 0:
		return fmt.Errorf("%d of %d lines failed", b.failed, b.lines)
	}
	return nil
}

// work presigns the lines of a chunk. Several goroutines do so at once.
func (b *batch) work(c *chunk) {
	now := b.env.time(b.clock)
	for i := range c.lines {
		plan, err := b.plan(c, i)
		var warnings []string
		if err == nil {
			c.out, warnings, err = b.presigner.append(c.out, plan, now)
		}
		number := c.first + int64(i)
		for _, w := range warnings {
			c.messages = append(c.messages, message{number, w, false})
		}
		if err != nil {
			text := plain(err)
			c.messages = append(c.messages, message{number, text, true})
			c.out = b.appendBad(c.out, number, text)
		}
	}
}

var errEmptyLine = errors.New("the line is empty")

// plan plans what a line says.
func (b *batch) plan(c *chunk, i int) (*plan, error) {
	line, err := c.line(i)
	n := b.planner
	switch {
	case err != nil:
		return nil, err
	case line == "":
		return nil, errEmptyLine
	case n.op.IsZero():
		return n.object(n.key+line, false)
	case n.bucket != "":
		return n.call(merge(n.params, map[string]any{"Bucket": n.bucket, "Key": n.key + line}))
	}
	params, err := parseParams(line)
	if err != nil {
		return nil, err
	}
	return n.call(merge(n.params, params))
}

// appendBad appends what stands in the place of a URL that could not be made, so
// that line n of the output belongs to line n of the input: an empty line, or an
// object that says why.
func (b *batch) appendBad(dst []byte, number int64, text string) []byte {
	if b.presigner.format != "json" {
		return append(dst, '\n')
	}
	j := jsonWriter{buf: dst, compact: true}
	j.open('{')
	j.number("line", number)
	j.member("error", inWords(text))
	j.close('}')
	return j.end()
}

// mostWarnings bounds what is remembered of warnings.
const mostWarnings = 100

// emit puts a chunk out. A warning is given for the first line that has it.
func (b *batch) emit(c *chunk) error {
	b.lines += int64(len(c.lines))
	if len(c.messages) > 0 {
		b.progress.clear()
	}
	if len(c.out) > 0 {
		if err := b.env.print(c.out); err != nil {
			return err
		}
	}
	for _, m := range c.messages {
		if m.failed {
			b.failed++
			b.env.message(fmt.Sprintf("line %d: %s", m.line, m.text))
		} else if !b.said[m.text] && len(b.said) < mostWarnings {
			b.said[m.text] = true
			b.env.warn("line %d: %s", m.line, m.text)
		}
	}
	b.progress.draw(b.lines, c.offset)
	return nil
}
