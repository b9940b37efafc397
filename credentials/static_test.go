package credentials_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/sig4/sig4/credentials"
	"github.com/sig4/sig4/sigv4"
)

func TestStatic(t *testing.T) {
	t.Parallel()
	want := sigv4.Credentials{
		AccessKeyID:     exampleID,
		SecretAccessKey: sigv4.NewSecret(exampleSecret),
		SessionToken:    sigv4.NewSecret("token"),
		Expires:         time.Date(2030, 1, 2, 15, 4, 5, 0, time.UTC),
	}
	source := credentials.Static(want)
	for range 2 {
		got, err := source.Credentials(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if got.AccessKeyID != want.AccessKeyID || !got.SecretAccessKey.Equal(want.SecretAccessKey) ||
			!got.SessionToken.Equal(want.SessionToken) || !got.Expires.Equal(want.Expires) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

func TestStaticRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule  string
		c     sigv4.Credentials
		cause error
	}{
		{"zero value", sigv4.Credentials{}, sigv4.ErrAccessKeyID},
		{"no secret", sigv4.Credentials{AccessKeyID: canaryID}, sigv4.ErrSecretAccessKey},
		{"secret with its line end", sigv4.Credentials{AccessKeyID: canaryID, SecretAccessKey: sigv4.NewSecret(canarySecret + "\n")}, sigv4.ErrSecretAccessKey},
		{"token with a space", sigv4.Credentials{AccessKeyID: canaryID, SecretAccessKey: sigv4.NewSecret(canarySecret), SessionToken: sigv4.NewSecret(canaryToken + " ")}, sigv4.ErrSessionToken},
	}
	for _, tt := range tests {
		c, err := credentials.Static(tt.c).Credentials(context.Background())
		var typed *credentials.Error
		if !errors.As(err, &typed) || !errors.Is(err, credentials.ErrInvalid) || !errors.Is(err, tt.cause) {
			t.Errorf("%s: error %v, want ErrInvalid and %v", tt.rule, err, tt.cause)
		}
		if errors.Is(err, credentials.ErrNotConfigured) {
			t.Errorf("%s: a chain would go on after %v", tt.rule, err)
		}
		if c.AccessKeyID != "" || !c.SecretAccessKey.IsZero() || !c.SessionToken.IsZero() {
			t.Errorf("%s: credentials came with the error", tt.rule)
		}
		checkCanaries(t, tt.rule, err)
	}
}
