package sig4_test

import (
	"crypto/sha256"
	"encoding/base64"
	"testing"
	"time"

	"github.com/sig4/sig4/policy"
)

// Fields that stores know by name are plain fields of a form, each under its own
// exact condition.
func TestMinIOPostFields(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	sum := sha256.Sum256([]byte("the file"))
	checksum := base64.StdEncoding.EncodeToString(sum[:])
	other := base64.StdEncoding.EncodeToString(make([]byte, 32))
	for _, test := range []struct {
		name   string
		field  policy.Field
		status int
		code   string
	}{
		{"bucket", policy.Field{Name: "bucket", Value: b.name}, 204, ""},
		{"checksum", policy.Field{Name: "x-amz-checksum-sha256", Value: checksum}, 204, ""},
		{"checksum of another file", policy.Field{Name: "x-amz-checksum-sha256", Value: other}, 400, "XAmzContentChecksumMismatch"},
		{"tags", policy.Field{Name: "tagging", Value: "<Tagging><TagSet></TagSet></Tagging>"}, 204, ""},
		{"tags that are none", policy.Field{Name: "tagging", Value: "no XML"}, 400, "MalformedPOSTRequest"},
		{"encryption, for which this server has no keys", policy.Field{Name: "x-amz-server-side-encryption", Value: "AES256"}, 501, "NotImplemented"},
		{"class", policy.Field{Name: "x-amz-storage-class", Value: "STANDARD"}, 204, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := b.post("fields/${filename}")
			p.Fields = []policy.Field{test.field}
			p.AllowBucketField = true
			upload(t, b.form(t, p, time.Now()), file{test.name, "the file"}).want(t, test.status, test.code)
			if test.status != 204 {
				b.missing(t, "fields/"+test.name)
				return
			}
			b.wantStored(t, "fields/"+test.name, "the file")
		})
	}
}
