package main

import (
	"errors"
	"flag"
	"strings"

	"github.com/sig4/sig4/sigv4/s3"
)

// addressFlags say where an S3 bucket is.
type addressFlags struct {
	region     wordFlag
	endpoint   wordFlag
	addressing choiceFlag
	dualStack  bool
	fips       bool
	accelerate bool
	global     bool
	matchARN   bool
	expressIAM bool // of presign alone: S3 Express takes no forms
}

func (a *addressFlags) define(fs *flag.FlagSet) {
	a.addressing = choice("auto", "path", "virtual")
	fs.Var(&a.region, "region", "")
	fs.Var(&a.endpoint, "endpoint-url", "")
	fs.Var(&a.addressing, "addressing", "")
	fs.BoolVar(&a.dualStack, "dualstack", false, "")
	fs.BoolVar(&a.fips, "fips", false, "")
	fs.BoolVar(&a.accelerate, "accelerate", false, "")
	fs.BoolVar(&a.global, "global-endpoint", false, "")
	fs.BoolVar(&a.matchARN, "match-arn-region", false, "")
}

// given returns the name of a flag that makes sense for s3:// only, or "".
func (a *addressFlags) given() string {
	switch {
	case a.endpoint != "":
		return "endpoint-url"
	case a.addressing.given:
		return "addressing"
	case a.dualStack:
		return "dualstack"
	case a.fips:
		return "fips"
	case a.accelerate:
		return "accelerate"
	case a.global:
		return "global-endpoint"
	case a.matchARN:
		return "match-arn-region"
	case a.expressIAM:
		return "express-iam"
	}
	return ""
}

// resolve returns the endpoint.
func (a *addressFlags) resolve(e *env) (s3.Endpoint, error) {
	scope, err := e.scope(string(a.region), "s3", authority(string(a.endpoint)))
	if err != nil {
		return s3.Endpoint{}, err
	}
	addressing := s3.AddressAuto
	switch a.addressing.value {
	case "path":
		addressing = s3.AddressPath
	case "virtual":
		addressing = s3.AddressVirtual
	}
	return s3.Endpoint{
		Region:     scope.Region,
		URL:        string(a.endpoint),
		Addressing: addressing,
		DualStack:  a.dualStack,
		FIPS:       a.fips,
		Accelerate: a.accelerate,
		Global:     a.global,

		MatchARNRegion: a.matchARN,
		ExpressIAM:     a.expressIAM,
	}, nil
}

// warnOldName warns of a bucket that S3 would not create today. Such buckets
// exist, but more often the name is mistyped. Stores that are not AWS's have
// rules of their own.
func (a *addressFlags) warnOldName(e *env, bucket string) {
	var refused *s3.Error
	atAWS := a.endpoint == "" || parseAWSHost(authority(string(a.endpoint))).s3
	if !atAWS || isNoBucket(bucket) || !errors.As(s3.CheckNewBucket(bucket), &refused) {
		return
	}
	e.warn("S3 gives no new bucket this name: %s; only an old bucket can have it", refused.Reason)
}

// isNoBucket reports whether a name is not that of a general purpose bucket, but
// one that stands in its place: an ARN, or a name with an ending that S3 itself
// gives (S3 User Guide, "General purpose bucket naming rules").
func isNoBucket(name string) bool {
	for _, suffix := range [...]string{"-s3alias", "--ol-s3", "--op-s3", "--x-s3", "--xa-s3", ".mrap", "--table-s3"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return strings.HasPrefix(name, "arn:")
}

// schemeOf returns what stands before "://" in a target, in lower case.
func schemeOf(target string) string {
	scheme, _, ok := strings.Cut(target, "://")
	if !ok {
		return ""
	}
	return strings.ToLower(scheme)
}

// authority returns what stands between "://" and the next slash.
func authority(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	rest, _, _ = strings.Cut(rest, "/")
	return rest
}

// parseS3 takes s3://BUCKET/KEY apart, where an ARN may stand for the bucket. The
// key is taken as it is: nothing in it is an escape, a query or a fragment. It
// may be empty, and the slash before it may be missing.
func parseS3(target string) (l s3.Location, slash bool, err error) {
	_, rest, _ := strings.Cut(target, "://")
	arn := arnLength(rest)
	l.Bucket, l.Key, slash = strings.Cut(rest[arn:], "/")
	l.Bucket = rest[:arn] + l.Bucket
	if l.Bucket == "" {
		return l, slash, usagef("no bucket in the target; write s3://BUCKET/KEY")
	}
	return l, slash, nil
}

// arnLength returns how long the ARN of an access point is at the start of s, or
// 0: its parts may be joined by slashes as well as by colons.
func arnLength(s string) int {
	const kind = "accesspoint"
	i := strings.Index(s, kind) + len(kind)
	if !strings.HasPrefix(s, "arn:") || i < len(kind) || i == len(s) {
		return 0
	}
	i++ // the separator
	if name := strings.IndexByte(s[i:], '/'); name >= 0 {
		return i + name
	}
	return len(s)
}

// addressError makes a usage error of what package s3 refused: it names the
// flags, where the package names the fields of its types.
func addressError(err error) error {
	var refused *s3.Error
	if !errors.As(err, &refused) {
		return err
	}
	named := *refused
	named.Name = ""
	for _, f := range [...]struct{ field, flag string }{
		{"URL", "endpoint-url"}, {"Addressing", "addressing"}, {"DualStack", "dualstack"},
		{"FIPS", "fips"}, {"Accelerate", "accelerate"}, {"Global", "global-endpoint"},
		{"MatchARNRegion", "match-arn-region"}, {"ExpressIAM", "express-iam"},
	} {
		if refused.Name == f.field {
			return usagef("--%s: %s", f.flag, plain(&named))
		}
	}
	return usagef("%s", plain(err))
}
