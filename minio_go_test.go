package sig4_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
)

// minio-go and this signer write the same URL, byte for byte, for the same request at the same time. This needs no
// server.
func TestSameURLAsMinioGo(t *testing.T) {
	t.Parallel()
	const (
		user, secret   = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
		host           = "127.0.0.1:9000"
		bucket, region = "bucket", "eu-central-1"
	)
	for _, token := range []string{"", "token/with+bytes=="} {
		client, err := minio.New(host, &minio.Options{Creds: credentials.NewStaticV4(user, secret, token), Region: region})
		if err != nil {
			t.Fatal(err)
		}
		creds := sigv4.Credentials{AccessKeyID: user, SecretAccessKey: sigv4.NewSecret(secret), SessionToken: sigv4.NewSecret(token)}
		scope := sigv4.Scope{Region: region, Service: "s3"}
		core, err := sigv4.NewSigner(creds, scope)
		if err != nil {
			t.Fatal(err)
		}

		compare := func(k keyCase, method string, query url.Values, header http.Header) {
			u, err := client.PresignHeader(context.Background(), method, bucket, k.key, life, query, header)
			if err != nil {
				t.Fatalf("minio-go: %s: %v", k.name, err)
			}
			at, err := sigv4.ParseTime(u.Query().Get("X-Amz-Date"))
			if err != nil {
				t.Fatal(err)
			}
			want := strings.ReplaceAll(u.String(), "+", "%20") // it writes a space in a query as "+", which means the same

			r := &sigv4.Request{
				Method:   method,
				Scheme:   "http",
				Host:     host,
				Path:     "/" + bucket + "/" + string(sigv4.AppendEscapedPath(nil, k.key)),
				RawQuery: query.Encode(),
				Payload:  sigv4.UnsignedPayload,
			}
			for name, values := range header {
				r.Headers = append(r.Headers, sigv4.Header{Name: name, Value: values[0]})
			}
			got, err := core.AppendPresigned(nil, r, life, at)
			if err != nil {
				t.Fatalf("%s: %v", k.name, err)
			}
			if string(got) != want {
				t.Fatalf("%s %s:\n    core %s\nminio-go %s", method, k.name, got, want)
			}

			signer := &sigv4http.Signer{Source: sigv4http.Static(creds), Scope: scope, Now: func() time.Time { return at }}
			address := url.URL{Scheme: "http", Host: host, Path: "/" + bucket + "/" + k.key, RawQuery: query.Encode()}
			req := newRequest(t, call{method: method, header: r.Headers}, address.String())
			presigned, err := signer.Presign(req, life)
			if err != nil {
				t.Fatalf("%s: %v", k.name, err)
			}
			if presigned.URL != want {
				t.Fatalf("%s %s:\n    http %s\nminio-go %s", method, k.name, presigned.URL, want)
			}
		}

		for _, k := range keyCases {
			if !utf8.ValidString(k.key) {
				continue // minio-go refuses it
			}
			for _, query := range []url.Values{nil, {"response-content-type": {"text/plain; charset=utf-8"}, "versionId": {"a+b/c=é~&"}}} {
				for _, method := range []string{"GET", "HEAD", "PUT", "DELETE"} {
					for _, header := range []http.Header{nil, {"X-Amz-Meta-A": {"  b  c "}, "Content-Type": {"text/plain"}}} {
						compare(k, method, query, header)
					}
				}
			}
		}
	}
}
