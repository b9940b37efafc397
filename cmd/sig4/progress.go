package main

import (
	"strconv"
	"strings"
	"time"
)

// A progress shows on a terminal how far a batch is. The zero value shows
// nothing.
type progress struct {
	env     *env
	size    int64 // of the input in bytes, or 0 if that is not known
	started time.Time
	drawn   time.Time // when it was drawn last
	shown   bool
}

// drawEvery is how often it is drawn.
const drawEvery = 100 * time.Millisecond

// start begins to show it, if messages go to a terminal that the result does not
// go to.
func (p *progress) start(e *env) {
	if e.terminal == nil || !e.terminal() || e.variable("TERM") == "dumb" {
		return
	}
	*p = progress{env: e, started: e.now()}
	p.drawn = p.started
	if e.inputSize != nil {
		p.size = e.inputSize()
	}
}

// draw shows how many lines are done, and how much of the input.
func (p *progress) draw(lines, offset int64) {
	if p.env == nil {
		return
	}
	now := p.env.now()
	if now.Sub(p.drawn) < drawEvery {
		return
	}
	p.drawn, p.shown = now, true
	text := "\r"
	if p.size > 0 {
		const width = 30
		done := min(offset, p.size)
		filled := int(done * width / p.size)
		text += "[" + strings.Repeat("#", filled) + strings.Repeat(".", width-filled) + "] " +
			strconv.FormatInt(done*100/p.size, 10) + "% "
	}
	text += strconv.FormatInt(lines, 10) + " lines"
	if seconds := now.Sub(p.started).Seconds(); seconds > 0 {
		text += ", " + strconv.FormatInt(int64(float64(lines)/seconds), 10) + " a second"
	}
	p.write(text + eraseRest)
}

// eraseRest clears a terminal's line from the cursor on (ECMA-48, EL).
const eraseRest = "\x1b[K"

// clear takes the line away, for a message or at the end.
func (p *progress) clear() {
	if p.shown {
		p.shown = false
		p.write("\r" + eraseRest)
	}
}

func (p *progress) write(text string) {
	// As with messages, there is nowhere to say that this failed.
	_, _ = p.env.stderr.Write([]byte(text))
}
