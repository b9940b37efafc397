package main

import (
	"fmt"
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// scope decides for which region and service to sign. The flags decide; then
// AWS_REGION, then AWS_DEFAULT_REGION. S3 has a default, us-east-1, which is
// what stores that know no regions expect; other services have none. Nothing is
// read out of the host name but this: a host that is plainly S3's needs no
// --service, and one that plainly names another region than the default is not
// signed with the default.
func (e *env) scope(region, service, host string) (sigv4.Scope, error) {
	inHost := parseAWSHost(host)
	if service == "" && inHost.s3 {
		service = "s3"
	}
	if service == "" {
		return sigv4.Scope{}, usagef("no service; say which one signs for this host with --service, " +
			"as in --service s3 or --service execute-api")
	}
	scope := sigv4.Scope{Region: region, Service: service}
	source := "--region"
	for _, name := range [...]string{"AWS_REGION", "AWS_DEFAULT_REGION"} {
		if scope.Region == "" {
			scope.Region, source = e.variable(name), name
		}
	}
	if scope.Region == "" && service == "s3" && (inHost.region == "" || inHost.region == defaultRegion) {
		scope.Region, source = defaultRegion, ""
	}
	if scope.Region == "" {
		like := ""
		if inHost.region != "" {
			like = "; the host's name suggests " + inHost.region
		}
		return sigv4.Scope{}, usagef("no region; use --region, or set AWS_REGION or AWS_DEFAULT_REGION%s", like)
	}
	if err := (sigv4.Scope{Region: scope.Region, Service: "s3"}).Validate(); err != nil {
		if source == "--region" {
			return sigv4.Scope{}, usagef("--region: %s", plain(err))
		}
		return sigv4.Scope{}, fmt.Errorf("%s: %s", source, plain(err))
	}
	if err := scope.Validate(); err != nil {
		return sigv4.Scope{}, usagef("--service: %s", plain(err))
	}
	if inHost.region != "" && inHost.region != scope.Region {
		e.warn("the host's name suggests region %s, but the signature is for %s, which the server will likely refuse",
			inHost.region, scope.Region)
	}
	return scope, nil
}

const defaultRegion = "us-east-1"

// awsHost is what the name of an AWS host says plainly.
type awsHost struct {
	s3     bool
	region string
}

// parseAWSHost reads host names of the forms that AWS documents for S3
// (bucket.s3.REGION.amazonaws.com and its variants), and looks for a region in
// the others.
func parseAWSHost(host string) (h awsHost) {
	host = strings.ToLower(host)
	if i := strings.LastIndexByte(host, ':'); i >= 0 {
		host = host[:i]
	}
	rest, ok := strings.CutSuffix(strings.TrimSuffix(host, ".cn"), ".amazonaws.com")
	if !ok {
		return h
	}
	labels := strings.Split(rest, ".")
	for i := len(labels) - 1; i >= 0 && i >= len(labels)-3; i-- {
		label := labels[i]
		old, isOld := strings.CutPrefix(label, "s3-")
		switch {
		case h.region == "" && isRegion(label):
			h.region = label
			continue
		case label == "dualstack":
			continue
		case label == "s3", label == "s3-fips", label == "s3-accelerate", label == "s3-accesspoint", label == "s3-accesspoint-fips":
			h.s3 = true
		case h.region == "" && isOld && isRegion(old):
			h.s3, h.region = true, old
		case h.region == "" && i > 0 && isRegion(labels[i-1]): // domain.REGION.es.amazonaws.com
			h.region = labels[i-1]
		}
		break
	}
	return h
}

// isRegion reports whether a label has the form of an AWS region's code:
// us-east-1, us-gov-west-1, ap-southeast-7.
func isRegion(label string) bool {
	parts := strings.Split(label, "-")
	if len(parts) < 3 || len(parts[0]) != 2 {
		return false
	}
	last := parts[len(parts)-1]
	for _, part := range parts[:len(parts)-1] {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz") != "" {
			return false
		}
	}
	return len(last) <= 2 && isDigits(last)
}
