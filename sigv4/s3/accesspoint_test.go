package s3_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

const (
	apARN       = "arn:aws:s3:us-west-2:123456789012:accesspoint/myap"
	apChinaARN  = "arn:aws-cn:s3:cn-north-1:123456789012:accesspoint/myap"
	lambdaARN   = "arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/myol"
	outpostARN  = "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01234567890123456/accesspoint/myap"
	mrapARN     = "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap"
	rackAlias   = "test-accessp-o0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3"
	serverAlias = "test-accessp-e0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3"
	directory   = "mybucket--usw2-az1--x-s3"
	directoryAP = "myap--usw2-az1--xa-s3"
)

// TestOwnHostRules states each rule of addressing what has a host of its own.
func TestOwnHostRules(t *testing.T) {
	t.Parallel()
	west := s3.Endpoint{Region: "us-west-2"}
	tests := []struct {
		rule   string
		e      s3.Endpoint
		bucket string
		want   string // of the object k
		region string
	}{
		{"access point", west, apARN, "https://myap-123456789012.s3-accesspoint.us-west-2.amazonaws.com/k", "us-west-2"},
		{"access point, joined by a colon", west, "arn:aws:s3:us-west-2:123456789012:accesspoint:myap", "https://myap-123456789012.s3-accesspoint.us-west-2.amazonaws.com/k", "us-west-2"},
		{"the ARN's region is the one", s3.Endpoint{Region: "eu-west-1"}, apARN, "https://myap-123456789012.s3-accesspoint.us-west-2.amazonaws.com/k", "us-west-2"},
		{"the same region when a match is asked for", s3.Endpoint{Region: "us-west-2", MatchARNRegion: true}, apARN, "https://myap-123456789012.s3-accesspoint.us-west-2.amazonaws.com/k", "us-west-2"},
		{"aws-global is of the standard partition", s3.Endpoint{Region: "aws-global"}, apARN, "https://myap-123456789012.s3-accesspoint.us-west-2.amazonaws.com/k", "us-west-2"},
		{"AddressVirtual is what it is anyway", s3.Endpoint{Region: "us-west-2", Addressing: s3.AddressVirtual}, apARN, "https://myap-123456789012.s3-accesspoint.us-west-2.amazonaws.com/k", "us-west-2"},
		{"access point, dual stack", s3.Endpoint{Region: "us-west-2", DualStack: true}, apARN, "https://myap-123456789012.s3-accesspoint.dualstack.us-west-2.amazonaws.com/k", "us-west-2"},
		{"access point, FIPS", s3.Endpoint{Region: "us-west-2", FIPS: true}, apARN, "https://myap-123456789012.s3-accesspoint-fips.us-west-2.amazonaws.com/k", "us-west-2"},
		{"access point, both", s3.Endpoint{Region: "us-west-2", FIPS: true, DualStack: true}, apARN, "https://myap-123456789012.s3-accesspoint-fips.dualstack.us-west-2.amazonaws.com/k", "us-west-2"},
		{"access point in China", s3.Endpoint{Region: "cn-northwest-1"}, apChinaARN, "https://myap-123456789012.s3-accesspoint.cn-north-1.amazonaws.com.cn/k", "cn-north-1"},
		{"access point in GovCloud", s3.Endpoint{Region: "us-gov-east-1"}, "arn:aws-us-gov:s3:us-gov-west-1:123456789012:accesspoint/myap", "https://myap-123456789012.s3-accesspoint.us-gov-west-1.amazonaws.com/k", "us-gov-west-1"},
		{"access point in an isolated partition", s3.Endpoint{Region: "us-isob-east-1"}, "arn:aws-iso-b:s3:us-isob-east-1:123456789012:accesspoint/myap", "https://myap-123456789012.s3-accesspoint.us-isob-east-1.sc2s.sgov.gov/k", "us-isob-east-1"},
		{"access point at a custom endpoint", s3.Endpoint{Region: "zone_1", URL: "http://example.com:9000/base/"}, apARN, "http://myap-123456789012.example.com:9000/base/k", "us-west-2"},
		{"alias of an access point is a bucket", west, "myap-abc-s3alias", "https://myap-abc-s3alias.s3.us-west-2.amazonaws.com/k", "us-west-2"},

		{"Object Lambda", west, lambdaARN, "https://myol-123456789012.s3-object-lambda.us-west-2.amazonaws.com/k", "us-west-2"},
		{"Object Lambda, FIPS", s3.Endpoint{Region: "us-west-2", FIPS: true}, lambdaARN, "https://myol-123456789012.s3-object-lambda-fips.us-west-2.amazonaws.com/k", "us-west-2"},
		{"Object Lambda at a custom endpoint", s3.Endpoint{Region: "us-west-2", URL: "https://example.com"}, lambdaARN, "https://myol-123456789012.example.com/k", "us-west-2"},

		{"Outposts", west, outpostARN, "https://myap-123456789012.op-01234567890123456.s3-outposts.us-west-2.amazonaws.com/k", "us-west-2"},
		{"Outposts, joined by colons", west, strings.ReplaceAll(outpostARN, "/", ":"), "https://myap-123456789012.op-01234567890123456.s3-outposts.us-west-2.amazonaws.com/k", "us-west-2"},
		{"Outposts at a custom endpoint", s3.Endpoint{Region: "us-west-2", URL: "http://example.com/base"}, outpostARN, "http://myap-123456789012.op-01234567890123456.example.com/base/k", "us-west-2"},
		{"Outposts alias, rack", west, rackAlias, "https://" + rackAlias + ".op-0b1d075431d83bebd.s3-outposts.us-west-2.amazonaws.com/k", "us-west-2"},
		{"Outposts alias, server", west, serverAlias, "https://" + serverAlias + ".ec2.s3-outposts.us-west-2.amazonaws.com/k", "us-west-2"},
		{"Outposts alias, FIPS changes nothing", s3.Endpoint{Region: "us-west-2", FIPS: true}, serverAlias, "https://" + serverAlias + ".ec2.s3-outposts.us-west-2.amazonaws.com/k", "us-west-2"},
		{"Outposts alias at a custom endpoint", s3.Endpoint{Region: "us-west-2", URL: "https://example.com"}, rackAlias, "https://" + rackAlias + ".op-0b1d075431d83bebd.example.com/k", "us-west-2"},

		{"Multi-Region", west, mrapARN, "https://mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com/k", "*"},
		{"Multi-Region has no region to match", s3.Endpoint{Region: "us-west-2", MatchARNRegion: true}, mrapARN, "https://mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com/k", "*"},
		{"Multi-Region has one host, whatever the endpoint", s3.Endpoint{Region: "us-west-2", URL: "http://127.0.0.1/base"}, mrapARN, "https://mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com/k", "*"},

		{"S3 Express", west, directory, "https://" + directory + ".s3express-usw2-az1.us-west-2.amazonaws.com/k", "us-west-2"},
		{"S3 Express, dual stack", s3.Endpoint{Region: "us-west-2", DualStack: true}, directory, "https://" + directory + ".s3express-usw2-az1.dualstack.us-west-2.amazonaws.com/k", "us-west-2"},
		{"S3 Express, FIPS", s3.Endpoint{Region: "us-west-2", FIPS: true}, directory, "https://" + directory + ".s3express-fips-usw2-az1.us-west-2.amazonaws.com/k", "us-west-2"},
		{"S3 Express, both", s3.Endpoint{Region: "us-west-2", FIPS: true, DualStack: true}, directory, "https://" + directory + ".s3express-fips-usw2-az1.dualstack.us-west-2.amazonaws.com/k", "us-west-2"},
		{"S3 Express in a zone with a longer name", s3.Endpoint{Region: "ap-northeast-1"}, "b--apne1-az4--x-s3", "https://b--apne1-az4--x-s3.s3express-apne1-az4.ap-northeast-1.amazonaws.com/k", "ap-northeast-1"},
		{"S3 Express in a Local Zone", s3.Endpoint{Region: "us-east-1"}, "b--use1-dfw2-az1--x-s3", "https://b--use1-dfw2-az1--x-s3.s3express-use1-dfw2-az1.us-east-1.amazonaws.com/k", "us-east-1"},
		{"the zone is after the last two hyphens", west, "my--b--usw2-az1--x-s3", "https://my--b--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com/k", "us-west-2"},
		{"S3 Express access point", west, directoryAP, "https://" + directoryAP + ".s3express-usw2-az1.us-west-2.amazonaws.com/k", "us-west-2"},
		{"S3 Express with aws-global is us-east-1", s3.Endpoint{Region: "aws-global"}, "b--use1-az4--x-s3", "https://b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/k", "us-east-1"},
		{"S3 Express at a custom endpoint is in the host", s3.Endpoint{Region: "us-west-2", URL: "https://example.com/base"}, directory, "https://" + directory + ".example.com/base/k", "us-west-2"},
		{"and in the path when that is asked for", s3.Endpoint{Region: "us-west-2", URL: "https://example.com/base", Addressing: s3.AddressPath}, directory, "https://example.com/base/" + directory + "/k", "us-west-2"},
		{"and at an IP address", s3.Endpoint{Region: "us-west-2", URL: "http://[::1]:9000"}, directory, "http://[::1]:9000/" + directory + "/k", "us-west-2"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			object, err := tt.e.Object(s3.Location{Bucket: tt.bucket, Key: "k"})
			if err != nil {
				t.Fatal(err)
			}
			if object.URL() != tt.want {
				t.Errorf("got  %s\nwant %s", object.URL(), tt.want)
			}
			if object.SigningRegion != tt.region {
				t.Errorf("signs for %s, want %s", object.SigningRegion, tt.region)
			}
			bucket, err := tt.e.Bucket(tt.bucket)
			if err != nil {
				t.Fatal(err)
			}
			if want := strings.TrimSuffix(tt.want, "/k"); strings.TrimSuffix(bucket.URL(), "/") != want {
				t.Errorf("the bucket is at %s, want %s", bucket.URL(), want)
			}
		})
	}
}

// TestOwnHostKeys: the key is the whole path, and encoded as ever.
func TestOwnHostKeys(t *testing.T) {
	t.Parallel()
	for _, bucket := range []string{apARN, lambdaARN, outpostARN, mrapARN, rackAlias, directory, directoryAP} {
		a, err := s3.Endpoint{Region: "us-west-2"}.Object(s3.Location{Bucket: bucket, Key: "//a b/../c%2F+"})
		if err != nil {
			t.Error(err)
		} else if a.Path != "///a%20b/../c%252F%2B" {
			t.Errorf("%s: path %s", bucket, a.Path)
		}
	}
}

// TestSigning: what each kind of address is signed as.
func TestSigning(t *testing.T) {
	t.Parallel()
	tests := []struct {
		bucket, service string
		algorithm       s3.Algorithm
		session         bool
	}{
		{"bkt", "s3", s3.SigV4, false},
		{"myap-abc-s3alias", "s3", s3.SigV4, false},
		{apARN, "s3", s3.SigV4, false},
		{lambdaARN, "s3-object-lambda", s3.SigV4, false},
		{outpostARN, "s3-outposts", s3.SigV4, false},
		{rackAlias, "s3-outposts", s3.SigV4, false},
		{mrapARN, "s3", s3.SigV4A, false},
		{directory, "s3express", s3.SigV4, true},
		{directoryAP, "s3express", s3.SigV4, true},
	}
	for _, tt := range tests {
		for _, e := range []s3.Endpoint{{Region: "us-west-2"}, {Region: "us-west-2", URL: "https://example.com"}} {
			a, err := e.Bucket(tt.bucket)
			if err != nil {
				t.Errorf("%s: %v", tt.bucket, err)
				continue
			}
			if a.SigningService != tt.service || a.Algorithm != tt.algorithm || a.Session != tt.session {
				t.Errorf("%s: %+v, want %s, %v and session %v", tt.bucket, a, tt.service, tt.algorithm, tt.session)
			}
			if !a.Scope().S3Family() {
				t.Errorf("%s: the path is not signed as S3's", tt.bucket)
			}
			e.ExpressIAM = true
			want := a
			want.Session = false
			if a, err := e.Bucket(tt.bucket); err != nil || a != want {
				t.Errorf("%s with ExpressIAM: %+v, %v; want %+v", tt.bucket, a, err, want)
			}
		}
	}
}

// TestSigV4A: an address that Signature Version 4 cannot sign for says so, and
// its scope is refused where that was not asked.
func TestSigV4A(t *testing.T) {
	t.Parallel()
	e := s3.Endpoint{Region: "us-west-2"}
	a, err := e.Bucket(mrapARN)
	if err != nil {
		t.Fatal(err)
	}
	err = a.RequireSigV4()
	checkRefused(t, s3.Address{}, err, s3.ErrAlgorithm, "SigV4A (AWS4-ECDSA-P256-SHA256)")
	if err := a.Scope().Validate(); !errors.Is(err, sigv4.ErrRegion) {
		t.Errorf("the scope of a set of regions: %v, want ErrRegion", err)
	}
	if a, err = e.Bucket(apARN); err != nil || a.RequireSigV4() != nil {
		t.Errorf("an access point of one region: %v, %v", err, a.RequireSigV4())
	}
	for algorithm, want := range map[s3.Algorithm]string{s3.SigV4: "AWS4-HMAC-SHA256", s3.SigV4A: "AWS4-ECDSA-P256-SHA256", 9: "unknown"} {
		if algorithm.String() != want {
			t.Errorf("Algorithm %d is %s, want %s", algorithm, algorithm, want)
		}
	}
}
