package policy

import (
	"encoding/base64"
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
	// signer writes itself are not given here. S3 takes at most 20 KB of fields.
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
	if err := p.check(); err != nil {
		return Form{}, err
	}
	now = now.UTC().Truncate(time.Second)
	expires := now.Add(p.Expires)
	if now.Year() < 1 || expires.Year() > 9999 {
		return Form{}, fail(ErrTime, "its year in UTC is outside 0001 to 9999")
	}

	signing, err := signingFields(s, now)
	if err != nil {
		return Form{}, err
	}
	conditions, err := p.conditions(signing)
	if err != nil {
		return Form{}, err
	}
	text := appendPolicy(nil, expires, conditions.list)
	encoded := base64.StdEncoding.AppendEncode(nil, text)
	signature, err := s.AppendSignature(nil, encoded, now)
	if err != nil {
		return Form{}, err
	}

	fields := make([]Field, 0, len(p.Fields)+len(signing)+3)
	fields = append(fields, p.Fields...)
	fields = append(fields, Field{"key", p.Key})
	fields = append(fields, signing...)
	fields = append(fields, Field{"policy", string(encoded)}, Field{"x-amz-signature", string(signature)})

	effective := expires
	if end := s.Credentials().Expires; !end.IsZero() && end.Before(effective) {
		effective = end.UTC()
	}
	return Form{
		URL:       p.URL,
		Fields:    fields,
		Missing:   missing(conditions.list, fields),
		Policy:    string(text),
		Expires:   expires,
		Effective: effective,
	}, nil
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

// conditions returns all conditions of the policy in their order.
func (p *Post) conditions(signing []Field) (conditionList, error) {
	n := len(p.Conditions) + len(p.Fields) + len(signing) + 2
	l := conditionList{list: make([]Condition, 0, n), byName: make(map[string]int, n)}
	key, _ := conditionFor(Field{"key", p.Key}) // check refused what it cannot cover
	post := []Condition{Exact{"bucket", p.Bucket}, key}
	if err := l.addConditions(p.Conditions, post); err != nil {
		return l, err
	}
	if err := l.addFields(p.Fields); err != nil {
		return l, err
	}
	// From here on no name can meet a different condition: the caller's were
	// compared with post, and the signer's names were refused.
	for _, c := range post {
		l.add(c)
	}
	for _, f := range signing {
		l.add(Exact(f))
	}
	return l, nil
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
