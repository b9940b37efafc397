package policy

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sig4/sig4/sigv4"
)

// A Post says what an upload form may do.
//
// The zero value is not valid: URL, Bucket, Key and Expires are required. A
// Post is only read and may be used by several goroutines.
type Post struct {
	// URL is where the form is sent: the bucket's own, such as
	// https://b.s3.eu-central-1.amazonaws.com/ or http://localhost:9000/b.
	URL string

	// Bucket is the bucket's name. Valid UTF-8 without control characters; the
	// store's own rules for names are not checked here.
	Bucket string

	// Key is the object's key, at most 1,024 bytes of valid UTF-8. When it ends
	// in "${filename}", S3 puts the name of the uploaded file there, and the
	// policy admits every key with what precedes it as its prefix; then 1,024
	// bytes bound the prefix. Anywhere else "${filename}" is an error. S3 is
	// known to refuse keys that hold "$$" in a form.
	Key string

	// Fields are further fields of the form, in order: acl, Content-Type,
	// success_action_status, x-amz-meta-... . Upper and lower case of a name are
	// the same, and no name may be there twice. The key, the file and what the
	// signer writes itself are not given here. success_action_status must be
	// 200, 201 or 204, success_action_redirect an absolute http or https URL. S3
	// takes at most 20 KB of fields, those of the signer included; more is an
	// error.
	Fields []Field

	// Conditions are those that the fields do not yield by themselves: a prefix
	// instead of an exact value, the size of the file, a field that only the
	// sender of the form will know. A condition that is there twice is written
	// once; two that differ on one field are an error. One on "key" or "bucket"
	// is allowed where it repeats what follows from Key and Bucket.
	Conditions []Condition

	// Expires is how long the form may be used: 1 second to 7 days, in whole
	// seconds.
	Expires time.Duration

	// AllowBucketField admits a field "bucket" in Fields, which some stores and
	// older clients want although the URL names the bucket. Its value must be
	// Bucket, and its condition is the one that every policy has.
	AllowBucketField bool

	// InsecureAllowAnyKey admits a key that is "${filename}" alone: the sender
	// of the form then chooses the key and may overwrite any object of the
	// bucket. Without it such a key is an error.
	InsecureAllowAnyKey bool

	// InsecureAllowAnyContentType admits an empty prefix on Content-Type: the
	// sender may then store a page with scripts under the bucket's name. Without
	// it such a condition is an error.
	InsecureAllowAnyContentType bool
}

// maxKey is the length of a key in bytes.
// Source: Amazon S3 User Guide, "Naming Amazon S3 objects".
const maxKey = 1024

// Sign builds the policy, signs it and returns the form.
//
// The policy's time of expiry is now, cut to whole seconds, plus p.Expires. The
// conditions stand in this order: p.Conditions, an exact one for each field
// that they do not cover, bucket, key, x-amz-algorithm, x-amz-credential,
// x-amz-date and, with temporary credentials, the session token. A field whose
// value ends in "${filename}" gets a starts-with condition instead, and one
// whose name starts with x-ignore- needs none.
//
// Errors about p are [*Error]; those that the signer gives are returned as they
// are ([sigv4.Error]). No error holds a value.
//
// Source: Amazon S3 API Reference, "Authenticating Requests: Browser-Based
// Uploads Using POST", section "Calculating a Signature".
func Sign(p Post, s *sigv4.Signer, now time.Time) (Form, error) {
	if s == nil || s.Scope().Service == "" {
		return Form{}, fail(ErrSigner, "there is none; make one with sigv4.NewSigner")
	}
	d := draft{post: p, credentials: s.Credentials()}
	if err := d.setTime(now); err != nil {
		return Form{}, err
	}
	signing, err := signingFields(s, d.now)
	if err != nil {
		return Form{}, err
	}
	d.signing, d.covered = signing, signing
	d.signatureName = "x-amz-signature"
	return d.sign(func(encoded []byte) (string, error) {
		signature, err := s.AppendSignature(nil, encoded, d.now)
		return string(signature), err
	})
}

// check reports what is wrong with the members of p that are no lists.
func (p *Post) check() error {
	if reason := checkURL(p.URL); reason != "" {
		return fail(ErrURL, reason)
	}
	switch {
	case p.Bucket == "":
		return fail(ErrBucket, "it is empty")
	case !utf8.ValidString(p.Bucket):
		return fail(ErrBucket, "it is not valid UTF-8")
	case strings.ContainsFunc(p.Bucket, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return fail(ErrBucket, "it holds a control character")
	}

	prefix, rest, variable := strings.Cut(p.Key, filename)
	switch {
	case p.Key == "":
		return fail(ErrKey, "it is empty")
	case !utf8.ValidString(p.Key):
		return fail(ErrKey, "it is not valid UTF-8")
	case variable && rest != "":
		return fail(ErrKey, "its ${filename} stands before the end, where no condition can cover it; put it at the end")
	case len(prefix) > maxKey:
		return fail(ErrKey, "it is longer than 1,024 bytes")
	}

	switch {
	case p.Expires < sigv4.MinExpires || p.Expires > sigv4.MaxExpires:
		return fail(ErrExpires, "it must lie between 1 second and 7 days")
	case p.Expires%time.Second != 0:
		return fail(ErrExpires, "it must be whole seconds")
	}
	return nil
}

// signingFields returns the fields that name the signer, in boto3's order.
func signingFields(s *sigv4.Signer, now time.Time) ([]Field, error) {
	credential, err := s.AppendCredential(nil, now)
	if err != nil {
		return nil, err
	}
	fields := []Field{
		{"x-amz-algorithm", "AWS4-HMAC-SHA256"},
		{"x-amz-credential", string(credential)},
		{"x-amz-date", string(sigv4.AppendTime(nil, now))},
	}
	if token := s.Credentials().SessionToken; !token.IsZero() {
		name := "x-amz-security-token"
		if s.Scope().Service == "s3express" {
			name = "X-Amz-S3session-Token" // botocore, S3ExpressPostAuth
		}
		fields = append(fields, Field{name, token.Reveal()})
	}
	return fields, nil
}
