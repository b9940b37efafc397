package policy

import (
	"strings"
	"time"
	"unicode/utf8"
)

// A Form is a signed upload form. It is sent as a POST of multipart/form-data,
// all fields before the file, in a last part named "file"; a store ignores what
// comes after the file.
//
// The fields are what the holder needs to upload, and so a Form is a capability
// like a presigned URL: whoever reads it can use it until Effective. With
// temporary credentials the session token is one of its fields and stands in
// its policy. It never holds the secret access key. Print and log it as you
// would a password.
//
// The zero value is an empty form and not valid. Sign does not keep what it
// returned; methods only read a Form, so several goroutines may use it.
type Form struct {
	// URL is where the form is sent, as Post.URL gave it.
	URL string

	// Fields are in order: the caller's, key, x-amz-algorithm,
	// x-amz-credential, x-amz-date, with temporary credentials
	// x-amz-security-token, policy, x-amz-signature. Those of SignV2 are the
	// caller's, key, AWSAccessKeyId, x-amz-security-token, policy, signature.
	Fields []Field

	// Missing are the conditions on fields that are not among Fields: whoever
	// sends the form must add these fields, before the file. Nil when there are
	// none.
	Missing []Condition

	// Size is what the policy says about the file's size in bytes. Nil when it
	// says nothing.
	Size *ContentLengthRange

	// Warnings are what the author of the form should look at once more, in the
	// order of the conditions. Nil when there is nothing.
	Warnings []Warning

	// Policy is the JSON text whose base64 form was signed.
	Policy string

	// Expires is when the policy expires, in UTC. Effective is when the form
	// stops working: at Expires, or when the credentials end if that is sooner.
	Expires, Effective time.Time
}

// missing returns the conditions on fields that the form lacks.
func missing(conditions []Condition, fields []Field) []Condition {
	have := make(map[string]bool, len(fields)+2)
	for _, f := range fields {
		have[strings.ToLower(f.Name)] = true
	}
	have["bucket"] = true // the URL names it
	have[rangeName] = true
	var list []Condition
	for _, c := range conditions {
		if !have[strings.ToLower(conditionName(c))] {
			list = append(list, c)
		}
	}
	return list
}

// needed returns the field that satisfies a condition of Missing with the
// least: the exact value, or the prefix alone. It reports whether the sender
// may write more after it.
func needed(c Condition) (f Field, open bool) {
	switch c := plain(c).(type) {
	case Exact:
		return Field(c), false
	case StartsWith:
		return Field{c.Name, c.Prefix}, true
	}
	return Field{}, false
}

// check reports a form that Sign did not make, and the first field that cannot
// be written: value returns why, or "".
func (f *Form) check(value func(f Field, open bool) (reason string)) error {
	if reason := checkURL(f.URL); reason != "" {
		return fail(ErrURL, reason)
	}
	reason := func(field Field, open bool) string {
		if reason := checkName(field.Name); reason != "" {
			return reason
		}
		if !utf8.ValidString(field.Value) {
			return "its value is not valid UTF-8"
		}
		return value(field, open)
	}
	for i, field := range f.Fields {
		if reason := reason(field, false); reason != "" {
			return failAt(ErrForm, i, field.Name, reason)
		}
	}
	for i, c := range f.Missing {
		field, open := needed(c)
		if reason := reason(field, open); reason != "" {
			return failAt(ErrForm, i, field.Name, "a missing field: "+reason)
		}
	}
	return nil
}
