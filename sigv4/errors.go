package sigv4

import (
	"errors"
	"strconv"
)

// The kinds of error, to branch on with [errors.Is]. Each says which part of
// the input was refused; the [*Error] around it says why.
var (
	ErrAccessKeyID     = errors.New("invalid access key ID")
	ErrSecretAccessKey = errors.New("invalid secret access key")
	ErrSessionToken    = errors.New("invalid session token")
	ErrRegion          = errors.New("invalid region")
	ErrService         = errors.New("invalid service")
	ErrOptions         = errors.New("invalid options")
	ErrMethod          = errors.New("invalid method")
	ErrScheme          = errors.New("invalid scheme")
	ErrHost            = errors.New("invalid host")
	ErrPath            = errors.New("invalid path")
	ErrQuery           = errors.New("invalid query")
	ErrHeader          = errors.New("invalid header")
	ErrReserved        = errors.New("name belongs to the signer")
	ErrPayloadHash     = errors.New("invalid payload hash")
	ErrExpires         = errors.New("invalid expiry")
	ErrTime            = errors.New("invalid time")
)

// An Error says which input was refused and why.
//
// It never holds the refused value itself, only names, places and reasons, so
// it may be logged. An Error is not changed after it was made and may be read
// by several goroutines. The zero value is of no kind, and is never returned.
type Error struct {
	Err    error  // the kind: one of this package's sentinels
	Name   string // the header or query parameter concerned, or ""
	Offset int    // the byte in the refused value at which it went wrong, or -1
	Reason string // what was wrong, in words
}

// Error returns one line: the kind, the name, the reason and the offset.
// A name is quoted, so that it cannot carry control characters to a terminal.
func (e *Error) Error() string {
	b := make([]byte, 0, 128)
	b = append(b, "sigv4: "...)
	if e.Err != nil {
		b = append(b, e.Err.Error()...)
	} else {
		b = append(b, "invalid input"...)
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
	if e.Offset >= 0 {
		b = append(b, " (at byte "...)
		b = strconv.AppendInt(b, int64(e.Offset), 10)
		b = append(b, ')')
	}
	return string(b)
}

// Unwrap returns the kind.
func (e *Error) Unwrap() error { return e.Err }

// fail makes an error about a whole value.
func fail(kind error, reason string) error {
	return &Error{Err: kind, Offset: -1, Reason: reason}
}

// failAt makes an error about the byte at offset.
func failAt(kind error, offset int, reason string) error {
	return &Error{Err: kind, Offset: offset, Reason: reason}
}

// failNamed makes an error about a header or a query parameter.
func failNamed(kind error, name string, offset int, reason string) error {
	return &Error{Err: kind, Name: name, Offset: offset, Reason: reason}
}

// byteName names a byte that is often pasted or smuggled in by mistake.
func byteName(c byte) string {
	switch c {
	case 0:
		return "a NUL"
	case '\t':
		return "a tab"
	case '\n':
		return "a line feed"
	case '\r':
		return "a carriage return"
	case ' ':
		return "a space"
	}
	const hex = "0123456789abcdef"
	return "the byte 0x" + string([]byte{hex[c>>4], hex[c&15]})
}
