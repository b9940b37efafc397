package sig4_test

import (
	"testing"
	"time"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/sigv4/sigv2"
)

func (b *bucket) legacyForm(t *testing.T, p policy.Post, at time.Time) policy.Form {
	t.Helper()
	signer, err := sigv2.NewLegacySigner(b.creds)
	if err != nil {
		t.Fatal(err)
	}
	form, err := policy.SignLegacyV2(p, signer, at)
	if err != nil {
		t.Fatal(err)
	}
	return form
}

// Forms with the legacy signature version 2, which MinIO still takes.
func TestMinIOPostV2(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	p := b.richPost()
	now := time.Now()
	good := b.legacyForm(t, p, now)
	upload(t, good, file{"a.txt", "the file"}).want(t, 204, "")
	b.wantRich(t, "a.txt", "the file")

	for name, test := range map[string]struct {
		form   policy.Form
		file   file
		status int
		code   string
	}{
		"signature":  {set(good, "signature", get(t, b.legacyForm(t, b.post("k"), now), "signature")), file{"x.txt", "x"}, 403, "SignatureDoesNotMatch"},
		"policy":     {set(good, "policy", get(t, b.legacyForm(t, b.post("k"), now), "policy")), file{"x.txt", "x"}, 403, "SignatureDoesNotMatch"},
		"another":    {set(good, "AWSAccessKeyId", "nobody"), file{"x.txt", "x"}, 403, "InvalidAccessKeyId"},
		"expired":    {b.legacyForm(t, p, now.Add(-life-time.Second)), file{"x.txt", "x"}, 403, "AccessDenied"},
		"key":        {set(good, "key", "another"), file{"x.txt", "x"}, 403, "AccessDenied"},
		"field":      {set(good, "Cache-Control", "max-age=61"), file{"x.txt", "x"}, 403, "AccessDenied"},
		"more":       {set(good, "x-amz-meta-more", "x"), file{"x.txt", "x"}, 403, "AccessDenied"},
		"empty file": {good, file{"x.txt", ""}, 400, "EntityTooSmall"},
	} {
		t.Run(name, func(t *testing.T) {
			upload(t, test.form, test.file).want(t, test.status, test.code)
		})
	}
	b.missing(t, "a b+c/é \"'<&>/x.txt")

	temporary := b.temporary(t)
	form := temporary.legacyForm(t, temporary.post("by a session"), now)
	upload(t, form, file{"x.txt", "the file"}).want(t, 204, "")
	b.wantStored(t, "by a session", "the file")
	upload(t, drop(form, "x-amz-security-token"), file{"x.txt", "x"}).want(t, 403, "InvalidTokenId")
}
