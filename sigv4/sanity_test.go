package sigv4

import (
	"testing"
	"time"
)

func TestDocumentationURL(t *testing.T) {
	s, err := NewSigner(Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")}, Scope{"us-east-1", "s3"})
	if err != nil {
		t.Fatal(err)
	}
	r := &Request{Method: "GET", Host: "examplebucket.s3.amazonaws.com", Path: "/test.txt", Payload: UnsignedPayload}
	now := time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)
	u, err := s.AppendPresigned(nil, r, 24*time.Hour, now)
	want := "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
	if err != nil || string(u) != want {
		t.Fatal(err, string(u))
	}
	r.Payload = EmptyPayload
	r.Headers = []Header{{"Range", "bytes=0-9"}}
	a, err := s.AppendAuthorization(nil, r, now)
	if err != nil || string(a[len(a)-64:]) != "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41" {
		t.Fatal(err, string(a))
	}
}

func BenchmarkSignHeader(b *testing.B) {
	s, _ := NewSigner(Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")}, Scope{"us-east-1", "s3"})
	r := &Request{Method: "GET", Host: "examplebucket.s3.amazonaws.com", Path: "/test.txt", Payload: EmptyPayload}
	r.Headers = []Header{{"Range", "bytes=0-9"}}
	now := time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf, _ = s.AppendAuthorization(buf[:0], r, now)
	}
}
func BenchmarkPresign(b *testing.B) {
	s, _ := NewSigner(Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")}, Scope{"us-east-1", "s3"})
	r := &Request{Method: "GET", Host: "examplebucket.s3.amazonaws.com", Path: "/test.txt", Payload: UnsignedPayload}
	now := time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf, _ = s.AppendPresigned(buf[:0], r, time.Hour, now)
	}
}
