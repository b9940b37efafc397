package s3_test

import (
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4/s3"
)

// TestRefusedOwnHosts: each combination that AWS has no host for, by its rule.
func TestRefusedOwnHosts(t *testing.T) {
	t.Parallel()
	const custom = "https://example.com"
	all := []string{apARN, lambdaARN, outpostARN, mrapARN, rackAlias, directory, directoryAP}
	tests := []struct {
		rule    string
		e       s3.Endpoint
		buckets []string
		kind    error
		says    string
	}{
		{"acceleration is for buckets", s3.Endpoint{Region: "us-west-2", Accelerate: true}, all, s3.ErrCombination, "no acceleration host"},
		{"acceleration with FIPS too", s3.Endpoint{Region: "us-west-2", Accelerate: true, FIPS: true}, all, s3.ErrCombination, "no acceleration host"},
		{"the global host is for buckets", s3.Endpoint{Region: "us-west-2", Global: true}, all, s3.ErrCombination, "not served by the global host"},
		{"AWS serves none in the path", s3.Endpoint{Region: "us-west-2", Addressing: s3.AddressPath}, all, s3.ErrCombination, "not served in path style"},
		{"no custom endpoint serves these in the path", s3.Endpoint{Region: "us-west-2", URL: custom, Addressing: s3.AddressPath}, []string{apARN, lambdaARN, outpostARN, rackAlias}, s3.ErrCombination, "not served in path style"},
		{"no dual stack", s3.Endpoint{Region: "us-west-2", DualStack: true}, []string{lambdaARN, outpostARN, mrapARN, rackAlias}, s3.ErrCombination, "no dual-stack host"},
		{"no FIPS", s3.Endpoint{Region: "us-west-2", FIPS: true}, []string{outpostARN, mrapARN}, s3.ErrCombination, "no FIPS host"},
		{"no FIPS in China", s3.Endpoint{Region: "cn-north-1", FIPS: true}, []string{apChinaARN, rackAlias, directory}, s3.ErrCombination, "partition has no FIPS"},
		{"ARN of another partition", s3.Endpoint{Region: "us-west-2"}, []string{apChinaARN}, s3.ErrCombination, "of partition aws, but the ARN is of aws-cn"},
		{"the other way round", s3.Endpoint{Region: "us-gov-west-1"}, []string{apARN, lambdaARN, outpostARN, mrapARN}, s3.ErrCombination, "of partition aws-us-gov, but the ARN is of aws"},
		{"at a custom endpoint too", s3.Endpoint{Region: "cn-north-1", URL: custom}, []string{apARN, lambdaARN, outpostARN, mrapARN}, s3.ErrCombination, "of partition aws-cn, but the ARN is of aws"},
		{"region of the ARN must match on request", s3.Endpoint{Region: "us-east-1", MatchARNRegion: true}, []string{apARN, lambdaARN, outpostARN}, s3.ErrCombination, "not the endpoint's"},
		{"aws-global matches no ARN", s3.Endpoint{Region: "aws-global", MatchARNRegion: true}, []string{apARN}, s3.ErrCombination, "not the endpoint's"},
		{"nothing stands before an IP address", s3.Endpoint{Region: "us-west-2", URL: "http://127.0.0.1:9000"}, []string{apARN, lambdaARN, outpostARN, rackAlias}, s3.ErrCombination, "before an IP address"},
		{"nor before a host that is long already", s3.Endpoint{Region: "us-west-2", URL: "https://" + strings.Repeat("long.", 49) + "example"}, []string{apARN, lambdaARN, outpostARN, rackAlias, directory}, s3.ErrCombination, "longer than 253"},
		{"custom endpoint excludes dual stack", s3.Endpoint{Region: "us-west-2", URL: custom, DualStack: true}, all, s3.ErrCombination, "custom endpoint"},
		{"custom endpoint excludes FIPS", s3.Endpoint{Region: "us-west-2", URL: custom, FIPS: true}, all, s3.ErrCombination, "custom endpoint"},
		{"custom endpoint excludes acceleration", s3.Endpoint{Region: "us-west-2", URL: custom, Accelerate: true}, all, s3.ErrCombination, "custom endpoint"},
		{"custom endpoint excludes the global host", s3.Endpoint{Region: "us-west-2", URL: custom, Global: true}, all, s3.ErrCombination, "custom endpoint"},
		{"region is required", s3.Endpoint{}, all, s3.ErrRegion, "empty"},
		{"region is required at a custom endpoint", s3.Endpoint{URL: custom}, all, s3.ErrRegion, "empty"},
		{"region that would add a label", s3.Endpoint{Region: "evil.example"}, all, s3.ErrRegion, "'.'"},
		{"custom endpoint is checked", s3.Endpoint{Region: "us-west-2", URL: "ftp://h"}, all, s3.ErrEndpoint, "https://"},
		{"addressing out of range", s3.Endpoint{Region: "us-west-2", Addressing: 3}, all, s3.ErrEndpoint, "known styles"},
	}
	for _, tt := range tests {
		for _, bucket := range tt.buckets {
			t.Run(tt.rule+" "+bucket, func(t *testing.T) {
				t.Parallel()
				a, err := tt.e.Bucket(bucket)
				checkRefused(t, a, err, tt.kind, tt.says)
				a, err = tt.e.Object(s3.Location{Bucket: bucket, Key: "k"})
				checkRefused(t, a, err, tt.kind, tt.says)
			})
		}
	}
}

// TestRefusedNames: each malformed ARN, alias and directory bucket, by its rule.
func TestRefusedNames(t *testing.T) {
	t.Parallel()
	tests := []struct{ rule, bucket, says string }{
		{"ARN of nothing", "arn:", "partition is not known"},
		{"unknown partition", strings.Replace(apARN, ":aws:", ":aws-mars:", 1), "partition is not known"},
		{"upper-case partition", strings.Replace(apARN, ":aws:", ":AWS:", 1), "partition is not known"},
		{"unknown service", strings.Replace(apARN, ":s3:", ":sqs:", 1), "neither s3, s3-object-lambda nor s3-outposts (at byte 8)"},
		{"S3 Express ARN", "arn:aws:s3express:us-west-2:123456789012:bucket/" + directory, "directory bucket's name"},
		{"bucket's ARN", "arn:aws:s3:::mybucket", "bucket's name instead"},
		{"bucket on Outposts", "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/bucket/b", "not an access point's"},
		{"region with upper case", strings.Replace(apARN, "us-west-2", "us-West-2", 1), "region: it holds 'W'"},
		{"region that would add a label", strings.Replace(apARN, "us-west-2", "evil.example", 1), "region: it holds '.'"},
		{"pseudo-region", strings.Replace(apARN, "us-west-2", "aws-global", 1), "pseudo-region"},
		{"region of another partition than the ARN's", strings.Replace(apARN, "us-west-2", "cn-north-1", 1), "of partition aws-cn, but the ARN says aws"},
		{"no region in Object Lambda", strings.Replace(lambdaARN, "us-west-2", "", 1), "region: it is empty"},
		{"no region in Outposts", strings.Replace(outpostARN, "us-west-2", "", 1), "region: it is empty"},
		{"no region and no alias", strings.Replace(apARN, "us-west-2", "", 1), "ends with .mrap"},
		{"no account", strings.Replace(apARN, "123456789012", "", 1), "12 digits (at byte 21)"},
		{"short account", strings.Replace(apARN, "123456789012", "1234", 1), "12 digits"},
		{"account of letters", strings.Replace(apARN, "123456789012", "12345678901x", 1), "'x'"},
		{"no resource", "arn:aws:s3:us-west-2:123456789012", "not an access point's"},
		{"other resource", "arn:aws:s3:us-west-2:123456789012:job/x", "not an access point's"},
		{"no name", "arn:aws:s3:us-west-2:123456789012:accesspoint", "name is missing"},
		{"empty name", "arn:aws:s3:us-west-2:123456789012:accesspoint/", "name is missing"},
		{"name with upper case", "arn:aws:s3:us-west-2:123456789012:accesspoint/MyAP", "'M'"},
		{"name with a dot", "arn:aws:s3:us-west-2:123456789012:accesspoint/my.ap", "'.'"},
		{"name with a line feed", "arn:aws:s3:us-west-2:123456789012:accesspoint/my\nap", "0x0a"},
		{"name that begins with a hyphen", "arn:aws:s3:us-west-2:123456789012:accesspoint/-ap", "begins or ends"},
		{"name that ends with a hyphen", "arn:aws:s3:us-west-2:123456789012:accesspoint/ap-", "begins or ends"},
		{"name too long for a label", "arn:aws:s3:us-west-2:123456789012:accesspoint/" + strings.Repeat("a", 51), "too long"},
		{"key behind the name", apARN + "/object/k", "goes on after the access point's name"},
		{"slash behind the name", apARN + "/", "goes on after the access point's name"},
		{"Multi-Region alias that is none", "arn:aws:s3::123456789012:accesspoint/myap", "ends with .mrap"},
		{"Multi-Region alias with a dot", "arn:aws:s3::123456789012:accesspoint/a.b.mrap", "'.'"},
		{"Multi-Region alias of nothing", "arn:aws:s3::123456789012:accesspoint/.mrap", "missing"},
		{"no Outpost", "arn:aws:s3-outposts:us-west-2:123456789012:outpost", "Outpost's ID is missing"},
		{"Outpost with a dot", "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op.1/accesspoint/myap", "'.'"},
		{"Outpost without access point", "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1", "not an access point's"},
		{"access point without Outpost", strings.Replace(apARN, ":s3:", ":s3-outposts:", 1), "outpost/OUTPOST-ID"},
		{"more behind the access point", outpostARN + ":x", "goes on after"},

		{"Outposts alias too short", "abc--op-s3", "50 to 63"},
		{"Outposts alias with a dot", strings.Replace(rackAlias, "test-", "test.", 1), "50 to 63"},
		{"Outposts alias of unknown hardware", strings.Replace(rackAlias, "p-o0", "p-x0", 1), "neither 'o' nor 'e' here, for the kind of hardware (at byte 13)"},
		{"Outposts alias whose ID is no label", strings.Replace(rackAlias, "p-o0", "p-o-", 1), "begins or ends"},

		{"directory bucket with a dot", "my.bucket--usw2-az1--x-s3", "cannot stand in a host"},
		{"directory bucket without a zone", "mybucket--x-s3", "names no zone"},
		{"directory bucket without a name", "--usw2-az1--x-s3", "cannot stand in a host"},
		{"directory bucket with an empty zone", "mybucket----x-s3", "zone is empty"},
		{"directory bucket whose zone ends with a hyphen", "mybucket--a---x-s3", "ends with '-'"},
		{"directory bucket whose zone is too long", "b--" + strings.Repeat("z", 49) + "--x-s3", "too long"},
		{"directory access point without a zone", "myap--xa-s3", "names no zone"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			for _, e := range []s3.Endpoint{{Region: "us-west-2"}, {Region: "us-west-2", URL: "http://localhost:9000"}} {
				a, err := e.Bucket(tt.bucket)
				checkRefused(t, a, err, s3.ErrBucket, tt.says)
				a, err = e.ControlBucket(tt.bucket)
				checkRefused(t, a, err, s3.ErrBucket, tt.says)
				a, err = e.Object(s3.Location{Bucket: tt.bucket, Key: "k"})
				checkRefused(t, a, err, s3.ErrBucket, tt.says)
			}
		})
	}
}
