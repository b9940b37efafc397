package sig4_test

import (
	"net/http"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

// Where MinIO reads a request in another way than S3's documentation, a right signature is refused. These are listed
// here so that a change on either side is seen.
func TestMinIOReadsOtherwise(t *testing.T) {
	meta := func(value string) call {
		return call{method: http.MethodPut, key: "key", body: "body", header: []sigv4.Header{{Name: "X-Amz-Meta-A", Value: value}}}
	}
	list := func(query string) call { return call{method: http.MethodGet, query: query} }
	for _, test := range []struct {
		name          string
		call          call
		inHead, query reply
	}{
		// Equal names are sorted by value in the canonical query. MinIO keeps them in the order of the request; a
		// presigned URL is written in the canonical order, where both agree.
		{"values in order", list("list-type=2&prefix=a&prefix=b"), reply{200, ""}, reply{200, ""}},
		{"values out of order", list("list-type=2&prefix=b&prefix=a"), reply{403, "SignatureDoesNotMatch"}, reply{200, ""}},
		// A tab inside a header's value stays. MinIO makes it a space.
		{"tab in a header", meta("a\tb"), reply{403, "SignatureDoesNotMatch"}, reply{403, "SignatureDoesNotMatch"}},
		{"tab around a header", meta("\ta b\t"), reply{200, ""}, reply{200, ""}},
		// A semicolon in a query is a byte like any other. MinIO reads no request that holds one.
		{"semicolon", list("list-type=2&prefix=a;b"), reply{400, "InvalidRequest"}, reply{200, ""}},
		{"semicolon escaped", list("list-type=2&prefix=a%3Bb"), reply{200, ""}, reply{200, ""}},
	} {
		t.Run(test.name, func(t *testing.T) {
			eachWay(t, func(t *testing.T, b *bucket, w way) {
				want := test.inHead
				if w.query {
					want = test.query
				}
				w.do(t, b, test.call).want(t, want.status, want.code)
			})
		})
	}
}
