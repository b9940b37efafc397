package policy

import (
	"strings"
	"unicode/utf8"
)

// A Condition is one element of a policy's list: an [Exact], an [Equals], a
// [StartsWith] or a [ContentLengthRange], as a value. No other type can be one.
// [ParseCondition] reads one from JSON.
//
// Source: Amazon S3 API Reference, "POST Policy", section "Conditions".
type Condition interface {
	condition()
}

// Exact demands that a field has one value: {"acl": "public-read"}.
//
// Name is the field's name without "$"; upper and lower case are the same.
// Value may be empty. The zero value is not valid: a name is required.
type Exact struct{ Name, Value string }

// Equals is Exact in the policy's other notation: ["eq", "$acl", "public-read"].
// To a store the two say the same.
type Equals struct{ Name, Value string }

// StartsWith demands that a field starts with a prefix:
// ["starts-with", "$key", "user/"].
//
// Name is the field's name without "$"; upper and lower case are the same. An
// empty prefix admits every value, but the field must be there. When the field
// is Content-Type, its value is a list and each member between commas must
// start with the prefix. The zero value is not valid: a name is required.
type StartsWith struct{ Name, Prefix string }

// ContentLengthRange demands a size of the file in bytes, both ends included:
// ["content-length-range", 1, 1024]. 0 <= Min <= Max. The zero value admits
// only the empty file.
type ContentLengthRange struct{ Min, Max int64 }

func (Exact) condition()              {}
func (Equals) condition()             {}
func (StartsWith) condition()         {}
func (ContentLengthRange) condition() {}

// rangeName is the operator that takes the place of a field's name.
const rangeName = "content-length-range"

// filename is the variable that S3 replaces with the name of the file that the
// user chose, before it checks the policy.
const filename = "${filename}"

// conditionName returns the name of the field that c is about as it was
// written; rangeName for a range, and "" for what is no condition.
func conditionName(c Condition) string {
	switch c := c.(type) {
	case Exact:
		return c.Name
	case Equals:
		return c.Name
	case StartsWith:
		return c.Name
	case ContentLengthRange:
		return rangeName
	}
	return ""
}

// A conditionList holds at most one condition per field. The zero value is not
// valid: byName is required.
type conditionList struct {
	list   []Condition
	byName map[string]int // lower-case field name to index in list
}

// find returns the condition on a field, or nil. lower is in lower case.
func (l *conditionList) find(lower string) Condition {
	if i, ok := l.byName[lower]; ok {
		return l.list[i]
	}
	return nil
}

// add appends c unless the same condition is there already. It reports false
// when a different condition on the same field is.
func (l *conditionList) add(c Condition) bool {
	lower := strings.ToLower(conditionName(c))
	if have := l.find(lower); have != nil {
		return sameCondition(have, c)
	}
	l.byName[lower] = len(l.list)
	l.list = append(l.list, c)
	return true
}

// plain returns c with Equals written as Exact.
func plain(c Condition) Condition {
	if c, ok := c.(Equals); ok {
		return Exact(c)
	}
	return c
}

// sameCondition compares what two conditions on one field say, whatever the case
// of its name and whichever the notation.
func sameCondition(a, b Condition) bool {
	a, b = plain(a), plain(b)
	switch a := a.(type) {
	case Exact:
		b, ok := b.(Exact)
		return ok && a.Value == b.Value
	case StartsWith:
		b, ok := b.(StartsWith)
		return ok && a.Prefix == b.Prefix
	}
	return a == b
}

// checkCondition returns why the caller's condition cannot stand, or "".
func checkCondition(c Condition) (reason string) {
	var name, value string
	switch c := plain(c).(type) {
	case Exact:
		name, value = c.Name, c.Value
	case StartsWith:
		name, value = c.Name, c.Prefix
	case ContentLengthRange:
		switch {
		case c.Min < 0:
			return "the minimum is negative"
		case c.Max < c.Min:
			return "the maximum is smaller than the minimum"
		}
		return ""
	default:
		return "it must be an Exact, an Equals, a StartsWith or a ContentLengthRange value"
	}
	if reason := checkName(name); reason != "" {
		return reason
	}
	if !utf8.ValidString(value) {
		return "its value is not valid UTF-8"
	}
	lower := strings.ToLower(name)
	if lower == "key" || lower == "bucket" {
		return "" // allowed where it repeats what Sign says itself
	}
	if reason := reservedName(lower); reason != "" {
		return reason
	}
	if c, ok := plain(c).(Exact); ok {
		return checkAction(lower, c.Value)
	}
	return ""
}

// addConditions adds the caller's own conditions. post are those that follow
// from Post's Bucket and Key, which the caller may repeat but not change.
func (l *conditionList) addConditions(conditions, post []Condition) error {
	for i, c := range conditions {
		name := conditionName(c)
		if reason := checkCondition(c); reason != "" {
			return failAt(ErrCondition, i, name, reason)
		}
		for _, p := range post {
			if strings.EqualFold(name, conditionName(p)) && !sameCondition(p, c) {
				return failAt(ErrCondition, i, name, "it is not the condition that follows from Post's Bucket and Key")
			}
		}
		if !l.add(c) {
			return failAt(ErrCondition, i, name, "another condition on the same field says something else")
		}
	}
	return nil
}

// satisfied returns why a field of this value would not satisfy c for every
// file name, or "". S3 replaces every "${filename}" in the value first, so only
// what precedes the first one is known here.
func satisfied(c Condition, value string) (reason string) {
	known, _, variable := strings.Cut(value, filename)
	switch c := plain(c).(type) {
	case Exact:
		if variable {
			return "its ${filename} is replaced, so no exact condition holds for it"
		}
		if c.Value != value {
			return "its value is not what its condition demands"
		}
	case StartsWith:
		if !strings.HasPrefix(known, c.Prefix) {
			return "its value does not start with what its condition demands"
		}
		if !strings.EqualFold(c.Name, "Content-Type") {
			return ""
		}
		for member := range strings.SplitSeq(known, ",") {
			if !strings.HasPrefix(member, c.Prefix) {
				return "a member of its comma-separated list does not start with what its condition demands"
			}
		}
	}
	return ""
}
