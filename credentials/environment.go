package credentials

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// The variables that [Environment] reads.
const (
	envAccessKeyID     = "AWS_ACCESS_KEY_ID"
	envSecretAccessKey = "AWS_SECRET_ACCESS_KEY"
	envSessionToken    = "AWS_SESSION_TOKEN"
	envExpiration      = "AWS_CREDENTIAL_EXPIRATION"

	// Older names, each read when the newer one is not set at all.
	envAccessKey     = "AWS_ACCESS_KEY"
	envSecretKey     = "AWS_SECRET_KEY"
	envSecurityToken = "AWS_SECURITY_TOKEN"
)

// Environment is a source that reads environment variables, at every call:
//
//   - AWS_ACCESS_KEY_ID, or AWS_ACCESS_KEY when that is not set;
//   - AWS_SECRET_ACCESS_KEY, or AWS_SECRET_KEY when that is not set;
//   - AWS_SESSION_TOKEN, or AWS_SECURITY_TOKEN when that is not set. Empty means
//     that there is no token. AWS's tools disagree on the older name: boto3 reads
//     it first, other SDKs not at all. Here it never overrides the newer one;
//   - AWS_CREDENTIAL_EXPIRATION, in RFC 3339, such as 2030-01-02T15:04:05Z.
//     Empty means that the expiry is not known. boto3 knows it as well.
//
// With neither half of the key pair set, the error is of kind
// [ErrNotConfigured], whatever else is set. With one half missing, or set to
// nothing but white space, it is of kind [ErrIncomplete]; a blank variable is
// not passed over in favour of an older name, since it is mostly a mistake in a
// script. A value that cannot be right, such as a secret that was copied with
// its line end, is of kind [ErrInvalid]. All are an [*Error] that names the
// variable, and its value never.
//
// Which variables exist is told by the AWS SDKs and Tools Reference Guide, "AWS
// access keys" and "Environment variables".
//
// The zero value reads the process's environment and is ready for use.
type Environment struct {
	// Lookup returns the value of a variable and whether it is set, as
	// [os.LookupEnv] does, which is what nil means. It must be safe for
	// concurrent use if the source is used concurrently.
	Lookup func(name string) (value string, ok bool)
}

// Credentials implements [Source]. It does no I/O and ignores the context.
func (e Environment) Credentials(context.Context) (sigv4.Credentials, error) {
	id := e.first(envAccessKeyID, envAccessKey)
	secret := e.first(envSecretAccessKey, envSecretKey)
	token := e.first(envSessionToken, envSecurityToken)
	expiration := e.first(envExpiration)

	if err := checkPair(id, secret); err != nil {
		return sigv4.Credentials{}, err
	}
	c := sigv4.Credentials{
		AccessKeyID:     id.value,
		SecretAccessKey: sigv4.NewSecret(secret.value),
		SessionToken:    sigv4.NewSecret(token.value),
	}
	if err := c.Validate(); err != nil {
		name := ""
		switch {
		case errors.Is(err, sigv4.ErrAccessKeyID):
			name = id.name
		case errors.Is(err, sigv4.ErrSecretAccessKey):
			name = secret.name
		case errors.Is(err, sigv4.ErrSessionToken):
			name = token.name
		}
		return sigv4.Credentials{}, invalid(name, err)
	}
	if expiration.value != "" {
		var err error
		if c.Expires, err = time.Parse(time.RFC3339, expiration.value); err != nil {
			// Not the error of package time: it repeats the value.
			return sigv4.Credentials{}, &Error{Err: ErrInvalid, Name: expiration.name,
				Reason: "it is not a time in RFC 3339, such as 2030-01-02T15:04:05Z"}
		}
	}
	return c, nil
}

// variable is a variable under the name by which it was found. The value may be
// a secret: a variable is never printed or put into an error.
type variable struct {
	name, value string
	set         bool
}

func (v variable) blank() bool { return strings.TrimSpace(v.value) == "" }

// first returns the first variable that is set, or the first name unset.
func (e Environment) first(names ...string) variable {
	lookup := e.Lookup
	if lookup == nil {
		lookup = os.LookupEnv
	}
	for _, name := range names {
		if value, ok := lookup(name); ok {
			return variable{name: name, value: value, set: true}
		}
	}
	return variable{name: names[0]}
}

// checkPair refuses a pair of which either half is unset or blank.
func checkPair(id, secret variable) error {
	switch {
	case !id.set && !secret.set:
		return &Error{Err: ErrNotConfigured,
			Reason: "neither " + id.name + " nor " + secret.name + " is set in the environment"}
	case !id.set:
		return incomplete(id.name, "it is not set, although "+secret.name+" is")
	case !secret.set:
		return incomplete(secret.name, "it is not set, although "+id.name+" is")
	case id.blank() && secret.blank():
		return incomplete(id.name, "it is set to nothing but white space or to nothing at all, and so is "+secret.name+"; set both or unset both")
	case id.blank():
		return incomplete(id.name, "it is set to nothing but white space or to nothing at all")
	case secret.blank():
		return incomplete(secret.name, "it is set to nothing but white space or to nothing at all")
	}
	return nil
}

func incomplete(name, reason string) error {
	return &Error{Err: ErrIncomplete, Name: name, Reason: reason}
}
