package browser

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
)

// A conn is a connection to a browser: JSON texts, each with a NUL after it.
//
// Source: Chrome DevTools Protocol, "Pipe transport" and the domain Target, with
// flat sessions.
type conn struct {
	commands, answers *os.File

	mu       sync.Mutex
	last     int
	waiting  map[int]chan message
	sessions map[string]func(method string, params json.RawMessage)
	err      error // why there will be no more answers
}

// A message is an answer or an event.
type message struct {
	ID        int             `json:"id"`
	Method    string          `json:"method"`
	Session   string          `json:"sessionId"`
	Params    json.RawMessage `json:"params"`
	Result    json.RawMessage `json:"result"`
	Complaint *struct {
		Message string `json:"message"`
		Data    string `json:"data"`
	} `json:"error"`
}

func newConn(commands, answers *os.File) *conn {
	c := &conn{
		commands: commands, answers: answers,
		waiting:  map[int]chan message{},
		sessions: map[string]func(string, json.RawMessage){},
	}
	go c.read()
	return c
}

// read hands out what the browser says, in its order.
func (c *conn) read() {
	r := bufio.NewReaderSize(c.answers, 1<<16)
	for {
		text, err := r.ReadBytes(0)
		var m message
		if err == nil {
			err = json.Unmarshal(text[:len(text)-1], &m)
		}
		if err != nil {
			c.end(fmt.Errorf("the browser has ended: %w", err))
			return
		}
		c.mu.Lock()
		answer, event := c.waiting[m.ID], c.sessions[m.Session]
		delete(c.waiting, m.ID)
		c.mu.Unlock()
		switch {
		case m.Method == "" && answer != nil:
			answer <- m
		case m.Method != "" && event != nil:
			event(m.Method, m.Params)
		}
	}
}

// end fails every call that waits, and those to come.
func (c *conn) end(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err == nil {
		c.err = err
	}
	for _, answer := range c.waiting {
		close(answer)
	}
	c.waiting = map[int]chan message{}
}

func (c *conn) close() {
	c.end(errors.New("the browser was stopped"))
	c.commands.Close()
	c.answers.Close()
}

// listen has the events of a session handed to f, one after the other. f must
// not call.
func (c *conn) listen(session string, f func(method string, params json.RawMessage)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sessions[session] = f
}

// call sends a command and reads its result.
func (c *conn) call(ctx context.Context, session, method string, p params, result any) error {
	answer := make(chan message, 1)
	if err := c.send(session, method, p, answer); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	select {
	case m, ok := <-answer:
		switch {
		case !ok:
			c.mu.Lock()
			defer c.mu.Unlock()
			return fmt.Errorf("%s: %w", method, c.err)
		case m.Complaint != nil:
			return fmt.Errorf("%s: %s %s", method, m.Complaint.Message, m.Complaint.Data)
		case result == nil:
			return nil
		}
		return json.Unmarshal(m.Result, result)
	case <-ctx.Done():
		return fmt.Errorf("%s: no answer: %w", method, ctx.Err())
	}
}

func (c *conn) send(session, method string, p params, answer chan message) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err != nil {
		return c.err
	}
	c.last++
	text, err := json.Marshal(struct {
		ID      int             `json:"id"`
		Method  string          `json:"method"`
		Params  json.RawMessage `json:"params"`
		Session string          `json:"sessionId,omitempty"`
	}{c.last, method, p.json(), session})
	if err != nil {
		return err
	}
	c.waiting[c.last] = answer
	_, err = c.commands.Write(append(text, 0))
	return err
}
