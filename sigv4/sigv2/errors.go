package sigv2

import (
	"errors"

	"github.com/sig4/sig4/sigv4"
)

// The kinds of error that package sigv4 does not have, to branch on with
// [errors.Is]. The [*sigv4.Error] around them says why.
var (
	// ErrBucket is a bucket that cannot be part of the resource, or one that
	// the path does not name.
	ErrBucket = errors.New("invalid bucket")
	// ErrPolicy is a text that is no base64 form of a policy.
	ErrPolicy = errors.New("invalid policy")
	// ErrSHA1 is a program that may not use SHA-1.
	ErrSHA1 = errors.New("SHA-1 is not allowed")
)

// fail makes an error about a whole value.
func fail(kind error, reason string) error {
	return &sigv4.Error{Err: kind, Offset: -1, Reason: reason}
}

// failAt makes an error about the byte at offset.
func failAt(kind error, offset int, reason string) error {
	return &sigv4.Error{Err: kind, Offset: offset, Reason: reason}
}

// failNamed makes an error about a header or a query parameter.
func failNamed(kind error, name string, offset int, reason string) error {
	return &sigv4.Error{Err: kind, Name: name, Offset: offset, Reason: reason}
}
