package policy

import (
	"strings"
	"unicode/utf8"
)

// A Field is one field of a form. The zero value is not valid: a name is
// required; the value may be empty.
type Field struct{ Name, Value string }

// checkName returns why a string cannot name a form field, or "".
//
// The fields that S3 knows are named like headers, and so names are held to the
// token of RFC 9110 section 5.6.2, without "$". This keeps out all that
// browsers, curl and servers write or read in different ways within
// name="...": quotes, control characters, spaces, semicolons, non-ASCII.
func checkName(name string) (reason string) {
	if name == "" {
		return "its name is empty"
	}
	if name[0] == '$' {
		return "its name starts with $; give the name alone"
	}
	for i := 0; i < len(name); i++ {
		c := name[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			continue
		}
		if strings.IndexByte("-_.!#%&'*+^`|~", c) < 0 {
			return "its name may hold only letters, digits and -_.!#%&'*+^`|~"
		}
	}
	return ""
}

// reservedName returns why the caller may not give a field of this name, or "".
// lower is in lower case.
func reservedName(lower string) (reason string) {
	switch lower {
	case "key":
		return "the key is given as Post.Key"
	case "bucket":
		return "the bucket is given as Post.Bucket, and the URL names it; no field does"
	case "file":
		return "the file is not part of the policy; it comes after all fields"
	case "policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature",
		"x-amz-security-token", "x-amz-s3session-token":
		return "the name belongs to the signer"
	case "awsaccesskeyid", "signature":
		return "the name belongs to signature version 2"
	case rangeName:
		return "the size of the file is no field; use ContentLengthRange"
	}
	return ""
}

// addFields checks the caller's fields and adds an exact condition for each
// that has none.
func (l *conditionList) addFields(p *Post) error {
	seen := make(map[string]bool, len(p.Fields))
	for i, f := range p.Fields {
		reason := checkName(f.Name)
		lower := strings.ToLower(f.Name)
		switch {
		case reason != "":
		case lower == "bucket" && p.AllowBucketField:
			if f.Value != p.Bucket || strings.Contains(f.Value, filename) {
				reason = "its value is not Post.Bucket"
			}
		default:
			reason = reservedName(lower)
		}
		if reason == "" && seen[lower] {
			reason = "the field is there twice; upper and lower case are the same"
		}
		if reason == "" && !utf8.ValidString(f.Value) {
			reason = "its value is not valid UTF-8"
		}
		seen[lower] = true
		if reason == "" {
			reason = checkAction(lower, f.Value)
		}
		if reason == "" {
			reason = l.cover(f, lower)
		}
		if reason != "" {
			return failAt(ErrField, i, f.Name, reason)
		}
	}
	return nil
}

// cover sees to it that f satisfies its condition, which it adds when there is
// none. It returns why that is impossible, or "".
func (l *conditionList) cover(f Field, lower string) (reason string) {
	if c := l.find(lower); c != nil {
		return satisfied(c, f.Value)
	}
	if strings.HasPrefix(lower, "x-ignore-") {
		return "" // S3 asks for no condition on these
	}
	c, ok := conditionFor(f)
	if !ok {
		return "its ${filename} stands before the end; put it at the end, or give a StartsWith condition on what precedes it"
	}
	if reason := satisfied(c, f.Value); reason != "" {
		return reason
	}
	l.add(c)
	return ""
}

// conditionFor returns the narrowest condition that a field satisfies: an exact
// one, or the prefix before a "${filename}" at the value's end. It reports false
// when "${filename}" stands anywhere else.
func conditionFor(f Field) (Condition, bool) {
	prefix, rest, variable := strings.Cut(f.Value, filename)
	switch {
	case !variable:
		return Exact(f), true
	case rest == "":
		return StartsWith{Name: f.Name, Prefix: prefix}, true
	}
	return nil, false
}
