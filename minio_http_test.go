package sig4_test

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
	"github.com/sig4/sig4/testdata/miniotest"
)

// httpWays sign requests of net/http. The core's ways write the strict spelling of a path; net/http writes its own,
// which leaves "+", "&" and "=" as they are, so that each key is sent in two spellings.
var httpWays = []way{
	{name: "http header, hashed", hashed: true, sign: func(t *testing.T, b *bucket, c call) *http.Request {
		return signHTTP(t, b, c, sigv4http.HashPayload)
	}},
	{name: "http header, unsigned", sign: func(t *testing.T, b *bucket, c call) *http.Request {
		return signHTTP(t, b, c, sigv4http.UnsignedPayload)
	}},
	{name: "http query, unsigned", query: true, sign: presignHTTP},
	{name: "http query, hashed", query: true, hashed: true, sign: func(t *testing.T, b *bucket, c call) *http.Request {
		hash := sigv4.HashPayload([]byte(c.body)).String()
		c.header = append(slices.Clone(c.header), sigv4.Header{Name: "X-Amz-Content-Sha256", Value: hash})
		return presignHTTP(t, b, c)
	}},
}

// httpSigner signs with net/http; all headers of c are signed.
func (b *bucket) httpSigner(c call, payload sigv4http.Payload) *sigv4http.Signer {
	signer := &sigv4http.Signer{
		Source:  sigv4http.Static(b.creds),
		Scope:   sigv4.Scope{Region: miniotest.Region, Service: "s3"},
		Payload: payload,
	}
	for _, h := range c.header {
		signer.SignHeaders = append(signer.SignHeaders, h.Name)
	}
	return signer
}

// plainRequest is the call in net/http's own spelling of the path.
func (b *bucket) plainRequest(t *testing.T, c call) *http.Request {
	t.Helper()
	path := "/" + b.name
	if c.key != "" {
		path += "/" + c.key
	}
	address := url.URL{Scheme: "http", Host: b.server.Host, Path: path, RawQuery: c.query}
	return newRequest(t, c, address.String())
}

func signHTTP(t *testing.T, b *bucket, c call, payload sigv4http.Payload) *http.Request {
	t.Helper()
	req, err := b.httpSigner(c, payload).Sign(b.plainRequest(t, c))
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func presignHTTP(t *testing.T, b *bucket, c call) *http.Request {
	t.Helper()
	presigned, err := b.httpSigner(c, sigv4http.HashPayload).Presign(b.plainRequest(t, c), life)
	if err != nil {
		t.Fatal(err)
	}
	c.header = presigned.Headers // what it says must be sent, and nothing else
	return newRequest(t, c, presigned.URL)
}

// A client with the signing transport needs nothing else, for bodies of every kind.
func TestMinIOTransport(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	signer := b.httpSigner(call{}, sigv4http.HashPayload)
	signer.MaxBuffer = 1 << 10
	client := &http.Client{Transport: &sigv4http.Transport{Signer: signer, Base: plain.Transport}}
	address := b.server.URL() + "/" + b.name + "/a%20b+c"

	for name, body := range map[string]io.Reader{
		"with GetBody":   strings.NewReader("the body"),
		"read only once": io.MultiReader(strings.NewReader("the "), strings.NewReader("body")),
	} {
		req, err := http.NewRequest(http.MethodPut, address, body)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := client.Do(req)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		resp.Body.Close()
		if resp.StatusCode != 200 {
			t.Errorf("%s: the server answered %s", name, resp.Status)
		}
		if got, _ := b.read(t, "a b+c"); got != "the body" {
			t.Errorf("%s: minio-go reads %q", name, got)
		}
		b.remove(t, "a b+c")
	}
	resp, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 404 {
		t.Errorf("the server answered %s, want 404", resp.Status)
	}
}
