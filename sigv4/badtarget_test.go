package sigv4_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

func TestBadPath(t *testing.T) {
	path := func(s string) func(*input) { return func(in *input) { in.Request.Path = s } }
	for _, s := range []string{"a", "a/b", " /a", "https://h/a", "*", "%2F", "?", "\x00", canaryToken} {
		badRequest(t, fmt.Sprintf("path %.12q without a leading slash", s), path(s), refusal{sigv4.ErrPath, "", 0})
	}
	// At each position behind the first slash. No letter here is a hexadecimal
	// digit, so that nothing completes an escape; segments are also dropped.
	const good = "/xyz//./u/../vw"
	for i := 1; i <= len(good); i++ {
		for _, bad := range []string{"%", "%%", "%4", "%G", "%zz", "%4g", "%g4", "%-1", "%u0041", "%%41", "?", "#"} {
			badRequest(t, fmt.Sprintf("path with %q at %d", bad, i), path(good[:i]+bad+good[i:]), refusal{sigv4.ErrPath, "", i})
		}
		for _, c := range controls {
			badRequest(t, fmt.Sprintf("path with byte %#02x at %d", c, i), path(good[:i]+string(c)+good[i:]), refusal{sigv4.ErrPath, "", i})
		}
	}
	badRequest(t, "path with a query", path("/a?"+canaryToken), refusal{sigv4.ErrPath, "", 2})
	badRequest(t, "second escape of a path", path("/%41%4"), refusal{sigv4.ErrPath, "", 4})

	// What a request line carries and a URL does not. The S3 family's path is
	// written anew, escaped; that of other services must be good as it is.
	for _, c := range bytesOutside(alphanumeric + controls + "-._~/!$&'()*+,;=:@%?#") {
		t.Run(fmt.Sprintf("path with byte %#02x in a URL", c), func(t *testing.T) {
			in := canaryInput()
			in.Request.Path = "/" + canaryToken
			checkAccepted(t, in)
			in.Request.Path = "/ab" + string([]byte{c}) + "c"
			checkAccepted(t, in) // S3
			in.Scope.Service = "iam"
			checkRefusedBy(t, in, false, refusal{sigv4.ErrPath, "", 3})
			s := in.signer(t)
			if _, err := s.Sign(&in.Request, in.Time); err != nil {
				t.Errorf("Sign: %v", err)
			}
			e, err := s.ExplainPresigned(&in.Request, in.Expires, in.Time)
			if want := fmt.Sprintf("/ab%%%02Xc", c); err != nil || e.CanonicalURI != want {
				t.Errorf("ExplainPresigned = %q, %v, want %q", e.CanonicalURI, err, want)
			}
		})
	}
}

func TestBadQuery(t *testing.T) {
	query := func(s string) func(*input) { return func(in *input) { in.Request.RawQuery = s } }
	// The name is that of the parameter if its value is bad.
	nameAt := func(raw string, i int) string {
		name, _, isValue := strings.Cut(raw[strings.LastIndexByte(raw[:i], '&')+1:i], "=")
		if !isValue {
			return ""
		}
		return name
	}
	const good = "k=v&n=w=y&&zz"
	for i := range len(good) + 1 {
		for _, bad := range []string{"%", "%%", "%4", "%G", "%zz", "%4g", "%g4", "% 4", "%+1", "%u0041", "%\u00e9"} {
			badRequest(t, fmt.Sprintf("query with %q at %d", bad, i), query(good[:i]+bad+good[i:]), refusal{sigv4.ErrQuery, nameAt(good, i), i})
		}
		for _, c := range controls + "#" {
			badRequest(t, fmt.Sprintf("query with byte %#02x at %d", c, i), query(good[:i]+string(c)+good[i:]), refusal{sigv4.ErrQuery, "", i})
		}
	}
	badRequest(t, "query with a canary", query("q="+canaryToken+"%"), refusal{sigv4.ErrQuery, "q", 2 + len(canaryToken)})
	badRequest(t, "bad value of an escaped name", query("%6E%20=%"), refusal{sigv4.ErrQuery, "n%20", 7})
}
