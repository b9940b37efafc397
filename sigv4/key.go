package sigv4

import "time"

// Step 4, the signing key (IAM User Guide, "Create a signed AWS API request",
// "Derive a signing key"): four HMACs, each the key of the next, over the day,
// the region, the service and the terminator.

// AppendSigningKey appends the 32 bytes of the signing key for t's day in UTC
// to dst. Whoever has it can sign for that day, region and service; it is a
// secret. Signing needs no call of this: a [Signer] keeps the day's key.
//
// Source: IAM User Guide, "Create a signed AWS API request", "Derive a signing
// key".
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
	if err := checkTime(t.Unix()); err != nil {
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

	scope        []byte // the credential scope
	stringToSign []byte // the string to sign up to the hash, at midnight

	// What only a Signer needs.
	authorization []byte // the Authorization header's value up to the signed headers
	credential    []byte // the access key ID and the credential scope
	parameters    []byte // the presigned parameters up to X-Amz-Expires, at midnight
	escaped       []byte // in them, the credential percent-encoded
}

func newDayKey(c *Credentials, s Scope, day int64) *dayKey {
	k := &dayKey{}
	midnight := k.derive(c.SecretAccessKey, s, day)

	b := append(k.authorization, algorithm+" Credential="...)
	start := len(b)
	b = append(append(b, c.AccessKeyID...), '/')
	b = append(b, k.scope...)
	k.credential = b[start:len(b):len(b)]
	k.authorization = append(b, ", SignedHeaders="...)

	b = append(k.parameters, "&X-Amz-Algorithm="+algorithm+"&X-Amz-Credential="...)
	start = len(b)
	b = appendEscaped(b, k.credential, unreserved)
	k.escaped = b[start:len(b):len(b)]
	k.parameters = append(AppendTime(append(b, "&X-Amz-Date="...), midnight), "&X-Amz-Expires="...)
	return k
}

// derive sets what signing and verifying both need: the key, the scope and the
// string to sign. It returns the day's first second.
func (k *dayKey) derive(secret Secret, s Scope, day int64) (midnight time.Time) {
	midnight = k.describe(s, day)
	key := signingKey(secret, s, k.date())
	k.pads = newPadState(&key)
	clear(key[:])
	return midnight
}

// describe sets the scope and the string to sign, which need no secret.
func (k *dayKey) describe(s Scope, day int64) (midnight time.Time) {
	k.day = day
	midnight = time.Unix(day*secondsPerDay, 0)
	k.scope = s.Append(nil, midnight)

	b := append(k.stringToSign, algorithm+"\n"...)
	b = append(AppendTime(b, midnight), '\n')
	k.stringToSign = append(append(b, k.scope...), '\n')
	return midnight
}

// date returns the day as 20150830.
func (k *dayKey) date() []byte { return k.scope[:dateLen] }

const secondsPerDay = 24 * 60 * 60

// unixDay returns the day of t in UTC, counted from 1970-01-01.
func unixDay(unix int64) int64 {
	day := unix / secondsPerDay
	if unix%secondsPerDay < 0 {
		day--
	}
	return day
}
