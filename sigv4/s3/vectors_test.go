package s3_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4/s3"
	"github.com/sig4/sig4/testdata"
)

// TestVectors holds addresses to what AWS's own clients make of the same
// options; each file names the client.
func TestVectors(t *testing.T) {
	t.Parallel()
	files, err := testdata.Dir("endpoint")
	if err != nil {
		t.Fatal(err)
	}
	schema := testdata.Schema{
		Keys:             []string{"region"},
		OptionalKeys:     []string{"endpoint-url", "addressing", "options", "bucket", "url", "signing-region", "error"},
		OptionalSections: []string{"key"},
	}
	for _, f := range files {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			if err := f.Check(schema); err != nil {
				t.Fatal(err)
			}
			if (f.Key("url") == "") == (f.Key("error") == "") {
				t.Fatal("want one of the keys url and error")
			}
			e := s3.Endpoint{Region: f.Key("region"), URL: f.Key("endpoint-url")}
			switch f.Key("addressing") {
			case "":
			case "path":
				e.Addressing = s3.AddressPath
			case "virtual":
				e.Addressing = s3.AddressVirtual
			default:
				t.Fatalf("unknown addressing %q", f.Key("addressing"))
			}
			for _, o := range strings.Fields(f.Key("options")) {
				switch o {
				case "dual-stack":
					e.DualStack = true
				case "fips":
					e.FIPS = true
				case "accelerate":
					e.Accelerate = true
				case "global":
					e.Global = true
				default:
					t.Fatalf("unknown option %q", o)
				}
			}

			var got s3.Address
			var err error
			key, isObject := f.Section("key")
			switch bucket := f.Key("bucket"); {
			case isObject:
				got, err = e.Object(s3.Location{Bucket: bucket, Key: key})
			case bucket != "":
				got, err = e.Bucket(bucket)
			default:
				got, err = e.Service()
			}

			switch kind := f.Key("error"); kind {
			case "":
				if err != nil {
					t.Fatal(err)
				}
				want := f.Key("url")
				if got.URL() != want {
					t.Errorf("URL %s, want %s", got.URL(), want)
				}
				if got.SigningRegion != f.Key("signing-region") || got.SigningService != "s3" {
					t.Errorf("signs for %s/%s, want %s/s3", got.SigningRegion, got.SigningService, f.Key("signing-region"))
				}
			case "combination":
				if !errors.Is(err, s3.ErrCombination) {
					t.Errorf("error %v, want ErrCombination", err)
				}
				if diff := cmp.Diff(s3.Address{}, got); diff != "" {
					t.Errorf("an address beside the error:\n%s", diff)
				}
			default:
				t.Fatalf("unknown error %q", kind)
			}
		})
	}
}
