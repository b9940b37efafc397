package sig4_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/testdata/miniotest"
)

// presigned is the URL of a call that works for a minute from t on.
func (b *bucket) presigned(t *testing.T, c call, at time.Time) string {
	t.Helper()
	address, err := b.signer(t).AppendPresigned(nil, b.request(c, sigv4.UnsignedPayload), time.Minute, at)
	if err != nil {
		t.Fatal(err)
	}
	return string(address)
}

// changeQuery changes one parameter of a URL and leaves the rest as it is, byte for byte.
func changeQuery(t *testing.T, address, name, value string) string {
	t.Helper()
	start := strings.Index(address, name+"=")
	if start < 0 {
		t.Fatalf("the URL has no %s", name)
	}
	start += len(name) + 1
	end := start + strings.IndexByte(address[start:]+"&", '&')
	return address[:start] + value + address[end:]
}

// dropQuery takes one parameter out of a URL.
func dropQuery(t *testing.T, address, name string) string {
	t.Helper()
	address = changeQuery(t, address, name, "")
	before, after, _ := strings.Cut(address, name+"=")
	return strings.TrimSuffix(before+strings.TrimPrefix(after, "&"), "&")
}

// A presigned URL is good for one request. Whatever is changed in it, the server refuses it.
func TestMinIOChangedURL(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	b.write(t, "key", "secret")
	b.write(t, "other", "secret")
	same := func(_ *testing.T, address string) string { return address }
	query := func(name, value string) func(*testing.T, string) string {
		return func(t *testing.T, address string) string { return changeQuery(t, address, name, value) }
	}
	drop := func(name string) func(*testing.T, string) string {
		return func(t *testing.T, address string) string { return dropQuery(t, address, name) }
	}
	now := time.Now()
	day := now.UTC().Format("20060102")
	credential := func(user, day, region, service string) string {
		return url.QueryEscape(user + "/" + day + "/" + region + "/" + service + "/aws4_request")
	}
	user := b.creds.AccessKeyID

	for _, test := range []struct {
		name   string
		method string
		change func(t *testing.T, address string) string
		status int
		code   string
	}{
		{"nothing", "GET", same, 200, ""},
		{"method HEAD", "HEAD", same, 403, "SignatureDoesNotMatch"},
		{"method PUT", "PUT", same, 403, "SignatureDoesNotMatch"},
		{"method DELETE", "DELETE", same, 403, "SignatureDoesNotMatch"},
		{"key", "GET", func(_ *testing.T, address string) string {
			return strings.Replace(address, "/key?", "/other?", 1)
		}, 403, "SignatureDoesNotMatch"},
		{"key to none", "GET", func(_ *testing.T, address string) string {
			return strings.Replace(address, "/key?", "?", 1)
		}, 403, "SignatureDoesNotMatch"},
		{"bucket", "GET", func(t *testing.T, address string) string {
			return strings.Replace(address, "/"+b.name+"/", "/"+b.server.Bucket(t)+"/", 1)
		}, 403, "SignatureDoesNotMatch"},
		{"parameter's value", "GET", query("response-content-type", "text%2Fhtml"), 403, "SignatureDoesNotMatch"},
		{"parameter's end", "GET", query("response-content-type", "text%2Fplain%20"), 403, "SignatureDoesNotMatch"},
		{"parameter less", "GET", drop("response-content-type"), 403, "SignatureDoesNotMatch"},
		{"parameter more", "GET", func(_ *testing.T, address string) string {
			return address + "&versionId=null"
		}, 403, "SignatureDoesNotMatch"},
		{"parameter twice", "GET", func(_ *testing.T, address string) string {
			return address + "&response-content-type=text%2Fhtml"
		}, 403, "SignatureDoesNotMatch"},
		{"expires longer", "GET", query("X-Amz-Expires", "61"), 403, "SignatureDoesNotMatch"},
		{"expires too long", "GET", query("X-Amz-Expires", "604801"), 400, "AuthorizationQueryParametersError"},
		{"expires negative", "GET", query("X-Amz-Expires", "-1"), 400, "AuthorizationQueryParametersError"},
		{"expires no number", "GET", query("X-Amz-Expires", "soon"), 400, "AuthorizationQueryParametersError"},
		{"expires less", "GET", drop("X-Amz-Expires"), 400, "AuthorizationQueryParametersError"},
		{"date", "GET", query("X-Amz-Date", now.Add(-time.Second).UTC().Format("20060102T150405Z")), 403, "SignatureDoesNotMatch"},
		{"date no date", "GET", query("X-Amz-Date", "now"), 400, "AuthorizationQueryParametersError"},
		{"date less", "GET", drop("X-Amz-Date"), 400, "AuthorizationQueryParametersError"},
		{"user", "GET", query("X-Amz-Credential", credential("nobody", day, miniotest.Region, "s3")), 403, "InvalidAccessKeyId"},
		{"day", "GET", query("X-Amz-Credential", credential(user, "20130524", miniotest.Region, "s3")), 403, "SignatureDoesNotMatch"},
		{"region", "GET", query("X-Amz-Credential", credential(user, day, "us-west-2", "s3")), 400, "AuthorizationHeaderMalformed"},
		{"service", "GET", query("X-Amz-Credential", credential(user, day, miniotest.Region, "sts")), 400, "AuthorizationParametersError"},
		{"scope malformed", "GET", query("X-Amz-Credential", user), 400, "AuthorizationQueryParametersError"},
		{"algorithm", "GET", query("X-Amz-Algorithm", "AWS4-HMAC-SHA1"), 400, "AuthorizationQueryParametersError"},
		{"signed headers", "GET", query("X-Amz-SignedHeaders", "host%3Bx-amz-meta-a"), 400, "AccessDenied"},
		{"signed headers none", "GET", query("X-Amz-SignedHeaders", "date"), 400, "AccessDenied"},
		{"token more", "GET", func(_ *testing.T, address string) string {
			return address + "&X-Amz-Security-Token=token"
		}, 403, "InvalidTokenId"},
		{"hash more", "GET", func(_ *testing.T, address string) string {
			return address + "&X-Amz-Content-Sha256=" + sigv4.EmptyPayload.String()
		}, 403, "SignatureDoesNotMatch"},
		{"signature", "GET", func(t *testing.T, address string) string {
			last := address[len(address)-1] // the signature stands at the end
			return address[:len(address)-1] + string("10"[last&1])
		}, 403, "SignatureDoesNotMatch"},
		{"signature shorter", "GET", func(_ *testing.T, address string) string { return address[:len(address)-1] }, 403, "SignatureDoesNotMatch"},
		{"signature upper case", "GET", func(_ *testing.T, address string) string {
			i := strings.LastIndexByte(address, '=')
			return address[:i] + strings.ToUpper(address[i:])
		}, 403, "SignatureDoesNotMatch"},
		{"signature empty", "GET", query("X-Amz-Signature", ""), 400, "MissingFields"},
		{"signature less", "GET", drop("X-Amz-Signature"), 400, "AuthorizationQueryParametersError"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			address := b.presigned(t, call{method: http.MethodGet, key: "key", query: "response-content-type=text%2Fplain"}, now)
			got := send(t, newRequest(t, call{method: test.method}, test.change(t, address)))
			got.want(t, test.status, test.code)
		})
	}
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
		{"now", now, time.Minute, 200, "", ""},
		{"longest", now.Add(-sigv4.MaxExpires).Add(time.Minute), sigv4.MaxExpires, 200, "", ""},
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
	address, err := b.signer(t).AppendPresigned(nil, b.request(c, sigv4.HashPayload([]byte(c.body))), time.Minute, time.Now())
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
	address, err := b.signer(t).AppendPresigned(nil, b.request(c, hash), time.Minute, time.Now())
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
