package testdata

import (
	"errors"
	"fmt"
	"strings"
)

// Header is one header field of a raw request.
type Header struct {
	Name  string // as written
	Value string // the bytes after the colon, a folded value on one line
}

// Request is a raw HTTP request, taken apart and otherwise unchanged.
type Request struct {
	Method   string
	Path     string   // the target's bytes before the first '?'
	RawQuery string   // the target's bytes after it
	Headers  []Header // in order, Host among them
	Body     string
}

// ParseRequest takes a raw request apart: the request line, header fields, an
// empty line, the body. Lines end in LF or CRLF; the head may end with the text.
//
// The target is every byte between the first and the last space of the request
// line, so it may hold spaces and raw UTF-8. A line that starts with a space or
// a TAB continues the header field before it, with one space in between
// (RFC 9112 section 5.2). Names and values are not checked any further: what a
// signer makes of them is what the vectors are about.
func ParseRequest(raw string) (Request, error) {
	var r Request
	line, rest, more := cutLine(raw)
	first, last := strings.IndexByte(line, ' '), strings.LastIndexByte(line, ' ')
	if first <= 0 || first == last || !strings.HasPrefix(line[last+1:], "HTTP/") {
		return r, errors.New("request line: want METHOD TARGET HTTP/x")
	}
	r.Method = line[:first]
	r.Path, r.RawQuery, _ = strings.Cut(line[first+1:last], "?")

	for more {
		line, rest, more = cutLine(rest)
		if line == "" {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if len(r.Headers) == 0 {
				return r, errors.New("a folded line before any header field")
			}
			h := &r.Headers[len(r.Headers)-1]
			h.Value = strings.TrimRight(h.Value, " \t") + " " + strings.Trim(line, " \t")
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || name == "" {
			return r, fmt.Errorf("header field %d: want NAME: VALUE", len(r.Headers)+1)
		}
		r.Headers = append(r.Headers, Header{Name: name, Value: value})
	}
	r.Body = rest
	return r, nil
}

// cutLine cuts s after its first line; more reports whether the line had an end.
func cutLine(s string) (line, rest string, more bool) {
	line, rest, more = strings.Cut(s, "\n")
	if more {
		line = strings.TrimSuffix(line, "\r")
	}
	return line, rest, more
}

// Cut returns the values of the header fields of one name, in any spelling and
// trimmed, and all other fields.
func (r Request) Cut(name string) (values []string, rest []Header) {
	for _, h := range r.Headers {
		if strings.EqualFold(h.Name, name) {
			values = append(values, strings.Trim(h.Value, " \t"))
		} else {
			rest = append(rest, h)
		}
	}
	return values, rest
}
