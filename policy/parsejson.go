package policy

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// A jsonParser reads RFC 8259. It is here because encoding/json keeps the last
// of two members of one name, and because a program that only signs forms need
// not link it.
type jsonParser struct {
	text  string
	pos   int
	depth int
}

// maxDepth bounds nesting: a condition has one level.
const maxDepth = 16

// A jsonValue is a value as it is written; a string without its quotes, its
// escapes as they are.
type jsonValue struct {
	text     string
	isString bool
}

type jsonMember struct {
	name  string // escapes as they are
	value jsonValue
}

// peek returns the next byte, or 0 at the end.
func (p *jsonParser) peek() byte {
	if p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}

// take consumes c if it is next.
func (p *jsonParser) take(c byte) bool {
	if p.peek() != c {
		return false
	}
	p.pos++
	return true
}

// space consumes RFC 8259's whitespace.
func (p *jsonParser) space() {
	for p.pos < len(p.text) && strings.IndexByte(" \t\n\r", p.text[p.pos]) >= 0 {
		p.pos++
	}
}

// members reads an object. It reports false for what is not JSON.
func (p *jsonParser) members() (list []jsonMember, ok bool) {
	ok = p.each('{', '}', func() bool {
		name, ok := p.string()
		p.space()
		if !ok || !p.take(':') {
			return false
		}
		p.space()
		value, ok := p.read()
		list = append(list, jsonMember{name, value})
		return ok
	})
	return list, ok
}

// elements reads an array. It reports false for what is not JSON.
func (p *jsonParser) elements() (list []jsonValue, ok bool) {
	ok = p.each('[', ']', func() bool {
		value, ok := p.read()
		list = append(list, value)
		return ok
	})
	return list, ok
}

// each reads what stands between two brackets, separated by commas.
func (p *jsonParser) each(begin, end byte, item func() bool) bool {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxDepth || !p.take(begin) {
		return false
	}
	p.space()
	if p.take(end) {
		return true
	}
	for {
		p.space()
		if !item() {
			return false
		}
		p.space()
		if p.take(end) {
			return true
		}
		if !p.take(',') {
			return false
		}
	}
}

// read reads any value.
func (p *jsonParser) read() (jsonValue, bool) {
	if p.peek() == '"' {
		text, ok := p.string()
		return jsonValue{text, true}, ok
	}
	start := p.pos
	ok := p.value()
	return jsonValue{p.text[start:p.pos], false}, ok
}

// value skips any value.
func (p *jsonParser) value() bool {
	switch p.peek() {
	case '"':
		_, ok := p.string()
		return ok
	case '{':
		_, ok := p.members()
		return ok
	case '[':
		_, ok := p.elements()
		return ok
	}
	for _, word := range []string{"true", "false", "null"} {
		if strings.HasPrefix(p.text[p.pos:], word) {
			p.pos += len(word)
			return true
		}
	}
	return p.number()
}

// number skips a number.
func (p *jsonParser) number() bool {
	p.take('-')
	if !p.take('0') && !p.digits() {
		return false
	}
	if p.take('.') && !p.digits() {
		return false
	}
	if p.take('e') || p.take('E') {
		if !p.take('+') {
			p.take('-')
		}
		return p.digits()
	}
	return true
}

// digits skips one digit or more.
func (p *jsonParser) digits() bool {
	start := p.pos
	for '0' <= p.peek() && p.peek() <= '9' {
		p.pos++
	}
	return p.pos > start
}

// string reads a string and returns what is between its quotes.
func (p *jsonParser) string() (text string, ok bool) {
	if !p.take('"') {
		return "", false
	}
	start := p.pos
	for p.pos < len(p.text) {
		c := p.text[p.pos]
		p.pos++
		switch {
		case c == '"':
			return p.text[start : p.pos-1], true
		case c < ' ':
			return "", false
		case c == '\\':
			if !p.escape() {
				return "", false
			}
		}
	}
	return "", false
}

// escape skips what follows a backslash.
func (p *jsonParser) escape() bool {
	c := p.peek()
	p.pos++
	if c != 'u' {
		return c != 0 && strings.IndexByte(`"\/bfnrt`, c) >= 0
	}
	_, ok := unit(p.text[min(p.pos, len(p.text)):])
	p.pos += 4
	return ok
}

// unit reads four hexadecimal digits: one UTF-16 code unit.
func unit(s string) (rune, bool) {
	if len(s) < 4 || !isHex(s[0]) || !isHex(s[1]) || !isHex(s[2]) || !isHex(s[3]) {
		return 0, false
	}
	n, err := strconv.ParseUint(s[:4], 16, 16)
	return rune(n), err == nil
}

// unescape resolves the escapes of a string that string has read. It reports
// false when one is half a surrogate pair.
func unescape(s string) (string, bool) {
	if strings.IndexByte(s, '\\') < 0 {
		return s, true
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b = append(b, s[i])
			continue
		}
		i++
		switch c := s[i]; c {
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case 'u':
			r, _ := unit(s[i+1:])
			i += 4
			if utf16.IsSurrogate(r) {
				rest, _ := strings.CutPrefix(s[i+1:], `\u`)
				low, ok := unit(rest)
				pair := utf16.DecodeRune(r, low)
				if !ok || len(rest) == len(s[i+1:]) || pair == '\uFFFD' {
					return "", false
				}
				r, i = pair, i+6
			}
			b = append(b, string(r)...)
		default: // a quote, a backslash or a slash
			b = append(b, c)
		}
	}
	return string(b), true
}
