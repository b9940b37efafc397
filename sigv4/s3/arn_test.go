package s3_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4/s3"
)

// The obvious reading of the ARNs that are accepted.
var (
	slowLabel  = `([a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])`
	slowHead   = `^arn:(aws(?:-cn|-us-gov|-iso|-iso-b|-iso-e|-iso-f|-eusc)?)`
	slowRegion = regexp.MustCompile(`^` + slowLabel + `$`)
	slowARN    = regexp.MustCompile(slowHead + `:(s3|s3-object-lambda):([^:]+):([0-9]{12}):accesspoint[:/]` + slowLabel + `$`)
	slowGlobal = regexp.MustCompile(slowHead + `:s3::[0-9]{12}:accesspoint[:/]` + slowLabel + `\.mrap$`)
	slowOutpos = regexp.MustCompile(slowHead + `:s3-outposts:([^:]+):([0-9]{12}):outpost[:/]` + slowLabel + `[:/]accesspoint[:/]` + slowLabel + `$`)
)

// slowPartitions maps each partition to what its regions begin with, to its
// domain and to one of its regions.
var slowPartitions = map[string][3]string{
	"aws":        {"", "amazonaws.com", "us-east-1"},
	"aws-cn":     {"cn-", "amazonaws.com.cn", "cn-north-1"},
	"aws-us-gov": {"us-gov-", "amazonaws.com", "us-gov-west-1"},
	"aws-iso":    {"us-iso-", "c2s.ic.gov", "us-iso-east-1"},
	"aws-iso-b":  {"us-isob-", "sc2s.sgov.gov", "us-isob-east-1"},
	"aws-iso-e":  {"eu-isoe-", "cloud.adc-e.uk", "eu-isoe-west-1"},
	"aws-iso-f":  {"us-isof-", "csp.hci.ic.gov", "us-isof-south-1"},
	"aws-eusc":   {"eusc-", "amazonaws.eu", "eusc-de-east-1"},
}

// slowARNHost returns the host of an ARN, or "", from the regular expressions
// alone, and a region of the ARN's partition.
func slowARNHost(s string) (host, region string) {
	if m := slowGlobal.FindStringSubmatch(s); m != nil && len(m[2]) <= 50 {
		p := slowPartitions[m[1]]
		return m[2] + ".mrap.accesspoint.s3-global." + p[1], p[2]
	}
	var partition, middle, name string
	if m := slowARN.FindStringSubmatch(s); m != nil {
		middle = map[string]string{"s3": "s3-accesspoint", "s3-object-lambda": "s3-object-lambda"}[m[2]]
		partition, region, name = m[1], m[3], m[5]
		host = name + "-" + m[4]
	} else if m := slowOutpos.FindStringSubmatch(s); m != nil && len(m[4]) <= 63 {
		middle = "s3-outposts"
		partition, region, name = m[1], m[2], m[5]
		host = name + "-" + m[3] + "." + m[4]
	} else {
		return "", "us-east-1"
	}
	if len(name) > 50 || len(region) > 63 || !slowRegion.MatchString(region) ||
		strings.HasPrefix(region, "fips-") || strings.HasSuffix(region, "-fips") || strings.HasSuffix(region, "-global") {
		return "", "us-east-1"
	}
	for other, p := range slowPartitions {
		if other == "aws" && partition == "aws" {
			continue
		}
		if strings.HasPrefix(region, p[0]) != (other == partition) && other != "aws" {
			return "", "us-east-1"
		}
	}
	return host + "." + middle + "." + region + "." + slowPartitions[partition][1], region
}

// FuzzARN holds the parser of ARNs to regular expressions, which are too large
// to import outside of tests.
func FuzzARN(f *testing.F) {
	for _, s := range []string{
		apARN, apChinaARN, lambdaARN, outpostARN, mrapARN, "arn:", "arn:aws", "arn:aws:s3", apARN + "/", outpostARN + ":",
		"arn:aws:s3:us-west-2:123456789012:accesspoint:myap", strings.ReplaceAll(outpostARN, "/", ":"), strings.ToUpper(apARN),
		"arn:aws-us-gov:s3:us-gov-west-1:123456789012:accesspoint/a", "arn:aws:s3:us-gov-west-1:123456789012:accesspoint/a",
		"arn:aws-iso-b:s3::123456789012:accesspoint/a-b.mrap", "arn:aws-eusc:s3-outposts:eusc-de-east-1:000000000000:outpost/o/accesspoint/a",
		"arn:aws:s3:aws-global:123456789012:accesspoint/a", "arn:aws:s3:fips-x:123456789012:accesspoint/a", "arn:aws:s3:::b",
		"arn:aws:s3:us-west-2:123456789012:accesspoint/" + strings.Repeat("a", 50), "arn:aws:s3:us-west-2:123456789012:accesspoint/" + strings.Repeat("a", 51),
		"arn:aws:s3-outposts:x:123456789012:outpost/" + strings.Repeat("o", 64) + "/accesspoint/a",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !strings.HasPrefix(s, "arn:") {
			return
		}
		want, region := slowARNHost(s)
		a, err := s3.Endpoint{Region: region}.Bucket(s)
		if (err == nil) != (want != "") || a.Host != want {
			t.Fatalf("%q: host %q, %v; want %q", s, a.Host, err, want)
		}
	})
}

// TestSlowARN: the regular expressions accept what they should, so that FuzzARN
// does not compare refusals alone.
func TestSlowARN(t *testing.T) {
	t.Parallel()
	for _, s := range []string{apARN, apChinaARN, lambdaARN, outpostARN, mrapARN, strings.ReplaceAll(outpostARN, "/", ":")} {
		if host, _ := slowARNHost(s); host == "" {
			t.Errorf("the slow reading refuses %s", s)
		}
	}
}
