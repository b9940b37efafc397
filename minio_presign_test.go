package sig4_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// life is how long presigned URLs and forms of these tests work: long enough for the slowest machine.
const life = 15 * time.Minute

// presigned is the URL of a call that works from a time on.
func (b *bucket) presigned(t *testing.T, c call, at time.Time) string {
	t.Helper()
	address, err := b.signer(t).AppendPresigned(nil, b.request(c, sigv4.UnsignedPayload), life, at)
	if err != nil {
		t.Fatal(err)
	}
	return string(address)
}

// A URL works from its date to its expiry, give or take the quarter of an hour that the server allows its clock.
func TestMinIOExpiry(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	b.write(t, "key", "secret")
	now := time.Now()
	for _, test := range []struct {
		name    string
		at      time.Time
		expires time.Duration
		status  int
		code    string
		says    string
	}{
		{"now", now, life, 200, "", ""},
		{"longest", now.Add(-sigv4.MaxExpires).Add(life), sigv4.MaxExpires, 200, "", ""},
		{"another day", now.Add(-25 * time.Hour), 26 * time.Hour, 200, "", ""},
		{"a little ahead", now.Add(10 * time.Minute), time.Minute, 200, "", ""},
		{"expired a second ago", now.Add(-61 * time.Second), time.Minute, 403, "AccessDenied", "has expired"},
		{"expired long ago", now.Add(-30 * 24 * time.Hour), sigv4.MaxExpires, 403, "AccessDenied", "has expired"},
		{"not yet valid", now.Add(time.Hour), time.Minute, 403, "AccessDenied", "not valid yet"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			address, err := b.signer(t).AppendPresigned(nil, b.request(call{method: http.MethodGet, key: "key"}, sigv4.UnsignedPayload), test.expires, test.at)
			if err != nil {
				t.Fatal(err)
			}
			got := send(t, newRequest(t, call{method: http.MethodGet}, string(address)))
			got.want(t, test.status, test.code)
			got.wantText(t, test.says)
		})
	}
}

// The host is signed: a URL for one server is of no use at another, even where both know the user.
func TestMinIOOtherHost(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	b.write(t, "key", "secret")
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			req := w.sign(t, b, call{method: http.MethodGet, key: "key"})
			req.Host = "localhost" + strings.TrimPrefix(b.server.Host, "127.0.0.1")
			send(t, req).want(t, 403, "SignatureDoesNotMatch")
		})
	}
}

// The wrong secret signs nothing, though all else is right.
func TestMinIOWrongSecret(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	b.write(t, "key", "secret")
	b.creds.SecretAccessKey = sigv4.NewSecret(b.server.SecretAccessKey + "x")
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			w.do(t, b, call{method: http.MethodGet, key: "key"}).want(t, 403, "SignatureDoesNotMatch")
		})
	}
}

// A hash in the URL, signed as X-Amz-Content-Sha256, binds the URL to one body.
func TestMinIOHashInURL(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	c := call{method: http.MethodPut, key: "key", body: "the body"}
	address, err := b.signer(t).AppendPresigned(nil, b.request(c, sigv4.HashPayload([]byte(c.body))), life, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(address), "&X-Amz-Content-Sha256=") {
		t.Fatalf("no hash in the URL")
	}

	other := c
	other.body = "the Body"
	send(t, newRequest(t, other, string(address))).want(t, 400, "XAmzContentSHA256Mismatch")
	send(t, newRequest(t, call{method: c.method}, string(address))).want(t, 400, "XAmzContentSHA256Mismatch")
	b.missing(t, "key")
	changed := changeQuery(t, string(address), "X-Amz-Content-Sha256", sigv4.HashPayload([]byte(other.body)).String())
	send(t, newRequest(t, other, changed)).want(t, 403, "SignatureDoesNotMatch")
	changed = changeQuery(t, string(address), "X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
	send(t, newRequest(t, other, changed)).want(t, 403, "SignatureDoesNotMatch")
	b.missing(t, "key")

	send(t, newRequest(t, c, string(address))).want(t, 200, "")
	if got, _ := b.read(t, "key"); got != c.body {
		t.Errorf("minio-go reads %q, want %q", got, c.body)
	}
}

// The hash may be a signed header instead, which then must be sent.
func TestMinIOHashInHeader(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	hash := sigv4.HashPayload([]byte("the body"))
	c := call{method: http.MethodPut, key: "key", body: "the body", header: []sigv4.Header{{Name: "X-Amz-Content-Sha256", Value: hash.String()}}}
	address, err := b.signer(t).AppendPresigned(nil, b.request(c, hash), life, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(address), "X-Amz-Content-Sha256=") {
		t.Error("the hash is in the URL as well")
	}
	other := c
	other.body = "the Body"
	send(t, newRequest(t, other, string(address))).want(t, 400, "XAmzContentSHA256Mismatch")
	other.header = nil
	send(t, newRequest(t, other, string(address))).want(t, 400, "AccessDenied")
	b.missing(t, "key")
	send(t, newRequest(t, c, string(address))).want(t, 200, "")
}

// A signed Content-Length lets a URL take bodies of one size only.
func TestMinIOLengthInHeader(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	address := b.presigned(t, call{method: http.MethodPut, key: "key", header: []sigv4.Header{{Name: "Content-Length", Value: "8"}}}, time.Now())
	send(t, newRequest(t, call{method: http.MethodPut, body: "the body."}, address)).want(t, 403, "SignatureDoesNotMatch")
	send(t, newRequest(t, call{method: http.MethodPut, body: "a body"}, address)).want(t, 403, "SignatureDoesNotMatch")
	b.missing(t, "key")
	send(t, newRequest(t, call{method: http.MethodPut, body: "the body"}, address)).want(t, 200, "")
}
