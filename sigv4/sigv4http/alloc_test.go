//go:build !race

package sigv4http_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
)

// TestSignAllocs holds the budget of a signature through net/http: at most six
// allocations. The copy's header map is two of them; a map of more than eight
// names costs Go itself more, and that is measured beside. (Under the race
// detector sync.Pool drops what it is given.)
func TestSignAllocs(t *testing.T) {
	const budget = 6.0
	mapAllocs := func(names int) float64 {
		return testing.AllocsPerRun(100, func() { sink = make(http.Header, max(names, 8)) })
	}
	credentials := sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")}
	temporary := credentials
	temporary.SessionToken = sigv4.NewSecret(strings.Repeat("FwoGZXIvYXdzE/+", 100))

	request := func(method, url string, namesAndValues ...string) *http.Request {
		r, err := http.NewRequest(method, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(namesAndValues); i += 2 {
			r.Header.Add(namesAndValues[i], namesAndValues[i+1])
		}
		return r
	}
	for name, r := range map[string]*http.Request{
		"bare":              request("GET", "https://example.com/"),
		"default port":      request("GET", "https://example.com:443/key"),
		"escaped path":      request("GET", "https://example.com/a%2Fb%20c?list-type=2&prefix=a%2Fb"),
		"ranged":            request("GET", "https://examplebucket.s3.amazonaws.com/test.txt", "Range", "bytes=0-9"),
		"hash given":        request("PUT", "https://example.com/k", "X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD", "Content-Type", "text/plain"),
		"headers of a copy": request("PUT", "https://example.com/k", "Content-Type", "text/plain", "Content-Md5", "1B2M2Y8AsgTpgAmY7PhCfg==", "X-Amz-Copy-Source", "/b/k", "X-Amz-Acl", "private", "X-Amz-Meta-A", "1", "X-Amz-Meta-A", "2", "User-Agent", "u"),
	} {
		for service, scope := range map[string]sigv4.Scope{
			"S3": {Region: "us-east-1", Service: "s3"}, "another service": {Region: "us-east-1", Service: "iam"},
		} {
			for whose, c := range map[string]sigv4.Credentials{"long-lived": credentials, "temporary": temporary} {
				s := &sigv4http.Signer{
					Source: sigv4http.Static(c), Scope: scope,
					Now: func() time.Time { return time.Unix(1440938160, 0) },
				}
				var err error
				got := testing.AllocsPerRun(100, func() { _, err = s.Sign(r) })
				want := budget + mapAllocs(len(r.Header)+4) - mapAllocs(8)
				if got > want || err != nil {
					t.Errorf("%s to %s with %s credentials: %v allocations, want at most %v (error %v)", name, service, whose, got, want, err)
				}
			}
		}
	}
}

var sink http.Header
