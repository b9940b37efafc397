package sigv4_test

import (
	"errors"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// TestRefused holds one input for each thing that must be refused, by every
// function of both implementations and with the right kind of error.
func TestRefused(t *testing.T) {
	good := input{
		Credentials: sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG")},
		Request:     sigv4.Request{Method: "GET", Host: "h", Path: "/p", RawQuery: "a=b", Payload: sigv4.EmptyPayload},
		Time:        time.Unix(1440938160, 0),
		Expires:     time.Hour,
	}
	type change func(*input)
	header := func(name, value string) change {
		return func(in *input) {
			in.Request.Headers = []sigv4.Header{{Name: "a", Value: "b"}, {Name: name, Value: value}}
		}
	}
	path := func(s string) change { return func(in *input) { in.Request.Path = s } }
	query := func(s string) change { return func(in *input) { in.Request.RawQuery = s } }
	host := func(s string) change { return func(in *input) { in.Request.Host = s } }
	method := func(s string) change { return func(in *input) { in.Request.Method = s } }
	expires := func(d time.Duration) change { return func(in *input) { in.Expires = d } }
	scheme := func(s string) change { return func(in *input) { in.Request.Scheme = s } }

	const headerToo, presignOnly = false, true
	type row struct {
		name    string
		change  change
		kind    error
		presign bool // header signing accepts it
	}
	rows := []row{
		{"empty method", method(""), sigv4.ErrMethod, headerToo},
		{"space in the method", method("G T"), sigv4.ErrMethod, headerToo},
		{"line feed in the method", method("GET\n"), sigv4.ErrMethod, headerToo},
		{"empty host", host(""), sigv4.ErrHost, headerToo},
		{"line feed in the host", host("h\nx:y"), sigv4.ErrHost, headerToo},
		{"path in the host", host("h/p"), sigv4.ErrHost, headerToo},
		{"user in the host", host("u@h"), sigv4.ErrHost, headerToo},
		{"relative path", path("p"), sigv4.ErrPath, headerToo},
		{"question mark in the path", path("/p?"), sigv4.ErrPath, headerToo},
		{"fragment in the path", path("/p#"), sigv4.ErrPath, headerToo},
		{"NUL in the path", path("/\x00"), sigv4.ErrPath, headerToo},
		{"DEL in the path", path("/\x7f"), sigv4.ErrPath, headerToo},
		{"line feed in the path", path("/\n"), sigv4.ErrPath, headerToo},
		{"cut escape in the path", path("/%4"), sigv4.ErrPath, headerToo},
		{"lone percent sign in the path", path("/%"), sigv4.ErrPath, headerToo},
		{"malformed escape in the path", path("/%zzp"), sigv4.ErrPath, headerToo},
		{"malformed escape in a segment that is dropped", path("/%4g/../p"), sigv4.ErrPath, headerToo},
		{"fragment in the query", query("a#"), sigv4.ErrQuery, headerToo},
		{"line feed in the query", query("a=\n"), sigv4.ErrQuery, headerToo},
		{"NUL in the query", query("a\x00"), sigv4.ErrQuery, headerToo},
		{"malformed escape in a name", query("a%=b"), sigv4.ErrQuery, headerToo},
		{"malformed escape in a value", query("a=%4"), sigv4.ErrQuery, headerToo},
		{"escape over a delimiter", query("a%4=1"), sigv4.ErrQuery, headerToo},
		{"another hash in the query", query("x-amz-content-sha256=UNSIGNED-PAYLOAD"), sigv4.ErrPayloadHash, headerToo},
		{"a good and another hash in the query", query("x-amz-content-sha256=" + sigv4.EmptyPayload.String() + "&X-Amz-Content-Sha256=a"), sigv4.ErrPayloadHash, headerToo},
		{"another hash among the headers", header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"), sigv4.ErrPayloadHash, headerToo},
		{"empty name", header("", "v"), sigv4.ErrHeader, headerToo},
		{"space in a name", header("a b", "v"), sigv4.ErrHeader, headerToo},
		{"colon in a name", header("a:", "v"), sigv4.ErrHeader, headerToo},
		{"byte over ASCII in a name", header("\u00e9", "v"), sigv4.ErrHeader, headerToo},
		{"line feed in a value", header("b", "v\nx: y"), sigv4.ErrHeader, headerToo},
		{"line feed at a value's end", header("b", "v\n"), sigv4.ErrHeader, headerToo},
		{"carriage return in a value", header("b", "v\r"), sigv4.ErrHeader, headerToo},
		{"NUL in a value", header("b", "\x00"), sigv4.ErrHeader, headerToo},
		{"DEL in a value", header("b", "v\x7fw"), sigv4.ErrHeader, headerToo},
		{"host among the headers", header("Host", "h"), sigv4.ErrReserved, headerToo},
		{"no payload hash", func(in *input) { in.Request.Payload = sigv4.PayloadHash{} }, sigv4.ErrPayloadHash, headerToo},
		{"no expiry", expires(0), sigv4.ErrExpires, presignOnly},
		{"negative expiry", expires(-time.Second), sigv4.ErrExpires, presignOnly},
		{"half a second", expires(time.Second / 2), sigv4.ErrExpires, presignOnly},
		{"fraction of a second", expires(time.Second + 1), sigv4.ErrExpires, presignOnly},
		{"604,801 seconds", expires(604801 * time.Second), sigv4.ErrExpires, presignOnly},
		{"scheme", scheme("ftp"), sigv4.ErrScheme, presignOnly},
		{"scheme in upper case", scheme("HTTPS"), sigv4.ErrScheme, presignOnly},
	}
	for _, name := range ownedNames {
		rows = append(rows,
			row{"header " + name, header(name, "v"), sigv4.ErrReserved, headerToo},
			row{"parameter " + name, query("a=b&" + name + "=v"), sigv4.ErrReserved, headerToo},
			row{"escaped parameter " + name, query("%" + hexOf(name[0]) + name[1:]), sigv4.ErrReserved, headerToo})
	}
	for _, service := range []string{"s3", "iam"} {
		good.Scope = sigv4.Scope{Region: "us-east-1", Service: service}
		if _, _, err := checkHeader(t, good); err != nil {
			t.Fatal(err)
		}
		for _, tt := range rows {
			t.Run(tt.name+", "+service, func(t *testing.T) {
				in := good
				tt.change(&in)
				if _, _, err := checkHeader(t, in); errors.Is(err, tt.kind) == tt.presign {
					t.Errorf("header signing: error %v, want one of kind %v: %v", err, tt.kind, !tt.presign)
				}
				if _, _, err := checkQuery(t, in); !errors.Is(err, tt.kind) {
					t.Errorf("presigning: error %v, want one of kind %v", err, tt.kind)
				}
			})
		}
	}
}

func hexOf(c byte) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[c>>4], digits[c&15]})
}
