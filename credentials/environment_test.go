package credentials_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/credentials"
	"github.com/sig4/sig4/sigv4"
)

const (
	exampleID     = "AKIAIOSFODNN7EXAMPLE"
	exampleSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
)

// environment is a Lookup over a map.
func environment(vars map[string]string) credentials.Environment {
	return credentials.Environment{Lookup: func(name string) (string, bool) {
		value, ok := vars[name]
		return value, ok
	}}
}

func TestEnvironment(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule              string
		vars              map[string]string
		id, secret, token string
		expires           time.Time
	}{
		{
			rule: "the pair alone is long-lived",
			vars: map[string]string{"AWS_ACCESS_KEY_ID": exampleID, "AWS_SECRET_ACCESS_KEY": exampleSecret},
			id:   exampleID, secret: exampleSecret,
		},
		{
			rule: "token and expiry",
			vars: map[string]string{"AWS_ACCESS_KEY_ID": exampleID, "AWS_SECRET_ACCESS_KEY": exampleSecret, "AWS_SESSION_TOKEN": "tok/+=", "AWS_CREDENTIAL_EXPIRATION": "2030-01-02T17:04:05+02:00"},
			id:   exampleID, secret: exampleSecret, token: "tok/+=", expires: time.Date(2030, 1, 2, 15, 4, 5, 0, time.UTC),
		},
		{
			rule: "expiry with a fraction",
			vars: map[string]string{"AWS_ACCESS_KEY_ID": exampleID, "AWS_SECRET_ACCESS_KEY": exampleSecret, "AWS_CREDENTIAL_EXPIRATION": "2030-01-02T15:04:05.5Z"},
			id:   exampleID, secret: exampleSecret, expires: time.Date(2030, 1, 2, 15, 4, 5, 5e8, time.UTC),
		},
		{
			rule: "the past is not judged",
			vars: map[string]string{"AWS_ACCESS_KEY_ID": exampleID, "AWS_SECRET_ACCESS_KEY": exampleSecret, "AWS_CREDENTIAL_EXPIRATION": "1999-01-02T15:04:05Z"},
			id:   exampleID, secret: exampleSecret, expires: time.Date(1999, 1, 2, 15, 4, 5, 0, time.UTC),
		},
		{
			rule: "older names when the newer ones are not set",
			vars: map[string]string{"AWS_ACCESS_KEY": "OLDID", "AWS_SECRET_KEY": "oldsecret", "AWS_SECURITY_TOKEN": "oldtoken"},
			id:   "OLDID", secret: "oldsecret", token: "oldtoken",
		},
		{
			rule: "newer names win",
			vars: map[string]string{
				"AWS_ACCESS_KEY_ID": exampleID, "AWS_SECRET_ACCESS_KEY": exampleSecret, "AWS_SESSION_TOKEN": "new",
				"AWS_ACCESS_KEY": "OLDID", "AWS_SECRET_KEY": "oldsecret", "AWS_SECURITY_TOKEN": "old",
			},
			id: exampleID, secret: exampleSecret, token: "new",
		},
		{
			rule: "each name falls back by itself",
			vars: map[string]string{"AWS_ACCESS_KEY_ID": exampleID, "AWS_SECRET_KEY": exampleSecret},
			id:   exampleID, secret: exampleSecret,
		},
		{
			rule: "an empty token is none, and hides the older name",
			vars: map[string]string{"AWS_ACCESS_KEY_ID": exampleID, "AWS_SECRET_ACCESS_KEY": exampleSecret, "AWS_SESSION_TOKEN": "", "AWS_SECURITY_TOKEN": "stale", "AWS_CREDENTIAL_EXPIRATION": ""},
			id:   exampleID, secret: exampleSecret,
		},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			c, err := environment(tt.vars).Credentials(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if c.AccessKeyID != tt.id || c.SecretAccessKey.Reveal() != tt.secret || c.SessionToken.Reveal() != tt.token || !c.Expires.Equal(tt.expires) {
				t.Errorf("got %q, secret right: %v, token right: %v, expires %v",
					c.AccessKeyID, c.SecretAccessKey.Reveal() == tt.secret, c.SessionToken.Reveal() == tt.token, c.Expires)
			}
			if err := c.Validate(); err != nil {
				t.Errorf("the credentials are not valid: %v", err)
			}
		})
	}
}

// refusals are what the environment may hold instead of credentials. The values
// are canaries: no error may show one (see TestNothingLeaks).
var refusals = []struct {
	rule string
	vars map[string]string
	kind error
	name string // of the variable that the error is about
	says []string
}{
	{"nothing is set", nil, credentials.ErrNotConfigured, "", []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}},
	{"a token alone", map[string]string{"AWS_SESSION_TOKEN": canaryToken}, credentials.ErrNotConfigured, "", []string{"AWS_ACCESS_KEY_ID"}},

	{"no secret", map[string]string{"AWS_ACCESS_KEY_ID": canaryID}, credentials.ErrIncomplete, "AWS_SECRET_ACCESS_KEY", []string{"not set", "AWS_ACCESS_KEY_ID"}},
	{"no secret, older name", map[string]string{"AWS_ACCESS_KEY": canaryID}, credentials.ErrIncomplete, "AWS_SECRET_ACCESS_KEY", []string{"not set", "although AWS_ACCESS_KEY is"}},
	{"no access key", map[string]string{"AWS_SECRET_ACCESS_KEY": canarySecret}, credentials.ErrIncomplete, "AWS_ACCESS_KEY_ID", []string{"not set", "AWS_SECRET_ACCESS_KEY"}},
	{"no access key, older name", map[string]string{"AWS_SECRET_KEY": canarySecret}, credentials.ErrIncomplete, "AWS_ACCESS_KEY_ID", []string{"although AWS_SECRET_KEY is"}},
	{"empty secret", map[string]string{"AWS_ACCESS_KEY_ID": canaryID, "AWS_SECRET_ACCESS_KEY": ""}, credentials.ErrIncomplete, "AWS_SECRET_ACCESS_KEY", []string{"white space"}},
	{"blank secret", map[string]string{"AWS_ACCESS_KEY_ID": canaryID, "AWS_SECRET_ACCESS_KEY": " \t\n"}, credentials.ErrIncomplete, "AWS_SECRET_ACCESS_KEY", []string{"white space"}},
	{"empty access key", map[string]string{"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": canarySecret}, credentials.ErrIncomplete, "AWS_ACCESS_KEY_ID", []string{"white space"}},
	{"a blank access key hides the older name", map[string]string{"AWS_ACCESS_KEY_ID": " ", "AWS_ACCESS_KEY": canaryID, "AWS_SECRET_ACCESS_KEY": canarySecret}, credentials.ErrIncomplete, "AWS_ACCESS_KEY_ID", []string{"white space"}},
	{"both empty", map[string]string{"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, credentials.ErrIncomplete, "AWS_ACCESS_KEY_ID", []string{"AWS_SECRET_ACCESS_KEY", "unset both"}},
	{"blank access key and no secret", map[string]string{"AWS_ACCESS_KEY_ID": ""}, credentials.ErrIncomplete, "AWS_SECRET_ACCESS_KEY", []string{"not set"}},

	{"access key with its line end", map[string]string{"AWS_ACCESS_KEY_ID": canaryID + "\n", "AWS_SECRET_ACCESS_KEY": canarySecret}, credentials.ErrInvalid, "AWS_ACCESS_KEY_ID", []string{"line feed"}},
	{"access key with a space", map[string]string{"AWS_ACCESS_KEY": " " + canaryID, "AWS_SECRET_ACCESS_KEY": canarySecret}, credentials.ErrInvalid, "AWS_ACCESS_KEY", []string{"a space", "byte 0"}},
	{"access key with a slash", map[string]string{"AWS_ACCESS_KEY_ID": canaryID + "/x", "AWS_SECRET_ACCESS_KEY": canarySecret}, credentials.ErrInvalid, "AWS_ACCESS_KEY_ID", []string{"delimiter"}},
	{"secret with its line end", map[string]string{"AWS_ACCESS_KEY_ID": canaryID, "AWS_SECRET_ACCESS_KEY": canarySecret + "\n"}, credentials.ErrInvalid, "AWS_SECRET_ACCESS_KEY", []string{"line feed"}},
	{"secret with a Windows line end", map[string]string{"AWS_ACCESS_KEY_ID": canaryID, "AWS_SECRET_KEY": canarySecret + "\r\n"}, credentials.ErrInvalid, "AWS_SECRET_KEY", []string{"carriage return"}},
	{"secret with a space", map[string]string{"AWS_ACCESS_KEY_ID": canaryID, "AWS_SECRET_ACCESS_KEY": canarySecret + " "}, credentials.ErrInvalid, "AWS_SECRET_ACCESS_KEY", []string{"space"}},
	{"token with its line end", map[string]string{"AWS_ACCESS_KEY_ID": canaryID, "AWS_SECRET_ACCESS_KEY": canarySecret, "AWS_SESSION_TOKEN": canaryToken + "\n"}, credentials.ErrInvalid, "AWS_SESSION_TOKEN", []string{"printable ASCII"}},
	{"blank token", map[string]string{"AWS_ACCESS_KEY_ID": canaryID, "AWS_SECRET_ACCESS_KEY": canarySecret, "AWS_SECURITY_TOKEN": " "}, credentials.ErrInvalid, "AWS_SECURITY_TOKEN", []string{"printable ASCII"}},
	{"expiry that is no time", map[string]string{"AWS_ACCESS_KEY_ID": canaryID, "AWS_SECRET_ACCESS_KEY": canarySecret, "AWS_CREDENTIAL_EXPIRATION": canaryToken}, credentials.ErrInvalid, "AWS_CREDENTIAL_EXPIRATION", []string{"RFC 3339"}},
	{"expiry in seconds", map[string]string{"AWS_ACCESS_KEY_ID": canaryID, "AWS_SECRET_ACCESS_KEY": canarySecret, "AWS_CREDENTIAL_EXPIRATION": "1893596645"}, credentials.ErrInvalid, "AWS_CREDENTIAL_EXPIRATION", []string{"RFC 3339"}},
	{"expiry without a zone", map[string]string{"AWS_ACCESS_KEY_ID": canaryID, "AWS_SECRET_ACCESS_KEY": canarySecret, "AWS_CREDENTIAL_EXPIRATION": "2030-01-02T15:04:05"}, credentials.ErrInvalid, "AWS_CREDENTIAL_EXPIRATION", []string{"RFC 3339"}},
}

func TestEnvironmentRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range refusals {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			c, err := environment(tt.vars).Credentials(context.Background())
			var typed *credentials.Error
			if !errors.As(err, &typed) || !errors.Is(err, tt.kind) {
				t.Fatalf("error %v (%T), want a *credentials.Error of kind %v", err, err, tt.kind)
			}
			for _, kind := range []error{credentials.ErrNotConfigured, credentials.ErrIncomplete, credentials.ErrInvalid} {
				if kind != tt.kind && errors.Is(err, kind) {
					t.Errorf("the error is of kind %v too", kind)
				}
			}
			if typed.Name != tt.name {
				t.Errorf("the error is about %q, want %q", typed.Name, tt.name)
			}
			for _, says := range append(tt.says, tt.name, "credentials: ") {
				if !strings.Contains(err.Error(), says) {
					t.Errorf("error %q does not say %q", err, says)
				}
			}
			if c.AccessKeyID != "" || !c.SecretAccessKey.IsZero() || !c.SessionToken.IsZero() || !c.Expires.IsZero() {
				t.Error("credentials came with the error")
			}
		})
	}
}

// TestCause: the reason that package sigv4 gave can be asked for.
func TestCause(t *testing.T) {
	t.Parallel()
	_, err := environment(map[string]string{"AWS_ACCESS_KEY_ID": exampleID, "AWS_SECRET_ACCESS_KEY": "s\n"}).Credentials(context.Background())
	if !errors.Is(err, sigv4.ErrSecretAccessKey) || !errors.Is(err, credentials.ErrInvalid) {
		t.Errorf("error %v, want both kinds", err)
	}
	_, err = environment(nil).Credentials(context.Background())
	var cause *sigv4.Error
	if errors.As(err, &cause) {
		t.Errorf("error %v has the cause %v, want none", err, cause)
	}
}

// TestProcessEnvironment does not run in parallel: it sets real variables.
func TestProcessEnvironment(t *testing.T) {
	for _, name := range []string{"AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_EXPIRATION"} {
		t.Setenv(name, "")
	}
	t.Setenv("AWS_ACCESS_KEY_ID", exampleID)
	t.Setenv("AWS_SECRET_ACCESS_KEY", exampleSecret)
	var source credentials.Source = credentials.Environment{}
	c, err := source.Credentials(context.Background())
	if err != nil || c.AccessKeyID != exampleID || c.SecretAccessKey.Reveal() != exampleSecret {
		t.Fatalf("got %v, %v", c, err)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", "ANOTHER")
	if c, err = source.Credentials(context.Background()); err != nil || c.AccessKeyID != "ANOTHER" {
		t.Errorf("a change was not seen: %v, %v", c, err)
	}
}
