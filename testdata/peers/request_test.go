package peers

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

const (
	keyID  = "AKIAIOSFODNN7EXAMPLE"
	secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	region = "us-east-1"
)

// A request is what every signer is given to sign.
type request struct {
	method  string
	url     string
	headers []sigv4.Header // all of them are to be signed
	service string
	token   string        // of the session; empty for long-lived credentials
	expires time.Duration // of a presigned URL; 0 signs in the Authorization header
}

// body is the hash that all requests are signed with: that of no body, and for
// presigned S3 none at all.
func (r *request) body() sigv4.PayloadHash {
	if r.s3() && r.expires > 0 {
		return sigv4.UnsignedPayload
	}
	return sigv4.EmptyPayload
}

func (r *request) s3() bool { return r.service == "s3" }

// http returns the request as net/http has it, with the headers that S3 wants
// to be signed and that the bare signers of the SDKs leave to their caller.
func (r *request) http(t testing.TB) *http.Request {
	t.Helper()
	h, err := http.NewRequest(r.method, r.url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, header := range r.headers {
		h.Header.Add(header.Name, header.Value)
	}
	if r.expires == 0 && r.s3() {
		h.Header.Set("X-Amz-Content-Sha256", r.body().String())
	}
	return h
}

func (r *request) credentials() sigv4.Credentials {
	return sigv4.Credentials{
		AccessKeyID: keyID, SecretAccessKey: sigv4.NewSecret(secret), SessionToken: sigv4.NewSecret(r.token),
	}
}

// core returns sig4's own signer and its view of the request.
func (r *request) core(t testing.TB) (*sigv4.Signer, *sigv4.Request) {
	t.Helper()
	s, err := sigv4.NewSigner(r.credentials(), sigv4.Scope{Region: region, Service: r.service})
	if err != nil {
		t.Fatal(err)
	}
	v := &sigv4.Request{Method: r.method, Headers: r.headers, Payload: r.body()}
	scheme, rest, _ := strings.Cut(r.url, "://")
	v.Scheme = scheme
	rest, v.RawQuery, _ = strings.Cut(rest, "?")
	v.Host, v.Path = rest, ""
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		v.Host, v.Path = rest[:i], rest[i:]
	}
	return s, v
}

// canonical returns the canonical request as sig4 writes it.
func (r *request) canonical(t testing.TB, at time.Time) string {
	t.Helper()
	s, v := r.core(t)
	e, err := s.Explain(v, at)
	if r.expires > 0 {
		e, err = s.ExplainPresigned(v, r.expires, at)
	}
	if err != nil {
		t.Fatal(err)
	}
	return e.CanonicalRequest
}

// signatureOf signs a canonical request, whoever wrote it.
func (r *request) signatureOf(t testing.TB, canonical string, at time.Time) string {
	t.Helper()
	s, _ := r.core(t)
	hash := sigv4.HashPayload([]byte(canonical))
	text := []byte("AWS4-HMAC-SHA256\n")
	text = sigv4.AppendTime(text, at)
	text = append(text, '\n')
	text = s.Scope().Append(text, at)
	text = append(text, "\n"+hash.String()...)
	signature, err := s.AppendSignature(nil, text, at)
	if err != nil {
		t.Fatal(err)
	}
	return string(signature)
}
