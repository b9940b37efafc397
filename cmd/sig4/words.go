package main

import "strings"

// inWords puts what the packages say of their own API into the words of the
// command line. Whoever calls a package must be told of Request.Host; whoever
// types a command has never seen it. A test holds that nothing is missing here.
var inWords = strings.NewReplacer(
	// Package sigv4.
	"the host belongs in Request.Host, not among the headers",
	"the host follows from the target or the Host header; leave it out",
	"it is missing; use HashPayload, EmptyPayload or UnsignedPayload",
	"it is missing; use --payload",
	"TokenS3Express needs credentials with a session token",
	"S3 Express needs credentials with the token of a session",
	"a value is none of its constants",
	"there is no such choice",
	"the Signer is its zero value; use NewSigner",
	"there are no credentials to sign with",

	// Package s3.
	"give the region itself and choose FIPS",
	"give the region itself, and --fips",

	// Package sigv2.
	"both HostBucket and PathBucket are given; one of host and path names the bucket",
	"the bucket is taken for one in the host and for one in the path",
	"the path does not hold PathBucket as a segment",
	"the path does not hold the bucket",
	"the LegacySigner is nil or its zero value; use NewLegacySigner",
	"there are no credentials to sign with",

	// Package policy.
	"the key is given as Post.Key",
	"the target says the key",
	"the bucket is given as Post.Bucket, and the URL names it; no field does",
	"the target says the bucket, and the URL names it; no field does",
	"its value is not Post.Bucket",
	"its value is not the target's bucket",
	"it is not the condition that follows from Post's Bucket and Key",
	"it is not the condition that follows from the target",
	"use ContentLengthRange",
	"use --min-size and --max-size",
	"set InsecureAllowAnyKey", "allow it with --allow-any-key",
	"set InsecureAllowAnyContentType", "allow it with --allow-any-content-type",
	"no content-length-range: the form admits", "no --max-size: the form admits",
	"an Exact", "an exact one",
	"an Equals", "an eq",
	"a StartsWith", "a starts-with",
	"a ContentLengthRange value", "a content-length-range",
	"there is none; make one with sigv4.NewSigner",
	"there are no credentials to sign with",
	"there is none; package sigv2 makes one",
	"there are no credentials to sign with",
).Replace
