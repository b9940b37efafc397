package s3

import (
	"errors"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// ErrExpiry is the kind of error for credentials that expire too early.
var ErrExpiry = errors.New("credentials expire before the URL")

// Early is what a [Presigner] does when the credentials are known to expire
// before the URL, which then stops working with them, whatever its own expiry
// says. The zero value is [EarlyWarn]. [Early.Apply] does the same for what is
// signed by other means, such as a form.
type Early uint8

const (
	// EarlyWarn signs what was asked for; the result tells when it really ends.
	EarlyWarn Early = iota

	// EarlyRefuse fails with [ErrExpiry].
	EarlyRefuse

	// EarlyClamp signs for no longer than the credentials last, in whole seconds.
	// It fails with [ErrExpiry] when less than one is left.
	EarlyClamp
)

// Apply returns for how long to sign at now, with credentials that expire at
// end, when expires is asked for. The zero end never comes. Its error is an
// [*Error] of kind [ErrExpiry]. What is no valid expiry of a URL comes back as
// it is, for the signer to refuse: it is not clamped to a valid one.
func (e Early) Apply(expires time.Duration, now, end time.Time) (time.Duration, error) {
	if e == EarlyWarn || end.IsZero() || expires < sigv4.MinExpires || expires > sigv4.MaxExpires || expires%time.Second != 0 {
		return expires, nil
	}
	// The signature has now in whole seconds, rounded down.
	if !end.Before(time.Unix(now.Unix(), 0).Add(expires)) {
		return expires, nil
	}
	if e == EarlyRefuse {
		return 0, fail(ErrExpiry, "the credentials expire at "+end.UTC().Format(time.RFC3339)+"; ask for less time, or clamp")
	}
	left := end.Unix() - now.Unix()
	if left < 1 {
		return 0, fail(ErrExpiry, "the credentials have less than a second left")
	}
	return time.Duration(left) * time.Second, nil
}
