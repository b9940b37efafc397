package sig4_test

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

// minPart is the smallest size of all parts but the last.
const minPart = 5 << 20

// startUpload starts a multipart upload and returns its id, escaped for a query.
func startUpload(t *testing.T, b *bucket, w way, key string) string {
	t.Helper()
	got := w.do(t, b, call{method: http.MethodPost, key: key, query: "uploads"})
	got.want(t, 200, "")
	var started struct{ Key, UploadId string }
	if err := xml.Unmarshal([]byte(got.body), &started); err != nil {
		t.Fatal(err)
	}
	if started.Key != key || started.UploadId == "" {
		t.Fatalf("an upload of %q with id %q", started.Key, started.UploadId)
	}
	return string(sigv4.AppendEscaped(nil, started.UploadId))
}

// completion is the body that puts parts together.
func completion(etags []string) string {
	var body strings.Builder
	body.WriteString("<CompleteMultipartUpload>")
	for i, etag := range etags {
		fmt.Fprintf(&body, "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>", i+1, etag)
	}
	body.WriteString("</CompleteMultipartUpload>")
	return body.String()
}

// Every request of a multipart upload is signed: the start, parts from here and from another object, the list of parts
// and the end.
func TestMinIOMultipart(t *testing.T) {
	const key = "parts of a+b/é"
	first := strings.Repeat("0123456789abcdef", minPart/16)
	second := "the end"
	eachWay(t, func(t *testing.T, b *bucket, w way) {
		b.write(t, "source", "0123456789")
		id := startUpload(t, b, w, key)

		var etags []string
		for i, body := range []string{first, first} {
			got := w.do(t, b, call{method: http.MethodPut, key: key, query: fmt.Sprintf("partNumber=%d&uploadId=%s", i+1, id), body: body})
			got.want(t, 200, "")
			etags = append(etags, got.header.Get("ETag"))
		}
		w.do(t, b, call{method: http.MethodPut, key: key, query: "partNumber=3&uploadId=" + id, body: second}).want(t, 200, "")

		// The third part is written anew, from a range of another object.
		got := w.do(t, b, call{method: http.MethodPut, key: key, query: "partNumber=3&uploadId=" + id, header: []sigv4.Header{
			{Name: "x-amz-copy-source", Value: "/" + b.name + "/source"},
			{Name: "x-amz-copy-source-range", Value: "bytes=3-5"},
		}})
		got.want(t, 200, "")
		var copied struct{ ETag string }
		if err := xml.Unmarshal([]byte(got.body), &copied); err != nil {
			t.Fatal(err)
		}
		etags = append(etags, copied.ETag)

		got = w.do(t, b, call{method: http.MethodGet, key: key, query: "uploadId=" + id})
		got.want(t, 200, "")
		var parts struct{ Part []struct{ Size int } }
		if err := xml.Unmarshal([]byte(got.body), &parts); err != nil {
			t.Fatal(err)
		}
		if len(parts.Part) != 3 || parts.Part[0].Size != minPart || parts.Part[2].Size != 3 {
			t.Errorf("the list of parts holds %v", parts.Part)
		}

		w.do(t, b, call{method: http.MethodPost, key: key, query: "uploadId=" + id, body: completion(etags)}).want(t, 200, "")
		if got, _ := b.read(t, key); got != first+first+"345" {
			t.Errorf("minio-go reads %d bytes that end in %q", len(got), got[max(0, len(got)-10):])
		}
	})
}

// An upload that is given up leaves nothing behind.
func TestMinIOAbort(t *testing.T) {
	eachWay(t, func(t *testing.T, b *bucket, w way) {
		id := startUpload(t, b, w, "key")
		part := call{method: http.MethodPut, key: "key", query: "partNumber=1&uploadId=" + id, body: "body"}
		w.do(t, b, part).want(t, 200, "")
		w.do(t, b, call{method: http.MethodDelete, key: "key", query: "uploadId=" + id}).want(t, 204, "")
		w.do(t, b, part).want(t, 404, "NoSuchUpload")
		b.missing(t, "key")
	})
}

// A presigned URL for one part is of no use for another part or another upload.
func TestMinIOChangedPart(t *testing.T) {
	eachWay(t, func(t *testing.T, b *bucket, w way) {
		id, other := startUpload(t, b, w, "key"), startUpload(t, b, w, "key")
		part := call{method: http.MethodPut, key: "key", query: "partNumber=1&uploadId=" + id, body: "body"}
		for _, change := range [][2]string{{"partNumber=1", "partNumber=2"}, {id, other}} {
			req := w.sign(t, b, part)
			changed := strings.Replace(req.URL.RawQuery, change[0], change[1], 1)
			if changed == req.URL.RawQuery {
				t.Fatalf("the query has no %s", change[0])
			}
			req.URL.RawQuery = changed
			send(t, req).want(t, 403, "SignatureDoesNotMatch")
		}
		w.do(t, b, part).want(t, 200, "")
	})
}
