package policy_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/policy"
)

type (
	exact  = policy.Exact
	equals = policy.Equals
	prefix = policy.StartsWith
	size   = policy.ContentLengthRange
)

func withFields(fields ...policy.Field) func(*policy.Post) {
	return func(p *policy.Post) { p.Fields = fields }
}

func withConditions(conditions ...policy.Condition) func(*policy.Post) {
	return func(p *policy.Post) { p.Conditions = conditions }
}

func withKey(key string) func(*policy.Post) { return func(p *policy.Post) { p.Key = key } }

func withURL(url string) func(*policy.Post) { return func(p *policy.Post) { p.URL = url } }

func withBucket(name string) func(*policy.Post) { return func(p *policy.Post) { p.Bucket = name } }

func withExpires(d time.Duration) func(*policy.Post) {
	return func(p *policy.Post) { p.Expires = d }
}

// both is a Post with fields and conditions.
func both(fields []policy.Field, conditions ...policy.Condition) func(*policy.Post) {
	return func(p *policy.Post) { p.Fields, p.Conditions = fields, conditions }
}

// Each refusal has its kind, place and name, and a reason that says the rule.
func TestRefused(t *testing.T) {
	type field = policy.Field
	type fields = []policy.Field
	tests := []struct {
		rule   string
		change func(*policy.Post)
		kind   error
		index  int
		name   string
		reason string // a part of it
	}{
		{"URL: empty", withURL(""), policy.ErrURL, -1, "", "empty"},
		{"URL: relative", withURL("/b"), policy.ErrURL, -1, "", "https://"},
		{"URL: scheme-relative", withURL("//b.example.com/"), policy.ErrURL, -1, "", "https://"},
		{"URL: script", withURL("javascript:alert(1)"), policy.ErrURL, -1, "", "https://"},
		{"URL: no host", withURL("https:///b"), policy.ErrURL, -1, "", "no host"},
		{"URL: port without host", withURL("https://:9000/b"), policy.ErrURL, -1, "", "no host"},
		{"URL: query", withURL("https://b.example.com/?x=1"), policy.ErrURL, -1, "", "query"},
		{"URL: fragment", withURL("https://b.example.com/#x"), policy.ErrURL, -1, "", "fragment"},
		{"URL: user name", withURL("https://u:p@b.example.com/"), policy.ErrURL, -1, "", "user name"},
		{"URL: space", withURL("https://b.example.com/a b"), policy.ErrURL, -1, "", "percent-encoded"},
		{"URL: line break", withURL("https://b.example.com/\r\n"), policy.ErrURL, -1, "", "percent-encoded"},
		{"URL: quote", withURL(`https://b.example.com/"`), policy.ErrURL, -1, "", "percent-encoded"},
		{"URL: curl's braces", withURL("https://b.example.com/{a,b}"), policy.ErrURL, -1, "", "percent-encoded"},
		{"URL: non-ASCII", withURL("https://é.example.com/"), policy.ErrURL, -1, "", "percent-encoded"},
		{"URL: malformed escape", withURL("https://b.example.com/%2"), policy.ErrURL, -1, "", "malformed percent"},
		{"URL: malformed escape's digits", withURL("https://b.example.com/%G0a"), policy.ErrURL, -1, "", "malformed percent"},
		{"URL: empty port", withURL("https://b.example.com:/"), policy.ErrURL, -1, "", "port"},
		{"URL: port of letters", withURL("https://b.example.com:http/"), policy.ErrURL, -1, "", "port"},
		{"URL: bare IPv6", withURL("http://::1/b"), policy.ErrURL, -1, "", "malformed"},
		{"URL: IPv6 without end", withURL("http://[::1/b"), policy.ErrURL, -1, "", "IPv6"},
		{"URL: empty IPv6", withURL("http://[]/b"), policy.ErrURL, -1, "", "IPv6"},

		{"bucket: empty", withBucket(""), policy.ErrBucket, -1, "", "empty"},
		{"bucket: control character", withBucket("b\n"), policy.ErrBucket, -1, "", "control"},
		{"bucket: DEL", withBucket("b\x7f"), policy.ErrBucket, -1, "", "control"},
		{"bucket: not UTF-8", withBucket("b\xff"), policy.ErrBucket, -1, "", "UTF-8"},

		{"key: empty", withKey(""), policy.ErrKey, -1, "", "empty"},
		{"key: not UTF-8", withKey("k\xc3"), policy.ErrKey, -1, "", "UTF-8"},
		{"key: a surrogate is not UTF-8", withKey("k\xed\xa0\x80"), policy.ErrKey, -1, "", "UTF-8"},
		{"key: 1,025 bytes", withKey(strings.Repeat("k", 1025)), policy.ErrKey, -1, "", "1,024"},
		{"key: prefix of 1,025 bytes", withKey(strings.Repeat("k", 1025) + "${filename}"), policy.ErrKey, -1, "", "1,024"},
		{"key: ${filename} at the start", withKey("${filename}/k"), policy.ErrKey, -1, "", "put it at the end"},
		{"key: ${filename} in the middle", withKey("a/${filename}/b"), policy.ErrKey, -1, "", "put it at the end"},
		{"key: ${filename} twice", withKey("${filename}${filename}"), policy.ErrKey, -1, "", "put it at the end"},

		{"expiry: 0", withExpires(0), policy.ErrExpires, -1, "", "1 second"},
		{"expiry: negative", withExpires(-time.Second), policy.ErrExpires, -1, "", "1 second"},
		{"expiry: most negative", withExpires(math.MinInt64), policy.ErrExpires, -1, "", "1 second"},
		{"expiry: under a second", withExpires(time.Second - 1), policy.ErrExpires, -1, "", "1 second"},
		{"expiry: fraction", withExpires(1500 * time.Millisecond), policy.ErrExpires, -1, "", "whole"},
		{"expiry: 7 days and a second", withExpires(604801 * time.Second), policy.ErrExpires, -1, "", "7 days"},
		{"expiry: longest", withExpires(math.MaxInt64), policy.ErrExpires, -1, "", "7 days"},

		{"field: no name", withFields(field{"acl", "private"}, field{"", "v"}), policy.ErrField, 1, "", "name is empty"},
		{"field: name with $", withFields(field{"$acl", "v"}), policy.ErrField, 0, "$acl", "starts with $"},
		{"field: name with $ inside", withFields(field{"a$b", "v"}), policy.ErrField, 0, "a$b", "may hold only"},
		{"field: name with a quote", withFields(field{`a"b`, "v"}), policy.ErrField, 0, `a"b`, "may hold only"},
		{"field: name with a backslash", withFields(field{`a\b`, "v"}), policy.ErrField, 0, `a\b`, "may hold only"},
		{"field: name with CR", withFields(field{"a\rb", "v"}), policy.ErrField, 0, "a\rb", "may hold only"},
		{"field: name with LF", withFields(field{"a\nb", "v"}), policy.ErrField, 0, "a\nb", "may hold only"},
		{"field: name with NUL", withFields(field{"a\x00b", "v"}), policy.ErrField, 0, "a\x00b", "may hold only"},
		{"field: name with DEL", withFields(field{"a\x7fb", "v"}), policy.ErrField, 0, "a\x7fb", "may hold only"},
		{"field: name with a space", withFields(field{"a b", "v"}), policy.ErrField, 0, "a b", "may hold only"},
		{"field: name with =", withFields(field{"a=b", "v"}), policy.ErrField, 0, "a=b", "may hold only"},
		{"field: name with ;", withFields(field{"a;b", "v"}), policy.ErrField, 0, "a;b", "may hold only"},
		{"field: name not ASCII", withFields(field{"x-amz-meta-é", "v"}), policy.ErrField, 0, "x-amz-meta-é", "may hold only"},
		{"field: name not UTF-8", withFields(field{"a\xff", "v"}), policy.ErrField, 0, "a\xff", "may hold only"},
		{"field: value not UTF-8", withFields(field{"acl", "v\xff"}), policy.ErrField, 0, "acl", "UTF-8"},
		{"field: twice", withFields(field{"acl", "a"}, field{"acl", "b"}), policy.ErrField, 1, "acl", "twice"},
		{"field: twice with one value", withFields(field{"acl", "a"}, field{"acl", "a"}), policy.ErrField, 1, "acl", "twice"},
		{"field: twice in other case", withFields(field{"acl", "a"}, field{"Acl", "a"}), policy.ErrField, 1, "Acl", "twice"},
		{"field: x-ignore twice", withFields(field{"x-ignore-a", "a"}, field{"X-Ignore-A", "a"}), policy.ErrField, 1, "X-Ignore-A", "twice"},
		{"field: ${filename} before the end", withFields(field{"x-amz-meta-n", "a${filename}b"}), policy.ErrField, 0, "x-amz-meta-n", "StartsWith"},
		{"field: ${filename} twice", withFields(field{"x-amz-meta-n", "${filename}${filename}"}), policy.ErrField, 0, "x-amz-meta-n", "StartsWith"},

		{"field and exact: differs", both(fields{{"acl", "private"}}, exact{"acl", "public-read"}), policy.ErrField, 0, "acl", "not what its condition"},
		{"field and exact: case of the value", both(fields{{"acl", "Private"}}, exact{"acl", "private"}), policy.ErrField, 0, "acl", "not what its condition"},
		{"field and exact: case of the name", both(fields{{"ACL", "private"}}, exact{"acl", "public-read"}), policy.ErrField, 0, "ACL", "not what its condition"},
		{"field and exact: ${filename}", both(fields{{"x-amz-meta-n", "${filename}"}}, exact{"x-amz-meta-n", "${filename}"}), policy.ErrField, 0, "x-amz-meta-n", "replaced"},
		{"field and prefix: differs", both(fields{{"x-amz-meta-n", "b"}}, prefix{"x-amz-meta-n", "a"}), policy.ErrField, 0, "x-amz-meta-n", "does not start"},
		{"field and prefix: longer than the value", both(fields{{"x-amz-meta-n", "a"}}, prefix{"x-amz-meta-n", "ab"}), policy.ErrField, 0, "x-amz-meta-n", "does not start"},
		{"field and prefix: longer than what precedes ${filename}", both(fields{{"x-amz-meta-n", "a${filename}"}}, prefix{"x-amz-meta-n", "a$"}), policy.ErrField, 0, "x-amz-meta-n", "does not start"},
		{"Content-Type: the second member", both(fields{{"Content-Type", "image/png,text/html"}}, prefix{"Content-Type", "image/"}), policy.ErrField, 0, "Content-Type", "member"},
		{"Content-Type: an empty member", both(fields{{"content-type", "image/png,"}}, prefix{"Content-Type", "image/"}), policy.ErrField, 0, "content-type", "member"},
		{"Content-Type: a member after a space", both(fields{{"Content-Type", "image/png, image/gif"}}, prefix{"content-type", "image/"}), policy.ErrField, 0, "Content-Type", "member"},
		{"Content-Type: a list before ${filename}", withFields(field{"Content-Type", "image/png,${filename}"}), policy.ErrField, 0, "Content-Type", "member"},
		{"field: long name", withFields(field{strings.Repeat("n", 100) + " ", ""}), policy.ErrField, 0, strings.Repeat("n", 100) + " ", "may hold only"},
		{"Content-Type: a prefix of two members", both(fields{{"Content-Type", "image/a,image/b"}}, prefix{"Content-Type", "image/a,image"}), policy.ErrField, 0, "Content-Type", "member"},

		{"condition: none", withConditions(nil), policy.ErrCondition, 0, "", "must be an Exact"},
		{"condition: a pointer", withConditions(&exact{"acl", "a"}), policy.ErrCondition, 0, "", "must be an Exact"},
		{"condition: a nil pointer", withConditions((*exact)(nil)), policy.ErrCondition, 0, "", "must be an Exact"},
		{"condition: no name", withConditions(exact{"", "v"}), policy.ErrCondition, 0, "", "name is empty"},
		{"condition: name with $", withConditions(prefix{"$key", ""}), policy.ErrCondition, 0, "$key", "starts with $"},
		{"condition: name with a quote", withConditions(prefix{`a"`, ""}), policy.ErrCondition, 0, `a"`, "may hold only"},
		{"condition: name with LF", withConditions(exact{"a\n", ""}), policy.ErrCondition, 0, "a\n", "may hold only"},
		{"condition: value not UTF-8", withConditions(exact{"acl", "\xff"}), policy.ErrCondition, 0, "acl", "UTF-8"},
		{"condition: prefix not UTF-8", withConditions(prefix{"acl", "\xff"}), policy.ErrCondition, 0, "acl", "UTF-8"},
		{"condition: range's name as a field", withConditions(exact{"content-length-range", "1"}), policy.ErrCondition, 0, "content-length-range", "ContentLengthRange"},
		{"two conditions: exact", withConditions(exact{"acl", "a"}, exact{"acl", "b"}), policy.ErrCondition, 1, "acl", "something else"},
		{"two conditions: exact in other case", withConditions(exact{"acl", "a"}, exact{"ACL", "b"}), policy.ErrCondition, 1, "ACL", "something else"},
		{"two conditions: prefixes", withConditions(prefix{"acl", "a"}, prefix{"acl", "ab"}), policy.ErrCondition, 1, "acl", "something else"},
		{"two conditions: exact and prefix", withConditions(exact{"acl", "a"}, prefix{"acl", "a"}), policy.ErrCondition, 1, "acl", "something else"},
		{"two conditions: prefix and exact", withConditions(prefix{"acl", "a"}, exact{"acl", "a"}), policy.ErrCondition, 1, "acl", "something else"},
		{"condition on key: another key", withConditions(exact{"key", "other"}), policy.ErrCondition, 0, "key", "Bucket and Key"},
		{"condition on key: a prefix of it", withConditions(prefix{"Key", ""}), policy.ErrCondition, 0, "Key", "Bucket and Key"},
		{"condition on bucket: another bucket", withConditions(size{0, 1}, exact{"bucket", "other"}), policy.ErrCondition, 1, "bucket", "Bucket and Key"},
		{"condition on bucket: a prefix", withConditions(prefix{"bucket", ""}), policy.ErrCondition, 0, "bucket", "Bucket and Key"},

		{"range: min over max", withConditions(size{2, 1}), policy.ErrCondition, 0, "content-length-range", "smaller"},
		{"range: negative min", withConditions(size{-1, 1}), policy.ErrCondition, 0, "content-length-range", "negative"},
		{"range: negative max", withConditions(size{0, -1}), policy.ErrCondition, 0, "content-length-range", "smaller"},
		{"range: two", withConditions(size{1, 2}, size{1, 3}), policy.ErrCondition, 1, "content-length-range", "something else"},

		{"key: ${filename} alone", withKey("${filename}"), policy.ErrKey, -1, "", "InsecureAllowAnyKey"},
		{"key: the other permission", func(p *policy.Post) { p.Key, p.InsecureAllowAnyContentType = "${filename}", true }, policy.ErrKey, -1, "", "InsecureAllowAnyKey"},
		{"Content-Type: any", withConditions(size{1, 2}, prefix{"content-type", ""}), policy.ErrCondition, 1, "content-type", "InsecureAllowAnyContentType"},
		{"Content-Type: any, with a field", both(fields{{"Content-Type", "image/png"}}, prefix{"content-type", ""}), policy.ErrCondition, 0, "content-type", "InsecureAllowAnyContentType"},
		{"Content-Type: the file's name", withFields(field{"acl", "a"}, field{"Content-Type", "${filename}"}), policy.ErrField, 1, "Content-Type", "InsecureAllowAnyContentType"},
		{"Content-Type: the other permission", func(p *policy.Post) {
			p.Conditions, p.InsecureAllowAnyKey = []policy.Condition{prefix{"content-type", ""}}, true
		}, policy.ErrCondition, 0, "content-type", "InsecureAllowAnyContentType"},
		{"list notation: differs", both(fields{{"acl", "private"}}, equals{"acl", "public-read"}), policy.ErrField, 0, "acl", "not what its condition"},
		{"list notation: two", withConditions(equals{"acl", "a"}, exact{"acl", "b"}), policy.ErrCondition, 1, "acl", "something else"},
		{"list notation: another key", withConditions(equals{"key", "other"}), policy.ErrCondition, 0, "key", "Bucket and Key"},
		{"list notation: not UTF-8", withConditions(equals{"acl", "\xff"}), policy.ErrCondition, 0, "acl", "UTF-8"},

		{"bucket field: another bucket", func(p *policy.Post) { p.Fields, p.AllowBucketField = fields{{"Bucket", "c"}}, true }, policy.ErrField, 0, "Bucket", "not Post.Bucket"},
		{"bucket field: the file's name", func(p *policy.Post) {
			p.Bucket, p.Fields, p.AllowBucketField = "${filename}", fields{{"bucket", "${filename}"}}, true
		}, policy.ErrField, 0, "bucket", "not Post.Bucket"},
		{"bucket field: twice", func(p *policy.Post) { p.Fields, p.AllowBucketField = fields{{"bucket", "b"}, {"Bucket", "b"}}, true }, policy.ErrField, 1, "Bucket", "twice"},
		{"bucket field: not allowed", withFields(field{"bucket", "b"}), policy.ErrField, 0, "bucket", "no field does"},
		{"bucket field: the key is another", func(p *policy.Post) { p.Fields, p.AllowBucketField = fields{{"key", "k"}}, true }, policy.ErrField, 0, "key", "Post.Key"},

		{"status: another", withFields(field{"success_action_status", "202"}), policy.ErrField, 0, "success_action_status", "200, 201 or 204"},
		{"status: empty", withFields(field{"Success_Action_Status", ""}), policy.ErrField, 0, "Success_Action_Status", "200, 201 or 204"},
		{"status: with a space", withFields(field{"success_action_status", "201 "}), policy.ErrField, 0, "success_action_status", "200, 201 or 204"},
		{"status: as a condition", withConditions(exact{"success_action_status", "303"}), policy.ErrCondition, 0, "success_action_status", "200, 201 or 204"},
		{"status: under a prefix", both(fields{{"success_action_status", "2"}}, prefix{"success_action_status", ""}), policy.ErrField, 0, "success_action_status", "200, 201 or 204"},
		{"redirect: relative", withFields(field{"success_action_redirect", "/done"}), policy.ErrField, 0, "success_action_redirect", "absolute"},
		{"redirect: scheme-relative", withFields(field{"redirect", "//h/done"}), policy.ErrField, 0, "redirect", "absolute"},
		{"redirect: script", withFields(field{"success_action_redirect", "javascript:alert(1)"}), policy.ErrField, 0, "success_action_redirect", "absolute"},
		{"redirect: empty", withConditions(equals{"success_action_redirect", ""}), policy.ErrCondition, 0, "success_action_redirect", "absolute"},
		{"redirect: no host", withFields(field{"success_action_redirect", "https:///done"}), policy.ErrField, 0, "success_action_redirect", "no host"},
		{"redirect: a space", withFields(field{"success_action_redirect", "https://h/a b"}), policy.ErrField, 0, "success_action_redirect", "space"},
		{"redirect: a line break", withFields(field{"success_action_redirect", "https://h/\r\n"}), policy.ErrField, 0, "success_action_redirect", "space"},
		{"redirect: a user name", withFields(field{"success_action_redirect", "https://a@h/"}), policy.ErrField, 0, "success_action_redirect", "user name"},
		{"redirect: the file's name as host", withFields(field{"success_action_redirect", "https://${filename}"}), policy.ErrField, 0, "success_action_redirect", "in the host"},
		{"redirect: the file's name ends the host", withFields(field{"success_action_redirect", "https://h.example.com${filename}"}), policy.ErrField, 0, "success_action_redirect", "in the host"},

		{"size: fields", withFields(field{"x-amz-meta-a", strings.Repeat("a", 20480)}), policy.ErrSize, -1, "", "20,480"},
		{"size: once more in the policy", withFields(field{"x-amz-meta-a", strings.Repeat("a", 9000)}), policy.ErrSize, -1, "", "20,480"},
		{"size: missing fields", withConditions(exact{"x-amz-meta-a", strings.Repeat("a", 9000)}), policy.ErrSize, -1, "", "20,480"},
	}

	// Names that are Sign's own are refused in any case, as fields and, but for
	// the two that Post gives, as conditions.
	for _, name := range []string{
		"file", "policy", "key", "bucket", "x-amz-signature", "x-amz-algorithm", "x-amz-credential", "x-amz-date",
		"x-amz-security-token", "x-amz-s3session-token", "signature", "AWSAccessKeyId", "content-length-range",
	} {
		for _, name := range []string{name, strings.ToUpper(name), strings.ToLower(name), strings.ToUpper(name[:1]) + name[1:]} {
			test := tests[0]
			test.rule, test.change = "field: reserved name "+name, withFields(field{"acl", "a"}, field{name, "v"})
			test.kind, test.index, test.name, test.reason = policy.ErrField, 1, name, ""
			tests = append(tests, test)
			test.rule, test.change = "condition: reserved name "+name, withConditions(exact{"acl", "a"}, prefix{name, "v"})
			test.kind = policy.ErrCondition
			tests = append(tests, test)
		}
	}

	s := newSigner(t, docCredentials())
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			p := basic()
			test.change(&p)
			f, err := policy.Sign(p, s, now)
			var e *policy.Error
			if !errors.As(err, &e) {
				t.Fatalf("error %v, want a *policy.Error", err)
			}
			if !errors.Is(err, test.kind) || e.Index != test.index || e.Name != test.name || !strings.Contains(e.Reason, test.reason) {
				t.Errorf("%+v, want kind %v, index %d, name %q, a reason with %q", e, test.kind, test.index, test.name, test.reason)
			}
			if text := err.Error(); !strings.HasPrefix(text, "policy: ") || strings.ContainsAny(text, "\r\n\x00\x7f") || len(text) > 250 {
				t.Errorf("error text %q", text)
			}
			if diff := cmp.Diff(policy.Form{}, f); diff != "" {
				t.Errorf("a form beside the error (-want +got):\n%s", diff)
			}
		})
	}
}
