package policy

import (
	"errors"
	"strconv"
)

// The kinds of error, to branch on with [errors.Is]. Each says which part of
// the input was refused; the [*Error] around it says why.
var (
	ErrSigner    = errors.New("invalid signer")
	ErrURL       = errors.New("invalid URL")
	ErrBucket    = errors.New("invalid bucket")
	ErrKey       = errors.New("invalid key")
	ErrField     = errors.New("invalid field")     // Index counts Post.Fields
	ErrCondition = errors.New("invalid condition") // Index counts Post.Conditions; -1 from ParseCondition
	ErrExpires   = errors.New("invalid expiry")
	ErrTime      = errors.New("invalid time")
	ErrSize      = errors.New("form too large") // all fields together
	// ErrForm: a form is right, but cannot be written as HTML or as a command.
	// Index counts Form.Fields, or Form.Missing when the reason says so.
	ErrForm = errors.New("form cannot be written")
)

// An Error says which input was refused and why.
//
// It never holds a value, only names, places and reasons, so it may be logged.
// An Error is not changed after it was made and may be read by several
// goroutines.
type Error struct {
	Err    error  // the kind: one of this package's sentinels
	Name   string // the form field concerned, as the caller wrote it, or ""
	Index  int    // its place in the list that the kind names, from 0, or -1
	Reason string // what was wrong, in words
	Answer string // what S3, or a store after its model, answers to such a form, or "" where that is not known
}

// Error returns one line: the kind, the index, the name, the reason, and what
// a store answers where that is known.
// A name is quoted, so that it cannot carry control characters to a terminal.
func (e *Error) Error() string {
	b := make([]byte, 0, 128)
	b = append(b, "policy: "...)
	if e.Err != nil {
		b = append(b, e.Err.Error()...)
	}
	if e.Index >= 0 {
		b = append(b, ' ')
		b = strconv.AppendInt(b, int64(e.Index), 10)
	}
	if e.Name != "" {
		name := e.Name
		if len(name) > 64 {
			name = name[:64] + "..."
		}
		b = append(b, ' ')
		b = strconv.AppendQuote(b, name)
	}
	b = append(b, ": "...)
	b = append(b, e.Reason...)
	if e.Answer != "" {
		b = append(b, "; a store answers: "...)
		b = append(b, e.Answer...)
	}
	return string(b)
}

// Unwrap returns the kind.
func (e *Error) Unwrap() error { return e.Err }

// fail makes an error about a member of Post that is no list.
func fail(kind error, reason string) error {
	return &Error{Err: kind, Index: -1, Reason: reason}
}

// failAt makes an error about one element of a list.
func failAt(kind error, index int, name, reason string) error {
	return &Error{Err: kind, Name: name, Index: index, Reason: reason}
}
