package sigv4

import "time"

// Credentials are what a request is signed with.
//
// The zero value is not valid: an access key ID and a secret access key are
// required. Credentials may be copied and read by several goroutines. Printing
// them with any verb, or encoding them as JSON or text, shows the access key ID
// and never the secret or the session token.
type Credentials struct {
	// AccessKeyID is public: it stands in every signature.
	AccessKeyID string

	SecretAccessKey Secret

	// SessionToken accompanies temporary credentials. Empty for long-lived ones.
	SessionToken Secret

	// Expires is when the service stops accepting the credentials. The zero
	// time means never, or not known.
	Expires time.Time
}

// Validate reports the first thing that makes the credentials unusable, as an
// [*Error] of kind [ErrAccessKeyID], [ErrSecretAccessKey] or [ErrSessionToken].
//
// An access key ID is printable ASCII without space, comma, slash and equals
// sign, because these delimit it in the Credential element. A secret has no
// control characters and no white space at its ends, the traces of a copied
// line end. A session token is printable ASCII without spaces.
func (c Credentials) Validate() error {
	if c.AccessKeyID == "" {
		return fail(ErrAccessKeyID, "it is empty")
	}
	for i := 0; i < len(c.AccessKeyID); i++ {
		switch b := c.AccessKeyID[i]; {
		case b <= ' ' || b >= 0x7f:
			return failAt(ErrAccessKeyID, i, "it holds "+byteName(b))
		case b == '/' || b == ',' || b == '=':
			return failAt(ErrAccessKeyID, i, "it holds a delimiter of the Credential element")
		}
	}

	secret := c.SecretAccessKey.Reveal()
	if secret == "" {
		return fail(ErrSecretAccessKey, "it is empty")
	}
	for i := 0; i < len(secret); i++ {
		// Saying which control character it was helps; an ordinary byte of a
		// secret would never be named.
		if b := secret[i]; b < ' ' || b == 0x7f {
			return fail(ErrSecretAccessKey, "it holds "+byteName(b)+"; was it copied with its line end?")
		}
	}
	if secret[0] == ' ' || secret[len(secret)-1] == ' ' {
		return fail(ErrSecretAccessKey, "it begins or ends with a space; was it copied with its surroundings?")
	}

	token := c.SessionToken.Reveal()
	for i := 0; i < len(token); i++ {
		if b := token[i]; b <= ' ' || b >= 0x7f {
			return fail(ErrSessionToken, "it holds a space or a byte that is not printable ASCII; was it copied with its line end?")
		}
	}
	return nil
}
