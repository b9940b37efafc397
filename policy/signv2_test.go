package policy_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv2"
)

// legacySigner skips the test where SHA-1 may not be used.
func legacySigner(t *testing.T, c sigv4.Credentials) *sigv2.LegacySigner {
	t.Helper()
	s, err := sigv2.NewLegacySigner(c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.AppendPostSignature(nil, []byte("e30=")); errors.Is(err, sigv2.ErrSHA1) {
		t.Skip("the program runs with GODEBUG=fips140=only, which forbids SHA-1")
	}
	return s
}

// Forms as boto3 makes them: botocore 1.43.11 (PyPI), generate_presigned_post
// with signature_version "s3", run offline with its clock fixed.
func TestLegacyV2Vectors(t *testing.T) {
	const host = "https://amzn-b.s3.amazonaws.com/"
	for name, test := range map[string]struct {
		token  string
		post   policy.Post
		policy string
		form   []policy.Field // but for policy
	}{
		"basic": {
			"", policy.Post{URL: host, Key: "k", Expires: time.Hour},
			`{"expiration": "2013-05-24T01:00:00Z", "conditions": [{"bucket": "amzn-b"}, {"key": "k"}]}`,
			[]policy.Field{{Name: "key", Value: "k"}, {Name: "AWSAccessKeyId", Value: "AKIAIOSFODNN7EXAMPLE"},
				{Name: "signature", Value: "SD56K68W4wjdXZswc6MxL72Nusk="}},
		},
		"token": {
			"FQoG/+=tok", policy.Post{URL: host, Key: "user/${filename}", Expires: time.Minute},
			`{"expiration": "2013-05-24T00:01:00Z", "conditions": [{"bucket": "amzn-b"}, ["starts-with", "$key", "user/"], {"x-amz-security-token": "FQoG/+=tok"}]}`,
			[]policy.Field{{Name: "key", Value: "user/${filename}"}, {Name: "AWSAccessKeyId", Value: "AKIAIOSFODNN7EXAMPLE"},
				{Name: "x-amz-security-token", Value: "FQoG/+=tok"}, {Name: "signature", Value: "Jn/OhKNSnsZP2UZdO+4xoBjBVNo="}},
		},
		"fields": {
			"", policy.Post{URL: host, Key: `a b+c/é"\.txt`, Expires: 15 * time.Minute,
				Fields: []policy.Field{{Name: "acl", Value: "private"}, {Name: "Content-Type", Value: "image/png"}, {Name: "success_action_status", Value: "201"}},
				Conditions: []policy.Condition{prefix{"Content-Type", "image/"}, equals{"acl", "private"},
					exact{"success_action_status", "201"}, size{1, 10 << 20}}},
			`{"expiration": "2013-05-24T00:15:00Z", "conditions": [["starts-with", "$Content-Type", "image/"], ["eq", "$acl", "private"], {"success_action_status": "201"}, ["content-length-range", 1, 10485760], {"bucket": "amzn-b"}, {"key": "a b+c/\u00e9\"\\.txt"}]}`,
			[]policy.Field{{Name: "acl", Value: "private"}, {Name: "Content-Type", Value: "image/png"}, {Name: "success_action_status", Value: "201"},
				{Name: "key", Value: `a b+c/é"\.txt`}, {Name: "AWSAccessKeyId", Value: "AKIAIOSFODNN7EXAMPLE"},
				{Name: "signature", Value: "AnsTXZH9xH+vwWjNeZlHVX/cmzM="}},
		},
		"endpoint": {
			"", policy.Post{URL: "http://localhost:9000/amzn-b", Key: "😀", Expires: 7 * 24 * time.Hour, Conditions: []policy.Condition{size{0, 0}}},
			`{"expiration": "2013-05-31T00:00:00Z", "conditions": [["content-length-range", 0, 0], {"bucket": "amzn-b"}, {"key": "\ud83d\ude00"}]}`,
			[]policy.Field{{Name: "key", Value: "😀"}, {Name: "AWSAccessKeyId", Value: "AKIAIOSFODNN7EXAMPLE"},
				{Name: "signature", Value: "kUwuXtADnDUCggpusQ2vSIfoI4Y="}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := docCredentials()
			c.SessionToken = sigv4.NewSecret(test.token)
			test.post.Bucket = "amzn-b"
			got, err := policy.SignLegacyV2(test.post, legacySigner(t, c), now)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.policy, got.Policy); diff != "" {
				t.Errorf("policy (-want +got):\n%s", diff)
			}
			last := len(test.form) - 1
			want := append(append([]policy.Field{}, test.form[:last]...),
				policy.Field{Name: "policy", Value: base64.StdEncoding.EncodeToString([]byte(test.policy))}, test.form[last])
			if diff := cmp.Diff(want, got.Fields); diff != "" {
				t.Errorf("fields (-want +got):\n%s", diff)
			}
			if got.URL != test.post.URL || !got.Expires.Equal(now.Add(test.post.Expires)) || !got.Effective.Equal(got.Expires) {
				t.Errorf("URL %s, Expires %v, Effective %v", got.URL, got.Expires, got.Effective)
			}
		})
	}
}

// Random forms are those of version 4 but for the signer's fields, and their
// signature is that of RFC 2104 under the secret.
func TestLegacyV2Random(t *testing.T) {
	legacy, s := legacySigner(t, docCredentials()), newSigner(t, docCredentials())
	r := rand.New(rand.NewPCG(7, 2013))
	signed := 0
	for i := range 2_000 {
		p, _, _ := ask(r)
		got, err := policy.SignLegacyV2(p, legacy, now)
		v4, err4 := policy.Sign(p, s, now)
		if (err == nil) != (err4 == nil) || err != nil && err.Error() != err4.Error() {
			t.Fatalf("%d: error %v, and %v with version 4", i, err, err4)
		}
		if err != nil {
			continue
		}
		signed++
		mac := hmac.New(sha1.New, []byte(docCredentials().SecretAccessKey.Reveal()))
		text, _ := value(got, "policy")
		mac.Write([]byte(text))
		if signature, _ := value(got, "signature"); signature != base64.StdEncoding.EncodeToString(mac.Sum(nil)) {
			t.Fatalf("%d: signature %q", i, signature)
		}
		before, _, _ := strings.Cut(v4.Policy, `, {"x-amz-algorithm": `)
		if got.Policy != before+"]}" {
			t.Fatalf("%d: policy\n%s\nbut version 4 has\n%s", i, got.Policy, v4.Policy)
		}
		if diff := cmp.Diff(v4.Missing, got.Missing); diff != "" {
			t.Fatalf("%d: Missing (-v4 +v2):\n%s", i, diff)
		}
		if diff := cmp.Diff(v4.Warnings, got.Warnings); diff != "" {
			t.Fatalf("%d: Warnings (-v4 +v2):\n%s", i, diff)
		}
	}
	if signed < 1_000 {
		t.Errorf("only %d of the random posts were signed", signed)
	}
}

func TestLegacyV2Refused(t *testing.T) {
	var none *sigv2.LegacySigner
	good := legacySigner(t, docCredentials())
	reserved := basic()
	reserved.Fields = []policy.Field{{Name: "signature", Value: "a"}}
	for name, test := range map[string]struct {
		signer policy.LegacySigner
		post   policy.Post
		kind   error
	}{
		"no signer":          {nil, basic(), policy.ErrSigner},
		"nil signer":         {none, basic(), sigv4.ErrOptions},
		"zero signer":        {&sigv2.LegacySigner{}, basic(), sigv4.ErrOptions},
		"zero post":          {good, policy.Post{}, policy.ErrURL},
		"the signer's field": {good, reserved, policy.ErrField},
	} {
		f, err := policy.SignLegacyV2(test.post, test.signer, now)
		if !errors.Is(err, test.kind) {
			t.Errorf("%s: error %v, want kind %v", name, err, test.kind)
		}
		if diff := cmp.Diff(policy.Form{}, f); diff != "" {
			t.Errorf("%s: a form beside the error (-want +got):\n%s", name, diff)
		}
	}
}

// The secret is in no form of either version, printed in any way.
func TestLegacyV2Canary(t *testing.T) {
	f, err := policy.SignLegacyV2(basic(), legacySigner(t, sigv4.Credentials{
		AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
		SecretAccessKey: sigv4.NewSecret(canarySecret),
	}), now)
	if err != nil {
		t.Fatal(err)
	}
	for how, text := range renderings(f) {
		if shows(text, canarySecret) {
			t.Errorf("%s shows the secret: %s", how, text)
		}
	}
}

// A program that signs with version 4 alone links no SHA-1.
func TestNoSHA1(t *testing.T) {
	if testing.Short() {
		t.Skip("-short leaves building programs out")
	}
	for name, want := range map[string]bool{"v4": false, "v2": true} {
		program := filepath.Join(t.TempDir(), name)
		if out, err := exec.Command("go", "build", "-o", program, "./testdata/link/"+name).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		symbols, err := exec.Command("go", "tool", "nm", program).Output()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(symbols), "crypto/sha1."); got != want {
			t.Errorf("SHA-1 linked: %v, want %v, in the program %s", got, want, name)
		}
	}
}
