package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"github.com/sig4/sig4/credentials"
	"github.com/sig4/sig4/sigv4"
)

// env is everything that the command takes from outside, so that a test can
// give it all. No other file of the program reads a variable, a clock or a
// standard stream.
type env struct {
	args      []string // without the program's name
	stdin     io.Reader
	stdout    io.Writer
	stderr    io.Writer
	lookup    func(string) (string, bool) // environment variables
	now       func() time.Time
	buildInfo func() (*debug.BuildInfo, bool)

	terminal  func() bool  // whether stderr is a terminal and stdout is none; nil is no
	inputSize func() int64 // what is left to read of stdin in bytes, or 0; nil is unknown
}

// variable returns the value of an environment variable; one that is set to
// nothing counts as not set.
func (e *env) variable(name string) string {
	v, _ := e.lookup(name)
	return v
}

// credentials reads the credentials from the environment.
func (e *env) credentials(ctx context.Context) (sigv4.Credentials, error) {
	c, err := credentials.Environment{Lookup: e.lookup}.Credentials(ctx)
	if errors.Is(err, credentials.ErrNotConfigured) {
		return c, hint(err, "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_SESSION_TOKEN when the credentials are temporary")
	}
	return c, err
}

// alive refuses credentials that have expired at the time of signing: what they
// sign never works.
func alive(c sigv4.Credentials, t time.Time) error {
	if c.Expires.IsZero() || t.Before(c.Expires) {
		return nil
	}
	return fmt.Errorf("the credentials expired at %s; get new ones", c.Expires.UTC().Format(time.RFC3339))
}

// time returns the time to sign with: what --time says, or else the clock's.
func (e *env) time(flag timeFlag) time.Time {
	if flag.given {
		return flag.t
	}
	return e.now().UTC()
}
