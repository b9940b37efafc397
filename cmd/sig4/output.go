package main

// The rules of output, for all subcommands:
//
//   - The result goes to standard output, whole or not at all, and nothing else
//     goes there.
//   - Messages go to standard error, one line each: "sig4: what went wrong, and
//     what to do". A warning, after which the work goes on, begins
//     "sig4: warning: ". No capital at the start, no period at the end.
//   - A message never holds a secret, a session token, or the value of a header,
//     a query parameter, a form field or a condition: names, places and reasons
//     only; nor an argument or a flag's value that is refused, because it may be a
//     secret in the wrong place. Names that the user typed are quoted, so that no
//     control character of theirs reaches the terminal. Nor does a message speak
//     of the Go packages that it comes from: words.go puts their API into flags.
//   - Exit codes: 0 done; 1 the command line is right but the work failed (the
//     environment, the credentials, the standard input); 2 the command line is
//     wrong.
//   - --json, or --output json, gives one JSON object. Its keys are always there,
//     in the documented order, and empty when they do not apply.

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// A usageError is about the command line itself.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Errorf(format, args...)}
}

// A hintError adds to an error what to do about it.
type hintError struct {
	err  error
	hint string
}

func (e *hintError) Error() string { return plain(e.err) + "; " + e.hint }
func (e *hintError) Unwrap() error { return e.err }

func hint(err error, what string) error { return &hintError{err, what} }

// plain returns an error's text without the name of the package that made it,
// which tells a user of the command nothing.
func plain(err error) string {
	text := err.Error()
	for _, prefix := range [...]string{"sigv4: ", "s3: ", "policy: ", "credentials: "} {
		text = strings.TrimPrefix(text, prefix)
	}
	return text
}

// fail reports err and returns the exit code.
func (e *env) fail(err error) int {
	e.message(plain(err))
	var usage *usageError
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailed
}

// warn reports something that the user should know, and the work goes on.
func (e *env) warn(format string, args ...any) {
	e.message("warning: " + fmt.Sprintf(format, args...))
}

func (e *env) message(text string) {
	// A message that cannot be written has nowhere else to go.
	_, _ = e.stderr.Write([]byte("sig4: " + printable(inWords(text)) + "\n"))
}

// print writes a result.
func (e *env) print(result []byte) error {
	if _, err := e.stdout.Write(result); err != nil {
		return fmt.Errorf("cannot write the result: %w", err)
	}
	return nil
}

// printable makes a text safe for a terminal and keeps it on its line: whatever
// is not printable, or not UTF-8, is written as an escape.
func printable(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }) < 0 {
		return text
	}
	var b strings.Builder
	for i, size := 0, 0; i < len(text); i += size {
		var r rune
		r, size = utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
	}
	return b.String()
}

// quote shows a word that the user typed, cut to a length that fits a line.
func quote(word string) string {
	const most = 80
	if len(word) > most {
		return strconv.Quote(word[:most]) + "..."
	}
	return strconv.Quote(word)
}
