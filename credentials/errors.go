package credentials

import (
	"errors"
	"strconv"

	"github.com/sig4/sig4/sigv4"
)

// The kinds of error, to branch on with [errors.Is].
var (
	// ErrNotConfigured: the source has no credentials; another may be asked.
	ErrNotConfigured = errors.New("no credentials configured")

	// ErrIncomplete: one half of a pair is missing, or something is blank.
	ErrIncomplete = errors.New("incomplete credentials")

	// ErrInvalid: a value can be no such thing.
	ErrInvalid = errors.New("invalid credentials")
)

// An Error says which setting a source refused and why. It never holds the
// value. An Error is not changed after it was made and may be read by several
// goroutines.
type Error struct {
	Err    error  // the kind: one of this package's sentinels
	Name   string // the variable concerned, or ""
	Reason string // what was wrong, in words
	Cause  error  // the error of package sigv4 that the reason is from, or nil
}

// Error returns one line: the kind, the variable and the reason.
func (e *Error) Error() string {
	s := "credentials: " + e.Err.Error() + ": "
	if e.Name != "" {
		s += e.Name + ": "
	}
	return s + e.Reason
}

// Unwrap returns the kind and, when there is one, the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Err}
	}
	return []error{e.Err, e.Cause}
}

// invalid wraps an error of sigv4.Credentials.Validate. The errors of package
// sigv4 hold no values.
func invalid(name string, cause error) error {
	e := &Error{Err: ErrInvalid, Name: name, Reason: "they were refused", Cause: cause}
	var c *sigv4.Error
	if errors.As(cause, &c) {
		e.Reason = c.Reason
		if c.Offset >= 0 {
			e.Reason += " at byte " + strconv.Itoa(c.Offset)
		}
		if name == "" {
			e.Reason = c.Err.Error() + ": " + e.Reason
		}
	}
	return e
}
