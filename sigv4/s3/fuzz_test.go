package s3_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4/s3"
)

// FuzzObject holds every address to what all clients agree on: a host of host
// bytes, a path that decodes to the key, and a URL that net/url reads alike.
func FuzzObject(f *testing.F) {
	seeds := []struct {
		region, url, bucket, key string
		addressing, options      uint8
	}{
		{"us-east-1", "", "examplebucket", "test.txt", 0, 0},
		{"eu-central-1", "", "a.b.c", "a b/+%2F//..", 0, 0},
		{"cn-north-1", "", "UPPER", "é", 1, 1},
		{"us-gov-west-1", "", "bkt", "k", 2, 2},
		{"us-west-2", "", "bkt", "k", 0, 4},
		{"us-west-2", "", "bkt", "\x01\x7f", 0, 8},
		{"aws-global", "", "bkt", "k", 0, 0},
		{"us-east-1", "http://localhost:9000", "bkt", "k", 2, 0},
		{"us-east-1", "https://[::1]:443/base/", "bkt", "/k", 2, 0},
		{"us-east-1", "https://H.example:0443/a%20b", "-lead", "?", 2, 0},
		{"us-east-1", "http://127.0.0.1", "bkt", "#", 2, 0},
		{"us-east-1", "http://user@h", "arn:aws:s3:::x", "", 3, 15},
		{"us-west-2", "", apARN, "k", 0, 3},
		{"us-west-2", "https://example.com/base", apARN, "k", 0, 16},
		{"us-west-2", "", lambdaARN, "k", 0, 2},
		{"us-west-2", "", outpostARN, "k", 2, 0},
		{"us-west-2", "http://127.0.0.1", mrapARN, "k", 0, 0},
		{"us-west-2", "", rackAlias, "k", 0, 2},
		{"us-west-2", "http://h.example:81", serverAlias, "k", 0, 0},
		{"us-west-2", "", directory, "k", 0, 3},
		{"us-west-2", "http://[::1]/b", directoryAP, "k", 0, 32},
	}
	for _, s := range seeds {
		f.Add(s.region, s.url, s.bucket, s.key, s.addressing, s.options)
	}
	f.Fuzz(func(t *testing.T, region, endpoint, bucket, key string, addressing, options uint8) {
		e := s3.Endpoint{
			Region: region, URL: endpoint, Addressing: s3.Addressing(addressing),
			DualStack: options&1 != 0, FIPS: options&2 != 0, Accelerate: options&4 != 0, Global: options&8 != 0,
			MatchARNRegion: options&16 != 0, ExpressIAM: options&32 != 0,
		}
		a, err := e.Object(s3.Location{Bucket: bucket, Key: key})
		if err != nil {
			var typed *s3.Error
			if !errors.As(err, &typed) {
				t.Fatalf("error of type %T: %v", err, err)
			}
			if a != (s3.Address{}) {
				t.Fatalf("an address came with the error %v", err)
			}
			return
		}
		if i := strings.IndexFunc(a.Host, func(r rune) bool {
			return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-._:[]", r)
		}); i >= 0 || a.Host == "" {
			t.Fatalf("host %q", a.Host)
		}
		u, err := url.Parse(a.URL())
		if err != nil {
			t.Fatalf("net/url refuses the URL: %v", err)
		}
		if u.Scheme != a.Scheme || u.Host != a.Host || u.EscapedPath() != a.Path || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
			t.Fatalf("net/url reads %#v, want %#v", u, a)
		}
		if len(a.Host) > 253+len(":65535") {
			t.Fatalf("a host of %d bytes", len(a.Host))
		}
		for _, label := range strings.Split(a.Host, ".") {
			if len(label) > 63+len(":65535") {
				t.Fatalf("host %q has a label that is too long", a.Host)
			}
		}
		service, err := e.Service()
		if err != nil {
			t.Fatalf("an object has an address, but not the service: %v", err)
		}
		prefix := base(endpoint) + "/"
		switch {
		case strings.HasSuffix(a.Host, ".accesspoint.s3-global.amazonaws.com") && a.Algorithm == s3.SigV4A:
			prefix = "/" // whatever the endpoint
		case a.Host == service.Host:
			prefix += bucket + "/"
		case a.Host == bucket+"."+service.Host, a.Host == bucket+".s3-accelerate.amazonaws.com", a.Host == bucket+".s3-accelerate.dualstack.amazonaws.com":
		case hasOwnHost(bucket):
		default:
			t.Fatalf("host %q, and the service is at %q", a.Host, service.Host)
		}
		checkKeyPath(t, a.Path, prefix, key)
		if err := a.Scope().Validate(); (err != nil) != (a.RequireSigV4() != nil) {
			t.Fatalf("the scope: %v; the algorithm: %v", err, a.RequireSigV4())
		}
	})
}

// hasOwnHost reports whether bucket is of those that are never in a path at AWS.
func hasOwnHost(bucket string) bool {
	return strings.HasPrefix(bucket, "arn:") || strings.HasSuffix(bucket, "--x-s3") ||
		strings.HasSuffix(bucket, "--xa-s3") || strings.HasSuffix(bucket, "--op-s3")
}

// base returns the base path of an endpoint URL that was accepted.
func base(endpoint string) string {
	_, rest, _ := strings.Cut(endpoint, "://")
	i := strings.IndexByte(rest, '/')
	if i < 0 {
		return ""
	}
	return strings.TrimSuffix(rest[i:], "/")
}

func checkKeyPath(t *testing.T, path, prefix, key string) {
	t.Helper()
	escaped, ok := strings.CutPrefix(path, prefix)
	if !ok {
		t.Fatalf("path %q does not begin with %q", path, prefix)
	}
	got, err := url.PathUnescape(escaped)
	if err != nil || got != key {
		t.Fatalf("path %q decodes to %q (%v), want %q", path, got, err, key)
	}
	if strings.Trim(escaped, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/%") != "" {
		t.Fatalf("path %q holds bytes that are not encoded", path)
	}
}

// FuzzBucket: what may be created may be addressed, and a bucket in the host is
// one that may be created, but for the names that S3 reserves.
func FuzzBucket(f *testing.F) {
	for _, s := range []string{"", "abc", "a.b", "a..b", "UPPER", "xn--a", "a-s3alias", "192.168.5.4", directory, directoryAP, rackAlias, "a--x-s3", "a.mrap", apARN, strings.Repeat("a", 64)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, bucket string) {
		a, err := s3.Endpoint{Region: "us-east-1"}.Bucket(bucket)
		fresh := s3.CheckNewBucket(bucket)
		if fresh == nil && err != nil {
			t.Fatalf("%q may be created, but not addressed: %v", bucket, err)
		}
		if strings.HasPrefix(bucket, "arn:") {
			return // not a bucket
		}
		if err == nil && a.Path == "/" && fresh != nil && !strings.Contains(fresh.Error(), "reserves") {
			t.Fatalf("%q stands in the host: %v", bucket, fresh)
		}
	})
}
