package s3_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

// TestExtra: a call may sign headers and query parameters that its operation
// does not know.
func TestExtra(t *testing.T) {
	t.Parallel()
	p, err := s3.NewPresigner(s3.PresignConfig{Endpoint: testEndpoint, Credentials: sigv4.Credentials{
		AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	c := call(t, "delete_objects", map[string]any{"Bucket": "bkt"})
	c.Headers = []sigv4.Header{{Name: "Content-MD5", Value: "1B2M2Y8AsgTpgAmY7PhCfg=="}}
	c.Query = []s3.QueryParameter{{Name: "x-who", Value: "a b&c"}}
	got, err := p.Presign(c, time.Minute, time.Unix(1369353600, 0))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.URL, "&delete=&x-who=a%20b%26c&") {
		t.Errorf("the URL's query is not as it should be: %s", got.URL)
	}
	if len(got.Headers) != 1 || got.Headers[0] != c.Headers[0] {
		t.Errorf("the headers to send are %v", got.Headers)
	}
	if names := strings.Join(got.SignedHeaders, ";"); names != "content-md5;host" {
		t.Errorf("the signed headers are %s", names)
	}
}

func TestExtraRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule  string
		extra s3.Call
		name  string
	}{
		{"a header that a parameter yields", s3.Call{Headers: []sigv4.Header{{Name: "content-TYPE", Value: "b"}}}, "content-TYPE"},
		{"a header twice", s3.Call{Headers: []sigv4.Header{{Name: "A", Value: "1"}, {Name: "a", Value: "2"}}}, "a"},
		{"the operation's own part of the query", s3.Call{Query: []s3.QueryParameter{{Name: "uploads"}}}, "uploads"},
		{"a query parameter twice", s3.Call{Query: []s3.QueryParameter{{Name: "a/b"}, {Name: "a/b"}}}, "a/b"},
		{"a query parameter without a name", s3.Call{Query: []s3.QueryParameter{{Value: "v"}}}, ""},
	}
	for _, tt := range tests {
		c := call(t, "create_multipart_upload", with(map[string]any{"ContentType": "a"}))
		c.Headers, c.Query = tt.extra.Headers, tt.extra.Query
		_, err := testEndpoint.Request(c)
		var param *s3.ParamError
		if !errors.Is(err, s3.ErrExtra) || !errors.As(err, &param) || param.Name != tt.name {
			t.Errorf("%s: %v, want ErrExtra about %q", tt.rule, err, tt.name)
		}
	}
}
