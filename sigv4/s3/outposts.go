package s3

// The alias of an access point on Outposts ends with a letter for the hardware,
// 17 characters of the Outpost's ID, 25 of its own and "--op-s3" (S3 on Outposts
// User Guide, "Using a bucket-style alias for your S3 on Outposts bucket access
// point"; the offsets are in the public endpoint rules of AWS's SDKs).
const (
	aliasHardware = 50 // from the end
	aliasOutpost  = 49
	aliasRest     = 32
)

// outpostOfAlias returns the label of the Outpost that an alias names: "op-" and
// its ID for a rack, "ec2" for a server.
func outpostOfAlias(alias string) (string, error) {
	n := len(alias)
	if !hostable(alias) || n < aliasHardware {
		return "", fail(ErrBucket, "it ends with "+suffixOutpost+", but is no alias of an access point on Outposts: "+
			"these have 50 to 63 lower-case letters, digits and '-'")
	}
	id := alias[n-aliasOutpost : n-aliasRest]
	if id[0] == '-' || id[len(id)-1] == '-' {
		return "", failAt(ErrBucket, n-aliasOutpost, "the Outpost's ID in the alias begins or ends with '-'")
	}
	switch alias[n-aliasHardware] {
	case 'o':
		return "op-" + id, nil
	case 'e':
		return "ec2", nil
	}
	return "", failAt(ErrBucket, n-aliasHardware, "the alias of an access point on Outposts has neither 'o' nor 'e' here, for the kind of hardware")
}

// outpostAlias addresses an access point on Outposts by its alias.
func (e Endpoint) outpostAlias(t target) (Address, error) {
	region := e.home()
	p := partitionOf(region)
	h := ownHost{
		what:    "an access point of S3 on Outposts",
		label:   t.bucket + "." + t.site,
		region:  region,
		service: serviceOutposts,
		// AWS's own rules refuse FIPS for the ARN of such an access point, and
		// take it for the alias without choosing another host.
		fips: true,
	}
	if err := e.checkOwnHost(h, p); err != nil {
		return Address{}, err
	}
	h.host = serviceOutposts + "." + region + "." + p.suffix
	return e.own(h, t)
}
