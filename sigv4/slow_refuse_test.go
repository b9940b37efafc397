package sigv4_test

import (
	"errors"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// What must be refused, as expressions over whole values. RFC 9110 section
// 5.6.2 defines a token, RFC 3986 section 3.2.2 a host.
var (
	goodAccessKeyID = regexp.MustCompile(`^[!-~]+$`)
	badAccessKeyID  = regexp.MustCompile(`[/,=]`)
	badSecret       = regexp.MustCompile(`^$|[\x00-\x1f\x7f]|^ | $`)
	goodToken       = regexp.MustCompile(`^[!-~]*$`)
	goodScopePart   = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)
	goodName        = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")
	goodHost        = regexp.MustCompile(`^[A-Za-z0-9._~:\[\]%-]+$`)
	badPath         = regexp.MustCompile(`^[^/]|[\x00-\x1f\x7f?#]`)
	badQuery        = regexp.MustCompile(`[\x00-\x1f\x7f#]`)
	badHeaderValue  = regexp.MustCompile(`[\x00-\x08\x0a-\x1f\x7f]`)
	goodEscapes     = regexp.MustCompile(`(?s)^([^%]|%[0-9A-Fa-f]{2})*$`)

	ownedNames = []string{
		"authorization", "x-amz-date", "x-amz-security-token", "x-amz-s3session-token", "x-amz-signature",
		"x-amz-algorithm", "x-amz-credential", "x-amz-expires", "x-amz-signedheaders", "x-amz-region-set",
	}
)

// slowRefusals lists the sentinels of everything in the request and its time
// that no way of signing may accept.
func slowRefusals(in input) (errs []error) {
	refuse := func(when bool, err error) {
		if when {
			errs = append(errs, err)
		}
	}
	r := in.Request
	// Not by the year's number: on 32-bit machines it can overflow.
	first, end := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	refuse(in.Time.Before(first) || !in.Time.Before(end), sigv4.ErrTime)
	refuse(!goodName.MatchString(r.Method), sigv4.ErrMethod)
	refuse(!goodHost.MatchString(r.Host), sigv4.ErrHost)
	refuse(r.Payload == sigv4.PayloadHash{}, sigv4.ErrPayloadHash)
	refuse(badPath.MatchString(r.Path) || !goodEscapes.MatchString(r.Path), sigv4.ErrPath)

	for _, pair := range strings.Split(r.RawQuery, "&") {
		refuse(badQuery.MatchString(pair), sigv4.ErrQuery)
		name, value, _ := strings.Cut(pair, "=")
		refuse(!goodEscapes.MatchString(name) || !goodEscapes.MatchString(value), sigv4.ErrQuery)
	}
	for _, p := range slowPairs(r.RawQuery) {
		refuse(owned(p[0]), sigv4.ErrReserved)
		refuse(strings.EqualFold(p[0], "x-amz-content-sha256") && p[1] != r.Payload.String(), sigv4.ErrPayloadHash)
	}
	for _, h := range r.Headers {
		refuse(!goodName.MatchString(h.Name) || badHeaderValue.MatchString(h.Value), sigv4.ErrHeader)
		refuse(owned(h.Name) || strings.EqualFold(h.Name, "host"), sigv4.ErrReserved)
		refuse(strings.EqualFold(h.Name, "x-amz-content-sha256") && h.Value != r.Payload.String(), sigv4.ErrPayloadHash)
	}
	return errs
}

// slowPresignRefusals lists those of presigning alone.
func slowPresignRefusals(in input) (errs []error) {
	if in.Expires < time.Second || in.Expires > 604800*time.Second || in.Expires.Truncate(time.Second) != in.Expires {
		errs = append(errs, sigv4.ErrExpires)
	}
	if !slices.Contains([]string{"", "http", "https"}, in.Request.Scheme) {
		errs = append(errs, sigv4.ErrScheme)
	}
	return errs
}

// slowSignerRefusals lists those that no Signer may be made with.
func slowSignerRefusals(in input) (errs []error) {
	refuse := func(when bool, err error) {
		if when {
			errs = append(errs, err)
		}
	}
	c, o := in.Credentials, in.Options
	refuse(!goodAccessKeyID.MatchString(c.AccessKeyID) || badAccessKeyID.MatchString(c.AccessKeyID), sigv4.ErrAccessKeyID)
	refuse(badSecret.MatchString(c.SecretAccessKey.Reveal()), sigv4.ErrSecretAccessKey)
	refuse(!goodToken.MatchString(c.SessionToken.Reveal()), sigv4.ErrSessionToken)
	refuse(!goodScopePart.MatchString(in.Scope.Region), sigv4.ErrRegion)
	refuse(!goodScopePart.MatchString(in.Scope.Service), sigv4.ErrService)
	refuse(o.Path > sigv4.PathNormalize || o.Encoding > sigv4.EncodeTwice || o.Token > sigv4.TokenS3Express ||
		o.ContentSHA256 > sigv4.ContentSHA256Never, sigv4.ErrOptions)
	refuse(o.Token == sigv4.TokenS3Express && c.SessionToken.IsZero(), sigv4.ErrOptions)
	return errs
}

func owned(name string) bool { return slices.Contains(ownedNames, strings.ToLower(name)) }

// urlPath is what RFC 3986 section 3.3 lets a path hold.
var urlPath = regexp.MustCompile(`^[A-Za-z0-9._~!$&'()*+,;=:@%/-]*$`)

// slowURLRefusals lists what the text of a URL cannot carry, which Presign
// refuses and ExplainPresigned does not.
func slowURLRefusals(in input) (errs []error) {
	if !slowOnce(in) && !urlPath.MatchString(in.Request.Path) {
		errs = append(errs, sigv4.ErrPath)
	}
	return errs
}

// effective is when a URL made of in stops working.
func effective(in input) (expires, effective time.Time) {
	expires = in.Time.UTC().Truncate(time.Second).Add(in.Expires)
	effective = expires
	if e := in.Credentials.Expires; !e.IsZero() && e.Before(expires) {
		effective = e.UTC()
	}
	return expires, effective
}

// TestTimesRefused tries times around the first and the last that four digits
// can write, and the ends of what time.Time holds.
func TestTimesRefused(t *testing.T) {
	in := input{
		Credentials: sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG")},
		Scope:       sigv4.Scope{Region: "us-east-1", Service: "s3"},
		Request:     sigv4.Request{Method: "GET", Host: "h", Payload: sigv4.EmptyPayload},
		Expires:     time.Hour,
	}
	const first, end = -62135596800, 253402300800 // 0001-01-01 and 10000-01-01
	secondsOf := func(year int64) int64 { return (year - 1970) * 31556952 }
	for unix, refused := range map[int64]bool{
		first - 1: true, first: false, -1: false, 0: false, end - 1: false, end: true,
		math.MinInt64: true, math.MaxInt64: true, math.MinInt64 - first: true, math.MaxInt64 + first: true,
		// Years whose lower 32 bits are 2015 or 5.
		secondsOf(1<<32 + 2015): true, secondsOf(1<<33 + 2015): true, secondsOf(5 - 1<<32): true,
	} {
		in.Time = time.Unix(unix, 0)
		_, _, err := checkHeader(t, in)
		if (err != nil) != refused {
			t.Errorf("at %d seconds: error %v, want one: %v", unix, err, refused)
		}
		checkQuery(t, in)
		_, err = sigv4.AppendSigningKey(nil, in.Credentials.SecretAccessKey, in.Scope, in.Time)
		if errors.Is(err, sigv4.ErrTime) != refused {
			t.Errorf("AppendSigningKey at %d seconds: error %v, want one: %v", unix, err, refused)
		}
		_, err = in.signer(t).AppendSignature(nil, nil, in.Time)
		if errors.Is(err, sigv4.ErrTime) != refused {
			t.Errorf("AppendSignature at %d seconds: error %v, want one: %v", unix, err, refused)
		}
		_, err = in.signer(t).AppendCredential(nil, in.Time)
		if errors.Is(err, sigv4.ErrTime) != refused {
			t.Errorf("AppendCredential at %d seconds: error %v, want one: %v", unix, err, refused)
		}
	}
}
