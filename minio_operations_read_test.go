package sig4_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// The parameters that choose what of an object is read and how it is shown, as JSON has them.
func TestMinIOReadParameters(t *testing.T) {
	t.Parallel()
	s := newScenario(t)
	s.ask(t, "put_object", args{"Key": "key", "ContentType": "text/plain"}, "0123456789").want(t, 200, "")
	etag := s.ask(t, "head_object", args{"Key": "key"}, "").header.Get("ETag")
	for _, test := range []struct {
		name, json string
		status     int
		code       string
		body       string
		header     map[string]string
	}{
		{"range", `{"Range": "bytes=2-4"}`, 206, "", "234", map[string]string{"Content-Range": "bytes 2-4/10"}},
		{"range from", `{"Range": "bytes=7-"}`, 206, "", "789", nil},
		{"range of the end", `{"Range": "bytes=-2"}`, 206, "", "89", nil},
		{"range outside", `{"Range": "bytes=10-"}`, 416, "InvalidRange", "", nil},
		{"part", `{"PartNumber": 1}`, 206, "", "0123456789", nil},
		{"this ETag", `{"IfMatch": ETAG}`, 200, "", "0123456789", nil},
		{"another ETag", `{"IfMatch": "\"x\""}`, 412, "PreconditionFailed", "", nil},
		{"not this ETag", `{"IfNoneMatch": ETAG}`, 304, "", "", nil},
		{"not another ETag", `{"IfNoneMatch": "\"x\""}`, 200, "", "0123456789", nil},
		{"changed since then", `{"IfModifiedSince": "2013-05-24T00:00:00Z"}`, 200, "", "0123456789", nil},
		{"not changed since then", `{"IfUnmodifiedSince": "Fri, 24 May 2013 00:00:00 GMT"}`, 412, "PreconditionFailed", "", nil},
		{"not changed until", `{"IfUnmodifiedSince": 4102444800}`, 200, "", "0123456789", nil},
		{"version", `{"VersionId": "null"}`, 200, "", "0123456789", nil},
		{"no version", `{"VersionId": "x"}`, 400, "InvalidArgument", "", nil},
		{"overrides", `{"ResponseCacheControl": "no-store, max-age=0", "ResponseContentDisposition": "attachment; filename=\"r+d & é.txt\"",
			"ResponseContentEncoding": "identity", "ResponseContentLanguage": "de, en", "ResponseContentType": "application/x-test; a=b",
			"ResponseExpires": "1994-12-01T16:00:00Z"}`, 200, "", "0123456789", map[string]string{
			"Cache-Control": "no-store, max-age=0", "Content-Disposition": `attachment; filename="r+d & é.txt"`, "Content-Encoding": "identity",
			"Content-Language": "de, en", "Content-Type": "application/x-test; a=b", "Expires": "Thu, 01 Dec 1994 16:00:00 GMT"}},
		{"override of a range", `{"Range": "bytes=0-0", "ResponseContentType": "text/html"}`, 206, "", "0", map[string]string{"Content-Type": "text/html"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			quoted, err := json.Marshal(etag)
			if err != nil {
				t.Fatal(err)
			}
			a := args{}
			if err := json.Unmarshal([]byte(strings.Replace(test.json, "ETAG", string(quoted), 1)), &a); err != nil {
				t.Fatal(err)
			}
			a["Key"] = "key"
			for _, operation := range []string{"get_object", "HeadObject"} {
				got := s.ask(t, operation, a, "")
				if operation == "HeadObject" {
					if got.status != test.status {
						t.Errorf("HEAD: the server answered %d, want %d", got.status, test.status)
					}
				} else if got.want(t, test.status, test.code); test.code == "" && got.body != test.body {
					t.Errorf("the body is %q, want %q", got.body, test.body)
				}
				for name, want := range test.header {
					if value := got.header.Get(name); value != want {
						t.Errorf("%s: %s: %q, want %q", operation, name, value, want)
					}
				}
			}
		})
	}
}

// Every header that the result names is signed: it must be sent, and with its value.
func TestMinIOOperationHeaders(t *testing.T) {
	t.Parallel()
	s := newScenario(t)
	p := s.presign(t, "put_object", args{
		"Key": "key", "ContentType": "text/plain", "ContentMD5": md5Of("body"), "CacheControl": "no-store", "Metadata": map[string]any{"A": "1"},
		"StorageClass": "STANDARD", "Tagging": "a=b", "ChecksumAlgorithm": "CRC32", "IfNoneMatch": "*",
	})
	if len(p.Headers) != 8 {
		t.Fatalf("%d headers: %v", len(p.Headers), p.SignedHeaders)
	}
	for _, h := range p.Headers {
		t.Run(h.Name, func(t *testing.T) {
			t.Parallel()
			req := newRequest(t, call{method: p.Method, header: p.Headers, body: "body"}, p.URL)
			switch h.Name {
			case "x-amz-storage-class":
				req.Header.Set(h.Name, "REDUCED_REDUNDANCY")
			case "Content-MD5":
				req.Header.Set(h.Name, md5Of("other"))
			default:
				req.Header.Set(h.Name, "x"+h.Value)
			}
			send(t, req).want(t, 403, "SignatureDoesNotMatch")
			req = newRequest(t, call{method: p.Method, header: p.Headers, body: "body"}, p.URL)
			req.Header.Del(h.Name)
			send(t, req).want(t, 400, "AccessDenied")
		})
	}
	t.Cleanup(func() { // after the subtests
		req := newRequest(t, call{method: http.MethodPut, header: p.Headers, body: "body"}, p.URL)
		send(t, req).want(t, 200, "") // IfNoneMatch: nothing was stored before
	})
}
