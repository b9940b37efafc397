package sig4_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

// Signed headers are stored as they were signed, and must be sent.
func TestMinIOSignedHeaders(t *testing.T) {
	headers := []struct{ name, value, other string }{
		{"Content-Type", "text/x-test; charset=utf-8", "text/html"},
		{"Cache-Control", "max-age=60,  private", "max-age=61,  private"},
		{"Content-Disposition", `attachment; filename="a  b.txt"`, `attachment; filename="a_b.txt"`},
		{"Content-MD5", "MGYXYYX8yjXSbBsWEqkeeA==", "ndTkYSaMgDT1yFZOFVxnpg=="}, // of "the body" and of "x"
		{"X-Amz-Meta-Plain", "value", "Value"},
		{"x-amz-meta-spaces", "  a   b  ", "ab"},
		{"X-Amz-Meta-Utf8", "naïve 日本", "naive 日本"},
		{"x-amz-storage-class", "STANDARD", "REDUCED_REDUNDANCY"},
	}
	put := call{method: http.MethodPut, key: "key", body: "the body"}
	for _, h := range headers {
		put.header = append(put.header, sigv4.Header{Name: h.name, Value: h.value})
	}

	eachWay(t, func(t *testing.T, b *bucket, w way) {
		for _, h := range headers {
			t.Run("without "+h.name, func(t *testing.T) {
				req := w.sign(t, b, put)
				req.Header.Del(h.name)
				send(t, req).want(t, 400, "AccessDenied")
			})
			t.Run("another "+h.name, func(t *testing.T) {
				req := w.sign(t, b, put)
				req.Header.Set(h.name, h.other)
				send(t, req).want(t, 403, "SignatureDoesNotMatch")
			})
		}
		b.missing(t, "key")

		t.Run("one more", func(t *testing.T) {
			req := w.sign(t, b, put)
			req.Header.Set("X-Amz-Meta-More", "more")
			if w.query {
				send(t, req).want(t, 400, "AccessDenied")
				b.missing(t, "key")
			} else {
				// MinIO takes it, where S3 refuses every unsigned x-amz-* header.
				send(t, req).want(t, 200, "")
			}
		})

		w.do(t, b, put).want(t, 200, "")
		body, info := b.read(t, "key")
		if body != put.body {
			t.Errorf("minio-go reads %q", body)
		}
		for name, want := range map[string]string{
			"Content-Type":        "text/x-test; charset=utf-8",
			"Cache-Control":       "max-age=60,  private",
			"Content-Disposition": `attachment; filename="a  b.txt"`,
			"X-Amz-Meta-Plain":    "value",
			"X-Amz-Meta-Spaces":   "a   b",
			"X-Amz-Meta-Utf8":     "naïve 日本",
		} {
			if got := info.Metadata.Get(name); got != want {
				t.Errorf("stored %s: %q, want %q", name, got, want)
			}
		}
	})
}

// Headers of one name are signed as one, joined with a comma, in the order in which they are sent.
func TestMinIORepeatedHeaders(t *testing.T) {
	eachWay(t, func(t *testing.T, b *bucket, w way) {
		put := call{method: http.MethodPut, key: "key", body: "the body", header: []sigv4.Header{
			{Name: "X-Amz-Meta-List", Value: "one"},
			{Name: "x-amz-meta-list", Value: "two"},
		}}
		w.do(t, b, put).want(t, 200, "")

		req := w.sign(t, b, put)
		req.Header["X-Amz-Meta-List"] = []string{"two", "one"}
		send(t, req).want(t, 403, "SignatureDoesNotMatch")
	})
}

// A signed Range must be sent and is then obeyed.
func TestMinIORange(t *testing.T) {
	eachWay(t, func(t *testing.T, b *bucket, w way) {
		b.write(t, "key", "0123456789")
		get := call{method: http.MethodGet, key: "key", header: []sigv4.Header{{Name: "Range", Value: "bytes=2-4"}}}
		got := w.do(t, b, get)
		got.want(t, 206, "")
		if got.body != "234" {
			t.Errorf("the range holds %q", got.body)
		}
		req := w.sign(t, b, get)
		req.Header.Set("Range", "bytes=0-9")
		send(t, req).want(t, 403, "SignatureDoesNotMatch")
	})
}

// The response-* parameters choose headers of the answer.
func TestMinIOResponseOverrides(t *testing.T) {
	overrides := map[string]string{
		"response-cache-control":       "no-store, max-age=0",
		"response-content-disposition": `attachment; filename="r+d & é.txt"`,
		"response-content-encoding":    "identity",
		"response-content-language":    "de, en",
		"response-content-type":        "application/x-test; a=b",
		"response-expires":             "Thu, 01 Dec 1994 16:00:00 GMT",
	}
	var query []string
	for name, value := range overrides {
		query = append(query, name+"="+string(sigv4.AppendEscaped(nil, value)))
	}
	eachWay(t, func(t *testing.T, b *bucket, w way) {
		b.write(t, "key", "body")
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			got := w.do(t, b, call{method: method, key: "key", query: strings.Join(query, "&")})
			got.want(t, 200, "")
			for name, want := range overrides {
				name = http.CanonicalHeaderKey(strings.TrimPrefix(name, "response-"))
				if got := got.header.Get(name); got != want {
					t.Errorf("%s: %s: %q, want %q", method, name, got, want)
				}
			}
		}
	})
}
