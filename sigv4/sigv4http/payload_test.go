package sigv4http_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
)

// The caller may say what the signature covers; the body is then not read.
func TestSignPayloadGiven(t *testing.T) {
	t.Parallel()
	hash := sigv4.HashPayload([]byte(text)).String()
	tests := []struct {
		name, spelled, value string
		payload              sigv4http.Payload
		want                 string
	}{
		{"hash", "X-Amz-Content-Sha256", hash, sigv4http.HashPayload, hash},
		{"hash in lower case", "x-amz-content-sha256", hash, sigv4http.HashPayload, hash},
		{"hash before UnsignedPayload", "X-Amz-Content-Sha256", hash, sigv4http.UnsignedPayload, hash},
		{"marker", "X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD", sigv4http.HashPayload, "UNSIGNED-PAYLOAD"},
		{"streaming", "X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", sigv4http.HashPayload, "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
		{"UnsignedPayload", "", "", sigv4http.UnsignedPayload, "UNSIGNED-PAYLOAD"},
	}
	ways(t, func(t *testing.T, scheme string, rt http.RoundTripper) {
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				body := once(text)
				r := newRequest(t, "PUT", scheme+"://example.com/k", body)
				if tt.spelled != "" {
					r.Header[tt.spelled] = []string{tt.value}
				}
				s := newSigner(longLived, scopeS3)
				s.Payload = tt.payload
				signed, err := s.Sign(r)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for name, values := range signed.Header {
					if strings.EqualFold(name, "X-Amz-Content-Sha256") {
						got = append(got, values...)
					}
				}
				if len(got) != 1 || got[0] != tt.want {
					t.Errorf("X-Amz-Content-Sha256 is %q, want %q", got, tt.want)
				}
				if body.read != 0 {
					t.Errorf("%d bytes of the body were read", body.read)
				}
				accepted(t, rt, signed)
			})
		}
	})
}

func TestSignRefusesPayload(t *testing.T) {
	t.Parallel()
	hash := sigv4.EmptyPayload.String()
	for name, header := range map[string]http.Header{
		"twice":         {"X-Amz-Content-Sha256": {hash, hash}},
		"two spellings": {"X-Amz-Content-Sha256": {hash}, "x-amz-content-sha256": {hash}},
		"malformed":     {"X-Amz-Content-Sha256": {"no hash"}},
		"empty":         {"X-Amz-Content-Sha256": {""}},
		"upper case":    {"X-Amz-Content-Sha256": {strings.ToUpper(hash)}},
		"lower marker":  {"X-Amz-Content-Sha256": {"unsigned-payload"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRequest(t, "PUT", "https://example.com/k", nil)
			r.Header = header
			s := newSigner(longLived, scopeS3)
			_, err := s.Sign(r)
			wantError(t, err, sigv4.ErrPayloadHash, "X-Amz-Content-Sha256")
			_, err = s.Presign(r, sigv4.MinExpires)
			wantError(t, err, sigv4.ErrPayloadHash, "X-Amz-Content-Sha256")
		})
	}
}
