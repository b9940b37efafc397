package s3

import "strings"

const (
	regionFirst  = "us-east-1"  // where S3 began; the global host belongs to it
	regionGlobal = "aws-global" // AWS's pseudo-region for the global host
)

// partition is a set of AWS regions with a domain of its own.
type partition struct {
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
	{prefix: "cn-", suffix: "amazonaws.com.cn"},
	{prefix: "us-gov-", suffix: "amazonaws.com", fips: true, accelerate: true},
	{prefix: "us-iso-", suffix: "c2s.ic.gov", fips: true},
	{prefix: "us-isob-", suffix: "sc2s.sgov.gov", fips: true},
	{prefix: "eu-isoe-", suffix: "cloud.adc-e.uk", fips: true},
	{prefix: "us-isof-", suffix: "csp.hci.ic.gov", fips: true},
	{prefix: "eusc-", suffix: "amazonaws.eu", fips: true},
	{prefix: "", suffix: "amazonaws.com", fips: true, accelerate: true, global: true},
}

func partitionOf(region string) *partition {
	for i := range partitions {
		if strings.HasPrefix(region, partitions[i].prefix) {
			return &partitions[i]
		}
	}
	return nil // unreachable: the last prefix is empty
}

// aws addresses AWS's own hosts (AWS General Reference, "Amazon S3 endpoints
// and quotas").
func (e Endpoint) aws(t target) (Address, error) {
	if err := checkHostRegion(e.Region); err != nil {
		return Address{}, err
	}
	if e.Region == regionGlobal {
		e.Region = regionFirst
		e.Global = !e.DualStack && !e.FIPS && !e.Accelerate
	}
	p := partitionOf(e.Region)
	if err := e.checkOptions(p); err != nil {
		return Address{}, err
	}
	virtual := e.Addressing != AddressPath && hostable(t.bucket)
	if e.Accelerate && t.bucket != "" && !virtual {
		return Address{}, clash("Accelerate", "it needs a bucket that can stand in the host name: "+
			"3 to 63 lower-case letters, digits and '-', with a letter or digit at both ends and no dot")
	}

	var buf [128]byte
	host := buf[:0]
	if virtual {
		host = append(host, t.bucket...)
		host = append(host, '.')
	}
	host = e.appendHost(host, p, t.bucket != "")
	return Address{
		Scheme: "https", Host: string(host), Path: t.path("", virtual),
		SigningRegion: e.Region, SigningService: signingService,
	}, nil
}

// checkOptions refuses what the partition or another option rules out.
func (e Endpoint) checkOptions(p *partition) error {
	switch {
	case e.Accelerate && e.FIPS:
		return clash("Accelerate", "AWS has no acceleration host with FIPS")
	case e.Accelerate && e.Addressing == AddressPath:
		return clash("Accelerate", "its hosts do not serve path-style requests")
	case e.Accelerate && !p.accelerate:
		return clash("Accelerate", "the region's partition has no acceleration host")
	case e.FIPS && !p.fips:
		return clash("FIPS", "the region's partition has no FIPS hosts")
	case e.Global && e.Accelerate:
		return clash("Global", "the acceleration host already serves all regions; choose one of the two")
	case e.Global && e.FIPS:
		return clash("Global", "the global host has no FIPS form")
	case e.Global && e.DualStack:
		return clash("Global", "the global host has no dual-stack form")
	case e.Global && !p.global:
		return clash("Global", "the global host serves the standard partition only; this region is of another one")
	}
	return nil
}

func (e Endpoint) appendHost(dst []byte, p *partition, bucket bool) []byte {
	switch {
	case e.Accelerate && bucket:
		dst = append(dst, "s3-accelerate."...)
		if e.DualStack {
			dst = append(dst, "dualstack."...)
		}
		return append(dst, "amazonaws.com"...)
	case e.Global:
		return append(dst, "s3.amazonaws.com"...)
	}
	dst = append(dst, "s3"...)
	if e.FIPS {
		dst = append(dst, "-fips"...)
	}
	if e.DualStack {
		dst = append(dst, ".dualstack"...)
	}
	dst = append(dst, '.')
	dst = append(dst, e.Region...)
	dst = append(dst, '.')
	return append(dst, p.suffix...)
}

// checkHostRegion accepts what may stand in AWS's host names as a region: one
// label of lower-case letters, digits and inner hyphens.
func checkHostRegion(region string) error {
	if region == "" {
		return fail(ErrRegion, "it is empty")
	}
	if len(region) > 63 {
		return fail(ErrRegion, "it is longer than 63 characters, the most that a host label holds")
	}
	for i := 0; i < len(region); i++ {
		c := region[i]
		if !isLowerAlnum(c) && c != '-' {
			return failAt(ErrRegion, i, "it holds "+byteName(c)+"; AWS's regions are lower-case letters, digits and '-', as in eu-central-1")
		}
	}
	switch {
	case region[0] == '-' || region[len(region)-1] == '-':
		return fail(ErrRegion, "it begins or ends with '-'")
	case strings.HasPrefix(region, "fips-") || strings.HasSuffix(region, "-fips"):
		return fail(ErrRegion, "it is an old name for a FIPS endpoint; give the region itself and choose FIPS")
	case strings.HasSuffix(region, "-global") && region != regionGlobal:
		return fail(ErrRegion, "it is a pseudo-region without S3 hosts; give the region itself")
	}
	return nil
}

// checkScopeRegion accepts what may stand in a credential scope as a region.
func checkScopeRegion(region string) error {
	if region == "" {
		return fail(ErrRegion, "it is empty; stores without regions mostly take us-east-1")
	}
	for i := 0; i < len(region); i++ {
		c := region[i]
		if !isAlnum(c) && c != '-' && c != '_' && c != '.' {
			return failAt(ErrRegion, i, "it holds "+byteName(c)+", which is neither a letter, a digit, '-', '_' nor '.'")
		}
	}
	return nil
}
