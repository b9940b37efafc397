package sigv4http

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// A Source gives the credentials to sign with. It is asked for every request,
// so a source of temporary credentials should keep them while they last. It
// must be safe for concurrent use.
type Source interface {
	Credentials(ctx context.Context) (sigv4.Credentials, error)
}

// Static returns a Source that always gives c.
func Static(c sigv4.Credentials) Source { return static{c} }

type static struct{ credentials sigv4.Credentials }

func (s static) Credentials(context.Context) (sigv4.Credentials, error) { return s.credentials, nil }

// A Payload says how header signing covers a body.
type Payload uint8

const (
	// HashPayload signs the SHA-256 hash of the body.
	HashPayload Payload = iota
	// UnsignedPayload signs the marker UNSIGNED-PAYLOAD, so the body may be
	// changed on its way unnoticed. S3 accepts it; use it over TLS only.
	UnsignedPayload
)

// A Signer signs requests for one region and service.
//
// Source and Scope are required; the zero value of everything else is a good
// default. A Signer is safe for concurrent use as long as its fields are not
// changed. It keeps a derived key and must not be copied after first use.
type Signer struct {
	Source  Source
	Scope   sigv4.Scope
	Options sigv4.Options

	// Payload is how Sign covers bodies. A request that carries an
	// X-Amz-Content-Sha256 header decides for itself.
	Payload Payload

	// SignHeaders names headers, in any case, to be signed as well. A request
	// without one of them is refused. So are names that are changed on the way
	// and could not be verified: accept-encoding, connection, content-length,
	// expect, keep-alive, proxy-authenticate, proxy-authorization, te, trailer,
	// transfer-encoding, upgrade, user-agent and x-amzn-trace-id.
	SignHeaders []string

	// MaxBuffer is how many bytes of a body that can be read only once Sign may
	// hold in memory to hash it. Zero: such a body is an error.
	MaxBuffer int64

	// Now is the clock, time.Now when nil.
	Now func() time.Time

	last atomic.Pointer[sigv4.Signer]
}

// ErrSigner is the kind of error for a Signer that lacks what it needs.
var ErrSigner = errors.New("incomplete signer")

func signerError(reason string) error {
	return &sigv4.Error{Err: ErrSigner, Offset: -1, Reason: reason}
}

// core returns the signer for the credentials of the moment, the last one if
// they are unchanged.
func (s *Signer) core(ctx context.Context) (*sigv4.Signer, error) {
	if s.Source == nil {
		return nil, signerError("Source is nil")
	}
	c, err := s.Source.Credentials(ctx)
	if err != nil {
		return nil, fmt.Errorf("sigv4http: no credentials: %w", err)
	}
	if last := s.last.Load(); last != nil && same(last.Credentials(), c) {
		return last, nil
	}
	signer, err := sigv4.NewSignerWithOptions(c, s.Scope, s.Options)
	if err != nil {
		return nil, err
	}
	s.last.Store(signer)
	return signer, nil
}

// same compares all that is signed with: a key must not outlive its secret.
func same(a, b sigv4.Credentials) bool {
	return a.AccessKeyID == b.AccessKeyID && a.Expires.Equal(b.Expires) &&
		a.SecretAccessKey.Equal(b.SecretAccessKey) && a.SessionToken.Equal(b.SessionToken)
}

func (s *Signer) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}
