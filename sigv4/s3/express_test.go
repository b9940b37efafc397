package s3_test

import (
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4/s3"
)

// TestControl: what manages directory buckets goes to the region's control
// endpoint in path style, and is signed with ordinary credentials.
func TestControl(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule   string
		e      s3.Endpoint
		bucket string // none: the service
		want   string
	}{
		{"service", s3.Endpoint{Region: "us-west-2"}, "", "https://s3express-control.us-west-2.amazonaws.com/"},
		{"service, dual stack", s3.Endpoint{Region: "us-west-2", DualStack: true}, "", "https://s3express-control.dualstack.us-west-2.amazonaws.com/"},
		{"service, FIPS", s3.Endpoint{Region: "us-west-2", FIPS: true}, "", "https://s3express-control-fips.us-west-2.amazonaws.com/"},
		{"service, both", s3.Endpoint{Region: "us-west-2", FIPS: true, DualStack: true}, "", "https://s3express-control-fips.dualstack.us-west-2.amazonaws.com/"},
		{"service in China", s3.Endpoint{Region: "cn-north-1"}, "", "https://s3express-control.cn-north-1.amazonaws.com.cn/"},
		{"service with aws-global", s3.Endpoint{Region: "aws-global"}, "", "https://s3express-control.us-east-1.amazonaws.com/"},
		{"service at a custom endpoint", s3.Endpoint{Region: "us-west-2", URL: "https://example.com/base"}, "", "https://example.com/base"},
		{"bucket", s3.Endpoint{Region: "us-west-2"}, directory, "https://s3express-control.us-west-2.amazonaws.com/" + directory},
		{"bucket, both", s3.Endpoint{Region: "us-west-2", FIPS: true, DualStack: true}, directory, "https://s3express-control-fips.dualstack.us-west-2.amazonaws.com/" + directory},
		{"path style is what it is anyway", s3.Endpoint{Region: "us-west-2", Addressing: s3.AddressPath}, directory, "https://s3express-control.us-west-2.amazonaws.com/" + directory},
		{"and stays so when virtual is asked for", s3.Endpoint{Region: "us-west-2", Addressing: s3.AddressVirtual}, directory, "https://s3express-control.us-west-2.amazonaws.com/" + directory},
		{"bucket at a custom endpoint", s3.Endpoint{Region: "us-west-2", URL: "http://localhost:9000/"}, directory, "http://localhost:9000/" + directory},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			a, err := tt.e.ControlService()
			if tt.bucket != "" {
				a, err = tt.e.ControlBucket(tt.bucket)
			}
			if err != nil {
				t.Fatal(err)
			}
			if a.URL() != tt.want {
				t.Errorf("got  %s\nwant %s", a.URL(), tt.want)
			}
			if a.SigningService != "s3express" || a.Session || a.RequireSigV4() != nil {
				t.Errorf("signs as %+v, want s3express without a session", a)
			}
		})
	}
}

// TestControlOfOthers: every other bucket is managed where it is.
func TestControlOfOthers(t *testing.T) {
	t.Parallel()
	for _, bucket := range []string{"bkt", "a.b", "UPPER", "myap-abc-s3alias", apARN, lambdaARN, outpostARN, mrapARN, rackAlias, directoryAP} {
		for _, e := range []s3.Endpoint{{Region: "us-west-2"}, {Region: "us-west-2", URL: "https://example.com"}} {
			want, err := e.Bucket(bucket)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := e.ControlBucket(bucket); err != nil || got != want {
				t.Errorf("ControlBucket(%s) = %+v, %v; want %+v", bucket, got, err, want)
			}
		}
	}
}

func TestRefusedControl(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule string
		e    s3.Endpoint
		kind error
		says string
	}{
		{"no acceleration", s3.Endpoint{Region: "us-west-2", Accelerate: true}, s3.ErrCombination, "no acceleration host"},
		{"no global host", s3.Endpoint{Region: "us-west-2", Global: true}, s3.ErrCombination, "global host"},
		{"no FIPS in China", s3.Endpoint{Region: "cn-north-1", FIPS: true}, s3.ErrCombination, "no FIPS"},
		{"custom endpoint excludes dual stack", s3.Endpoint{Region: "us-west-2", URL: "https://example.com", DualStack: true}, s3.ErrCombination, "custom endpoint"},
		{"custom endpoint is checked", s3.Endpoint{Region: "us-west-2", URL: "example.com"}, s3.ErrEndpoint, "https://"},
		{"region is required", s3.Endpoint{}, s3.ErrRegion, "empty"},
		{"addressing out of range", s3.Endpoint{Region: "us-west-2", Addressing: 3}, s3.ErrEndpoint, "known styles"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			a, err := tt.e.ControlService()
			checkRefused(t, a, err, tt.kind, tt.says)
			a, err = tt.e.ControlBucket(directory)
			checkRefused(t, a, err, tt.kind, tt.says)
		})
	}
}

// TestObjectLambdaResponse: the one host that names a request's route.
func TestObjectLambdaResponse(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule string
		e    s3.Endpoint
		want string
	}{
		{"regional", s3.Endpoint{Region: "us-west-2"}, "https://io-route1.s3-object-lambda.us-west-2.amazonaws.com/WriteGetObjectResponse"},
		{"FIPS", s3.Endpoint{Region: "us-west-2", FIPS: true}, "https://io-route1.s3-object-lambda-fips.us-west-2.amazonaws.com/WriteGetObjectResponse"},
		{"aws-global is us-east-1", s3.Endpoint{Region: "aws-global"}, "https://io-route1.s3-object-lambda.us-east-1.amazonaws.com/WriteGetObjectResponse"},
		{"addressing is about buckets", s3.Endpoint{Region: "us-west-2", Addressing: s3.AddressPath}, "https://io-route1.s3-object-lambda.us-west-2.amazonaws.com/WriteGetObjectResponse"},
		{"custom endpoint", s3.Endpoint{Region: "us-west-2", URL: "http://example.com:9000/base/"}, "http://io-route1.example.com:9000/base/WriteGetObjectResponse"},
	}
	for _, tt := range tests {
		a, err := tt.e.ObjectLambdaResponse("IO-route1")
		if err != nil {
			t.Errorf("%s: %v", tt.rule, err)
			continue
		}
		if a.URL() != tt.want || a.SigningService != "s3-object-lambda" || a.RequireSigV4() != nil || a.Session {
			t.Errorf("%s: got %s, signed as %+v\nwant %s", tt.rule, a.URL(), a, tt.want)
		}
	}
	refused := []struct {
		rule, route string
		e           s3.Endpoint
		kind        error
		says        string
	}{
		{"no route", "", s3.Endpoint{Region: "us-west-2"}, s3.ErrRoute, "empty"},
		{"route that would add a label", "a.b", s3.Endpoint{Region: "us-west-2"}, s3.ErrRoute, "'.'"},
		{"route that would end the host", "evil/", s3.Endpoint{Region: "us-west-2"}, s3.ErrRoute, "'/'"},
		{"route that begins with a hyphen", "-a", s3.Endpoint{Region: "us-west-2"}, s3.ErrRoute, "begins or ends"},
		{"route longer than a label", strings.Repeat("a", 64), s3.Endpoint{Region: "us-west-2"}, s3.ErrRoute, "63"},
		{"no dual stack", "rr", s3.Endpoint{Region: "us-west-2", DualStack: true}, s3.ErrCombination, "no dual-stack host"},
		{"no acceleration", "rr", s3.Endpoint{Region: "us-west-2", Accelerate: true}, s3.ErrCombination, "no acceleration host"},
		{"no global host", "rr", s3.Endpoint{Region: "us-west-2", Global: true}, s3.ErrCombination, "global host"},
		{"IP address", "rr", s3.Endpoint{Region: "us-west-2", URL: "http://127.0.0.1"}, s3.ErrCombination, "IP address"},
		{"addressing out of range", "rr", s3.Endpoint{Region: "us-west-2", Addressing: 3}, s3.ErrEndpoint, "known styles"},
	}
	for _, tt := range refused {
		t.Run(tt.rule, func(t *testing.T) {
			a, err := tt.e.ObjectLambdaResponse(tt.route)
			checkRefused(t, a, err, tt.kind, tt.says)
		})
	}
}
