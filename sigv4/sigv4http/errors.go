package sigv4http

import (
	"errors"
	"fmt"

	"github.com/sig4/sig4/sigv4"
)

// The kinds of error that this package adds to those of package sigv4, to
// branch on with [errors.Is].
var (
	// ErrSigner is a Signer or Transport that lacks what it needs.
	ErrSigner = errors.New("incomplete signer")

	// ErrRequest is a request that is nil or has no URL.
	ErrRequest = errors.New("invalid request")

	// ErrBody is a body that cannot be hashed and then sent.
	ErrBody = errors.New("invalid body")
)

func fail(kind error, reason string) error {
	return &sigv4.Error{Err: kind, Offset: -1, Reason: reason}
}

func failNamed(kind error, name, reason string) error {
	return &sigv4.Error{Err: kind, Name: name, Offset: -1, Reason: reason}
}

// failRead is about a body that gave an error of its own, which is kept.
func failRead(what string, err error) error {
	return fmt.Errorf("sigv4http: %w: %s: %w", ErrBody, what, err)
}
