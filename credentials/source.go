package credentials

import (
	"context"

	"github.com/sig4/sig4/sigv4"
)

// A Source yields credentials. It may be called by several goroutines at once.
//
// It returns valid credentials (as [sigv4.Credentials.Validate] judges) or an
// error, and an error that [errors.Is] [ErrNotConfigured] when there are none to
// be had from it. It does not judge whether they have expired: only the caller
// knows the time at which it signs.
type Source interface {
	Credentials(ctx context.Context) (sigv4.Credentials, error)
}

// Static returns a source of always the same credentials. When they are not
// valid, the source returns an [*Error] of kind [ErrInvalid] every time.
func Static(c sigv4.Credentials) Source {
	s := &static{credentials: c}
	if err := c.Validate(); err != nil {
		s = &static{err: invalid("", err)}
	}
	return s
}

type static struct {
	credentials sigv4.Credentials
	err         error
}

func (s *static) Credentials(context.Context) (sigv4.Credentials, error) {
	return s.credentials, s.err
}
