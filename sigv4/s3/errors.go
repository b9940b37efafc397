package s3

import (
	"errors"
	"strconv"
)

// The kinds of error, to branch on with [errors.Is]. The [*Error] around each
// says what was wrong and where.
var (
	ErrBucket      = errors.New("invalid bucket name")
	ErrKey         = errors.New("invalid key")
	ErrRegion      = errors.New("invalid region")
	ErrEndpoint    = errors.New("invalid endpoint")
	ErrCombination = errors.New("impossible combination") // each option is valid alone
	ErrRoute       = errors.New("invalid request route")
	ErrAlgorithm   = errors.New("unsupported signature algorithm")
)

// An Error says which part of an address was refused and why.
//
// It never holds the refused value, which may carry a password (in a URL) or
// control characters. An Error is not changed after it was made and may be read
// by several goroutines.
type Error struct {
	Err    error  // the kind: one of this package's sentinels
	Name   string // the field of Endpoint concerned, or ""
	Offset int    // the byte in the refused value at which it went wrong, or -1
	Reason string // what was wrong, in words
}

// Error returns one line: the kind, the field, the reason and the offset.
func (e *Error) Error() string {
	b := make([]byte, 0, 128)
	b = append(b, "s3: "...)
	b = appendKind(b, e.Err)
	if e.Name != "" {
		b = append(b, " ("...)
		b = append(b, e.Name...)
		b = append(b, ')')
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

// appendKind appends the text of a kind; an error that this package made has one.
func appendKind(dst []byte, kind error) []byte {
	if kind == nil {
		return append(dst, "invalid input"...)
	}
	return append(dst, kind.Error()...)
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

// failURL makes an error about Endpoint.URL. An offset of -1 means all of it.
func failURL(offset int, reason string) error {
	return &Error{Err: ErrEndpoint, Name: "URL", Offset: offset, Reason: reason}
}

// clash makes an error about an option that another one rules out.
func clash(name, reason string) error {
	return &Error{Err: ErrCombination, Name: name, Offset: -1, Reason: reason}
}

// byteName names a byte for a person. Only printable ASCII is shown as it is.
func byteName(c byte) string {
	const hex = "0123456789abcdef"
	switch {
	case c == ' ':
		return "a space"
	case c > ' ' && c < 0x7f:
		return "'" + string([]byte{c}) + "'"
	}
	return "the byte 0x" + string([]byte{hex[c>>4], hex[c&15]})
}
