package sigv4

import (
	"errors"
	"time"
)

// A Context is what context.Context is, spelled here because importing it would
// cost programs that only sign. Every context.Context is one, and a Context may
// be passed on as a context.Context.
type Context interface {
	Deadline() (deadline time.Time, ok bool)
	Done() <-chan struct{}
	Err() error
	Value(key any) any
}

// A Lookup finds the credentials of an access key ID. A [Verifier] asks it once
// for every request whose form is right, before it compares the signature, so
// anybody may choose the access key ID; and several goroutines ask at once.
//
// It returns the credentials with just that AccessKeyID, or an error that wraps
// [ErrUnknownAccessKey] if there are none. Any other error refuses the request
// with [LookupFailed]. Credentials with a session token are those of a request
// that presents just this token.
//
// For equal work, an unknown key should take the Lookup as long as a known one.
// The access key ID may be a part of the request's memory: keep a copy only.
type Lookup interface {
	Lookup(ctx Context, accessKeyID string) (Credentials, error)
}

// ErrUnknownAccessKey is what a [Lookup] answers to an access key ID that it
// does not know.
var ErrUnknownAccessKey = errors.New("unknown access key ID")

// A LookupFunc is a function as a [Lookup].
type LookupFunc func(ctx Context, accessKeyID string) (Credentials, error)

// Lookup calls f.
func (f LookupFunc) Lookup(ctx Context, accessKeyID string) (Credentials, error) {
	return f(ctx, accessKeyID)
}

// StaticKeys are fixed credentials. The zero value knows no key. StaticKeys are
// immutable, and safe for concurrent use.
type StaticKeys struct{ keys map[string]Credentials }

// NewStaticKeys holds the given credentials. It fails as
// [Credentials.Validate] does, and with [ErrAccessKeyID] if two have one ID.
func NewStaticKeys(credentials ...Credentials) (StaticKeys, error) {
	keys := make(map[string]Credentials, len(credentials))
	for _, c := range credentials {
		if err := c.Validate(); err != nil {
			return StaticKeys{}, err
		}
		if _, ok := keys[c.AccessKeyID]; ok {
			return StaticKeys{}, fail(ErrAccessKeyID, "it is there twice")
		}
		keys[c.AccessKeyID] = c
	}
	return StaticKeys{keys}, nil
}

// Lookup implements [Lookup].
func (k StaticKeys) Lookup(_ Context, accessKeyID string) (Credentials, error) {
	if c, ok := k.keys[accessKeyID]; ok {
		return c, nil
	}
	return Credentials{}, ErrUnknownAccessKey
}
