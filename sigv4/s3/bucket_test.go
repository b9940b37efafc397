package s3_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4/s3"
)

func TestRefusedBuckets(t *testing.T) {
	t.Parallel()
	tests := []struct{ rule, bucket, says string }{
		{"empty", "", "empty"},
		{"longer than 255", strings.Repeat("a", 256), "255"},
		{"slash", "a/b", "'/' , at byte 1"},
		{"space", "a b", "a space"},
		{"percent", "a%41", "'%'"},
		{"unicode", "bücher", "0xc3"},
		{"line feed", "bucket\n", "0x0a"},
		{"NUL", "a\x00", "0x00"},
		{"question mark", "b?acl", "'?'"},
		{"colon", "b:c", "':'"},
		{"one dot", ".", "dot segment"},
		{"two dots", "..", "dot segment"},
		{"Multi-Region Access Point alias without its ARN", "mfzwi23gnjvgw.mrap", "give its ARN"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			for _, e := range []s3.Endpoint{{Region: "us-west-2"}, {Region: "us-west-2", URL: "http://localhost:9000"}} {
				for _, says := range strings.Split(tt.says, " , ") {
					a, err := e.Bucket(tt.bucket)
					checkRefused(t, a, err, s3.ErrBucket, says)
					a, err = e.Object(s3.Location{Bucket: tt.bucket, Key: "k"})
					checkRefused(t, a, err, s3.ErrBucket, says)
				}
			}
		})
	}
}

// TestOldBuckets: names that no new bucket may have, but that buckets of
// us-east-1 from before March 2018 do have, are addressed, in the path.
func TestOldBuckets(t *testing.T) {
	t.Parallel()
	for _, bucket := range []string{"UPPER", "under_score", "a..b", "-lead", "trail-", ".dot", "dot.", strings.Repeat("a", 64), strings.Repeat("B", 255), "..."} {
		if err := s3.CheckNewBucket(bucket); !errors.Is(err, s3.ErrBucket) {
			t.Errorf("CheckNewBucket(%q) = %v, want ErrBucket", bucket, err)
		}
		a, err := s3.Endpoint{Region: "us-east-1"}.Bucket(bucket)
		if err != nil || a.Host != "s3.us-east-1.amazonaws.com" || a.Path != "/"+bucket {
			t.Errorf("Bucket(%q) = %v, %v; want it in the path", bucket, a, err)
		}
	}
}

// TestCheckNewBucket goes through the S3 User Guide, "General purpose bucket
// naming rules".
func TestCheckNewBucket(t *testing.T) {
	t.Parallel()
	for _, bucket := range []string{"abc", "docexamplebucket1", "log-delivery-march-2020", "example.com", "my.example.s3.bucket", "a--b", "123", strings.Repeat("a", 63), "1.2.3", "1.2.3.4.5", "1.2.3.x"} {
		if err := s3.CheckNewBucket(bucket); err != nil {
			t.Errorf("CheckNewBucket(%q): %v", bucket, err)
		}
	}
	tests := []struct{ rule, bucket, says string }{
		{"empty", "", "empty"},
		{"2 characters", "ab", "shorter than 3"},
		{"64 characters", strings.Repeat("a", 64), "longer than 63"},
		{"upper case", "docExample", "'E'; new buckets"},
		{"underscore", "doc_example_bucket", "'_'"},
		{"slash", "a/b", "'/'"},
		{"unicode", "bücher", "0xc3"},
		{"hyphen first", "-abc", "begin with a letter"},
		{"hyphen last", "doc-example-bucket-", "end with a letter"},
		{"dot first", ".abc", "begin with a letter"},
		{"dot last", "abc.", "end with a letter"},
		{"two adjacent dots", "doc..example", "adjacent dots"},
		{"IP address", "192.168.5.4", "IPv4"},
		{"form of an IP address", "999.1.1.1", "IPv4"},
		{"prefix xn--", "xn--abc", "begins with xn--"},
		{"prefix sthree-", "sthree-configurator-x", "begins with sthree-"},
		{"prefix amzn-s3-demo-", "amzn-s3-demo-bucket", "begins with amzn-s3-demo-"},
		{"suffix -s3alias", "abc-s3alias", "ends with -s3alias"},
		{"suffix --ol-s3", "abc--ol-s3", "ends with --ol-s3"},
		{"suffix --x-s3", "abc--x-s3", "ends with --x-s3"},
		{"suffix --table-s3", "abc--table-s3", "ends with --table-s3"},
		{"suffix --xa-s3", "abc--xa-s3", "ends with --xa-s3"},
		{"suffix --op-s3", "abc--op-s3", "ends with --op-s3"},
		{"suffix .mrap", "abc.mrap", "ends with .mrap"},
	}
	for _, tt := range tests {
		checkRefused(t, s3.Address{}, s3.CheckNewBucket(tt.bucket), s3.ErrBucket, tt.says)
	}
}
