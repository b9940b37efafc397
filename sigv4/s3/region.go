package s3

import "strings"

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
