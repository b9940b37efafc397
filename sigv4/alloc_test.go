//go:build !race

package sigv4_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// allocRequests are a small, a usual and a large request, with and without what
// makes them slow: a path to encode, a query to sort, headers to fold.
func allocRequests() map[string]input {
	small := plain("s3")

	usual := plain("s3")
	usual.Credentials.SessionToken = sigv4.NewSecret(strings.Repeat("FwoGZXIvYXdzE/+", 20))
	usual.Request = sigv4.Request{
		Method: "PUT", Host: "examplebucket.s3.eu-central-1.amazonaws.com", Path: "/photos/2015/a%20cat.jpg",
		RawQuery: "partNumber=2&uploadId=VCVsb2FkIElEIGZvciBlbZZpbmcncyBteS1tb3ZpZS5tMnRzIHVwbG9hZR",
		Headers: pairs("Content-Type", "image/jpeg", "Content-MD5", "XrY7u+Ae7tCTyyK7j1rNww==",
			"X-Amz-Meta-Author", "somebody  else", "x-amz-storage-class", "STANDARD_IA", "X-Amz-Acl", "private"),
		Payload: sigv4.HashPayload([]byte("the cat")),
	}

	large := plain("execute-api")
	large.Credentials.SessionToken = sigv4.NewSecret(strings.Repeat("FwoGZXIvYXdzE/+", 100)) // 1,500 bytes
	large.Request = sigv4.Request{
		Method: "POST", Host: "abcdefghij.execute-api.us-east-1.amazonaws.com", Payload: sigv4.EmptyPayload,
		Path: "/" + strings.Repeat("a%20very/../long//path/", 20),
	}
	for i := range 30 {
		name := fmt.Sprintf("X-Amz-Meta-%d", i*7%30/2) // most names twice
		large.Request.Headers = append(large.Request.Headers, pairs(name, "a value  of some length, "+strings.Repeat("x", i))...)
	}
	for i := range 40 {
		large.Request.RawQuery += fmt.Sprintf("&name%d=value+%d%%2f", i*13%40, i)
	}
	return map[string]input{"small": small, "usual": usual, "large": large}
}

// TestAllocs holds the promise that signing with a kept key does not allocate.
// (Under the race detector sync.Pool drops what it is given.)
func TestAllocs(t *testing.T) {
	for name, in := range allocRequests() {
		if n := len(in.Credentials.SessionToken.Reveal()); name == "large" && (n != 1500 || len(in.Request.Headers) != 30) {
			t.Fatalf("the large request has a token of %d bytes and %d headers", n, len(in.Request.Headers))
		}
		s := in.signer(t)
		dst, headers := make([]byte, 0, 1<<14), make([]sigv4.Header, 0, 8)
		message := []byte(strings.Repeat("eyAiZXhwaXJhdGlvbiI6", 50))
		days := 0
		var err error
		for _, tt := range []struct {
			call string
			want float64
			f    func()
		}{
			{"AppendAuthorization", 0, func() { _, err = s.AppendAuthorization(dst, &in.Request, in.Time) }},
			{"AppendPresigned", 0, func() { _, err = s.AppendPresigned(dst, &in.Request, in.Expires, in.Time) }},
			{"AppendHeaders", 1, func() { _, err = s.AppendHeaders(headers, &in.Request, in.Time) }},
			{"AppendSignature", 0, func() { _, err = s.AppendSignature(dst, message, in.Time) }},
			{"AppendCredential", 0, func() { _, err = s.AppendCredential(dst, in.Time) }},
			{"AppendSigningKey", 0, func() {
				// Another day each time: nothing is kept here.
				days++
				at := in.Time.Add(time.Duration(days) * 24 * time.Hour)
				_, err = sigv4.AppendSigningKey(dst, in.Credentials.SecretAccessKey, in.Scope, at)
			}},
			{"AppendTime", 0, func() { _ = sigv4.AppendTime(dst, in.Time) }},
			{"Scope.Append", 0, func() { _ = in.Scope.Append(dst, in.Time) }},
			{"AppendEscaped", 0, func() { _ = sigv4.AppendEscaped(dst, in.Request.Path) }},
			{"AppendEscapedPath", 0, func() { _ = sigv4.AppendEscapedPath(dst, in.Request.Path) }},
			{"HashPayload", 0, func() { _ = sigv4.HashPayload(message) }},
			{"PayloadHash.Append", 0, func() { _ = in.Request.Payload.Append(dst) }},
		} {
			if got := testing.AllocsPerRun(100, tt.f); got != tt.want || err != nil {
				t.Errorf("%s, %s: %v allocations, want %v (error %v)", tt.call, name, got, tt.want, err)
			}
		}
	}
}
