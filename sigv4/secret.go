package sigv4

// A Secret is a string that cannot be printed by accident: every fmt verb,
// JSON, text encodings and log/slog show "[redacted]", or a pointer's address
// where they do not ask, and the empty string when there is none.
//
// The zero value is the empty secret. A Secret may be copied and read by
// several goroutines. Secrets are not comparable with ==; use [Secret.Equal].
type Secret struct {
	_ [0]func() // not comparable
	// A pointer, because fmt prints unexported fields without asking their
	// methods, and of a pointer inside a struct it prints the address only.
	p *string
}

const redacted = "[redacted]"

// NewSecret wraps s.
func NewSecret(s string) Secret {
	if s == "" {
		return Secret{}
	}
	return Secret{p: &s}
}

// Reveal returns the secret itself. Do not log what it returns.
func (s Secret) Reveal() string {
	if s.p == nil {
		return ""
	}
	return *s.p
}

// IsZero reports whether the secret is empty.
func (s Secret) IsZero() bool { return s.p == nil }

// Equal reports whether both hold the same string. For secrets of one length
// its time does not depend on where they differ.
func (s Secret) Equal(t Secret) bool {
	if s.p == t.p {
		return true
	}
	a, b := s.Reveal(), t.Reveal()
	if len(a) != len(b) {
		return false
	}
	var diff byte
	for i := 0; i < len(a); i++ {
		diff |= a[i] ^ b[i]
	}
	return diff == 0
}

// String returns "[redacted]", or "" for the empty secret.
func (s Secret) String() string {
	if s.p == nil {
		return ""
	}
	return redacted
}

// GoString is what %#v prints.
func (s Secret) GoString() string {
	if s.p == nil {
		return "sigv4.Secret{}"
	}
	return "sigv4.Secret{" + redacted + "}"
}

// MarshalText implements encoding.TextMarshaler with what String returns.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalJSON implements json.Marshaler with what String returns.
func (s Secret) MarshalJSON() ([]byte, error) {
	return []byte(`"` + s.String() + `"`), nil
}
