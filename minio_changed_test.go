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
		{"expires longer", "GET", query("X-Amz-Expires", "901"), 403, "SignatureDoesNotMatch"},
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

// A header signature covers the request like a presigned URL does.
func TestMinIOChangedRequest(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	c := call{method: http.MethodPut, key: "key", query: "partNumber=1", body: "the body", header: []sigv4.Header{{Name: "X-Amz-Meta-A", Value: "a"}}}
	for _, test := range []struct {
		name   string
		change func(req *http.Request)
		status int
		code   string
	}{
		{"method", func(req *http.Request) { req.Method = http.MethodDelete }, 403, "SignatureDoesNotMatch"},
		{"path", func(req *http.Request) { req.URL.Path += "2" }, 403, "SignatureDoesNotMatch"},
		{"query", func(req *http.Request) { req.URL.RawQuery = "partNumber=2" }, 403, "SignatureDoesNotMatch"},
		{"query more", func(req *http.Request) { req.URL.RawQuery += "&uploadId=1" }, 403, "SignatureDoesNotMatch"},
		{"query less", func(req *http.Request) { req.URL.RawQuery = "" }, 403, "SignatureDoesNotMatch"},
		{"header", func(req *http.Request) { req.Header.Set("X-Amz-Meta-A", "b") }, 403, "SignatureDoesNotMatch"},
		{"header less", func(req *http.Request) { req.Header.Del("X-Amz-Meta-A") }, 400, "AccessDenied"},
		{"hash less", func(req *http.Request) { req.Header.Del("X-Amz-Content-Sha256") }, 400, "AccessDenied"},
		{"hash", func(req *http.Request) {
			req.Header.Set("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
		}, 403, "SignatureDoesNotMatch"},
		{"date less", func(req *http.Request) { req.Header.Del("X-Amz-Date") }, 400, "AccessDenied"},
		{"date", func(req *http.Request) {
			req.Header.Set("X-Amz-Date", "20130524T000000Z")
		}, 403, "RequestTimeTooSkewed"},
		{"signature", func(req *http.Request) {
			auth := req.Header.Get("Authorization")
			last := auth[len(auth)-1]
			req.Header.Set("Authorization", auth[:len(auth)-1]+string("10"[last&1]))
		}, 403, "SignatureDoesNotMatch"},
		{"no signature", func(req *http.Request) { req.Header.Del("Authorization") }, 403, "AccessDenied"},
	} {
		for _, w := range ways {
			if w.query || !w.hashed {
				continue
			}
			t.Run(w.name+"/"+test.name, func(t *testing.T) {
				t.Parallel()
				req := w.sign(t, b, c)
				test.change(req)
				send(t, req).want(t, test.status, test.code)
			})
		}
	}
}

// A signed hash binds the body; UNSIGNED-PAYLOAD leaves it open, as it says.
func TestMinIOChangedBody(t *testing.T) {
	eachWay(t, func(t *testing.T, b *bucket, w way) {
		signed := w.sign(t, b, call{method: http.MethodPut, key: "key", body: "the body"})
		sent := newRequest(t, call{method: http.MethodPut, body: "the Body"}, signed.URL.String())
		sent.Header = signed.Header
		if !w.hashed {
			send(t, sent).want(t, 200, "")
			if got, _ := b.read(t, "key"); got != "the Body" {
				t.Errorf("minio-go reads %q", got)
			}
			return
		}
		send(t, sent).want(t, 400, "XAmzContentSHA256Mismatch")
		b.missing(t, "key")
	})
}
