package s3

import (
	"slices"
	"strconv"
	"strings"
)

// bindMap makes a header of each entry: of Metadata x-amz-meta-NAME. They are
// sorted by name, which S3 keeps in lower case.
func (b *binder) bindMap(p *Param, value any) {
	var names []string
	var get func(name string) any
	switch m := value.(type) {
	case map[string]string:
		for name := range m {
			names = append(names, name)
		}
		get = func(name string) any { return m[name] }
	case map[string]any:
		for name := range m {
			names = append(names, name)
		}
		get = func(name string) any { return m[name] }
	default:
		b.wrongType(p.Name, p.Format)
		return
	}
	slices.Sort(names)

	prefix := strings.TrimSuffix(p.Wire, "*")
	first := len(b.headers)
	for _, name := range names {
		path := p.Name + "." + name
		text, ok := get(name).(string)
		if !ok {
			b.wrongType(path, FormatString)
			continue
		}
		if reason := checkMetaName(name); reason != "" {
			b.fail(ErrParamValue, path, reason)
			continue
		}
		// S3 User Guide, "Working with object metadata": values other than
		// US-ASCII come back encoded, and not every client sends them alike.
		if i := strings.IndexFunc(text, func(r rune) bool { return r >= 0x80 }); i >= 0 {
			b.fail(ErrParamValue, path, "it holds "+byteName(text[i])+"; metadata is ASCII (at byte "+strconv.Itoa(i)+")")
			continue
		}
		wire := prefix + lower(name)
		if b.hasHeader(wire, first) {
			b.fail(ErrParamValue, path, "another name differs from it in nothing but case")
			continue
		}
		b.addHeader(path, wire, text)
	}
}

func (b *binder) hasHeader(name string, from int) bool {
	for _, h := range b.headers[from:] {
		if h.Name == name {
			return true
		}
	}
	return false
}

// checkMetaName says why name cannot end a header's name, or returns "". The
// alphabet is that of RFC 9110, section 5.6.2, "Tokens".
func checkMetaName(name string) string {
	if name == "" {
		return "a name is empty"
	}
	for i := 0; i < len(name); i++ {
		if c := name[i]; !isAlnum(c) && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return "the name holds " + byteName(c) + "; the names of headers are letters, digits and some marks (at byte " + strconv.Itoa(i) + ")"
		}
	}
	return ""
}
