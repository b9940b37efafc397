package sigv4_test

import (
	"regexp"
	"slices"
	"strings"
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
	year := in.Time.UTC().Year()
	refuse(year < 1 || year > 9999, sigv4.ErrTime)
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
