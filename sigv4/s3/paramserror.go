package s3

import (
	"errors"
	"strconv"
)

// The kinds of error of operations and their parameters, to branch on with
// [errors.Is]. A bad Bucket or Key is of kind [ErrBucket] or [ErrKey].
var (
	ErrOperation    = errors.New("unknown operation")
	ErrUnknownParam = errors.New("unknown parameter")
	ErrMissingParam = errors.New("missing parameter")
	ErrParamType    = errors.New("wrong type of parameter")
	ErrParamValue   = errors.New("invalid parameter")
	ErrExtra        = errors.New("further header or query parameter refused")
)

// A ParamError says what is wrong with one parameter. It never holds the value.
// It is not changed after it was made and may be read by several goroutines.
type ParamError struct {
	// Err is the kind, one of this package's sentinels, or an [*Error] about a
	// bucket or a key.
	Err error

	// Name is the parameter, or a part of it: "Metadata.colour",
	// "ObjectAttributes[1]", "CopySource.Key".
	Name string

	// Reason says in words what was wrong. It may be empty.
	Reason string
}

// Error returns one line. The name is quoted, so that it cannot carry control
// characters to a terminal.
func (e *ParamError) Error() string { return "s3: " + string(e.appendText(nil)) }

func (e *ParamError) appendText(dst []byte) []byte {
	name := e.Name
	if len(name) > 64 {
		name = name[:64] + "..."
	}
	if kind, ok := e.Err.(*Error); ok { // speaks for itself
		dst = strconv.AppendQuote(append(dst, "parameter "...), name)
		return append(append(dst, ": "...), kind.Error()[len("s3: "):]...)
	}
	dst = append(appendKind(dst, e.Err), ' ')
	dst = strconv.AppendQuote(dst, name)
	if e.Reason != "" {
		dst = append(append(dst, ": "...), e.Reason...)
	}
	return dst
}

// Unwrap returns the kind.
func (e *ParamError) Unwrap() error { return e.Err }

// A CallError lists all that is wrong with a [Call]. It is not changed after it
// was made and may be read by several goroutines.
type CallError struct {
	Operation Operation

	// Problems are at least one: [*ParamError] in the order of the operation's
	// parameters, unknown ones last, sorted by name; and an [*Error] if the
	// [Endpoint] is wrong as well.
	Problems []error
}

// Error returns one line with all problems.
func (e *CallError) Error() string {
	b := append([]byte("s3: "), e.Operation.SnakeName()...)
	for i, problem := range e.Problems {
		if i == 0 {
			b = append(b, ": "...)
		} else {
			b = append(b, "; "...)
		}
		if p, ok := problem.(*ParamError); ok {
			b = p.appendText(b)
			continue
		}
		text := problem.Error()
		if len(text) > 4 && text[:4] == "s3: " {
			text = text[4:]
		}
		b = append(b, text...)
	}
	return string(b)
}

// Unwrap returns the problems, so that [errors.Is] and [errors.As] find each.
func (e *CallError) Unwrap() []error { return e.Problems }
