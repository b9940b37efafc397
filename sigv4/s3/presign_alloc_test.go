//go:build !race

package s3_test

import (
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4/s3"
)

// TestAllocations: how often a URL allocates, at most. (Not parallel: other
// tests would be counted in.)
func TestAllocations(t *testing.T) {
	p, c := presigner(t, nil), call(t, "get_object", with(nil))
	dst := make([]byte, 0, 1024)
	for _, tt := range []struct {
		what string
		want float64
		do   func() error
	}{
		{"Lookup by boto3's name", 0, func() error { _, err := s3.Lookup("get_bucket_location"); return err }},
		{"Lookup by S3's name", 0, func() error { _, err := s3.Lookup("GetBucketLocation"); return err }},
		{"AppendURL: host, path, query and a workspace", 4, func() (err error) {
			dst, err = p.AppendURL(dst[:0], c, time.Hour, testTime)
			return err
		}},
	} {
		got := testing.AllocsPerRun(100, func() {
			if err := tt.do(); err != nil {
				t.Fatal(err)
			}
		})
		if got > tt.want {
			t.Errorf("%s: %v allocations, want at most %v", tt.what, got, tt.want)
		}
	}
}
