package s3

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
		SigningRegion: e.Region, SigningService: serviceS3,
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
		return clash("FIPS", noFIPS)
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
	return e.appendRegional(dst, serviceS3, e.Region, p)
}

// appendRegional appends name[-fips][.dualstack].region.suffix, which is how most
// of S3's hosts are made.
func (e Endpoint) appendRegional(dst []byte, name, region string, p *partition) []byte {
	dst = append(dst, name...)
	if e.FIPS {
		dst = append(dst, "-fips"...)
	}
	if e.DualStack {
		dst = append(dst, ".dualstack"...)
	}
	dst = append(dst, '.')
	dst = append(dst, region...)
	dst = append(dst, '.')
	return append(dst, p.suffix...)
}
