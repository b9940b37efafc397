package main

import (
	"flag"
	"strings"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
	"github.com/sig4/sig4/sigv4/sigv2"
)

// signatureFlags choose the version of the signature. Version 2 is legacy, and
// never used but when it is asked for.
type signatureFlags struct {
	version choiceFlag
	store   choiceFlag
}

// define adds --signature. The store matters to URLs only.
func (f *signatureFlags) define(fs *flag.FlagSet, urls bool) {
	f.version = choice("v4", "v2")
	f.store = choice("s3", "minio", "ceph")
	fs.Var(&f.version, "signature", "")
	if urls {
		fs.Var(&f.store, "legacy-store", "")
	}
}

func (f *signatureFlags) v2() bool { return f.version.value == "v2" }

func (f *signatureFlags) check() error {
	if f.store.given && !f.v2() {
		return usagef("--legacy-store is for --signature v2; all stores read version 4 alike")
	}
	return nil
}

// signer makes the legacy signer. Headers are left to the sender of the request
// when sent is true, and else where the store takes them from.
func (f *signatureFlags) signer(e *env, c sigv4.Credentials, sent bool) (*sigv2.LegacySigner, error) {
	var o sigv2.Options
	switch f.store.value {
	case "minio":
		o.Store = sigv2.StoreMinIO
	case "ceph":
		o.Store = sigv2.StoreCeph
	}
	if sent {
		o.Headers = sigv2.HeadersSent
	}
	s, err := sigv2.NewLegacySignerWithOptions(c, o)
	if err == nil {
		e.warn("--signature v2 is LEGACY: AWS refuses it in newer regions and for buckets made after 2020-06-24; " +
			"use it only for a store that knows nothing newer")
	}
	return s, err
}

var errLegacyBucket = usagef("--signature v2 is for buckets alone; access points and directory buckets take version 4")

// legacyBuckets tells where an address has its bucket, which a signature of
// version 2 must know: in the host, or in the path.
func legacyBuckets(endpoint s3.Endpoint, a s3.Address, bucket string) (host, path string, err error) {
	switch {
	case bucket == "":
		return "", "", nil
	case isNoBucket(bucket):
		return "", "", errLegacyBucket
	}
	service, err := endpoint.Service()
	if err != nil {
		return "", "", addressError(err)
	}
	if a.Host == service.Host {
		return "", bucket, nil
	}
	return bucket, "", nil
}

// legacyRequest is the request as version 2 has it.
func (p *plan) legacyRequest() sigv2.Request {
	r := &p.request
	return sigv2.Request{
		Method: r.Method, Scheme: r.Scheme, Host: r.Host, HostBucket: p.hostBucket, PathBucket: p.pathBucket,
		Path: r.Path, RawQuery: r.RawQuery, Headers: r.Headers,
	}
}

// legacyWarnings says which headers the signature leaves open, and which should
// not be in a URL. sent says that none is there.
func legacyWarnings(signed *sigv2.Presigned, sent bool) (warnings []string) {
	for _, h := range signed.Unsigned {
		warnings = append(warnings, "version 2 does not sign the header "+quote(h.Name)+": whoever sends the request may change it or leave it out")
	}
	for _, name := range signed.SignedHeaders {
		if !sent && strings.HasSuffix(name, "-customer-key") && strings.Contains(signed.URL, "&"+name+"=") {
			warnings = append(warnings, "the URL holds the encryption key; --hoist=false leaves it to a header")
		}
	}
	return warnings
}
