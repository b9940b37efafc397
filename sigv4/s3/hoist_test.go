package s3_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

func headers(pairs ...string) (h []sigv4.Header) {
	for i := 0; i < len(pairs); i += 2 {
		h = append(h, sigv4.Header{Name: pairs[i], Value: pairs[i+1]})
	}
	return h
}

func TestHoist(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		rule  string
		query string
		in    []sigv4.Header
		want  string
		kept  []sigv4.Header
	}{
		{rule: "nothing", want: ""},
		{rule: "metadata", in: headers("X-Amz-Meta-Foo", "bar"), want: "x-amz-meta-foo=bar"},
		{rule: "in the order of the headers", in: headers("x-amz-meta-b", "1", "X-AMZ-ACL", "private", "x-amz-meta-a", "2"),
			want: "x-amz-meta-b=1&x-amz-acl=private&x-amz-meta-a=2"},
		{rule: "the table", in: headers("X-Amz-Storage-Class", "GLACIER", "X-Amz-Request-Payer", "requester",
			"X-Amz-Expected-Bucket-Owner", "123456789012", "X-Amz-Checksum-Mode", "ENABLED"),
			want: "x-amz-storage-class=GLACIER&x-amz-request-payer=requester&x-amz-expected-bucket-owner=123456789012&x-amz-checksum-mode=ENABLED"},
		{rule: "behind what is there", query: "versionId=1", in: headers("x-amz-acl", "private"), want: "versionId=1&x-amz-acl=private"},
		{rule: "no empty pair", query: "versionId=1&", in: headers("x-amz-acl", "private"), want: "versionId=1&x-amz-acl=private"},
		{rule: "strict escapes", in: headers("x-amz-meta-a", "a b+c&d=e;f/g%"), want: "x-amz-meta-a=a%20b%2Bc%26d%3De%3Bf%2Fg%25"},
		{rule: "spaces at the ends", in: headers("x-amz-meta-a", " \t a  b \t"), want: "x-amz-meta-a=a%20%20b"},
		{rule: "an empty value", in: headers("x-amz-meta-a", ""), want: "x-amz-meta-a="},
		{rule: "a repeated name is one parameter", in: headers("x-amz-meta-a", "1", "x-amz-acl", "private", "X-Amz-Meta-A", " 2"),
			want: "x-amz-meta-a=1%2C2&x-amz-acl=private"},
		{rule: "an odd name stays", in: headers("x-amz-meta-ü", "1", "x-amz-meta-a b", "1", "x-amz-meta-a:b", "1", "", "1"),
			kept: headers("x-amz-meta-ü", "1", "x-amz-meta-a b", "1", "x-amz-meta-a:b", "1", "", "1")},
		{rule: "a hyphen at the end", in: headers("x-amz-meta-a-", "1"), want: "x-amz-meta-a-=1"},
		{rule: "no name behind the prefix", in: headers("x-amz-meta-", "1"), kept: headers("x-amz-meta-", "1")},
		{rule: "no prefix of a name", in: headers("x-amz-acl-x", "1", "x-amz-ac", "1"), kept: headers("x-amz-acl-x", "1", "x-amz-ac", "1")},
		{rule: "not printable", in: headers("x-amz-meta-a", "a\r\nX: y", "x-amz-meta-b", "a\tb", "x-amz-meta-c", "é", "x-amz-meta-d", "\x00", "x-amz-meta-e", "\x7f"),
			kept: headers("x-amz-meta-a", "a\r\nX: y", "x-amz-meta-b", "a\tb", "x-amz-meta-c", "é", "x-amz-meta-d", "\x00", "x-amz-meta-e", "\x7f")},
		{rule: "one value of two not printable", in: headers("x-amz-meta-a", "1", "X-Amz-Meta-A", "é"), kept: headers("x-amz-meta-a", "1", "X-Amz-Meta-A", "é")},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			in := sigv4.Request{Method: "PUT", Host: "h", RawQuery: tt.query, Headers: slices.Clone(tt.in)}
			got, err := s3.Hoist(in)
			if err != nil {
				t.Fatal(err)
			}
			want := sigv4.Request{Method: "PUT", Host: "h", RawQuery: tt.want, Headers: tt.kept}
			if tt.want == "" {
				want.RawQuery = tt.query
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(sigv4.PayloadHash{})); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.in, in.Headers); diff != "" {
				t.Errorf("the caller's headers were changed:\n%s", diff)
			}
		})
	}
}

// TestHoistKeeps names what must never go into a URL: what S3 does not heed or
// enforce there, and what is secret.
func TestHoistKeeps(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"X-Amz-Tagging", "X-Amz-Tagging-Directive",
		"X-Amz-Object-Lock-Mode", "X-Amz-Object-Lock-Retain-Until-Date", "X-Amz-Object-Lock-Legal-Hold",
		"X-Amz-Checksum-Crc32", "X-Amz-Checksum-Sha256", "X-Amz-Sdk-Checksum-Algorithm", "X-Amz-Content-Sha256",
		"X-Amz-Server-Side-Encryption", "X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id", "X-Amz-Server-Side-Encryption-Context",
		"X-Amz-Server-Side-Encryption-Customer-Algorithm", "X-Amz-Server-Side-Encryption-Customer-Key",
		"X-Amz-Server-Side-Encryption-Customer-Key-Md5", "X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key",
		"X-Amz-Security-Token", "X-Amz-S3session-Token", "X-Amz-Mfa", "Authorization", "X-Amz-Signature", "X-Amz-Date",
		"X-Amz-Copy-Source", "X-Amz-Grant-Read", "X-Amz-Website-Redirect-Location", "X-Amz-Metadata-Directive",
		"X-Amz-Bypass-Governance-Retention", "X-Amz-Something-New",
		"Content-Type", "Content-Md5", "Range", "Cache-Control", "Expires", "If-Match",
	} {
		for _, name := range []string{name, strings.ToLower(name), strings.ToUpper(name)} {
			in := sigv4.Request{RawQuery: "a=b", Headers: headers(name, "v")}
			got, err := s3.Hoist(in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(in, got, cmp.AllowUnexported(sigv4.PayloadHash{})); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	}
}

func TestHoistRefuses(t *testing.T) {
	t.Parallel()
	for _, query := range []string{
		"x-amz-acl=private", "a=b&X-Amz-Acl=public-read", "x-amz-acl", "%78-amz%2Dacl=private", "x%2damz-%41cl=1&b",
	} {
		in := sigv4.Request{RawQuery: query, Headers: headers("X-Amz-Acl", "hunter2")}
		_, err := s3.Hoist(in)
		var refused *s3.Error
		if !errors.Is(err, s3.ErrHoist) || !errors.As(err, &refused) || refused.Name != "x-amz-acl" || refused.Offset != -1 {
			t.Errorf("%q: %v, want ErrHoist for x-amz-acl", query, err)
		} else if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the error holds the value: %v", err)
		}
	}
	for _, query := range []string{"x-amz-acl-x=1", "y-x-amz-acl=1", "a=x-amz-acl", "%zz-amz-acl=1", "x-amz-ac%6", "x-amz-ac%", ""} {
		if _, err := s3.Hoist(sigv4.Request{RawQuery: query, Headers: headers("X-Amz-Acl", "private")}); err != nil {
			t.Errorf("%q: %v", query, err)
		}
	}
}

// The URL of a hoisted request needs no header but Host.
func ExampleHoist() {
	signer, err := sigv4.NewSigner(sigv4.Credentials{
		AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
		SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	}, sigv4.Scope{Region: "us-east-1", Service: "s3"})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := s3.Hoist(sigv4.Request{
		Method: "PUT", Host: "examplebucket.s3.us-east-1.amazonaws.com", Path: "/photo.jpg",
		Headers: []sigv4.Header{{Name: "X-Amz-Meta-Author", Value: "eric"}, {Name: "X-Amz-Tagging", Value: "a=b"}},
		Payload: sigv4.UnsignedPayload,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := signer.Presign(&r, time.Hour, time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(p.URL, "&x-amz-meta-author=eric&"))
	fmt.Println("to be sent:", p.Headers)
	// Output:
	// true
	// to be sent: [{X-Amz-Tagging a=b}]
}
