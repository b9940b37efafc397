package sigv4

import "time"

// Step 4, the signing key (IAM User Guide, "Create a signed AWS API request",
// "Derive a signing key"): four HMACs, each the key of the next, over the day,
// the region, the service and the terminator.

// AppendSigningKey appends the 32 bytes of the signing key for t's day in UTC
// to dst. Whoever has it can sign for that day, region and service; it is a
// secret. Signing needs no call of this: a [Signer] keeps the day's key.
//
// The error is an [*Error]: an empty secret, an invalid scope, or a year
// outside 0001 to 9999.
func AppendSigningKey(dst []byte, secret Secret, scope Scope, t time.Time) ([]byte, error) {
	if secret.IsZero() {
		return dst, fail(ErrSecretAccessKey, "it is empty")
	}
	if err := scope.Validate(); err != nil {
		return dst, err
	}
	if err := checkTime(t); err != nil {
		return dst, err
	}
	var date [dateLen]byte
	key := signingKey(secret, scope, appendDate(date[:0], t))
	return append(dst, key[:]...), nil
}

func signingKey(secret Secret, scope Scope, date []byte) [32]byte {
	var buf [64]byte
	key := append(buf[:0], "AWS4"...)
	key = append(key, secret.Reveal()...)
	kDate := hmacSum(key, date)
	kRegion := hmacSum(kDate[:], scope.Region)
	kService := hmacSum(kRegion[:], scope.Service)
	clear(key)
	return hmacSum(kService[:], terminator)
}

// A dayKey is the signing key of one day with the texts that go with it. It is
// immutable.
type dayKey struct {
	day  int64 // days since 1970-01-01, as unixDay counts
	pads padState

	credential []byte // access key ID and credential scope, as Authorization has them
	scopeStart int    // where the scope begins in credential
	escaped    []byte // credential percent-encoded, as the query has it
}

func newDayKey(c *Credentials, s Scope, day int64) *dayKey {
	k := &dayKey{day: day}
	k.credential = append(append(k.credential, c.AccessKeyID...), '/')
	k.scopeStart = len(k.credential)
	k.credential = s.Append(k.credential, time.Unix(day*secondsPerDay, 0))
	k.escaped = appendEscaped(nil, k.credential, unreserved)

	key := signingKey(c.SecretAccessKey, s, k.date())
	k.pads = newPadState(&key)
	clear(key[:])
	return k
}

// scope returns the credential scope.
func (k *dayKey) scope() []byte { return k.credential[k.scopeStart:] }

// date returns the day as 20150830.
func (k *dayKey) date() []byte { return k.credential[k.scopeStart:][:dateLen] }

const secondsPerDay = 24 * 60 * 60

// unixDay returns the day of t in UTC, counted from 1970-01-01.
func unixDay(unix int64) int64 {
	day := unix / secondsPerDay
	if unix%secondsPerDay < 0 {
		day--
	}
	return day
}
