package sig4_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

// Metadata that was moved into the URL is stored as if it had been sent in headers, and nobody can change it there.
func TestMinIOHoist(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	c := call{method: http.MethodPut, key: "a b", body: "the body", header: []sigv4.Header{
		{Name: "X-Amz-Meta-Author", Value: "eric o'n+"}, {Name: "x-amz-meta-list", Value: "1"}, {Name: "X-Amz-Meta-List", Value: "2"},
		{Name: "X-Amz-Storage-Class", Value: "REDUCED_REDUNDANCY"}, {Name: "X-Amz-Tagging", Value: "a=b"},
	}}
	r, err := s3.Hoist(*b.request(c, sigv4.UnsignedPayload))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]sigv4.Header{{Name: "X-Amz-Tagging", Value: "a=b"}}, r.Headers); diff != "" {
		t.Fatal(diff)
	}
	presigned, err := b.signer(t).Presign(&r, life, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	c.header = presigned.Headers
	send(t, newRequest(t, c, presigned.URL)).want(t, 200, "")

	_, info := b.read(t, "a b")
	want := map[string]string{"Author": "eric o'n+", "List": "1,2"}
	if diff := cmp.Diff(want, map[string]string(info.UserMetadata)); diff != "" {
		t.Errorf("metadata: %s", diff)
	}
	if got := info.Metadata.Get("X-Amz-Storage-Class"); got != "REDUCED_REDUNDANCY" {
		t.Errorf("storage class %q", got)
	}
	if info.UserTagCount != 1 {
		t.Errorf("%d tags, want 1", info.UserTagCount)
	}

	for _, change := range []struct{ old, new string }{
		{"x-amz-meta-list=1%2C2", "x-amz-meta-list=3"},
		{"&x-amz-storage-class=REDUCED_REDUNDANCY", ""},
		{"x-amz-meta-author", "x-amz-meta-editor"},
	} {
		t.Run(change.old, func(t *testing.T) {
			t.Parallel()
			changed := strings.Replace(presigned.URL, change.old, change.new, 1)
			if changed == presigned.URL {
				t.Fatal("nothing was changed")
			}
			send(t, newRequest(t, c, changed)).want(t, 403, "SignatureDoesNotMatch")
		})
	}
}
