package main

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// string reads a string, whose first quote is next.
func (r *jsonReader) string() string {
	r.pos++
	start := r.pos
	for r.pos < len(r.text) {
		switch c := r.text[r.pos]; {
		case c == '"':
			r.pos++
			return r.text[start : r.pos-1]
		case c == '\\':
			return r.escaped(start)
		case c < ' ':
			r.fail("it is not JSON: a string holds a control character")
			return ""
		}
		r.pos++
	}
	r.fail("it is not JSON: a string has no end")
	return ""
}

// escaped reads the rest of a string that holds a backslash, at pos.
func (r *jsonReader) escaped(start int) string {
	b := []byte(r.text[start:r.pos])
	for r.pos < len(r.text) {
		c := r.text[r.pos]
		switch {
		case c == '"':
			r.pos++
			return string(b)
		case c < ' ':
			r.fail("it is not JSON: a string holds a control character")
			return ""
		case c != '\\':
			b = append(b, c)
			r.pos++
			continue
		}
		switch i := strings.IndexByte(`"\/bfnrt`, r.at(1)); {
		case i >= 0 && r.at(1) != 0:
			b = append(b, "\"\\/\b\f\n\r\t"[i])
			r.pos += 2
		case r.at(1) == 'u':
			rune, size := r.unicode()
			if r.err != nil {
				return ""
			}
			b = utf8.AppendRune(b, rune)
			r.pos += size
		default:
			r.fail("it is not JSON: there is no such escape")
			return ""
		}
	}
	r.fail("it is not JSON: a string has no end")
	return ""
}

// at returns the byte i after pos, or 0.
func (r *jsonReader) at(i int) byte {
	if r.pos+i < len(r.text) {
		return r.text[r.pos+i]
	}
	return 0
}

// unicode reads \uXXXX, or two of them that are a surrogate pair.
func (r *jsonReader) unicode() (rune, int) {
	first := hex4(r.text[r.pos+2:])
	if first < 0 {
		r.fail(`it is not JSON: \u wants four hexadecimal digits`)
	}
	if !utf16.IsSurrogate(first) {
		return first, 6
	}
	rest, ok := strings.CutPrefix(r.text[r.pos+6:], `\u`)
	both := utf16.DecodeRune(first, hex4(rest))
	if !ok || both == utf8.RuneError {
		r.fail("it holds half a surrogate pair; write both halves, or the character itself")
	}
	return both, 12
}

// hex4 reads four hexadecimal digits, or returns -1.
func hex4(s string) rune {
	if len(s) < 4 || strings.Trim(s[:4], "0123456789abcdefABCDEF") != "" {
		return -1
	}
	n, _ := strconv.ParseUint(s[:4], 16, 32) // four such digits always are one
	return rune(n)
}

// number reads a number: an int64 if it is written as one and fits, else a
// float64.
func (r *jsonReader) number() any {
	start := r.pos
	digits := func() (count int) {
		for ; '0' <= r.at(0) && r.at(0) <= '9'; r.pos++ {
			count++
		}
		return count
	}
	if r.at(0) == '-' {
		r.pos++
	}
	zero := r.at(0) == '0'
	n := digits()
	ok, whole := n == 1 || n > 1 && !zero, true
	if r.at(0) == '.' {
		r.pos++
		ok, whole = ok && digits() > 0, false
	}
	if r.at(0) == 'e' || r.at(0) == 'E' {
		r.pos++
		if r.at(0) == '+' || r.at(0) == '-' {
			r.pos++
		}
		ok, whole = ok && digits() > 0, false
	}
	if !ok {
		return r.fail("it is not JSON: a number is malformed")
	}
	text := r.text[start:r.pos]
	if whole {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n
		}
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return r.fail("a number is too large")
	}
	return f
}
