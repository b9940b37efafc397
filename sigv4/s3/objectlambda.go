package s3

// ObjectLambdaResponse returns the address to which a Lambda function sends the
// object that it made: WriteGetObjectResponse, the one request of S3 whose host
// names neither a bucket nor an access point. The route is the request's own, as
// the function is told in outputRoute; requests carry it in the header
// x-amz-request-route as well. It is 1 to 63 letters, digits and "-", and stands
// in the host in lower case.
//
// Object Lambda has no dual-stack hosts. A custom endpoint gets the route before
// its host, and so cannot be an IP address.
//
// Errors are an [*Error] of kind [ErrRoute], [ErrRegion], [ErrEndpoint] or
// [ErrCombination].
//
// The source is the S3 API Reference, "WriteGetObjectResponse".
func (e Endpoint) ObjectLambdaResponse(route string) (Address, error) {
	if err := checkRoute(route); err != nil {
		return Address{}, err
	}
	if err := e.checkAddressing(); err != nil {
		return Address{}, err
	}
	region := e.home()
	p := partitionOf(region)
	h := ownHost{
		what:    "the response of an Object Lambda function",
		label:   lower(route),
		region:  region,
		service: serviceObjectLambda,
		fips:    true,
	}
	if e.Addressing == AddressPath {
		e.Addressing = AddressAuto // it is about buckets, and there is none
	}
	if err := e.checkOwnHost(h, p); err != nil {
		return Address{}, err
	}
	h.host = string(e.appendRegional(nil, serviceObjectLambda, region, p))
	a, err := e.own(h, target{})
	if err != nil {
		return Address{}, err
	}
	if a.Path == "/" {
		a.Path = ""
	}
	a.Path += "/WriteGetObjectResponse"
	return a, nil
}

func checkRoute(route string) error {
	switch {
	case route == "":
		return fail(ErrRoute, "it is empty")
	case len(route) > maxLabel:
		return fail(ErrRoute, "it is longer than 63 characters, the most that a host label holds")
	}
	for i := 0; i < len(route); i++ {
		if !isAlnum(route[i]) && route[i] != '-' {
			return failAt(ErrRoute, i, "it holds "+byteName(route[i])+", which is neither a letter, a digit nor '-'")
		}
	}
	if route[0] == '-' || route[len(route)-1] == '-' {
		return fail(ErrRoute, "it begins or ends with '-'")
	}
	return nil
}
