package sig4_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/testdata/miniotest"
)

// The tests of this folder in files minio_*_test.go hold the signer against a real server. The requests are sent with
// plain net/http, so that nothing but the signer decides what is signed. minio-go makes the buckets and reads back what
// was written.

func TestMain(m *testing.M) { os.Exit(miniotest.Main(m)) }

// plain sends requests as they are: no proxy, no redirects, no headers for compression.
var plain = &http.Client{
	Timeout:   time.Minute,
	Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 16},
	CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	},
}

// A bucket is an empty bucket of the server, and the credentials that its requests are signed with.
type bucket struct {
	server *miniotest.Server
	name   string
	creds  sigv4.Credentials
}

func newBucket(t *testing.T) *bucket {
	t.Helper()
	server := miniotest.Get(t)
	return &bucket{
		server: server,
		name:   server.Bucket(t),
		creds: sigv4.Credentials{
			AccessKeyID:     server.AccessKeyID,
			SecretAccessKey: sigv4.NewSecret(server.SecretAccessKey),
		},
	}
}

// signer is the core's signer for S3.
func (b *bucket) signer(t *testing.T) *sigv4.Signer {
	t.Helper()
	signer, err := sigv4.NewSigner(b.creds, sigv4.Scope{Region: miniotest.Region, Service: "s3"})
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// read is what minio-go finds under a key.
func (b *bucket) read(t *testing.T, key string) (body string, info minio.ObjectInfo) {
	t.Helper()
	object, err := b.server.Client().GetObject(context.Background(), b.name, key, minio.GetObjectOptions{})
	if err != nil {
		t.Fatalf("minio-go: %v", err)
	}
	defer object.Close()
	content, err := io.ReadAll(object)
	if err != nil {
		t.Fatalf("minio-go: reading %q: %v", key, err)
	}
	info, err = object.Stat()
	if err != nil {
		t.Fatalf("minio-go: %v", err)
	}
	return string(content), info
}

// write stores an object with minio-go.
func (b *bucket) write(t *testing.T, key, body string) {
	t.Helper()
	_, err := b.server.Client().PutObject(context.Background(), b.name, key, bytes.NewReader([]byte(body)), int64(len(body)),
		minio.PutObjectOptions{ContentType: "text/plain"})
	if err != nil {
		t.Fatalf("minio-go: %v", err)
	}
}

// missing fails the test when minio-go finds anything under a key.
func (b *bucket) missing(t *testing.T, key string) {
	t.Helper()
	_, err := b.server.Client().StatObject(context.Background(), b.name, key, minio.StatObjectOptions{})
	if code := minio.ToErrorResponse(err).Code; code != "NoSuchKey" {
		t.Errorf("minio-go: %q: code %q, want NoSuchKey", key, code)
	}
}

// An answer is the server's, read to its end.
type answer struct {
	status int
	header http.Header
	body   string
	code   string // of an error, such as NoSuchKey
}

// send sends a request and reads the answer.
func send(t *testing.T, req *http.Request) answer {
	t.Helper()
	resp, err := plain.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{status: resp.StatusCode, header: resp.Header, body: string(body)}
	if a.status >= 300 {
		var failure struct {
			XMLName xml.Name
			Code    string
			Nested  string `xml:"Error>Code"` // STS
		}
		if xml.Unmarshal(body, &failure) == nil {
			a.code = failure.Code + failure.Nested
		} else {
			a.code = resp.Header.Get("X-Minio-Error-Code") // an answer to HEAD has no body
		}
	}
	return a
}

// want fails the test unless the server answered with this status and, for a refusal, this code.
func (a answer) want(t *testing.T, status int, code string) {
	t.Helper()
	if a.status != status || a.code != code {
		t.Fatalf("the server answered %d %q, want %d %q\n%s", a.status, a.code, status, code, a.body)
	}
}

// wantText fails the test unless the server's message holds text: many refusals share one code.
func (a answer) wantText(t *testing.T, text string) {
	t.Helper()
	if !strings.Contains(a.body, text) {
		t.Errorf("the server does not speak of %q\n%s", text, a.body)
	}
}

// remove deletes an object with minio-go.
func (b *bucket) remove(t *testing.T, key string) {
	t.Helper()
	if err := b.server.Client().RemoveObject(context.Background(), b.name, key, minio.RemoveObjectOptions{}); err != nil {
		t.Fatalf("minio-go: %v", err)
	}
}
