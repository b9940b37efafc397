package main

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// parseJSON reads a JSON text (RFC 8259) into the types that package s3 takes as
// parameters: map[string]any, []any, string, bool, int64, float64, and nil. It
// is stricter than encoding/json, which keeps the last of two members of one
// name and replaces what is not UTF-8 in silence, and it says where a text is
// wrong.
func parseJSON(text string) (any, error) {
	r := jsonReader{text: text}
	if !utf8.ValidString(text) {
		return nil, &jsonError{what: "it is not UTF-8", at: -1}
	}
	v := r.value()
	if r.space(); r.err == nil && r.pos < len(text) {
		r.fail("there is more after its end")
	}
	if r.err != nil {
		return nil, r.err
	}
	return v, nil
}

// A jsonError says what is wrong with a text, and at which byte if not -1. It
// holds nothing of the text but names.
type jsonError struct {
	what string
	at   int
}

func (e *jsonError) Error() string {
	if e.at < 0 {
		return e.what
	}
	return e.what + " (at byte " + strconv.Itoa(e.at) + ")"
}

type jsonReader struct {
	text  string
	pos   int
	depth int
	err   error // the first one; nothing is read after it
}

// jsonDepth bounds nesting, so that no text exhausts the stack. The deepest
// parameters of S3 have eight levels.
const jsonDepth = 64

func (r *jsonReader) fail(what string) any {
	if r.err == nil {
		r.err = &jsonError{what, r.pos}
	}
	return nil
}

func (r *jsonReader) space() {
	for r.pos < len(r.text) && (r.text[r.pos] == ' ' || r.text[r.pos] == '\t' || r.text[r.pos] == '\n' || r.text[r.pos] == '\r') {
		r.pos++
	}
}

// next skips space and returns the byte that follows, or 0.
func (r *jsonReader) next() byte {
	r.space()
	if r.err != nil || r.pos == len(r.text) {
		return 0
	}
	return r.text[r.pos]
}

func (r *jsonReader) value() any {
	switch c := r.next(); {
	case c == '{':
		m := map[string]any{}
		r.each('}', func() {
			name := ""
			if r.next() == '"' {
				name = r.string()
			} else {
				r.fail("it is not JSON: a name in double quotes is missing")
			}
			if _, twice := m[name]; twice {
				r.fail("the name " + quote(name) + " is there twice")
			}
			if r.next() != ':' {
				r.fail("it is not JSON: a colon is missing")
			}
			r.pos++
			m[name] = r.value()
		})
		return m
	case c == '[':
		list := []any{}
		r.each(']', func() { list = append(list, r.value()) })
		return list
	case c == '"':
		return r.string()
	case c == '-' || '0' <= c && c <= '9':
		return r.number()
	}
	for _, word := range [...]struct {
		text  string
		value any
	}{{"true", true}, {"false", false}, {"null", nil}} {
		if r.err == nil && strings.HasPrefix(r.text[r.pos:], word.text) {
			r.pos += len(word.text)
			return word.value
		}
	}
	return r.fail("it is not JSON")
}

// each reads what stands between two brackets, with commas between.
func (r *jsonReader) each(end byte, item func()) {
	if r.depth++; r.depth > jsonDepth {
		r.fail("it is nested too deeply")
	}
	r.pos++
	for first := true; r.err == nil; first = false {
		switch c := r.next(); {
		case c == end:
			r.pos++
			r.depth--
			return
		case !first && c == ',':
			r.pos++
			if r.next() == end {
				r.fail("it is not JSON: there is a comma before the end")
			}
		case !first:
			r.fail("it is not JSON: a comma or a closing bracket is missing")
		}
		if r.err == nil {
			item()
		}
	}
}
