package sigv2

import (
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// A LegacySigner signs with fixed credentials and options.
//
// It is immutable, and safe for concurrent use by several goroutines. The zero
// value is not valid and signs nothing: use [NewLegacySigner]. Printing a
// LegacySigner does not show the secret.
type LegacySigner struct {
	credentials sigv4.Credentials
	options     Options
}

// NewLegacySigner returns a LegacySigner for [StoreS3]. Its errors are those of
// [sigv4.Credentials.Validate], and [sigv4.ErrAccessKeyID] for an access key ID
// with a colon, which delimits it in the Authorization header.
func NewLegacySigner(c sigv4.Credentials) (*LegacySigner, error) {
	return NewLegacySignerWithOptions(c, Options{})
}

// NewLegacySignerWithOptions is [NewLegacySigner] for another store. It also
// fails with [sigv4.ErrOptions], for a value that is none of the constants.
func NewLegacySignerWithOptions(c sigv4.Credentials, o Options) (*LegacySigner, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	if i := strings.IndexByte(c.AccessKeyID, ':'); i >= 0 {
		return nil, failAt(sigv4.ErrAccessKeyID, i, "it holds a colon, which delimits it in the Authorization header")
	}
	if o.Store >= stores || o.Headers > HeadersSent {
		return nil, fail(sigv4.ErrOptions, "a value is none of its constants")
	}
	return &LegacySigner{credentials: c, options: o}, nil
}

// Credentials returns what the signer signs with.
func (s *LegacySigner) Credentials() sigv4.Credentials { return s.credentials }

// Options returns the signer's options.
func (s *LegacySigner) Options() Options { return s.options }

// check refuses a signer that NewLegacySigner did not make.
func (s *LegacySigner) check() error {
	if s == nil || s.credentials.SecretAccessKey.IsZero() {
		return fail(sigv4.ErrOptions, "the LegacySigner is nil or its zero value; use NewLegacySigner")
	}
	return nil
}
