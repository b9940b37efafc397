package main

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestReadRequestLimit(t *testing.T) {
	t.Parallel()
	const request = "PUT / HTTP/1.1\nHost: a\n\nbody"
	if _, err := readRequest(strings.NewReader(request), int64(len(request))); err != nil {
		t.Error(err)
	}
	if _, err := readRequest(strings.NewReader(request), int64(len(request))-1); err == nil || !strings.Contains(err.Error(), "longer than") {
		t.Errorf("one byte too many: %v", err)
	}
	broken := errors.New("broken pipe")
	if _, err := readRequest(iotest.ErrReader(broken), 100); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
	if _, err := readRequest(io.MultiReader(), 100); err == nil {
		t.Error("nothing on standard input is no error")
	}
}

func TestParseRequest(t *testing.T) {
	t.Parallel()
	header := func(name, value, line string) rawHeader { return rawHeader{name, value, line} }
	tests := []struct {
		name, data string
		want       rawRequest
	}{
		{"LF", "GET /k HTTP/1.1\nHost: a\nB:c\n\nbody\r\n\n", rawRequest{
			method: "GET", target: "/k", version: "HTTP/1.1", eol: "\n",
			headers: []rawHeader{header("Host", "a", "Host: a"), header("B", "c", "B:c")}, body: []byte("body\r\n\n"),
		}},
		{"CRLF", "GET /k HTTP/1.1\r\nHost: a\r\n\r\nbody\n", rawRequest{
			method: "GET", target: "/k", version: "HTTP/1.1", eol: "\r\n",
			headers: []rawHeader{header("Host", "a", "Host: a")}, body: []byte("body\n"),
		}},
		{"mixed line ends", "GET /k HTTP/1.1\r\nHost: a\n\nbody", rawRequest{
			method: "GET", target: "/k", version: "HTTP/1.1", eol: "\r\n",
			headers: []rawHeader{header("Host", "a", "Host: a")}, body: []byte("body"),
		}},
		{"nothing after the request line", "GET /k HTTP/1.1", rawRequest{
			method: "GET", target: "/k", version: "HTTP/1.1", eol: "\n",
		}},
		{"no version", "GET /k", rawRequest{method: "GET", target: "/k", version: "HTTP/1.1", eol: "\n"}},
		{"no version, and a space in the target", "GET /a b", rawRequest{method: "GET", target: "/a b", version: "HTTP/1.1", eol: "\n"}},
		{"spaces and raw bytes in the target", "GET /a  b?\xff HTTP/2\n", rawRequest{method: "GET", target: "/a  b?\xff", version: "HTTP/2", eol: "\n"}},
		{"a space at the target's end", "GET /a  HTTP/1.0\n", rawRequest{method: "GET", target: "/a ", version: "HTTP/1.0", eol: "\n"}},
		{"a query alone", "GET ?a HTTP/1.1\n", rawRequest{method: "GET", target: "/?a", version: "HTTP/1.1", eol: "\n"}},
		{"a URL in the query", "GET /?u=http://a HTTP/1.1\n", rawRequest{method: "GET", target: "/?u=http://a", version: "HTTP/1.1", eol: "\n"}},
		{"folded", "GET / HTTP/1.1\nA:b \n \t c\n\td\n  \nE: \n f\n", rawRequest{
			method: "GET", target: "/", version: "HTTP/1.1", eol: "\n",
			headers: []rawHeader{header("A", "b c d", "A: b c d"), header("E", "f", "E: f")},
		}},
		{"empty value", "GET / HTTP/1.1\nA:\nB: \t \n", rawRequest{
			method: "GET", target: "/", version: "HTTP/1.1", eol: "\n",
			headers: []rawHeader{header("A", "", "A:"), header("B", "", "B: \t ")},
		}},
		{"colon in a value", "GET / HTTP/1.1\nHost: a:80\n", rawRequest{
			method: "GET", target: "/", version: "HTTP/1.1", eol: "\n", headers: []rawHeader{header("Host", "a:80", "Host: a:80")},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := parseRequest([]byte(tt.data))
			if err != nil {
				t.Fatal(err)
			}
			if len(got.body) == 0 {
				got.body = nil
			}
			if diff := cmp.Diff(&tt.want, got, cmp.AllowUnexported(rawRequest{}, rawHeader{})); diff != "" {
				t.Errorf("want, got:\n%s", diff)
			}
		})
	}
}

// FuzzSign has anything for a request. It must be refused by the rules, or be
// signed such that the result is read as the same request again.
func FuzzSign(f *testing.F) {
	for _, request := range []string{
		"GET / HTTP/1.1\nHost: a\n\nbody", "PUT /a b?c=d HTTP/1.1\r\nHost: a\r\nX-Amz-Date: 20130524T000000Z\r\nA: b\r\n c\r\n\r\n",
		"GET ?a", "", "\n", "GET / HTTP/1.1\nHost: a\nX-Amz-Content-Sha256: UNSIGNED-PAYLOAD\nX-Amz-Security-Token: t",
	} {
		f.Add(request, false)
		f.Add(request, true)
	}
	f.Fuzz(func(t *testing.T, request string, query bool) {
		args := []string{"sign", "--service", "s3"}
		if query {
			args = append(args, "--query")
		}
		got := execute(docEnvironment(), request, args...)
		checkRules(t, args, got)
		if got.code != exitDone {
			return
		}
		bare, err := parseRequest([]byte(request))
		if err != nil {
			t.Fatalf("signed what is no request: %v", err)
		}
		signed, err := parseRequest([]byte(got.stdout))
		if err != nil {
			t.Fatalf("the signed request is none: %v", err)
		}
		if signed.method != bare.method || signed.eol != bare.eol || signed.version != bare.version || string(signed.body) != string(bare.body) {
			t.Errorf("got %+v, want %+v", signed, bare)
		}
		if _, ok := signed.get("Authorization"); ok == query {
			t.Errorf("Authorization: %t", ok)
		}
		for _, h := range bare.headers {
			if value, _ := signed.get(h.name); value != h.value && len(bare.headers) == 1 {
				t.Errorf("%s: got %q, want %q", h.name, value, h.value)
			}
		}
	})
}
