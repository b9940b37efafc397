package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/sig4/sig4/sigv4"
)

// rawRequest is an HTTP/1 request as it goes over the wire, taken apart so that
// it can be put together again with nothing changed but what signing adds.
type rawRequest struct {
	method, target string
	version        string // "HTTP/1.1" when the request line has none
	eol            string // the request line's end
	headers        []rawHeader
	body           []byte
}

// rawHeader is a header field.
type rawHeader struct {
	name  string
	value string // unfolded, without spaces at its ends
	line  string // as it was read, without its end; the unfolded form when it was folded
}

// maxRequest bounds what is read into memory.
const maxRequest = 1 << 30

// readRequest reads all of in.
func readRequest(in io.Reader, limit int64) (*rawRequest, error) {
	data, err := io.ReadAll(io.LimitReader(in, limit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("cannot read standard input: %w", err)
	case len(data) == 0:
		return nil, errors.New("nothing on standard input; give a raw HTTP request there, as 'sig4 help sign' shows")
	case int64(len(data)) > limit:
		return nil, fmt.Errorf("the request is longer than %d bytes; leave its body out and give the hash with --payload", limit)
	}
	return parseRequest(data)
}

// parseRequest takes a request apart (RFC 9112, sections 2 to 5). Lines end in
// LF or CRLF, and the last one may lack its end. A line of the header that
// begins with a space or a tab continues the one before it; the parts are
// joined with one space. Everything after the empty line is the body.
func parseRequest(data []byte) (*rawRequest, error) {
	r := new(rawRequest)
	line, rest := r.requestLine(data)
	if err := r.parseRequestLine(line); err != nil {
		return nil, err
	}
	for number := 2; len(rest) > 0; number++ {
		line, rest = cutLine(rest)
		if line == "" {
			r.body = rest
			break
		}
		if err := r.addLine(line); err != nil {
			return nil, fmt.Errorf("line %d of the request: %w", number, err)
		}
	}
	return r, nil
}

func (r *rawRequest) requestLine(data []byte) (line string, rest []byte) {
	line, rest = cutLine(data)
	r.eol = "\n"
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		r.eol = "\r\n"
	}
	return line, rest
}

// parseRequestLine reads METHOD TARGET VERSION. The target is every byte between
// the first and the last space, so it may hold spaces and raw UTF-8. A last word
// that is no HTTP version belongs to the target.
func (r *rawRequest) parseRequestLine(line string) error {
	method, rest, ok := strings.Cut(line, " ")
	if !ok || method == "" {
		return errors.New("line 1 of the request: not of the form METHOD TARGET HTTP/1.1, as in GET /key HTTP/1.1")
	}
	r.method, r.target, r.version = method, rest, "HTTP/1.1"
	if i := strings.LastIndexByte(rest, ' '); i >= 0 && strings.HasPrefix(rest[i+1:], "HTTP/") {
		r.target, r.version = rest[:i], rest[i+1:]
	}
	switch {
	case strings.HasPrefix(r.target, "/"):
		return nil
	case strings.HasPrefix(r.target, "?"):
		r.target = "/" + r.target // as AWS's own examples print it
		return nil
	case strings.Contains(r.target, "://"):
		return errors.New("line 1 of the request: the target is a whole URL; write the path and query there, and the host in a Host header")
	}
	return errors.New("line 1 of the request: the target does not begin with '/'; write METHOD /PATH?QUERY HTTP/1.1")
}

func (r *rawRequest) addLine(line string) error {
	if line[0] == ' ' || line[0] == '\t' {
		if len(r.headers) == 0 {
			return errors.New("it begins with a space, but there is no header before it to continue")
		}
		h := &r.headers[len(r.headers)-1]
		h.value = strings.Trim(h.value+" "+strings.Trim(line, " \t"), " \t")
		h.line = h.name + ": " + h.value
		return nil
	}
	name, value, ok := strings.Cut(line, ":")
	if !ok {
		return errors.New("no colon; a header is of the form NAME: VALUE, and an empty line ends the headers")
	}
	if name == "" || strings.ContainsAny(name, " \t") {
		return errors.New("the header's name is empty or holds a space; write NAME: VALUE")
	}
	r.headers = append(r.headers, rawHeader{name, strings.Trim(value, " \t"), line})
	return nil
}

// cutLine returns the first line of data without its end, and what follows.
func cutLine(data []byte) (line string, rest []byte) {
	before, rest, _ := bytes.Cut(data, []byte("\n"))
	return string(bytes.TrimSuffix(before, []byte("\r"))), rest
}

// take removes the header of that name and returns its value. It may be there
// once.
func (r *rawRequest) take(name string) (value string, ok bool, err error) {
	var kept []rawHeader
	for _, h := range r.headers {
		switch {
		case !strings.EqualFold(h.name, name):
			kept = append(kept, h)
		case ok:
			return "", false, fmt.Errorf("the request has %s twice; leave one in", name)
		default:
			value, ok = h.value, true
		}
	}
	r.headers = kept
	return value, ok, nil
}

// get returns the value of the first header of that name.
func (r *rawRequest) get(name string) (value string, ok bool) {
	for _, h := range r.headers {
		if strings.EqualFold(h.name, name) {
			return h.value, true
		}
	}
	return "", false
}

// bytes puts the request together.
func (r *rawRequest) bytes() []byte {
	b := make([]byte, 0, 512+len(r.body))
	b = append(b, r.method...)
	b = append(b, ' ')
	b = append(b, r.target...)
	b = append(b, ' ')
	b = append(b, r.version...)
	b = append(b, r.eol...)
	for _, h := range r.headers {
		b = append(b, h.line...)
		b = append(b, r.eol...)
	}
	b = append(b, r.eol...)
	return append(b, r.body...)
}

// warn tells what servers will not make of the request line.
func (r *rawRequest) warn(e *env) {
	if isLower(r.method) {
		e.warn("line 1 of the request: %s", caseMatters)
	}
	for i, c := range r.target {
		if c <= ' ' || c >= 0x7f {
			_, size := utf8.DecodeRuneInString(r.target[i:])
			e.warn("line 1 of the request: the target holds a character that no request line can hold, at byte %d; "+
				"percent-encode it, as in %s, and sign again", i, sigv4.AppendEscaped(nil, r.target[i:i+size]))
			return
		}
	}
}
