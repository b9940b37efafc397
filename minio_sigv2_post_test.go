package sig4_test

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/sigv4"
)

// A form with a legacy signature uploads, with its further fields, and answers as they say.
func TestMinIOLegacyPost(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	p := b.post("a b+c/é.txt")
	p.Fields = []policy.Field{
		{Name: "success_action_status", Value: "201"},
		{Name: "Content-Type", Value: "text/x-test"},
		{Name: "x-amz-meta-title", Value: `a "title" with \ and é`},
	}
	p.Conditions = []policy.Condition{policy.ContentLengthRange{Min: 1, Max: 100}}
	got := upload(t, b.legacyForm(t, p, time.Now()), file{"x.txt", "the file"})
	got.want(t, 201, "")
	var created struct{ Bucket, Key string }
	if err := xml.Unmarshal([]byte(got.body), &created); err != nil {
		t.Fatalf("%v\n%s", err, got.body)
	}
	if created.Bucket != b.name || created.Key != p.Key {
		t.Errorf("the answer names %+v", created)
	}
	body, info := b.read(t, p.Key)
	if body != "the file" || info.ContentType != "text/x-test" || info.Metadata.Get("X-Amz-Meta-Title") != p.Fields[2].Value {
		t.Errorf("minio-go reads %q, %v", body, info.Metadata)
	}

	p = b.post("key")
	p.Fields = []policy.Field{{Name: "success_action_redirect", Value: "http://127.0.0.1/done?a=b"}}
	got = upload(t, b.legacyForm(t, p, time.Now()), file{"x", "x"})
	if location := got.header.Get("Location"); got.status != 303 || !strings.HasPrefix(location, "http://127.0.0.1/done?a=b&") {
		t.Errorf("the server answered %d and sends the browser to %q", got.status, location)
	}
}

// One legacy form takes several files.
func TestMinIOLegacyPostSeveralFiles(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	form := b.legacyForm(t, b.post("user/eric/${filename}"), time.Now())
	for _, f := range []file{{"a.txt", "first"}, {"b c+d.txt", "second"}} {
		upload(t, form, f).want(t, 204, "")
		if got, _ := b.read(t, "user/eric/"+f.name); got != f.content {
			t.Errorf("minio-go reads %q under %q", got, f.name)
		}
	}
}

// A legacy form that lacks something, or is sent elsewhere, is refused and stores nothing.
func TestMinIOLegacyPostRefused(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	p := b.post("user/eric/${filename}")
	p.Fields = []policy.Field{{Name: "Content-Type", Value: "text/plain"}}
	p.Conditions = []policy.Condition{policy.ContentLengthRange{Min: 5, Max: 10}}
	now := time.Now()
	same := func(form policy.Form) policy.Form { return form }
	without := func(name string) func(policy.Form) policy.Form {
		return func(form policy.Form) policy.Form { return drop(form, name) }
	}
	good := file{"x.txt", "1234567"}
	for _, test := range []struct {
		name   string
		change func(form policy.Form) policy.Form
		file   file
		status int
		code   string
	}{
		{"too small", same, file{"x.txt", "1234"}, 400, "EntityTooSmall"},
		{"too large", same, file{"x.txt", "12345678901"}, 400, "EntityTooLarge"},
		{"no content type", without("Content-Type"), good, 403, "AccessDenied"},
		{"no signature", without("signature"), good, 400, "AuthorizationQueryParametersError"},
		{"no user", without("AWSAccessKeyId"), good, 403, "InvalidAccessKeyId"},
		{"no policy", without("policy"), good, 403, "SignatureDoesNotMatch"},
		{"bucket", func(form policy.Form) policy.Form {
			form.URL = b.server.URL() + "/" + b.server.Bucket(t)
			return form
		}, good, 403, "AccessDenied"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			upload(t, test.change(b.legacyForm(t, p, now)), test.file).want(t, test.status, test.code)
			b.missing(t, "user/eric/x.txt")
		})
	}
	t.Cleanup(func() { // after the subtests: unchanged, it works
		upload(t, b.legacyForm(t, p, now), good).want(t, 204, "")
	})
}

// The wrong secret signs no form.
func TestMinIOLegacyPostWrongSecret(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	b.creds.SecretAccessKey = sigv4.NewSecret(b.server.SecretAccessKey + "x")
	upload(t, b.legacyForm(t, b.post("key"), time.Now()), file{"x", "x"}).want(t, 403, "SignatureDoesNotMatch")
	b.missing(t, "key")
}
