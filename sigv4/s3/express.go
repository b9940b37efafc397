package s3

import "strings"

// ControlService returns the address of requests to S3 Express that concern no
// bucket: ListDirectoryBuckets. At AWS it is the regional control endpoint, else
// the custom endpoint itself.
//
// Errors are an [*Error] of kind [ErrRegion], [ErrEndpoint] or [ErrCombination].
func (e Endpoint) ControlService() (Address, error) {
	return e.address(target{kind: directoryBucket, control: true})
}

// ControlBucket returns the address for the operations that manage a bucket,
// such as CreateBucket, DeleteBucket, PutBucketPolicy and GetBucketEncryption.
//
// A directory bucket of S3 Express has them at the region's control endpoint, in
// path style, and signed with ordinary credentials; operations on objects, and
// the listing and heading of the bucket, are [Endpoint.Bucket]'s. For every
// other bucket the address is that of [Endpoint.Bucket], and so are the errors.
//
// The source is the S3 User Guide, "Regional and Zonal endpoints for directory
// buckets".
func (e Endpoint) ControlBucket(bucket string) (Address, error) {
	t, err := newTarget(bucket)
	if err != nil {
		return Address{}, err
	}
	t.control = t.kind == directoryBucket
	return e.address(t)
}

// expressZone returns the zone in the name of a directory bucket or of its
// access point, NAME--ZONE--x-s3: an Availability Zone's ID such as usw2-az1, or
// a Local Zone's.
func expressZone(bucket string) (string, error) {
	const want = "; directory buckets are named NAME--ZONE" + suffixDirectory + ", access points of theirs NAME--ZONE" + suffixDirectoryAccessPoint
	if !hostable(bucket) {
		return "", fail(ErrBucket, "it cannot stand in a host, which S3 Express needs: 3 to 63 lower-case letters, digits and '-'"+want)
	}
	name := strings.TrimSuffix(strings.TrimSuffix(bucket, suffixDirectory), suffixDirectoryAccessPoint)
	i := strings.LastIndex(name, "--")
	zone := name[i+len("--"):]
	switch {
	case i < 1:
		return "", fail(ErrBucket, "it names no zone"+want)
	case zone == "" || zone[len(zone)-1] == '-':
		return "", failAt(ErrBucket, i, "its zone is empty or ends with '-'"+want)
	case len("s3express-fips-")+len(zone) > maxLabel:
		return "", failAt(ErrBucket, i, "its zone is too long for a host"+want)
	}
	return zone, nil
}

// express addresses a directory bucket, an access point of one, or the control
// endpoint (S3 User Guide, "Regional and Zonal endpoints for directory buckets").
func (e Endpoint) express(t target) (Address, error) {
	region := e.home()
	p := partitionOf(region)
	h := ownHost{what: "an S3 Express bucket", label: t.bucket, region: region, service: serviceExpress, dualStack: true, fips: true}

	// Only AWS's zonal hosts need the bucket in the host.
	path := e.Addressing == AddressPath && e.URL != ""
	if path || t.control {
		e.Addressing = AddressAuto
	}
	if err := e.checkOwnHost(h, p); err != nil {
		return Address{}, err
	}
	if e.URL != "" {
		u, err := parseURL(e.URL)
		if err != nil {
			return Address{}, err
		}
		path = path || u.ip || t.control
		if path {
			return Address{
				Scheme: u.scheme, Host: u.host, Path: t.path(u.base, false),
				SigningRegion: region, SigningService: serviceExpress, Session: e.session(t),
			}, nil
		}
	}
	if t.control {
		return Address{
			Scheme: "https", Host: string(e.appendRegional(nil, "s3express-control", region, p)), Path: t.path("", false),
			SigningRegion: region, SigningService: serviceExpress,
		}, nil
	}
	h.host = e.zonalHost(t.site, p)
	a, err := e.own(h, t)
	if err != nil {
		return Address{}, err
	}
	a.Session = e.session(t)
	return a, nil
}

// session reports whether requests are signed with a session's credentials.
func (e Endpoint) session(t target) bool { return !t.control && !e.ExpressIAM }

// zonalHost returns s3express[-fips]-zone[.dualstack].region.suffix.
func (e Endpoint) zonalHost(zone string, p *partition) string {
	host := make([]byte, 0, 96)
	host = append(host, serviceExpress...)
	if e.FIPS {
		host = append(host, "-fips"...)
	}
	host = append(host, '-')
	host = append(host, zone...)
	if e.DualStack {
		host = append(host, ".dualstack"...)
	}
	host = append(host, '.')
	host = append(host, e.home()...)
	host = append(host, '.')
	return string(append(host, p.suffix...))
}
