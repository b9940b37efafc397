package s3_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

// TestAddressRules states each rule of addressing by its name.
func TestAddressRules(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 63)
	tests := []struct {
		rule string
		e    s3.Endpoint
		o    s3.Location // a key means an object, a bucket alone the bucket, none the service
		want string
	}{
		{"regional host is the default", s3.Endpoint{Region: "eu-central-1"}, s3.Location{Bucket: "bkt", Key: "k"}, "https://bkt.s3.eu-central-1.amazonaws.com/k"},
		{"us-east-1 is regional too", s3.Endpoint{Region: "us-east-1"}, s3.Location{Bucket: "bkt", Key: "k"}, "https://bkt.s3.us-east-1.amazonaws.com/k"},
		{"unknown region is of the standard partition", s3.Endpoint{Region: "xx-new-9"}, s3.Location{Bucket: "bkt"}, "https://bkt.s3.xx-new-9.amazonaws.com/"},
		{"suffix of aws-us-gov", s3.Endpoint{Region: "us-gov-east-1"}, s3.Location{}, "https://s3.us-gov-east-1.amazonaws.com/"},
		{"suffix of aws-cn", s3.Endpoint{Region: "cn-northwest-1"}, s3.Location{}, "https://s3.cn-northwest-1.amazonaws.com.cn/"},
		{"suffix of aws-iso", s3.Endpoint{Region: "us-iso-west-1"}, s3.Location{}, "https://s3.us-iso-west-1.c2s.ic.gov/"},
		{"suffix of aws-iso-b", s3.Endpoint{Region: "us-isob-east-1"}, s3.Location{}, "https://s3.us-isob-east-1.sc2s.sgov.gov/"},
		{"suffix of aws-iso-e", s3.Endpoint{Region: "eu-isoe-west-1"}, s3.Location{}, "https://s3.eu-isoe-west-1.cloud.adc-e.uk/"},
		{"suffix of aws-iso-f", s3.Endpoint{Region: "us-isof-south-1"}, s3.Location{}, "https://s3.us-isof-south-1.csp.hci.ic.gov/"},
		{"suffix of aws-eusc", s3.Endpoint{Region: "eusc-de-east-1"}, s3.Location{}, "https://s3.eusc-de-east-1.amazonaws.eu/"},

		{"bucket with dot stands in the path", s3.Endpoint{Region: "us-west-2"}, s3.Location{Bucket: "a.b.c", Key: "k"}, "https://s3.us-west-2.amazonaws.com/a.b.c/k"},
		{"and does so when virtual is asked for", s3.Endpoint{Region: "us-west-2", Addressing: s3.AddressVirtual}, s3.Location{Bucket: "a.b.c", Key: "k"}, "https://s3.us-west-2.amazonaws.com/a.b.c/k"},
		{"bucket like an IP address stands in the path", s3.Endpoint{Region: "us-west-2"}, s3.Location{Bucket: "192.168.5.4", Key: "k"}, "https://s3.us-west-2.amazonaws.com/192.168.5.4/k"},
		{"bucket with upper case stands in the path", s3.Endpoint{Region: "us-east-1"}, s3.Location{Bucket: "MyBucket", Key: "k"}, "https://s3.us-east-1.amazonaws.com/MyBucket/k"},
		{"bucket with underscore stands in the path", s3.Endpoint{Region: "us-east-1"}, s3.Location{Bucket: "my_bucket", Key: "k"}, "https://s3.us-east-1.amazonaws.com/my_bucket/k"},
		{"bucket of 2 characters stands in the path", s3.Endpoint{Region: "us-east-1"}, s3.Location{Bucket: "ab"}, "https://s3.us-east-1.amazonaws.com/ab"},
		{"bucket of 63 characters stands in the host", s3.Endpoint{Region: "us-east-1"}, s3.Location{Bucket: long}, "https://" + long + ".s3.us-east-1.amazonaws.com/"},
		{"bucket of 64 characters stands in the path", s3.Endpoint{Region: "us-east-1"}, s3.Location{Bucket: long + "x"}, "https://s3.us-east-1.amazonaws.com/" + long + "x"},
		{"bucket of digits stands in the host", s3.Endpoint{Region: "us-east-1"}, s3.Location{Bucket: "12345"}, "https://12345.s3.us-east-1.amazonaws.com/"},
		{"AddressPath on AWS", s3.Endpoint{Region: "us-east-1", Addressing: s3.AddressPath}, s3.Location{Bucket: "bkt", Key: "k"}, "https://s3.us-east-1.amazonaws.com/bkt/k"},
		{"bucket in the path has no final slash", s3.Endpoint{Region: "us-east-1", Addressing: s3.AddressPath}, s3.Location{Bucket: "bkt"}, "https://s3.us-east-1.amazonaws.com/bkt"},

		{"dual stack", s3.Endpoint{Region: "us-west-2", DualStack: true}, s3.Location{Bucket: "bkt"}, "https://bkt.s3.dualstack.us-west-2.amazonaws.com/"},
		{"dual stack in the path", s3.Endpoint{Region: "us-west-2", DualStack: true, Addressing: s3.AddressPath}, s3.Location{Bucket: "bkt"}, "https://s3.dualstack.us-west-2.amazonaws.com/bkt"},
		{"dual stack in China", s3.Endpoint{Region: "cn-north-1", DualStack: true}, s3.Location{Bucket: "bkt"}, "https://bkt.s3.dualstack.cn-north-1.amazonaws.com.cn/"},
		{"FIPS", s3.Endpoint{Region: "us-west-2", FIPS: true}, s3.Location{Bucket: "bkt"}, "https://bkt.s3-fips.us-west-2.amazonaws.com/"},
		{"FIPS and dual stack", s3.Endpoint{Region: "us-west-2", FIPS: true, DualStack: true}, s3.Location{Bucket: "bkt"}, "https://bkt.s3-fips.dualstack.us-west-2.amazonaws.com/"},
		{"acceleration", s3.Endpoint{Region: "us-west-2", Accelerate: true}, s3.Location{Bucket: "bkt", Key: "k"}, "https://bkt.s3-accelerate.amazonaws.com/k"},
		{"acceleration and dual stack", s3.Endpoint{Region: "us-west-2", Accelerate: true, DualStack: true}, s3.Location{Bucket: "bkt", Key: "k"}, "https://bkt.s3-accelerate.dualstack.amazonaws.com/k"},
		{"acceleration without a bucket is the ordinary host", s3.Endpoint{Region: "us-west-2", Accelerate: true}, s3.Location{}, "https://s3.us-west-2.amazonaws.com/"},
		{"the same with dual stack", s3.Endpoint{Region: "us-west-2", Accelerate: true, DualStack: true}, s3.Location{}, "https://s3.dualstack.us-west-2.amazonaws.com/"},

		{"global host on request", s3.Endpoint{Region: "us-east-1", Global: true}, s3.Location{Bucket: "examplebucket", Key: "test.txt"}, "https://examplebucket.s3.amazonaws.com/test.txt"},
		{"global host with virtual asked for", s3.Endpoint{Region: "us-east-1", Global: true, Addressing: s3.AddressVirtual}, s3.Location{Bucket: "bkt", Key: "k"}, "https://bkt.s3.amazonaws.com/k"},
		{"global host in the path", s3.Endpoint{Region: "us-east-1", Global: true}, s3.Location{Bucket: "a.b", Key: "k"}, "https://s3.amazonaws.com/a.b/k"},
		{"aws-global is the global host", s3.Endpoint{Region: "aws-global"}, s3.Location{Bucket: "bkt"}, "https://bkt.s3.amazonaws.com/"},
		{"aws-global with FIPS is us-east-1", s3.Endpoint{Region: "aws-global", FIPS: true}, s3.Location{}, "https://s3-fips.us-east-1.amazonaws.com/"},
		{"aws-global with dual stack is us-east-1", s3.Endpoint{Region: "aws-global", DualStack: true}, s3.Location{}, "https://s3.dualstack.us-east-1.amazonaws.com/"},
		{"aws-global with both is us-east-1", s3.Endpoint{Region: "aws-global", DualStack: true, FIPS: true}, s3.Location{}, "https://s3-fips.dualstack.us-east-1.amazonaws.com/"},

		{"access point alias is an ordinary bucket", s3.Endpoint{Region: "us-west-2"}, s3.Location{Bucket: "ap-abc-s3alias", Key: "k"}, "https://ap-abc-s3alias.s3.us-west-2.amazonaws.com/k"},

		{"key is encoded once, whatever it holds", s3.Endpoint{Region: "us-east-1"}, s3.Location{Bucket: "bkt", Key: "a b%20+!*'()&=?#;\"é"}, "https://bkt.s3.us-east-1.amazonaws.com/a%20b%2520%2B%21%2A%27%28%29%26%3D%3F%23%3B%22%C3%A9"},
		{"key is not normalised", s3.Endpoint{Region: "us-east-1"}, s3.Location{Bucket: "bkt", Key: "//a/./b/../c//"}, "https://bkt.s3.us-east-1.amazonaws.com///a/./b/../c//"},
		{"the two unicode forms of a key stay apart", s3.Endpoint{Region: "us-east-1"}, s3.Location{Bucket: "bkt", Key: "\u00e9e\u0301"}, "https://bkt.s3.us-east-1.amazonaws.com/%C3%A9e%CC%81"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			got, err := address(tt.e, tt.o)
			if err != nil {
				t.Fatal(err)
			}
			if got.URL() != tt.want {
				t.Errorf("got  %s\nwant %s", got.URL(), tt.want)
			}
			if err := got.Scope().Validate(); err != nil {
				t.Errorf("the scope does not sign: %v", err)
			}
		})
	}
}

func address(e s3.Endpoint, o s3.Location) (s3.Address, error) {
	switch {
	case o.Key != "":
		return e.Object(o)
	case o.Bucket != "":
		return e.Bucket(o.Bucket)
	}
	return e.Service()
}

func TestSigningRegion(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule string
		e    s3.Endpoint
		want sigv4.Scope
	}{
		{"the region itself", s3.Endpoint{Region: "eu-west-3"}, sigv4.Scope{Region: "eu-west-3", Service: "s3"}},
		{"the global host does not change it", s3.Endpoint{Region: "eu-west-3", Global: true}, sigv4.Scope{Region: "eu-west-3", Service: "s3"}},
		{"acceleration does not change it", s3.Endpoint{Region: "eu-west-3", Accelerate: true}, sigv4.Scope{Region: "eu-west-3", Service: "s3"}},
		{"aws-global signs for us-east-1", s3.Endpoint{Region: "aws-global"}, sigv4.Scope{Region: "us-east-1", Service: "s3"}},
		{"so it does at a custom endpoint", s3.Endpoint{Region: "aws-global", URL: "https://example.com"}, sigv4.Scope{Region: "us-east-1", Service: "s3"}},
		{"other stores name regions as they like", s3.Endpoint{Region: "Zone_1.a", URL: "https://example.com"}, sigv4.Scope{Region: "Zone_1.a", Service: "s3"}},
	}
	for _, tt := range tests {
		a, err := tt.e.Bucket("bkt")
		if err != nil {
			t.Errorf("%s: %v", tt.rule, err)
		} else if a.Scope() != tt.want {
			t.Errorf("%s: scope %v, want %v", tt.rule, a.Scope(), tt.want)
		}
	}
}

func TestRefusedEndpoints(t *testing.T) {
	t.Parallel()
	const bkt, custom = "bkt", "https://example.com"
	tests := []struct {
		rule   string
		e      s3.Endpoint
		bucket string
		kind   error
		says   string
	}{
		{"region is required", s3.Endpoint{}, bkt, s3.ErrRegion, "empty"},
		{"region is required at a custom endpoint", s3.Endpoint{URL: custom}, bkt, s3.ErrRegion, "empty"},
		{"region with upper case", s3.Endpoint{Region: "EU-West-1"}, bkt, s3.ErrRegion, "'E'"},
		{"region with a slash", s3.Endpoint{Region: "us/east"}, bkt, s3.ErrRegion, "at byte 2"},
		{"region that would add a label", s3.Endpoint{Region: "evil.example"}, bkt, s3.ErrRegion, "'.'"},
		{"region with a line feed", s3.Endpoint{Region: "us-east-1\n"}, bkt, s3.ErrRegion, "0x0a"},
		{"region that begins with a hyphen", s3.Endpoint{Region: "-us"}, bkt, s3.ErrRegion, "begins or ends"},
		{"region longer than a label", s3.Endpoint{Region: strings.Repeat("a", 64)}, bkt, s3.ErrRegion, "63"},
		{"region with a space at a custom endpoint", s3.Endpoint{Region: "a b", URL: custom}, bkt, s3.ErrRegion, "a space"},
		{"old FIPS pseudo-region, prefix", s3.Endpoint{Region: "fips-us-gov-west-1"}, bkt, s3.ErrRegion, "choose FIPS"},
		{"old FIPS pseudo-region, suffix", s3.Endpoint{Region: "us-gov-west-1-fips"}, bkt, s3.ErrRegion, "choose FIPS"},
		{"pseudo-region of another partition", s3.Endpoint{Region: "aws-cn-global"}, bkt, s3.ErrRegion, "pseudo-region"},

		{"China has no FIPS hosts", s3.Endpoint{Region: "cn-north-1", FIPS: true}, bkt, s3.ErrCombination, "no FIPS"},
		{"China has no FIPS hosts, dual stack or not", s3.Endpoint{Region: "cn-north-1", FIPS: true, DualStack: true}, bkt, s3.ErrCombination, "no FIPS"},
		{"acceleration excludes FIPS", s3.Endpoint{Region: "us-east-1", FIPS: true, Accelerate: true}, bkt, s3.ErrCombination, "FIPS"},
		{"acceleration excludes path style", s3.Endpoint{Region: "us-east-1", Accelerate: true, Addressing: s3.AddressPath}, bkt, s3.ErrCombination, "path-style"},
		{"acceleration excludes a dotted bucket", s3.Endpoint{Region: "us-east-1", Accelerate: true}, "a.b", s3.ErrCombination, "no dot"},
		{"acceleration excludes an upper-case bucket", s3.Endpoint{Region: "us-east-1", Accelerate: true}, "UPPER", s3.ErrCombination, "lower-case"},
		{"China has no acceleration", s3.Endpoint{Region: "cn-north-1", Accelerate: true}, bkt, s3.ErrCombination, "no acceleration"},
		{"isolated partitions have no acceleration", s3.Endpoint{Region: "us-iso-east-1", Accelerate: true}, bkt, s3.ErrCombination, "no acceleration"},
		{"global host excludes FIPS", s3.Endpoint{Region: "us-east-1", Global: true, FIPS: true}, bkt, s3.ErrCombination, "no FIPS form"},
		{"global host excludes dual stack", s3.Endpoint{Region: "us-east-1", Global: true, DualStack: true}, bkt, s3.ErrCombination, "no dual-stack form"},
		{"global host excludes acceleration", s3.Endpoint{Region: "us-east-1", Global: true, Accelerate: true}, bkt, s3.ErrCombination, "choose one"},
		{"global host excludes China", s3.Endpoint{Region: "cn-north-1", Global: true}, bkt, s3.ErrCombination, "standard partition"},
		{"global host excludes GovCloud", s3.Endpoint{Region: "us-gov-west-1", Global: true}, bkt, s3.ErrCombination, "standard partition"},
		{"custom endpoint excludes dual stack", s3.Endpoint{Region: "us-east-1", URL: custom, DualStack: true}, bkt, s3.ErrCombination, "custom endpoint"},
		{"custom endpoint excludes FIPS", s3.Endpoint{Region: "us-east-1", URL: custom, FIPS: true}, bkt, s3.ErrCombination, "custom endpoint"},
		{"custom endpoint excludes acceleration", s3.Endpoint{Region: "us-east-1", URL: custom, Accelerate: true}, bkt, s3.ErrCombination, "custom endpoint"},
		{"custom endpoint excludes the global host", s3.Endpoint{Region: "us-east-1", URL: custom, Global: true}, bkt, s3.ErrCombination, "custom endpoint"},
		{"addressing out of range", s3.Endpoint{Region: "us-east-1", Addressing: 3}, bkt, s3.ErrEndpoint, "known styles"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			a, err := tt.e.Bucket(tt.bucket)
			checkRefused(t, a, err, tt.kind, tt.says)
			a, err = tt.e.Object(s3.Location{Bucket: tt.bucket, Key: "k"})
			checkRefused(t, a, err, tt.kind, tt.says)
		})
	}
}

// checkRefused checks that err is a typed error of the kind that says the words,
// and that no address came with it.
func checkRefused(t *testing.T, a s3.Address, err, kind error, says string) {
	t.Helper()
	var typed *s3.Error
	if !errors.As(err, &typed) || !errors.Is(err, kind) {
		t.Fatalf("error %v (%T), want an *s3.Error of kind %v", err, err, kind)
	}
	if !strings.Contains(err.Error(), says) || !strings.HasPrefix(err.Error(), "s3: "+kind.Error()) {
		t.Errorf("error %q, want its kind and %q", err, says)
	}
	if a != (s3.Address{}) {
		t.Errorf("the address %v came with the error", a)
	}
}

func TestAddressesAllocateHostAndPathOnly(t *testing.T) {
	e := s3.Endpoint{Region: "eu-central-1"}
	o := s3.Location{Bucket: "examplebucket", Key: "photos/2013/a b.jpg"}
	allocs := testing.AllocsPerRun(100, func() {
		if _, err := e.Object(o); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > 3 { // host, path, and the buffer that the path is escaped in
		t.Errorf("%v allocations, want at most 3", allocs)
	}
}
