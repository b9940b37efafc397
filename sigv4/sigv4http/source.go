package sigv4http

import (
	"context"
	"fmt"

	"github.com/sig4/sig4/sigv4"
)

// A Source gives the credentials to sign with. It is asked for every request,
// with the request's context, so a source of temporary credentials should keep
// them while they last. It must be safe for concurrent use.
type Source interface {
	Credentials(ctx context.Context) (sigv4.Credentials, error)
}

// Static returns a Source that always gives c. It is safe for concurrent use,
// and printing it does not show the secret.
func Static(c sigv4.Credentials) Source { return static{c} }

type static struct{ credentials sigv4.Credentials }

func (s static) Credentials(context.Context) (sigv4.Credentials, error) { return s.credentials, nil }

// A keyed is a signer of the core with all that it was made from.
type keyed struct {
	credentials sigv4.Credentials
	scope       sigv4.Scope
	options     sigv4.Options
	signer      *sigv4.Signer
}

// core returns the core's signer for the credentials of the moment, the last
// one if nothing has changed. It holds no lock while it waits for the Source.
func (s *Signer) core(ctx context.Context) (*sigv4.Signer, error) {
	if s.Source == nil {
		return nil, fail(ErrSigner, "its Source is nil")
	}
	c, err := s.Source.Credentials(ctx)
	if err != nil {
		return nil, fmt.Errorf("sigv4http: no credentials: %w", err)
	}
	if last := s.last.Load(); last != nil && last.scope == s.Scope && last.options == s.Options && same(&last.credentials, &c) {
		return last.signer, nil
	}
	signer, err := sigv4.NewSignerWithOptions(c, s.Scope, s.Options)
	if err != nil {
		return nil, err
	}
	s.last.Store(&keyed{c, s.Scope, s.Options, signer})
	return signer, nil
}

// same compares all that is signed with: a key must not outlive its secret.
func same(a, b *sigv4.Credentials) bool {
	return a.AccessKeyID == b.AccessKeyID && a.Expires.Equal(b.Expires) &&
		a.SecretAccessKey.Equal(b.SecretAccessKey) && a.SessionToken.Equal(b.SessionToken)
}
