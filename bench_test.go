package sig4_test

import (
	"crypto/sha256"
	"net/http"
	"net/url"
	"testing"
	"time"

	miniosigner "github.com/minio/minio-go/v7/pkg/signer"

	minio "github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
)

// The benchmarks sign the same requests three ways in one run, so that their
// ratios hold on a noisy machine:
//
//	sig4      this module
//	minio-go  where it has the like
//	limit     hashing as many SHA-256 blocks, in as many messages, and nothing else
//
// Run them with: go test -run '^$' -bench . -benchtime 1s -count 5 .

const (
	benchKey    = "AKIAIOSFODNN7EXAMPLE"
	benchSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	benchRegion = "us-east-1"
)

var (
	benchCredentials = sigv4.Credentials{AccessKeyID: benchKey, SecretAccessKey: sigv4.NewSecret(benchSecret)}
	benchScope       = sigv4.Scope{Region: benchRegion, Service: "s3"}
	benchTime        = time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)
)

func benchSigner(tb testing.TB) *sigv4.Signer {
	s, err := sigv4.NewSigner(benchCredentials, benchScope)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// getObject is the first example of AWS's documentation of header signing.
func getObject() *sigv4.Request {
	return &sigv4.Request{
		Method:  "GET",
		Host:    "examplebucket.s3.amazonaws.com",
		Path:    "/test.txt",
		Headers: []sigv4.Header{{Name: "Range", Value: "bytes=0-9"}},
		Payload: sigv4.EmptyPayload,
	}
}

// httpGetObject is the same for net/http, with the headers of a usual client.
func httpGetObject(tb testing.TB) *http.Request {
	r, err := http.NewRequest("GET", "https://examplebucket.s3.amazonaws.com/test.txt", nil)
	if err != nil {
		tb.Fatal(err)
	}
	r.Header.Set("Range", "bytes=0-9")
	return r
}

// presignedGet is AWS's documentation's example of a presigned URL.
func presignedGet() *sigv4.Request {
	return &sigv4.Request{
		Method:  "GET",
		Host:    "examplebucket.s3.amazonaws.com",
		Path:    "/test.txt",
		Payload: sigv4.UnsignedPayload,
	}
}

// limit hashes what a signature must hash: messages of these lengths, each
// filled up to the end of its last block.
func limit(lengths ...int) func(b *testing.B) {
	messages := make([][]byte, len(lengths))
	for i, n := range lengths {
		messages[i] = make([]byte, (n+8)/sha256.BlockSize*sha256.BlockSize+sha256.BlockSize-9)
	}
	return func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, m := range messages {
				sum = sha256.Sum256(m)
			}
		}
	}
}

var sum [sha256.Size]byte

// limitOf is the limit of a signature: its canonical request, its string to
// sign, and the outer hash of the HMAC. The states after the pads are kept.
func limitOf(e sigv4.Explanation) func(b *testing.B) {
	return limit(len(e.CanonicalRequest), len(e.StringToSign), sha256.Size)
}

func BenchmarkSignHeader(b *testing.B) {
	s, r := benchSigner(b), getObject()
	e, err := s.Explain(r, benchTime)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("sig4", func(b *testing.B) {
		b.ReportAllocs()
		var buf []byte
		for b.Loop() {
			buf, _ = s.AppendAuthorization(buf[:0], r, benchTime)
		}
	})
	b.Run("minio-go", func(b *testing.B) {
		r := httpGetObject(b)
		r.Header.Set("X-Amz-Content-Sha256", sigv4.EmptyPayload.String())
		b.ReportAllocs()
		for b.Loop() {
			miniosigner.SignV4(*r, benchKey, benchSecret, "", benchRegion)
		}
	})
	b.Run("limit", limitOf(e))
}

func BenchmarkPresign(b *testing.B) {
	s, r := benchSigner(b), presignedGet()
	e, err := s.ExplainPresigned(r, 24*time.Hour, benchTime)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("sig4", func(b *testing.B) {
		b.ReportAllocs()
		var buf []byte
		for b.Loop() {
			buf, _ = s.AppendPresigned(buf[:0], r, 24*time.Hour, benchTime)
		}
	})
	b.Run("minio-go", func(b *testing.B) {
		target, err := url.Parse("https://examplebucket.s3.amazonaws.com/test.txt")
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			u := *target // its query is added to
			miniosigner.PreSignV4(http.Request{Method: "GET", URL: &u, Host: u.Host, Header: http.Header{}},
				benchKey, benchSecret, "", benchRegion, 86400)
		}
	})
	b.Run("limit", limitOf(e))
}

func BenchmarkSignHTTP(b *testing.B) {
	s := httpSigner()
	e, err := benchSigner(b).Explain(getObject(), benchTime)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("sig4", func(b *testing.B) {
		r := httpGetObject(b)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := s.Sign(r); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("minio-go", func(b *testing.B) {
		r := httpGetObject(b)
		b.ReportAllocs()
		for b.Loop() {
			// As its own client does: the caller's request is not to change.
			clone := r.Clone(r.Context())
			clone.Header.Set("X-Amz-Content-Sha256", sigv4.EmptyPayload.String())
			miniosigner.SignV4(*clone, benchKey, benchSecret, "", benchRegion)
		}
	})
	b.Run("limit", limitOf(e))
}

func httpSigner() *sigv4http.Signer {
	return &sigv4http.Signer{
		Source:      sigv4http.Static(benchCredentials),
		Scope:       benchScope,
		SignHeaders: []string{"Range"},
		Now:         func() time.Time { return benchTime },
	}
}

// BenchmarkVerify verifies what BenchmarkSignHeader signs, with the key kept.
func BenchmarkVerify(b *testing.B) {
	e, err := benchSigner(b).Explain(getObject(), benchTime)
	if err != nil {
		b.Fatal(err)
	}
	signed := getObject()
	r := &sigv4.Received{
		Method: signed.Method, Host: signed.Host, Path: signed.Path,
		Headers: append(signed.Headers, e.Added...),
	}
	keys, err := sigv4.NewStaticKeys(benchCredentials)
	if err != nil {
		b.Fatal(err)
	}
	v, err := sigv4.NewVerifier(sigv4.VerifierConfig{
		Keys: keys, Regions: []string{benchRegion}, Services: []string{"s3"},
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("sig4", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := v.Verify(b.Context(), r, benchTime); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("limit", limitOf(e))
}

func BenchmarkPostPolicy(b *testing.B) {
	s := benchSigner(b)
	post := policy.Post{
		URL:    "https://examplebucket.s3.us-east-1.amazonaws.com/",
		Bucket: "examplebucket",
		Key:    "user/eric/${filename}",
		Conditions: []policy.Condition{
			policy.StartsWith{Name: "Content-Type", Prefix: "image/"},
			policy.ContentLengthRange{Min: 1, Max: 1 << 20},
		},
		Expires: time.Hour,
	}
	form, err := policy.Sign(post, s, benchTime)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("sig4", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := policy.Sign(post, s, benchTime); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("minio-go", func(b *testing.B) {
		client, err := minio.New("s3.amazonaws.com", &minio.Options{
			Creds: credentials.NewStaticV4(benchKey, benchSecret, ""), Secure: true, Region: benchRegion,
		})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			p := minio.NewPostPolicy()
			p.SetBucket("examplebucket")
			p.SetKeyStartsWith("user/eric/")
			p.SetExpires(benchTime.Add(time.Hour))
			p.SetContentTypeStartsWith("image/")
			p.SetContentLengthRange(1, 1<<20)
			if _, _, err := client.PresignedPostPolicy(b.Context(), p); err != nil {
				b.Fatal(err)
			}
		}
	})
	// The string to sign is the policy in base64.
	b.Run("limit", limit((len(form.Policy)+2)/3*4, sha256.Size))
}

func BenchmarkDeriveKey(b *testing.B) {
	secret := sigv4.NewSecret(benchSecret)
	b.Run("sig4", func(b *testing.B) {
		b.ReportAllocs()
		var buf []byte
		for b.Loop() {
			buf, _ = sigv4.AppendSigningKey(buf[:0], secret, benchScope, benchTime)
		}
	})
	// Four HMACs, each an inner hash over pad and message and an outer one over
	// pad and hash.
	outer := sha256.BlockSize + sha256.Size
	b.Run("limit", limit(sha256.BlockSize+len("20130524"), outer, sha256.BlockSize+len(benchRegion), outer,
		sha256.BlockSize+len("s3"), outer, sha256.BlockSize+len("aws4_request"), outer))
}
