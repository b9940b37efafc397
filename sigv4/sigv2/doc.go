// Package sigv2 implements LEGACY AWS Signature Version 2 for S3. Do not use it
// unless a store leaves no choice: use package sigv4.
//
// What is wrong with it: it rests on SHA-1; the signing key is the secret access
// key itself, with no date, region or service between; it does not cover the
// host, the body, the query but for a list of sub-resources, nor any header but
// Content-MD5, Content-Type, Date and x-amz-*. A Range or an If-Match that is
// given to it is not signed. AWS refuses it in every region opened since 2014
// and for every bucket made after 2020-06-24 (S3 User Guide, "AWS Signature
// Version 2 turned off"). Nothing in this module uses it unless it is asked by
// name.
//
// What it is for: stores that know nothing newer, and URLs and forms that must
// equal those of an old boto3 or of `signature_version='s3'`.
//
// [NewLegacySigner] makes a signer; [LegacySigner.Presign] makes a query URL with
// AWSAccessKeyId, Signature and Expires, [LegacySigner.Sign] an Authorization
// header, "AWS AKID:signature", and [LegacySigner.AppendPostSignature] the
// signature of a browser form. [LegacySigner.Explain] and
// [LegacySigner.ExplainPresigned] show every step.
//
// # Sources
//
// S3 User Guide, "Signing and authenticating REST requests" (the string to sign,
// CanonicalizedResource, CanonicalizedAmzHeaders, "Query string request
// authentication alternative") and "Browser-based uploads using POST (AWS
// signature version 2)". Where stores differ, [Store] says how.
//
// # SHA-1 and FIPS 140-3
//
// A program that runs with GODEBUG=fips140=only may not use SHA-1. Every
// function that signs then fails with [ErrSHA1]; none panics. With fips140=on
// SHA-1 works, outside the validated module.
//
// # A pure function
//
// Nothing here reads a clock, the environment, a file or the network, and
// nothing logs. Every error is a [*sigv4.Error] around a sentinel of package
// sigv4 or of this one. No error holds a secret, a session token or a header's
// value.
package sigv2
