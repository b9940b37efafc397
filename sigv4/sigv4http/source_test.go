package sigv4http_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
)

type failing struct{ err error }

func (f failing) Credentials(context.Context) (sigv4.Credentials, error) {
	return sigv4.Credentials{}, f.err
}

type sourceFunc func(context.Context) (sigv4.Credentials, error)

func (f sourceFunc) Credentials(ctx context.Context) (sigv4.Credentials, error) { return f(ctx) }

func TestSignerErrors(t *testing.T) {
	t.Parallel()
	signer := func(change func(*sigv4http.Signer)) *sigv4http.Signer {
		s := newSigner(longLived, scopeS3)
		change(s)
		return s
	}
	request := newRequest(t, "GET", "https://example.com/", nil)
	tests := []struct {
		name   string
		signer *sigv4http.Signer
		r      *http.Request
		kind   error
	}{
		{"nil Signer", nil, request, sigv4http.ErrSigner},
		{"zero Signer", new(sigv4http.Signer), request, sigv4http.ErrSigner},
		{"nil Source", signer(func(s *sigv4http.Signer) { s.Source = nil }), request, sigv4http.ErrSigner},
		{"unknown Payload", signer(func(s *sigv4http.Signer) { s.Payload = 2 }), request, sigv4http.ErrSigner},
		{"nil request", newSigner(longLived, scopeS3), nil, sigv4http.ErrRequest},
		{"zero request", newSigner(longLived, scopeS3), new(http.Request), sigv4http.ErrRequest},
		{"no region", newSigner(longLived, sigv4.Scope{Service: "s3"}), request, sigv4.ErrRegion},
		{"no service", newSigner(longLived, sigv4.Scope{Region: "us-east-1"}), request, sigv4.ErrService},
		{"options", signer(func(s *sigv4http.Signer) { s.Options.Token = sigv4.TokenS3Express }), request, sigv4.ErrOptions},
		{"no access key", newSigner(sigv4.Credentials{SecretAccessKey: sigv4.NewSecret("s")}, scopeS3), request, sigv4.ErrAccessKeyID},
		{"no secret", newSigner(sigv4.Credentials{AccessKeyID: "a"}, scopeS3), request, sigv4.ErrSecretAccessKey},
		{"token", newSigner(sigv4.Credentials{AccessKeyID: "a", SecretAccessKey: sigv4.NewSecret("s"), SessionToken: sigv4.NewSecret("t\n")}, scopeS3), request, sigv4.ErrSessionToken},
		{"time", signer(func(s *sigv4http.Signer) { s.Now = func() time.Time { return time.Time{}.AddDate(-2, 0, 0) } }), request, sigv4.ErrTime},
		{"Source fails", signer(func(s *sigv4http.Signer) { s.Source = failing{errBroken} }), request, errBroken},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			signed, err := tt.signer.Sign(tt.r)
			if signed != nil || !errors.Is(err, tt.kind) {
				t.Errorf("Sign = %v, %v, want an error of kind %q", signed, err, tt.kind)
			}
			p, err := tt.signer.Presign(tt.r, time.Hour)
			if p.URL != "" || !errors.Is(err, tt.kind) {
				t.Errorf("Presign = %q, %v, want an error of kind %q", p.URL, err, tt.kind)
			}
		})
	}
}

// Without Now the time is the clock's.
func TestSignerClock(t *testing.T) {
	t.Parallel()
	s := newSigner(longLived, scopeS3)
	s.Now = nil
	before := time.Now().Truncate(time.Second)
	signed, err := s.Sign(newRequest(t, "GET", "https://example.com/", nil))
	if err != nil {
		t.Fatal(err)
	}
	at, err := sigv4.ParseTime(signed.Header.Get("X-Amz-Date"))
	if err != nil || at.Before(before) || at.After(time.Now()) {
		t.Errorf("X-Amz-Date is %v, %v", at, err)
	}
}

// The Source gets the request's context, and its error stays to be found.
func TestSourceContext(t *testing.T) {
	t.Parallel()
	s := newSigner(longLived, scopeS3)
	s.Source = sourceFunc(func(ctx context.Context) (sigv4.Credentials, error) {
		if ctx.Value(contextKey{}) != "value" {
			t.Error("the context is not the request's")
		}
		return longLived, ctx.Err()
	})
	ctx, cancel := context.WithCancel(context.WithValue(t.Context(), contextKey{}, "value"))
	r := newRequest(t, "GET", "https://example.com/", nil).WithContext(ctx)
	if _, err := s.Sign(r); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := s.Sign(r); !errors.Is(err, context.Canceled) {
		t.Errorf("Sign = %v", err)
	}
	if _, err := s.Presign(r, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("Presign = %v", err)
	}
}

// Whatever changes is signed with at once: a key never outlives its secret, and
// neither does its scope.
func TestSignerFollowsChanges(t *testing.T) {
	t.Parallel()
	with := func(change func(*sigv4.Credentials)) sigv4.Credentials {
		c := temporary
		change(&c)
		return c
	}
	all := []sigv4.Credentials{
		temporary,
		with(func(c *sigv4.Credentials) { c.SecretAccessKey = sigv4.NewSecret("another") }),
		with(func(c *sigv4.Credentials) { c.SessionToken = sigv4.NewSecret("another") }),
		with(func(c *sigv4.Credentials) { c.SessionToken = sigv4.Secret{} }),
		with(func(c *sigv4.Credentials) { c.AccessKeyID = "ANOTHER" }),
		with(func(c *sigv4.Credentials) { c.Expires = testTime.Add(time.Minute) }),
		with(func(c *sigv4.Credentials) { c.Expires = testTime.Add(2 * time.Minute) }),
		temporary,
	}
	var now sigv4.Credentials
	s := newSigner(longLived, scopeS3)
	s.Source = sourceFunc(func(context.Context) (sigv4.Credentials, error) { return now, nil })
	r := newRequest(t, "GET", "https://example.com/k", nil)

	check := func(name string) {
		t.Helper()
		fresh := newSigner(now, s.Scope)
		fresh.Options = s.Options
		want, err := fresh.Sign(r)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Sign(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, header := range []string{"Authorization", "X-Amz-Security-Token", "X-Amz-Content-Sha256"} {
			if got.Header.Get(header) != want.Header.Get(header) {
				t.Errorf("%s: %s is that of what was before", name, header)
			}
		}
		p, err := s.Presign(r, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		q, err := fresh.Presign(r, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if p.URL != q.URL || !p.Effective.Equal(q.Effective) {
			t.Errorf("%s: Presign gives what was before", name)
		}
	}
	for _, c := range all {
		now = c
		check("credentials")
		check("the same credentials")
	}
	s.Scope.Region = "eu-central-1"
	check("region")
	s.Scope.Service = "execute-api"
	check("service")
	s.Options.ContentSHA256 = sigv4.ContentSHA256Always
	check("options")
}
