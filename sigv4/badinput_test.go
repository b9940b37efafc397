package sigv4_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// A refusal is the error that an input must give.
type refusal struct {
	kind   error
	name   string
	offset int
}

var kinds = []error{
	sigv4.ErrAccessKeyID, sigv4.ErrSecretAccessKey, sigv4.ErrSessionToken, sigv4.ErrRegion, sigv4.ErrService,
	sigv4.ErrOptions, sigv4.ErrMethod, sigv4.ErrScheme, sigv4.ErrHost, sigv4.ErrPath, sigv4.ErrQuery, sigv4.ErrHeader,
	sigv4.ErrReserved, sigv4.ErrPayloadHash, sigv4.ErrExpires, sigv4.ErrTime,
}

// check reports an error that is not the refusal: of another kind, about another
// name or place, not one line of printable ASCII, or one that shows a canary.
func (want refusal) check(t *testing.T, call string, err error) {
	t.Helper()
	var e *sigv4.Error
	if !errors.As(err, &e) {
		t.Errorf("%s: error %#v, want a *sigv4.Error of kind %q", call, err, want.kind)
		return
	}
	for _, kind := range kinds {
		if errors.Is(err, kind) != (kind == want.kind) {
			t.Errorf("%s: error %q is of kind %q: %v", call, err, kind, errors.Is(err, kind))
		}
	}
	if e.Name != want.name || e.Offset != want.offset {
		t.Errorf("%s: error about %q at %d, want %q at %d: %q", call, e.Name, e.Offset, want.name, want.offset, err)
	}
	text := err.Error()
	if rest, ok := strings.CutPrefix(text, "sigv4: "+want.kind.Error()); !ok || rest == "" || e.Reason == "" {
		t.Errorf("%s: error %q does not say its kind, %q, and a reason", call, text, want.kind)
	}
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			t.Errorf("%s: error %q is not one line of printable ASCII", call, text)
			break
		}
	}
	if form := found(text+fmt.Sprintf("%#v %x", *e, *e), slices.Concat(secretForms, tokenForms)); form != "" {
		t.Errorf("%s: error %q shows %q", call, text, form)
	}
}

// checkRefusedBy calls every function that signs in, those of header signing
// too if header is set. None may add anything to what was there.
func checkRefusedBy(t *testing.T, in input, header bool, want refusal) {
	t.Helper()
	s := in.signer(t)
	before := append(make([]byte, 0, 4096), "before"...)
	untouched := func(call string, dst []byte) {
		t.Helper()
		if string(dst) != "before" || &dst[0] != &before[0] {
			t.Errorf("%s: dst came back as %q", call, dst)
		}
	}
	zero := func(call string, isZero bool) {
		t.Helper()
		if !isZero {
			t.Errorf("%s: an error and a result", call)
		}
	}
	if header {
		dst, err := s.AppendAuthorization(before, &in.Request, in.Time)
		want.check(t, "AppendAuthorization", err)
		untouched("AppendAuthorization", dst)
		headers, err := s.Sign(&in.Request, in.Time)
		want.check(t, "Sign", err)
		zero("Sign", len(headers) == 0)
		headers, err = s.AppendHeaders([]sigv4.Header{{Name: "a", Value: "b"}}, &in.Request, in.Time)
		want.check(t, "AppendHeaders", err)
		zero("AppendHeaders", slices.Equal(headers, []sigv4.Header{{Name: "a", Value: "b"}}))
		e, err := s.Explain(&in.Request, in.Time)
		want.check(t, "Explain", err)
		zero("Explain", e.CanonicalRequest == "" && e.Signature == "" && e.Added == nil)
	}
	dst, err := s.AppendPresigned(before, &in.Request, in.Expires, in.Time)
	want.check(t, "AppendPresigned", err)
	untouched("AppendPresigned", dst)
	p, err := s.Presign(&in.Request, in.Expires, in.Time)
	want.check(t, "Presign", err)
	zero("Presign", p.URL == "" && p.Headers == nil && p.Expires.IsZero())
	if want.kind == sigv4.ErrPath && !header {
		return // a path that only a URL cannot carry can be explained
	}
	e, err := s.ExplainPresigned(&in.Request, in.Expires, in.Time)
	want.check(t, "ExplainPresigned", err)
	zero("ExplainPresigned", e.URL == "" && e.Signature == "")
}

// badRequest is a good request in whose every value a canary sits; the change
// makes it bad, and refusal says how.
func badRequest(t *testing.T, name string, change func(*input), want refusal) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		for _, service := range []string{"s3", "iam"} {
			in := canaryInput()
			in.Scope.Service = service
			in.Request.Path, in.Request.RawQuery = "/"+canaryToken, "q="+canaryToken
			checkAccepted(t, in)
			change(&in)
			header := want.kind != sigv4.ErrExpires && want.kind != sigv4.ErrScheme
			checkRefusedBy(t, in, header, want)
		}
	})
}

// checkAccepted makes sure that a refusal is owed to the change.
func checkAccepted(t *testing.T, in input) {
	t.Helper()
	s := in.signer(t)
	if _, err := s.Sign(&in.Request, in.Time); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Presign(&in.Request, in.Expires, in.Time); err != nil {
		t.Fatal(err)
	}
}

// bytesOutside lists the bytes that are not in set: set is of ASCII.
func bytesOutside(set string) (out []byte) {
	for c := range 256 {
		if c > 0x7f || !strings.ContainsRune(set, rune(c)) {
			out = append(out, byte(c))
		}
	}
	return out
}

const (
	alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	tokenSet     = alphanumeric + "!#$%&'*+-.^_`|~" // RFC 9110 section 5.6.2
	hostSet      = alphanumeric + "-._~:[]%"
	controls     = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f" +
		"\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f"
)

func TestBadMethodAndHost(t *testing.T) {
	method := func(s string) func(*input) { return func(in *input) { in.Request.Method = s } }
	host := func(s string) func(*input) { return func(in *input) { in.Request.Host = s } }
	badRequest(t, "empty method", method(""), refusal{sigv4.ErrMethod, "", -1})
	badRequest(t, "empty host", host(""), refusal{sigv4.ErrHost, "", -1})
	for _, c := range bytesOutside(tokenSet) {
		badRequest(t, fmt.Sprintf("method with byte %#02x", c), method("GE"+string([]byte{c})+"T"), refusal{sigv4.ErrMethod, "", 2})
	}
	for _, c := range bytesOutside(hostSet) {
		badRequest(t, fmt.Sprintf("host with byte %#02x", c), host("ex"+string([]byte{c})+"ample.com"), refusal{sigv4.ErrHost, "", 2})
	}
	badRequest(t, "URL as host", host("https://h"), refusal{sigv4.ErrHost, "", 6})
	badRequest(t, "space before the host", host(" h"), refusal{sigv4.ErrHost, "", 0})
	badRequest(t, "line feed behind the host", host("h\n"), refusal{sigv4.ErrHost, "", 1})
	badRequest(t, "host outside ASCII", host("b\u00fccher.example"), refusal{sigv4.ErrHost, "", 1})
	badRequest(t, "user before the host", host(canaryToken[:24]+"@h"), refusal{sigv4.ErrHost, "", 24})
	for _, s := range []string{"HTTPS", "ftp", "https:", "https://", " https", "file", "http\n", canaryToken} {
		badRequest(t, fmt.Sprintf("scheme %q", s), func(in *input) { in.Request.Scheme = s }, refusal{sigv4.ErrScheme, "", -1})
	}
}

func TestBadHeader(t *testing.T) {
	header := func(name, value string) func(*input) {
		return func(in *input) {
			in.Request.Headers = append(in.Request.Headers, sigv4.Header{Name: name, Value: value})
		}
	}
	badRequest(t, "header without a name", header("", canaryToken), refusal{sigv4.ErrHeader, "", -1})
	for _, c := range bytesOutside(tokenSet) {
		name := "Na" + string([]byte{c}) + "me"
		shown := name
		if c == ':' {
			shown = "Na"
		}
		badRequest(t, fmt.Sprintf("header name with byte %#02x", c), header(name, canaryToken), refusal{sigv4.ErrHeader, shown, 2})
	}
	// A whole line as the name: the value in it is not shown either.
	badRequest(t, "header line as a name", header("X-Amz-Security-Token: "+canaryToken, ""), refusal{sigv4.ErrHeader, "X-Amz-Security-Token", 20})
	badRequest(t, "two header lines as a name", header("A b: c\r\nD: "+canaryToken, ""), refusal{sigv4.ErrHeader, "A b", 1})
	for i, name := range []string{" Name", "N ame", "Na me", "Nam e", "Name "} {
		badRequest(t, fmt.Sprintf("header name with a space at %d", i), header(name, canaryToken), refusal{sigv4.ErrHeader, name, i})
	}
	for _, c := range strings.ReplaceAll(controls, "\t", "") {
		// At the ends, where only spaces and tabs are trimmed, and inside.
		for i, value := range map[int]string{
			0: string(c) + canaryToken, 24: canaryToken[:24] + string(c) + "b", len(canaryToken): canaryToken + string(c),
			2: " \t" + string(c) + " \t ",
		} {
			badRequest(t, fmt.Sprintf("header value with byte %#02x at %d", c, i), header("Name", value), refusal{sigv4.ErrHeader, "Name", i})
		}
	}
	badRequest(t, "header that smuggles another", header("Name", canaryToken[:24]+"\r\nX-Amz-Acl: public-read"), refusal{sigv4.ErrHeader, "Name", 24})
	badRequest(t, "host among the headers", header("HoSt", "h"), refusal{sigv4.ErrReserved, "host", -1})

	// The second of two equal names is named as it was spelled.
	badRequest(t, "bad value behind a good one of that name", func(in *input) {
		in.Request.Headers = []sigv4.Header{{Name: "NAME", Value: "v"}, {Name: "name", Value: "v\x00"}}
	}, refusal{sigv4.ErrHeader, "name", 1})
}

// TestBadPayload also has what contradicts the request's own hash.
func TestBadPayload(t *testing.T) {
	const name = "x-amz-content-sha256"
	badRequest(t, "no payload hash", func(in *input) { in.Request.Payload = sigv4.PayloadHash{} }, refusal{sigv4.ErrPayloadHash, "", -1})
	for _, value := range []string{
		"", "UNSIGNED-PAYLOAD", strings.ToUpper(sigv4.EmptyPayload.String()), sigv4.EmptyPayload.String() + " ", canaryToken,
	} {
		badRequest(t, fmt.Sprintf("header says %.20q", value), func(in *input) {
			in.Request.Headers = []sigv4.Header{{Name: "X-Amz-Content-Sha256", Value: value}}
		}, refusal{sigv4.ErrPayloadHash, name, -1})
		badRequest(t, fmt.Sprintf("query says %.20q", value), func(in *input) {
			in.Request.RawQuery = "X-Amz-Content-Sha256=" + string(sigv4.AppendEscaped(nil, value))
		}, refusal{sigv4.ErrPayloadHash, "X-Amz-Content-Sha256", -1})
	}
	badRequest(t, "header there twice", func(in *input) {
		h := sigv4.Header{Name: name, Value: in.Request.Payload.String()}
		in.Request.Headers = []sigv4.Header{h, h}
	}, refusal{sigv4.ErrPayloadHash, name, -1})
	badRequest(t, "parameter there twice", func(in *input) {
		in.Request.RawQuery = name + "=" + sigv4.EmptyPayload.String() + "&X-AMZ-content-sha256=" + sigv4.EmptyPayload.String()
	}, refusal{sigv4.ErrPayloadHash, name, -1})

	sum := sigv4.EmptyPayload.String()
	if p, err := sigv4.ParsePayloadHash(sum); err != nil || p != sigv4.EmptyPayload {
		t.Errorf("ParsePayloadHash(%q) = %v, %v", sum, p, err)
	}
	for s, offset := range map[string]int{
		"": -1, "e3b0": -1, sum + "0": -1, sum[1:]: -1, " " + sum: -1, "unsigned-payload": -1, "UNSIGNED-PAYLOAD ": -1,
		"STREAMING-AWS4-HMAC-SHA256": -1, "REQUIRED": -1, canaryToken: -1,
		"E" + sum[1:]: 0, sum[:63] + "g": 63, sum[:10] + " " + sum[11:]: 10, sum[:31] + "\n" + sum[32:]: 31, sum[:62] + "\u00e9": 62,
	} {
		p, err := sigv4.ParsePayloadHash(s)
		refusal{sigv4.ErrPayloadHash, "", offset}.check(t, fmt.Sprintf("ParsePayloadHash(%q)", s), err)
		if p != (sigv4.PayloadHash{}) || p.String() != "" || p.IsHash() {
			t.Errorf("ParsePayloadHash(%q) = %v and an error", s, p)
		}
	}
}

func TestBadExpires(t *testing.T) {
	const second = time.Second
	for _, d := range []time.Duration{
		0, -1, -second, 1, second - 1, second + 1, 1500 * time.Millisecond, sigv4.MaxExpires - 1, 604800*second + 1, 604801 * second,
		1<<63 - 1, -1 << 63,
	} {
		badRequest(t, d.String(), func(in *input) { in.Expires = d }, refusal{sigv4.ErrExpires, "", -1})
	}
}
