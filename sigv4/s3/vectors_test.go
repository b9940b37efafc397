package s3_test

import (
	"cmp"
	"errors"
	"strings"
	"testing"

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
		OptionalKeys:     []string{"endpoint-url", "addressing", "options", "bucket", "url", "signing-region", "signing-service", "auth", "error"},
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
			control := false
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
				case "express-iam":
					e.ExpressIAM = true
				case "control":
					control = true
				default:
					t.Fatalf("unknown option %q", o)
				}
			}

			var got s3.Address
			var err error
			key, isObject := f.Section("key")
			switch bucket := f.Key("bucket"); {
			case control && bucket != "":
				got, err = e.ControlBucket(bucket)
			case control:
				got, err = e.ControlService()
			case isObject:
				got, err = e.Object(s3.Location{Bucket: bucket, Key: key})
			case bucket != "":
				got, err = e.Bucket(bucket)
			default:
				got, err = e.Service()
			}

			if kind := f.Key("error"); kind != "" {
				if want, ok := errorKinds[kind]; !ok {
					t.Fatalf("unknown error %q", kind)
				} else if !errors.Is(err, want) {
					t.Errorf("error %v, want %v", err, want)
				}
				if got != (s3.Address{}) {
					t.Errorf("an address beside the error: %+v", got)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if want := f.Key("url"); got.URL() != want {
				t.Errorf("URL %s, want %s", got.URL(), want)
			}
			want := s3.Address{
				Scheme: got.Scheme, Host: got.Host, Path: got.Path,
				SigningRegion: f.Key("signing-region"), SigningService: cmp.Or(f.Key("signing-service"), "s3"),
			}
			switch auth := f.Key("auth"); auth {
			case "":
			case "sigv4a":
				want.Algorithm = s3.SigV4A
			case "sigv4-s3express":
				want.Session = true
			default:
				t.Fatalf("unknown auth %q", auth)
			}
			if got != want {
				t.Errorf("signs as %+v, want %+v", got, want)
			}
		})
	}
}

// errorKinds are the values of the key "error".
var errorKinds = map[string]error{"combination": s3.ErrCombination, "bucket": s3.ErrBucket}

// TestEndpointRules counts the cases of the public endpoint rules: none is left
// out and none is there twice. They all resolve alike, so no list of differences
// follows.
func TestEndpointRules(t *testing.T) {
	t.Parallel()
	files, err := testdata.Dir("endpoint")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, f := range files {
		if f.Key("source") != "@aws-sdk/client-s3 3.1169.0, its endpoint rules evaluated offline" {
			continue
		}
		input := strings.Join([]string{f.Key("region"), f.Key("endpoint-url"), f.Key("addressing"), f.Key("options"), f.Key("bucket")}, "\n")
		if other, ok := seen[input]; ok {
			t.Errorf("%s and %s ask the same", f.Name, other)
		}
		seen[input] = f.Name
	}
	if len(seen) != 80 {
		t.Errorf("%d cases, want 80", len(seen))
	}
}
