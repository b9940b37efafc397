package main

import (
	"errors"
	"strings"

	"github.com/sig4/sig4/policy"
)

// warn tells what the one who uses the form should know.
func (p *post) warn(e *env, form *policy.Form, format string) {
	if form.Effective.Before(form.Expires) {
		e.warnEffective("form", form.Effective)
	}
	for _, w := range form.Warnings {
		name := w.Name
		if name != "" {
			name = "field " + quote(name) + ": "
		}
		e.warn("%s%s", name, w.Reason)
	}
	key := ""
	for _, f := range form.Fields {
		if f.Name == "key" {
			key = f.Value
		}
	}
	if strings.HasSuffix(key, "/") {
		e.warn("the key ends in a slash; if ${filename} should follow, put the target in single quotes")
	}
	if format == "curl" && p.file.orStdin() == stdinName && strings.HasSuffix(key, "${filename}") {
		e.warn("the line reads the file from standard input, so ${filename} becomes \"-\"; name a file with --file")
	}
	for _, c := range form.Missing {
		switch c := c.(type) {
		case policy.Exact:
			if format == "json" {
				e.warn("whoever sends the form must add the field %s, which has a condition", quote(c.Name))
			}
		case policy.StartsWith:
			if format != "html" {
				e.warn("whoever sends the form must fill in the field %s, which has a condition", quote(c.Name))
			}
		}
	}
}

// refused makes a usage error of what package policy refused.
func (p *post) refused(err error, format string) error {
	var refused *policy.Error
	if !errors.As(err, &refused) {
		return requestError(err)
	}
	ofKey := strings.EqualFold(refused.Name, "key")
	ofTarget := ofKey || strings.EqualFold(refused.Name, "bucket")
	switch {
	case refused.Err == policy.ErrField && ofKey:
		return usagef("--field %s: the target says it already; leave it out", quote(refused.Name))
	case refused.Err == policy.ErrCondition && ofTarget:
		return usagef("--condition on %s: the target says it already, and otherwise; leave it out", quote(refused.Name))
	case refused.Err == policy.ErrForm:
		return usagef("--output %s: field %s: %s", format, quote(refused.Name), refused.Reason)
	case refused.Err == policy.ErrField:
		return usagef("--field %s: %s", quote(refused.Name), refused.Reason)
	case refused.Err == policy.ErrCondition && refused.Index < 0:
		return usagef(`--condition: %s; write it as {"acl":"private"}, ["eq","$acl","private"], `+
			`["starts-with","$key","user/"] or ["content-length-range",1,1048576]`, refused.Reason)
	case refused.Err == policy.ErrCondition && refused.Index >= len(p.conditions):
		return usagef("--min-size and --max-size: %s", refused.Reason)
	case refused.Err == policy.ErrCondition:
		return usagef("--condition on %s: %s", quote(refused.Name), refused.Reason)
	case refused.Err == policy.ErrTime:
		return usagef("--time: %s", refused.Reason)
	}
	return usagef("%s", plain(err))
}
