package sigv4http_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
)

func explainSigner() *sigv4http.Signer {
	return &sigv4http.Signer{
		Source: sigv4http.Static(sigv4.Credentials{
			AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
			SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
		}),
		Scope:     sigv4.Scope{Region: "us-east-1", Service: "s3"},
		MaxBuffer: 1 << 20,
		Now:       func() time.Time { return time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC) },
	}
}

// TestExplain: Explain tells of the very signature that Sign makes.
func TestExplain(t *testing.T) {
	s := explainSigner()
	r, err := http.NewRequest("PUT", "https://b.s3.amazonaws.com:443/a%20b?x=1&a", strings.NewReader("body"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Amz-Acl", "private")
	e, err := s.Explain(r)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := s.Sign(r)
	if err != nil {
		t.Fatal(err)
	}
	if got := signed.Header.Get("Authorization"); got != e.Authorization {
		t.Errorf("Sign's Authorization is\n%s\nand Explain's\n%s", got, e.Authorization)
	}
	for _, want := range []string{"PUT\n/a%20b\na=&x=1\n", "\nhost:b.s3.amazonaws.com\n", "\nx-amz-acl:private\n"} {
		if !strings.Contains(e.CanonicalRequest, want) {
			t.Errorf("the canonical request lacks %q:\n%s", want, e.CanonicalRequest)
		}
	}
	if body, err := io.ReadAll(r.Body); err != nil || string(body) != "body" {
		t.Errorf("afterwards the body is %q, %v", body, err)
	}
}

// TestExplainTakesNothing: a body that can be read only once stays unread, even
// where Sign would buffer it.
func TestExplainTakesNothing(t *testing.T) {
	body := strings.NewReader("once")
	r, err := http.NewRequest("PUT", "https://b.s3.amazonaws.com/k", io.MultiReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := explainSigner().Explain(r); !errors.Is(err, sigv4http.ErrBody) {
		t.Errorf("Explain: %v, want ErrBody", err)
	}
	if body.Len() != len("once") {
		t.Error("Explain read the body")
	}
	r.URL = nil
	if _, err := explainSigner().Explain(r); !errors.Is(err, sigv4http.ErrRequest) {
		t.Errorf("Explain without a URL: %v, want ErrRequest", err)
	}
}
