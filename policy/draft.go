package policy

import (
	"encoding/base64"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// A draft is a form on its way, whatever the version of its signature.
type draft struct {
	post         Post
	credentials  sigv4.Credentials
	now, expires time.Time // UTC, whole seconds

	signing       []Field // what names the signer, after the key
	covered       []Field // those of signing that the policy must cover
	signatureName string
}

// setTime checks the Post and sets the draft's times.
func (d *draft) setTime(now time.Time) error {
	if err := d.post.check(); err != nil {
		return err
	}
	d.now = now.UTC().Truncate(time.Second)
	d.expires = d.now.Add(d.post.Expires)
	if d.now.Year() < 1 || d.expires.Year() > 9999 {
		return fail(ErrTime, "its year in UTC is outside 0001 to 9999")
	}
	return nil
}

// sign writes the policy, has its base64 form signed, and makes the form.
func (d *draft) sign(signature func(encoded []byte) (string, error)) (Form, error) {
	p := &d.post
	conditions, err := d.conditions()
	if err != nil {
		return Form{}, err
	}
	if err := p.checkGuards(&conditions); err != nil {
		return Form{}, err
	}
	text := appendPolicy(nil, d.expires, conditions.list)
	encoded := base64.StdEncoding.AppendEncode(nil, text)
	signed, err := signature(encoded)
	if err != nil {
		return Form{}, err
	}

	fields := make([]Field, 0, len(p.Fields)+len(d.signing)+3)
	fields = append(fields, p.Fields...)
	fields = append(fields, Field{"key", p.Key})
	fields = append(fields, d.signing...)
	fields = append(fields, Field{"policy", string(encoded)}, Field{d.signatureName, signed})
	missing := missing(conditions.list, fields)
	if err := checkSize(fields, missing); err != nil {
		return Form{}, err
	}

	f := Form{
		URL:       p.URL,
		Fields:    fields,
		Missing:   missing,
		Warnings:  p.warnings(conditions.list),
		Policy:    string(text),
		Expires:   d.expires,
		Effective: d.expires,
	}
	if size, ok := conditions.find(rangeName).(ContentLengthRange); ok {
		f.Size = &size
	}
	if end := d.credentials.Expires; !end.IsZero() && end.Before(f.Effective) {
		f.Effective = end.UTC()
	}
	return f, nil
}

// conditions returns all conditions of the policy in their order.
func (d *draft) conditions() (conditionList, error) {
	p := &d.post
	n := len(p.Conditions) + len(p.Fields) + len(d.covered) + 2
	l := conditionList{list: make([]Condition, 0, n), byName: make(map[string]int, n)}
	key, _ := conditionFor(Field{"key", p.Key}) // check refused what it cannot cover
	post := []Condition{Exact{"bucket", p.Bucket}, key}
	if err := l.addConditions(p.Conditions, post); err != nil {
		return l, err
	}
	if err := l.addFields(p); err != nil {
		return l, err
	}
	// From here on no name can meet a different condition: the caller's were
	// compared with post, and the signer's names were refused.
	for _, c := range post {
		l.add(c)
	}
	for _, f := range d.covered {
		l.add(Exact(f))
	}
	return l, nil
}
