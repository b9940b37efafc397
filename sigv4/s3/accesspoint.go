package s3

// arnAddress addresses the resources that are named by an ARN.
func (e Endpoint) arnAddress(t target) (Address, error) {
	a := &t.arn
	h := ownHost{region: a.region, service: a.service}
	switch t.kind {
	case accessPoint:
		// S3 User Guide, "Using access points", and AWS General Reference,
		// "Amazon S3 endpoints and quotas".
		h.what, h.dualStack, h.fips = "an access point", true, true
		h.label = a.name + "-" + a.account
		h.host = e.hostOf("s3-accesspoint", a)
	case objectLambda:
		// S3 User Guide, "Transforming objects with S3 Object Lambda".
		h.what, h.fips = "an Object Lambda access point", true
		h.label = a.name + "-" + a.account
		h.host = e.hostOf(serviceObjectLambda, a)
	case outpost:
		// S3 on Outposts User Guide, "Accessing buckets using access points".
		h.what = "an access point of S3 on Outposts"
		h.label = a.name + "-" + a.account + "." + a.outpost
		h.host = e.hostOf(serviceOutposts, a)
	case multiRegion:
		return e.multiRegion(t)
	}
	if err := e.checkOwnHost(h, a.partition); err != nil {
		return Address{}, err
	}
	if err := e.checkARNHome(a); err != nil {
		return Address{}, err
	}
	return e.own(h, t)
}

// hostOf returns name[-fips][.dualstack].region.suffix.
func (e Endpoint) hostOf(name string, a *arn) string {
	return string(e.appendRegional(nil, name, a.region, a.partition))
}

// multiRegion addresses a Multi-Region Access Point, which has one host in all
// of its regions, whatever the endpoint (S3 User Guide, "Making requests using a
// Multi-Region Access Point"). A custom endpoint does not change it: AWS's own
// clients send there all the same.
func (e Endpoint) multiRegion(t target) (Address, error) {
	h := ownHost{
		what:    "a Multi-Region Access Point",
		label:   t.arn.name,
		host:    "accesspoint.s3-global." + t.arn.partition.suffix,
		region:  "*",
		service: serviceS3,
	}
	if err := e.checkOwnHost(h, t.arn.partition); err != nil {
		return Address{}, err
	}
	if err := e.checkARNHome(&t.arn); err != nil {
		return Address{}, err
	}
	if e.URL != "" {
		if _, err := parseURL(e.URL); err != nil {
			return Address{}, err
		}
	}
	return Address{
		Scheme: "https", Host: h.label + "." + h.host, Path: t.path("", true),
		SigningRegion: h.region, SigningService: h.service, Algorithm: SigV4A,
	}, nil
}
