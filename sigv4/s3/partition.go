package s3

import "strings"

const (
	regionFirst  = "us-east-1"  // where S3 began; the global host belongs to it
	regionGlobal = "aws-global" // AWS's pseudo-region for the global host
)

// partition is a set of AWS regions with a domain of its own.
type partition struct {
	name       string // as ARNs have it
	prefix     string // of its regions' codes
	suffix     string // the domain of its hosts
	fips       bool   // has FIPS hosts
	accelerate bool   // has the acceleration hosts, which are under amazonaws.com
	global     bool   // has the global host
}

// partitions are matched in order. The source is the public partitions.json of
// AWS's SDKs. Regions that no prefix knows are of the standard partition, so
// that new ones work without a change here.
var partitions = [...]partition{
	{name: "aws-cn", prefix: "cn-", suffix: "amazonaws.com.cn"},
	{name: "aws-us-gov", prefix: "us-gov-", suffix: "amazonaws.com", fips: true, accelerate: true},
	{name: "aws-iso", prefix: "us-iso-", suffix: "c2s.ic.gov", fips: true},
	{name: "aws-iso-b", prefix: "us-isob-", suffix: "sc2s.sgov.gov", fips: true},
	{name: "aws-iso-e", prefix: "eu-isoe-", suffix: "cloud.adc-e.uk", fips: true},
	{name: "aws-iso-f", prefix: "us-isof-", suffix: "csp.hci.ic.gov", fips: true},
	{name: "aws-eusc", prefix: "eusc-", suffix: "amazonaws.eu", fips: true},
	{name: "aws", prefix: "", suffix: "amazonaws.com", fips: true, accelerate: true, global: true},
}

func partitionOf(region string) *partition {
	for i := range partitions {
		if strings.HasPrefix(region, partitions[i].prefix) {
			return &partitions[i]
		}
	}
	return nil // unreachable: the last prefix is empty
}

// partitionNamed returns the partition of an ARN, or nil.
func partitionNamed(name string) *partition {
	for i := range partitions {
		if partitions[i].name == name {
			return &partitions[i]
		}
	}
	return nil
}

const noFIPS = "the region's partition has no FIPS hosts"
