package sig4_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/policy"
)

// set changes a field of a form, or adds it.
func set(form policy.Form, name, value string) policy.Form {
	form.Fields = slices.Clone(form.Fields)
	for i, field := range form.Fields {
		if strings.EqualFold(field.Name, name) {
			form.Fields[i].Value = value
			return form
		}
	}
	form.Fields = append(form.Fields, policy.Field{Name: name, Value: value})
	return form
}

// drop takes a field out of a form.
func drop(form policy.Form, name string) policy.Form {
	form.Fields = slices.DeleteFunc(slices.Clone(form.Fields), func(f policy.Field) bool {
		return strings.EqualFold(f.Name, name)
	})
	return form
}

// get is the value of a field of a form.
func get(t *testing.T, form policy.Form, name string) string {
	t.Helper()
	for _, field := range form.Fields {
		if strings.EqualFold(field.Name, name) {
			return field.Value
		}
	}
	t.Fatalf("the form has no %s", name)
	return ""
}

// What breaks a policy is refused, and stores nothing.
func TestMinIOPostRefused(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	p := b.post("user/eric/${filename}")
	p.Fields = []policy.Field{{Name: "Content-Type", Value: "text/plain"}, {Name: "x-amz-meta-a", Value: "a"}}
	p.Conditions = []policy.Condition{policy.ContentLengthRange{Min: 5, Max: 10}}
	now := time.Now()
	same := func(_ *testing.T, form policy.Form) policy.Form { return form }
	with := func(name, value string) func(*testing.T, policy.Form) policy.Form {
		return func(_ *testing.T, form policy.Form) policy.Form { return set(form, name, value) }
	}
	without := func(name string) func(*testing.T, policy.Form) policy.Form {
		return func(_ *testing.T, form policy.Form) policy.Form { return drop(form, name) }
	}
	good := file{"ok.txt", "1234567"}

	for _, test := range []struct {
		name   string
		at     time.Time
		change func(t *testing.T, form policy.Form) policy.Form
		file   file
		status int
		code   string
		says   string
	}{
		{"nothing", now, same, good, 204, "", ""},
		{"smallest", now, same, file{"s.txt", "12345"}, 204, "", ""},
		{"largest", now, same, file{"l.txt", "1234567890"}, 204, "", ""},
		{"too small", now, same, file{"x.txt", "1234"}, 400, "EntityTooSmall", ""},
		{"too large", now, same, file{"x.txt", "12345678901"}, 400, "EntityTooLarge", ""},
		{"far too large", now, same, file{"x.txt", strings.Repeat("x", 1<<20)}, 400, "EntityTooLarge", ""},
		{"empty", now, same, file{"x.txt", ""}, 400, "EntityTooSmall", ""},
		{"key outside the prefix", now, with("key", "user/fred/x.txt"), good, 403, "AccessDenied", "Policy Condition failed"},
		{"key shorter than the prefix", now, with("key", "user/eri"), good, 403, "AccessDenied", "Policy Condition failed"},
		{"no key", now, without("key"), good, 400, "MalformedPOSTRequest", ""},
		{"content type", now, with("Content-Type", "text/html"), good, 403, "AccessDenied", "Policy Condition failed"},
		{"no content type", now, without("Content-Type"), good, 403, "AccessDenied", "Policy Condition failed"},
		{"field", now, with("x-amz-meta-a", "b"), good, 403, "AccessDenied", "Policy Condition failed"},
		{"no field", now, without("x-amz-meta-a"), good, 403, "AccessDenied", "Policy Condition failed"},
		{"extra field", now, with("x-amz-meta-b", "b"), good, 403, "AccessDenied", "not specified in the policy"},
		{"extra acl", now, with("acl", "public-read"), good, 403, "AccessDenied", "not specified in the policy"},
		{"expired", now.Add(-life - time.Second), same, good, 403, "AccessDenied", "Policy expired"},
		{"signature", now, func(t *testing.T, form policy.Form) policy.Form {
			s := get(t, form, "x-amz-signature")
			return set(form, "x-amz-signature", s[:63]+string("10"[s[63]&1]))
		}, good, 403, "SignatureDoesNotMatch", ""},
		{"no signature", now, without("x-amz-signature"), good, 403, "SignatureDoesNotMatch", ""},
		{"policy", now, func(t *testing.T, form policy.Form) policy.Form {
			changed := strings.Replace(form.Policy, "user/eric/", "user/", 1)
			if changed == form.Policy {
				t.Fatal("the policy does not name the prefix")
			}
			return set(form, "policy", base64.StdEncoding.EncodeToString([]byte(changed)))
		}, good, 403, "SignatureDoesNotMatch", ""},
		{"policy by a space", now, func(t *testing.T, form policy.Form) policy.Form {
			return set(form, "policy", base64.StdEncoding.EncodeToString([]byte(form.Policy+" ")))
		}, good, 403, "SignatureDoesNotMatch", ""},
		{"policy without its end", now, func(t *testing.T, form policy.Form) policy.Form {
			return set(form, "policy", strings.TrimRight(get(t, form, "policy"), "=")[:100])
		}, good, 403, "SignatureDoesNotMatch", ""},
		{"no policy", now, without("policy"), good, 403, "SignatureDoesNotMatch", ""},
		{"date", now, with("x-amz-date", "20130524T000000Z"), good, 403, "AccessDenied", "Policy Condition failed"},
		{"algorithm", now, with("x-amz-algorithm", "AWS4-HMAC-SHA1"), good, 403, "AccessDenied", "Policy Condition failed"},
		{"credential's user", now, func(t *testing.T, form policy.Form) policy.Form {
			_, scope, _ := strings.Cut(get(t, form, "x-amz-credential"), "/")
			return set(form, "x-amz-credential", "nobody/"+scope)
		}, good, 403, "InvalidAccessKeyId", ""},
		{"credential's region", now, func(t *testing.T, form policy.Form) policy.Form {
			return set(form, "x-amz-credential", strings.Replace(get(t, form, "x-amz-credential"), "eu-central-1", "us-east-1", 1))
		}, good, 400, "AuthorizationHeaderMalformed", ""},
		{"credential's day", now, func(t *testing.T, form policy.Form) policy.Form {
			parts := strings.Split(get(t, form, "x-amz-credential"), "/")
			parts[1] = "20130524"
			return set(form, "x-amz-credential", strings.Join(parts, "/"))
		}, good, 403, "SignatureDoesNotMatch", ""},
		{"bucket", now, func(t *testing.T, form policy.Form) policy.Form {
			form.URL = b.server.URL() + "/" + b.server.Bucket(t)
			return form
		}, good, 403, "AccessDenied", "Policy Condition failed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			form := test.change(t, b.form(t, p, test.at))
			got := upload(t, form, test.file)
			got.want(t, test.status, test.code)
			got.wantText(t, test.says)
			if test.status != 204 {
				b.missing(t, "user/eric/x.txt")
			}
		})
	}
}
