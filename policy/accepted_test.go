package policy_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/policy"
)

// Each of these is accepted, with the caller's part of the conditions as given.
func TestAccepted(t *testing.T) {
	type field = policy.Field
	type fields = []policy.Field
	type list = []policy.Condition
	k := exact{"key", "k"}
	b := exact{"bucket", "b"}
	long := strings.Repeat("k", 1024)
	tests := []struct {
		rule   string
		change func(*policy.Post)
		want   []policy.Condition // all but x-amz-*
	}{
		{"nothing more", func(*policy.Post) {}, list{b, k}},
		{"a field without a condition gets an exact one", withFields(field{"acl", "private"}), list{exact{"acl", "private"}, b, k}},
		{"its name is written as the field's", withFields(field{"ACL", ""}), list{exact{"ACL", ""}, b, k}},
		{"after the caller's, before bucket, in order",
			both(fields{{"x-amz-meta-b", "2"}, {"x-amz-meta-a", "1"}}, size{1, 2}, exact{"acl", "a"}),
			list{size{1, 2}, exact{"acl", "a"}, exact{"x-amz-meta-b", "2"}, exact{"x-amz-meta-a", "1"}, b, k}},
		{"a covered field gets none", both(fields{{"acl", "private"}}, exact{"acl", "private"}), list{exact{"acl", "private"}, b, k}},
		{"covered in other case", both(fields{{"acl", "private"}}, prefix{"ACL", "p"}), list{prefix{"ACL", "p"}, b, k}},
		{"a field equal to its prefix", both(fields{{"acl", "p"}}, prefix{"acl", "p"}), list{prefix{"acl", "p"}, b, k}},
		{"an empty prefix", both(fields{{"acl", ""}}, prefix{"acl", ""}), list{prefix{"acl", ""}, b, k}},
		{"a condition without a field", withConditions(prefix{"Content-Type", "image/"}), list{prefix{"Content-Type", "image/"}, b, k}},
		{"identical duplicates are dropped", withConditions(exact{"acl", "a"}, size{1, 2}, exact{"acl", "a"}, size{1, 2}), list{exact{"acl", "a"}, size{1, 2}, b, k}},
		{"identical but for the name's case", withConditions(prefix{"ACL", "a"}, prefix{"acl", "a"}), list{prefix{"ACL", "a"}, b, k}},
		{"the key's own condition repeated", withConditions(k), list{k, b}},
		{"the bucket's own condition repeated", withConditions(exact{"acl", "a"}, b), list{exact{"acl", "a"}, b, k}},
		{"range of nothing", withConditions(size{}), list{size{}, b, k}},
		{"range up to the largest number", withConditions(size{0, math.MaxInt64}), list{size{0, math.MaxInt64}, b, k}},
		{"Content-Type: every member", both(fields{{"Content-Type", "image/png,image/gif"}}, prefix{"Content-Type", "image/"}), list{prefix{"Content-Type", "image/"}, b, k}},
		{"Content-Type: exact with commas", both(fields{{"Content-Type", "a,b"}}, exact{"Content-Type", "a,b"}), list{exact{"Content-Type", "a,b"}, b, k}},
		{"commas elsewhere are plain", both(fields{{"x-amz-meta-n", "a,b"}}, prefix{"x-amz-meta-n", "a"}), list{prefix{"x-amz-meta-n", "a"}, b, k}},
		{"x-ignore-* needs none", withFields(field{"x-ignore-a", "v"}, field{"X-Ignore-b", "${filename}c"}), list{b, k}},
		{"x-ignore-* may have one", both(fields{{"x-ignore-a", "v"}}, exact{"x-ignore-a", "v"}), list{exact{"x-ignore-a", "v"}, b, k}},

		{"key: 1,024 bytes", withKey(long), list{b, exact{"key", long}}},
		{"key: a prefix of 1,024 bytes", withKey(long + "${filename}"), list{b, prefix{"key", long}}},
		{"key: ${filename} at the end", withKey("user/${filename}"), list{b, prefix{"key", "user/"}}},
		{"key: ${filename} alone", func(p *policy.Post) { p.Key, p.InsecureAllowAnyKey = "${filename}", true }, list{b, prefix{"key", ""}}},
		{"Content-Type: any", func(p *policy.Post) {
			p.Conditions, p.InsecureAllowAnyContentType = list{prefix{"Content-Type", ""}}, true
		}, list{prefix{"Content-Type", ""}, b, k}},
		{"Content-Type: the file's name", func(p *policy.Post) {
			p.Fields, p.InsecureAllowAnyContentType = fields{{"Content-Type", "${filename}"}}, true
		}, list{prefix{"Content-Type", ""}, b, k}},
		{"a bucket field, where allowed", func(p *policy.Post) {
			p.Fields, p.AllowBucketField = fields{{"acl", "a"}, {"bucket", "b"}}, true
		}, list{exact{"acl", "a"}, b, k}},
		{"the list notation stays", withConditions(equals{"acl", "a"}), list{equals{"acl", "a"}, b, k}},
		{"a field covered by the list notation", both(fields{{"acl", "a"}}, equals{"ACL", "a"}), list{equals{"ACL", "a"}, b, k}},
		{"two notations of one condition", withConditions(equals{"acl", "a"}, exact{"acl", "a"}), list{equals{"acl", "a"}, b, k}},
		{"the key's own condition as a list", withConditions(equals{"key", "k"}), list{equals{"key", "k"}, b}},

		{"status 200", withFields(field{"success_action_status", "200"}), list{exact{"success_action_status", "200"}, b, k}},
		{"status 204, as a condition", withConditions(exact{"Success_Action_Status", "204"}), list{exact{"Success_Action_Status", "204"}, b, k}},
		{"redirect", withFields(field{"success_action_redirect", "HTTPS://h.example.com:8443?a=b#c"}),
			list{exact{"success_action_redirect", "HTTPS://h.example.com:8443?a=b#c"}, b, k}},
		{"redirect with the file's name", withFields(field{"success_action_redirect", "http://[::1]/${filename}"}),
			list{prefix{"success_action_redirect", "http://[::1]/"}, b, k}},
		{"redirect that is open", withConditions(prefix{"success_action_redirect", ""}), list{prefix{"success_action_redirect", ""}, b, k}},

		{"metadata, tags, checksums and encryption are plain fields", withFields(
			field{"x-amz-meta-a", "1"}, field{"tagging", "<Tagging/>"}, field{"x-amz-checksum-sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
			field{"x-amz-server-side-encryption", "aws:kms"}, field{"x-amz-server-side-encryption-aws-kms-key-id", "id"}),
			list{exact{"x-amz-meta-a", "1"}, exact{"tagging", "<Tagging/>"},
				exact{"x-amz-checksum-sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
				exact{"x-amz-server-side-encryption", "aws:kms"}, exact{"x-amz-server-side-encryption-aws-kms-key-id", "id"}, b, k}},
		{"key: its prefix repeated", func(p *policy.Post) { p.Key, p.Conditions = "u/${filename}", list{prefix{"key", "u/"}} }, list{prefix{"key", "u/"}, b}},
		{"key: other variables are plain", withKey("${Filename}${x}$$"), list{b, exact{"key", "${Filename}${x}$$"}}},
		{"key: minio-go's injection", withKey(`x"],["starts-with","$key","`), list{b, exact{"key", `x"],["starts-with","$key","`}}},
		{"field: ${filename} at the end", withFields(field{"x-amz-meta-n", "a/${filename}"}), list{prefix{"x-amz-meta-n", "a/"}, b, k}},
		{"field: ${filename} before the end, covered", both(fields{{"x-amz-meta-n", "a${filename}b"}}, prefix{"x-amz-meta-n", "a"}), list{prefix{"x-amz-meta-n", "a"}, b, k}},

		{"URL: path style", withURL("http://localhost:9000/b"), list{b, k}},
		{"URL: IPv6", withURL("http://[::1]:9000/b"), list{b, k}},
		{"URL: IPv6 without port", withURL("http://[::1]"), list{b, k}},
		{"URL: escapes", withURL("https://h/a%20b/c"), list{b, k}},
		{"bucket: an ARN", withBucket("arn:aws:s3-outposts:us-west-2:1:outpost/op-1/accesspoint/a"),
			list{exact{"bucket", "arn:aws:s3-outposts:us-west-2:1:outpost/op-1/accesspoint/a"}, k}},
		{"expiry: 1 second", withExpires(time.Second), list{b, k}},
		{"expiry: 7 days", withExpires(7 * 24 * time.Hour), list{b, k}},
	}
	s := newSigner(t, docCredentials())
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			p := basic()
			test.change(&p)
			f, err := policy.Sign(p, s, now)
			if err != nil {
				t.Fatal(err)
			}
			end, conditions, err := parsePolicy(f.Policy)
			if err != nil {
				t.Fatal(err)
			}
			want := append(test.want,
				exact{"x-amz-algorithm", "AWS4-HMAC-SHA256"},
				exact{"x-amz-credential", "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request"},
				exact{"x-amz-date", "20130524T000000Z"})
			if diff := cmp.Diff(want, conditions); diff != "" {
				t.Errorf("conditions (-want +got):\n%s", diff)
			}
			if want := now.Add(p.Expires); end != want.Format(time.RFC3339) || !f.Expires.Equal(want) || !f.Effective.Equal(want) {
				t.Errorf("expiration %s, Expires %v, Effective %v, want %v", end, f.Expires, f.Effective, want)
			}
			wantFields := append(fields{}, p.Fields...)
			if diff := cmp.Diff(append(wantFields, field{"key", p.Key}), f.Fields[:len(p.Fields)+1]); diff != "" {
				t.Errorf("fields (-want +got):\n%s", diff)
			}
		})
	}
}
