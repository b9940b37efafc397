package sig4_test

import (
	"encoding/xml"
	"net/http"
	"slices"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

// A long list comes in pages, each asked for with a token of the last one, which holds bytes that a query escapes.
func TestMinIOListPages(t *testing.T) {
	keys := []string{"a b/1", "a b/2 +", "a b/3 =&", "a b/sub/4", "a b/é"}
	eachWay(t, func(t *testing.T, b *bucket, w way) {
		for _, key := range append([]string{"other"}, keys...) {
			b.write(t, key, "body")
		}
		var got []string
		token := ""
		for range keys {
			query := "list-type=2&encoding-type=url&max-keys=2&prefix=a%20b%2F" + token
			page := w.do(t, b, call{method: http.MethodGet, query: query})
			page.want(t, 200, "")
			got = append(got, keysIn(t, page)...)
			var next struct{ NextContinuationToken string }
			if err := xml.Unmarshal([]byte(page.body), &next); err != nil {
				t.Fatal(err)
			}
			if next.NextContinuationToken == "" {
				break
			}
			token = "&continuation-token=" + string(sigv4.AppendEscaped(nil, next.NextContinuationToken))
		}
		if !slices.Equal(got, keys) {
			t.Errorf("the pages hold %q, want %q", got, keys)
		}
	})
}

// What a query means is signed, not how it is spelled: the server reads each of these as the same.
func TestMinIOQuerySpellings(t *testing.T) {
	eachWay(t, func(t *testing.T, b *bucket, w way) {
		b.write(t, "a b~c/é", "body")
		for _, query := range []string{
			"list-type=2&encoding-type=url&prefix=a%20b~c%2F%C3%A9",
			"prefix=a%20b~c%2F%C3%A9&encoding-type=url&list-type=2",
			"list-type=2&encoding-type=url&prefix=a+b~c/%c3%a9",
			"list-type=2&encoding-type=url&prefix=%61+b%7ec/%C3%A9",
			"%6cist-type=2&encoding-type=url&prefix=a+b~c&delimiter",
			"&list-type=2&&encoding-type=url&prefix=a+b~c&delimiter=&",
		} {
			got := w.do(t, b, call{method: http.MethodGet, query: query})
			got.want(t, 200, "")
			if keys := keysIn(t, got); !slices.Equal(keys, []string{"a b~c/é"}) {
				t.Errorf("%s: the list holds %q", query, keys)
			}
		}
	})
}

// What a path means is signed as well.
func TestMinIOPathSpellings(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	b.write(t, "a b+c~d/é&e", "body")
	for _, spelling := range []string{
		"a%20b%2Bc~d/%C3%A9%26e",
		"a%20b+c~d/%C3%A9&e",
		"a%20b%2bc%7ed/%c3%a9%26e",
		"%61%20%62%2B%63%7E%64/%C3%A9%26%65",
		"a%20b+c~d%2F%C3%A9&e",
	} {
		t.Run(spelling, func(t *testing.T) {
			t.Parallel()
			for _, w := range coreWays { // net/http has a spelling of its own
				get := call{method: http.MethodGet, spelled: spelling}
				got := w.do(t, b, get)
				got.want(t, 200, "")
				if got.body != "body" {
					t.Errorf("%s: GET gives %q", w.name, got.body)
				}
			}
		})
	}
}
