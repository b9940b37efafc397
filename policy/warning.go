package policy

import "strings"

// A Warning says what about a form may be other than its author thinks. The form
// works; nothing was refused. It never holds a value. The zero value says
// nothing.
type Warning struct {
	Kind   WarningKind
	Name   string // the form field concerned, as it stands in the policy, or ""
	Reason string // what may go wrong, and what to do, in words
}

// String returns the reason, with the field's name before it where there is one.
func (w Warning) String() string {
	if w.Name == "" {
		return w.Reason
	}
	return w.Name + ": " + w.Reason
}

// A WarningKind is the kind of a warning, to branch on. Its text is stable.
type WarningKind string

// The kinds of warnings.
const (
	// WarnNoSize: no ContentLengthRange, so a file of any size that the store
	// takes may be uploaded, at the bucket owner's expense.
	WarnNoSize WarningKind = "no-size"
	// WarnKeyPrefix: the key's prefix does not end in a slash, so user/1 admits
	// user/10/x too.
	WarnKeyPrefix WarningKind = "key-prefix"
	// WarnScript: the prefix of Content-Type admits a type that browsers run.
	WarnScript WarningKind = "script"
	// WarnExactOnly: S3 documents only exact conditions for this field.
	WarnExactOnly WarningKind = "exact-only"
	// WarnTagging: the value of the field tagging is no well-formed XML whose
	// root is Tagging.
	WarnTagging WarningKind = "tagging"
	// WarnDollars: S3 is known to refuse a form whose key holds "$$".
	WarnDollars WarningKind = "dollars"
	// WarnCustomerKey: the form shows an encryption key to whoever holds it.
	WarnCustomerKey WarningKind = "customer-key"
)

// warnings looks through the conditions of a policy in their order.
func (p *Post) warnings(conditions []Condition) []Warning {
	var list []Warning
	add := func(kind WarningKind, name, reason string) {
		list = append(list, Warning{kind, name, reason})
	}
	sized := false
	for _, c := range conditions {
		name := conditionName(c)
		lower := strings.ToLower(name)
		_, isRange := c.(ContentLengthRange)
		sized = sized || isRange
		prefix, open := c.(StartsWith)
		switch {
		case lower == "x-amz-server-side-encryption-customer-key":
			add(WarnCustomerKey, name, "whoever holds the form can read the encryption key in it")
		case !open:
		case lower == "key" && prefix.Prefix != "" && !strings.HasSuffix(prefix.Prefix, "/"):
			add(WarnKeyPrefix, name, `its prefix does not end in "/", so it admits keys beside the folder that may be meant`)
		case lower == "content-type" && admitsScript(prefix.Prefix):
			add(WarnScript, name, "its prefix admits types that a browser may run as a script, such as text/html or image/svg+xml")
		case exactOnly(lower):
			add(WarnExactOnly, name, "S3 documents only exact conditions on this field")
		}
	}
	for _, f := range p.Fields {
		if strings.EqualFold(f.Name, "tagging") && !strings.Contains(f.Value, filename) && !isTagging(f.Value) {
			add(WarnTagging, f.Name, "its value is not well-formed XML of the form <Tagging>...</Tagging>, which a store refuses or stores without tags")
		}
	}
	if strings.Contains(p.Key, "$$") {
		add(WarnDollars, "key", `S3 is known to refuse forms whose key holds "$$"`)
	}
	if !sized {
		add(WarnNoSize, "", "no content-length-range: the form admits a file of any size that the store takes")
	}
	return list
}

// admitsScript reports whether a Content-Type that starts with prefix can be one
// that browsers run as a document with scripts.
func admitsScript(prefix string) bool {
	prefix = strings.ToLower(prefix)
	for _, t := range []string{"text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/xml"} {
		if strings.HasPrefix(t, prefix) || strings.HasPrefix(prefix, t) {
			return true
		}
	}
	return false
}

// exactOnly reports whether S3 documents no prefix for a field. lower is in
// lower case.
//
// Source: Amazon S3 API Reference, "POST Policy", the table "Condition Matching"
// and the list of form fields; MinIO refuses a prefix on tagging as well.
func exactOnly(lower string) bool {
	return lower == "success_action_status" || lower == "tagging" ||
		strings.HasPrefix(lower, "x-amz-") && !strings.HasPrefix(lower, "x-amz-meta-")
}
