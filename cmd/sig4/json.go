package main

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sig4/sig4/sigv4"
)

// jsonWriter writes JSON whose keys stay in the order in which they are
// written, indented by two spaces. Only what JSON requires is escaped, so that a
// URL can be read; bytes that are not UTF-8 become U+FFFD, which JSON has no
// better way to say. The zero value is ready.
type jsonWriter struct {
	buf   []byte
	depth int
	first bool // nothing stands in the innermost object or list yet
	keyed bool // a key was written and its value comes next

	compact bool // all on one line
}

// open begins an object or a list.
func (j *jsonWriter) open(bracket byte) {
	j.next()
	j.buf = append(j.buf, bracket)
	j.depth++
	j.first = true
}

// close ends it.
func (j *jsonWriter) close(bracket byte) {
	j.depth--
	if !j.first {
		j.newline()
	}
	j.buf = append(j.buf, bracket)
	j.first = false
}

func (j *jsonWriter) key(name string) {
	j.next()
	j.buf = append(appendJSON(j.buf, name), ':')
	if !j.compact {
		j.buf = append(j.buf, ' ')
	}
	j.keyed = true
}

func (j *jsonWriter) element(value string) {
	j.next()
	j.buf = appendJSON(j.buf, value)
}

func (j *jsonWriter) number(name string, n int64) {
	j.key(name)
	j.next()
	j.buf = strconv.AppendInt(j.buf, n, 10)
}

func (j *jsonWriter) member(name, value string) {
	j.key(name)
	j.element(value)
}

// headers writes headers as an object. Equal names, which an object cannot
// hold, are joined with a comma, as they are where they are signed.
func (j *jsonWriter) headers(name string, headers []sigv4.Header) {
	j.key(name)
	j.open('{')
	for i, h := range headers {
		if indexHeader(headers[:i], h.Name) >= 0 {
			continue
		}
		value := h.Value
		for _, other := range headers[i+1:] {
			if strings.EqualFold(other.Name, h.Name) {
				value += "," + other.Value
			}
		}
		j.member(h.Name, value)
	}
	j.close('}')
}

func indexHeader(headers []sigv4.Header, name string) int {
	for i, h := range headers {
		if strings.EqualFold(h.Name, name) {
			return i
		}
	}
	return -1
}

// end returns the text, with a line feed at its end.
func (j *jsonWriter) end() []byte { return append(j.buf, '\n') }

// next writes what separates a value from what stands before it.
func (j *jsonWriter) next() {
	switch {
	case j.keyed:
		j.keyed = false
		return
	case j.depth == 0:
		return
	case !j.first:
		j.buf = append(j.buf, ',')
	}
	j.first = false
	j.newline()
}

func (j *jsonWriter) newline() {
	if j.compact {
		return
	}
	j.buf = append(j.buf, '\n')
	for range j.depth {
		j.buf = append(j.buf, "  "...)
	}
}

// appendJSON appends a JSON string (RFC 8259, section 7). U+007F to U+009F, the
// controls that JSON lets through, are escaped too: the text may reach a
// terminal.
func appendJSON(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for _, r := range s { // yields U+FFFD for what is not UTF-8
		switch {
		case r == '"', r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\r':
			dst = append(dst, `\r`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case r < ' ', 0x7f <= r && r <= 0x9f:
			dst = append(dst, `\u00`...)
			dst = append(dst, hex[r>>4], hex[r&15])
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return append(dst, '"')
}
