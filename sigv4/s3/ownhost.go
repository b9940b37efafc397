package s3

// An ownHost is the way to a resource that has a host of its own, at AWS and at
// a custom endpoint alike. Plain buckets are not such: they also fit in a path.
type ownHost struct {
	what    string // the kind of resource in words, to begin a sentence
	label   string // what stands before the endpoint's host, without the last dot
	host    string // the rest of the host at AWS
	region  string // to sign for
	service string // to sign for

	dualStack bool // AWS has dual-stack hosts for it
	fips      bool // AWS has FIPS hosts for it
}

// checkOwnHost refuses the options that do not go with h. The partition is that
// of the region of h.
func (e Endpoint) checkOwnHost(h ownHost, p *partition) error {
	if err := e.checkRegion(); err != nil {
		return err
	}
	if err := e.checkCustom(); err != nil {
		return err
	}
	switch {
	case e.Accelerate:
		return clash("Accelerate", h.what+" has no acceleration host")
	case e.Global:
		return clash("Global", h.what+" is not served by the global host")
	case e.Addressing == AddressPath:
		return clash("Addressing", h.what+" has a host of its own and is not served in path style")
	case e.DualStack && !h.dualStack:
		return clash("DualStack", h.what+" has no dual-stack host")
	case e.FIPS && !h.fips:
		return clash("FIPS", h.what+" has no FIPS host")
	case e.FIPS && !p.fips:
		return clash("FIPS", noFIPS)
	}
	return nil
}

// own makes the address of t at h, once checkOwnHost has passed.
func (e Endpoint) own(h ownHost, t target) (Address, error) {
	a := Address{Scheme: "https", SigningRegion: h.region, SigningService: h.service}
	if e.URL == "" {
		a.Host = h.label + "." + h.host
		a.Path = t.path("", true)
		return a, nil
	}
	u, err := parseURL(e.URL)
	switch {
	case err != nil:
		return Address{}, err
	case u.ip:
		return Address{}, clash("URL", h.what+" needs a host of its own, and nothing can stand before an IP address")
	case len(h.label)+1+u.hostLen > maxHost:
		return Address{}, clash("URL", h.what+" needs a host of its own, and with this endpoint it would be longer than 253 characters")
	}
	a.Scheme = u.scheme
	a.Host = h.label + "." + u.host
	a.Path = t.path(u.base, true)
	return a, nil
}

// checkARNHome refuses an ARN of a partition, or on request of a region, that is
// not the endpoint's.
func (e Endpoint) checkARNHome(a *arn) error {
	if p := partitionOf(e.Region); p != a.partition {
		return clash("Region", "the endpoint's region is of partition "+p.name+", but the ARN is of "+a.partition.name)
	}
	if e.MatchARNRegion && !a.isMultiRegion() && a.region != e.Region {
		return clash("MatchARNRegion", "the ARN's region is not the endpoint's")
	}
	return nil
}
