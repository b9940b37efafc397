package sig4_test

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

// copyOf is the call that copies an object to "copy".
func copyOf(b *bucket, key string) call {
	source := "/" + b.name + "/" + string(sigv4.AppendEscapedPath(nil, key))
	return call{method: http.MethodPut, key: "copy", header: []sigv4.Header{{Name: "x-amz-copy-source", Value: source}}}
}

// listOf is the call that lists the keys with a prefix.
func listOf(prefix string) call {
	query := "list-type=2&encoding-type=url&prefix=" + string(sigv4.AppendEscaped(nil, prefix))
	return call{method: http.MethodGet, query: query}
}

// keysIn reads the keys out of a list whose keys are written as in a query.
func keysIn(t *testing.T, a answer) (keys []string) {
	t.Helper()
	var list struct {
		Contents []struct{ Key string }
	}
	if err := xml.Unmarshal([]byte(a.body), &list); err != nil {
		t.Fatalf("reading a list: %v\n%s", err, a.body)
	}
	for _, object := range list.Contents {
		key, err := url.QueryUnescape(object.Key)
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key)
	}
	return keys
}

func TestMinIOKeys(t *testing.T) {
	eachWay(t, func(t *testing.T, b *bucket, w way) {
		for _, k := range keyCases {
			t.Run(k.name, func(t *testing.T) {
				if k.refused != nil {
					keyRefused(t, b, w, k)
				} else {
					keyTaken(t, b, w, k)
				}
			})
		}
	})
}

// keyTaken writes, reads, lists, copies and deletes an object.
func keyTaken(t *testing.T, b *bucket, w way, k keyCase) {
	body := "this is " + k.key
	stored := k.stored
	if stored == "" {
		stored = k.key
	}

	w.do(t, b, call{method: http.MethodPut, key: k.key, body: body}).want(t, 200, "")
	if got, _ := b.read(t, stored); got != body {
		t.Errorf("minio-go reads %q, want %q", got, body)
	}

	got := w.do(t, b, call{method: http.MethodGet, key: k.key})
	got.want(t, 200, "")
	if got.body != body {
		t.Errorf("GET gives %q, want %q", got.body, body)
	}

	got = w.do(t, b, call{method: http.MethodHead, key: k.key})
	got.want(t, 200, "")
	if length := got.header.Get("Content-Length"); length != strconv.Itoa(len(body)) {
		t.Errorf("HEAD gives length %s, want %d", length, len(body))
	}

	got = w.do(t, b, listOf(stored))
	got.want(t, 200, "")
	if keys := keysIn(t, got); !slices.Equal(keys, []string{stored}) {
		t.Errorf("the list holds %q, want %q", keys, stored)
	}

	w.do(t, b, copyOf(b, k.key)).want(t, 200, "")
	if got, _ := b.read(t, "copy"); got != body {
		t.Errorf("the copy holds %q, want %q", got, body)
	}
	w.do(t, b, call{method: http.MethodDelete, key: "copy"}).want(t, 204, "")

	w.do(t, b, call{method: http.MethodDelete, key: k.key}).want(t, 204, "")
	w.do(t, b, call{method: http.MethodGet, key: k.key}).want(t, 404, "NoSuchKey")
	got = w.do(t, b, listOf(""))
	if keys := keysIn(t, got); len(keys) != 0 {
		t.Errorf("the list still holds %q", keys)
	}
}

// keyRefused holds the server to the answers that the table lists.
func keyRefused(t *testing.T, b *bucket, w way, k keyCase) {
	for _, try := range []struct {
		call call
		want reply
	}{
		{call{method: http.MethodPut, key: k.key, body: "body"}, k.refused.put},
		{call{method: http.MethodGet, key: k.key}, k.refused.get},
		{call{method: http.MethodHead, key: k.key}, k.refused.head},
		{listOf(k.key), k.refused.list},
		{copyOf(b, k.key), k.refused.copy},
		{call{method: http.MethodDelete, key: k.key}, k.refused.delete},
	} {
		t.Run(try.call.method, func(t *testing.T) {
			w.do(t, b, try.call).want(t, try.want.status, try.want.code)
		})
	}
}

// The two normal forms of a word are two keys, and neither is turned into the other.
func TestMinIONormalForms(t *testing.T) {
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		t.Skip("the file system here takes both forms for one name")
	}
	eachWay(t, func(t *testing.T, b *bucket, w way) {
		for _, key := range []string{composed, decomposed} {
			w.do(t, b, call{method: http.MethodPut, key: key, body: key}).want(t, 200, "")
		}
		for _, key := range []string{composed, decomposed} {
			if got, _ := b.read(t, key); got != key {
				t.Errorf("minio-go reads %+q under %+q", got, key)
			}
			if got := keysIn(t, w.do(t, b, listOf(key))); !slices.Equal(got, []string{key}) {
				t.Errorf("the list of %+q holds %+q", key, got)
			}
		}
	})
}
