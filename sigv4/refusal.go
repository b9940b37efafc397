package sigv4

import (
	"strconv"
	"time"
)

// A Refusal is the error of a [Verifier]: why a request was not accepted, and
// what S3 would answer.
//
// It holds no secret, no session token, no signature and no header's value but
// the parts of a credential scope, which are public. What a client may learn is
// [Refusal.Code], [Refusal.Status] and [Refusal.Message]; Error is for logs. A
// Refusal is not changed after it was made and may be read by several
// goroutines. The zero value gives no reason, and is never returned.
type Refusal struct {
	Reason Reason
	Name   string // the header, query parameter or element concerned, or ""
	Detail string // what was wrong, in words, or ""

	// Presigned tells that the signature, or what there is of one, is in the
	// query.
	Presigned bool

	// AccessKeyID is the claimed one, once it was read. Nothing proves it.
	AccessKeyID string

	// Got and Want are of a wrong part of the scope: what it is, and the, or the
	// first, right one.
	Got, Want string

	// Unsigned are the names of the headers that should have been signed, in
	// lower case and sorted. S3 calls it HeadersNotSigned.
	Unsigned []string

	// Time is X-Amz-Date once it was read, Expires the end of a presigned URL's
	// time, and ServerTime what the verifier was told. All are in UTC.
	Time, Expires, ServerTime time.Time

	// Err is the cause, if another error is: an [*Error] or the lookup's.
	Err error
}

// Code returns S3's error code, such as "SignatureDoesNotMatch".
func (e *Refusal) Code() string { return e.answer().code }

// Status returns the HTTP status that S3 sends with the code.
func (e *Refusal) Status() int { return int(e.answer().status) }

// Message returns S3's message for the code.
func (e *Refusal) Message() string { return e.answer().message }

// Error returns one line: the reason's name, and what is known beside it. The
// cause is not in it, as a lookup's error may say more than a log should hold.
func (e *Refusal) Error() string {
	b := append(make([]byte, 0, 128), "sigv4: refused: "...)
	b = append(b, e.Reason.String()...)
	if e.Name != "" {
		name := e.Name
		if len(name) > 64 {
			name = name[:64] + "..."
		}
		b = strconv.AppendQuote(append(b, ' '), name)
	}
	if e.Detail != "" {
		b = append(append(b, ": "...), e.Detail...)
	}
	if e.Want != "" {
		b = strconv.AppendQuote(append(b, ": it is "...), e.Got)
		b = strconv.AppendQuote(append(b, ", want "...), e.Want)
	}
	return string(b)
}

// Unwrap returns the reason, and the cause if there is one.
func (e *Refusal) Unwrap() []error {
	if e.Err != nil {
		return []error{e.Reason, e.Err}
	}
	return []error{e.Reason}
}
