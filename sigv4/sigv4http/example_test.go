package sigv4http_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
)

// The key and the time of AWS's documentation.
var (
	documented = sigv4http.Static(sigv4.Credentials{
		AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
		SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	})
	may2013 = func() time.Time { return time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC) }
)

// The first example of S3's documentation (S3 API Reference, "Signature
// Calculations for the Authorization Header: Transferring Payload in a Single
// Chunk").
func ExampleSigner_Sign() {
	signer := &sigv4http.Signer{
		Source:      documented,
		Scope:       sigv4.Scope{Region: "us-east-1", Service: "s3"},
		SignHeaders: []string{"Range"},
		Now:         may2013,
	}
	r, err := http.NewRequest("GET", "https://examplebucket.s3.amazonaws.com/test.txt", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	r.Header.Set("Range", "bytes=0-9")
	signed, err := signer.Sign(r)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.ReplaceAll(signed.Header.Get("Authorization"), ", ", "\n"))
	// Output:
	// AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request
	// SignedHeaders=host;range;x-amz-content-sha256;x-amz-date
	// Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41
}

// A URL to upload one file of a given type: whoever uses it must send the
// header that was signed.
func ExampleSigner_Presign() {
	signer := &sigv4http.Signer{
		Source: documented,
		Scope:  sigv4.Scope{Region: "us-east-1", Service: "s3"},
		Now:    may2013,
	}
	r, err := http.NewRequest("PUT", "https://examplebucket.s3.amazonaws.com/photo.jpg", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	r.Header.Set("Content-Type", "image/jpeg")
	p, err := signer.Presign(r, 15*time.Minute)
	if err != nil {
		fmt.Println(err)
		return
	}
	address, query, _ := strings.Cut(p.URL, "?")
	fmt.Println(p.Method, address)
	fmt.Println(strings.ReplaceAll(query, "&", "\n"))
	fmt.Println("to be sent with it:", p.Headers)
	fmt.Println("it works until", p.Effective)
	// Output:
	// PUT https://examplebucket.s3.amazonaws.com/photo.jpg
	// X-Amz-Algorithm=AWS4-HMAC-SHA256
	// X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request
	// X-Amz-Date=20130524T000000Z
	// X-Amz-Expires=900
	// X-Amz-SignedHeaders=content-type%3Bhost
	// X-Amz-Signature=2b566908e7c228792d2b9949de2a9286079f06e1ec93487fd13258cb3baaeaf9
	// to be sent with it: [{Content-Type image/jpeg}]
	// it works until 2013-05-24 00:15:00 +0000 UTC
}

// A client whose requests are all signed. The server stands for the service.
func ExampleTransport() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		credential, _, _ := strings.Cut(r.Header.Get("Authorization"), ",")
		fmt.Fprintf(w, "%s %s %q\n%s", r.Method, r.URL, body, credential)
	}))
	defer server.Close()

	client := &http.Client{Transport: &sigv4http.Transport{Signer: &sigv4http.Signer{
		Source: documented,
		Scope:  sigv4.Scope{Region: "us-east-1", Service: "execute-api"},
		Now:    may2013, // leave it out to use the clock
	}}}
	resp, err := client.Post(server.URL+"/pets", "application/json", strings.NewReader(`{"name":"Rex"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(resp.Status)
	fmt.Println(string(answer))
	// Output:
	// 200 OK
	// POST /pets "{\"name\":\"Rex\"}"
	// AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/execute-api/aws4_request
}
