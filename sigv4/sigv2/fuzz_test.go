package sigv2_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv2"
)

// FuzzSign signs whatever comes: nothing panics, every error is typed, and what
// is signed has the slow implementation's signature and a URL that net/url reads.
func FuzzSign(f *testing.F) {
	f.Add("GET", "b.s3.amazonaws.com", "b", "", "/k", "acl&versionId=1%2B", "x-amz-acl", "private", "Content-Type", "a", byte(0), int64(1369353600), int64(3600))
	f.Add("PUT", "[::1]:9000", "", "b", "/b", "&a=b&response-expires=+%26", "Date", "Tue, 27 Mar 2007 19:36:42 +0000", "X-Amz-Meta-A", "\té ", byte(1), int64(0), int64(1))
	f.Add("", "h h", "b", "b", "k%", "%", "x-amz-date", "", ":", "\n", byte(7), int64(-1), int64(-1))
	f.Fuzz(func(t *testing.T, method, host, hostBucket, pathBucket, path, query, name1, value1, name2, value2 string, choice byte, unix, seconds int64) {
		options := sigv2.Options{Store: sigv2.Store(choice % 3), Headers: sigv2.HeaderPlace(choice / 3 % 2)}
		s := newSigner(t, docCredentials(), options)
		r := sigv2.Request{
			Method: method, Host: host, HostBucket: hostBucket, PathBucket: pathBucket, Path: path, RawQuery: query,
			Headers: headers(name1, value1, name2, value2),
		}
		at := time.Unix(unix, 0)
		typed := func(err error) {
			var e *sigv4.Error
			if !errors.As(err, &e) || e.Error() == "" {
				t.Errorf("error %T: %v", err, err)
			}
		}
		if e, err := s.Explain(&r, at); err != nil {
			typed(err)
		} else if strings.ContainsAny(e.Authorization, "\r\n") {
			t.Errorf("Authorization %q", e.Authorization)
		}
		e, err := s.ExplainPresigned(&r, time.Duration(seconds)*time.Second, at)
		if err != nil {
			typed(err)
			return
		}
		if strings.Count(e.URL, "AWSAccessKeyId=") != 1 && !strings.Contains(path+query+value1+value2, "AWSAccessKeyId") {
			t.Errorf("URL %q", e.URL)
		}
		// net/url knows hosts that are none in a URL, and a port is a number to it.
		if _, rest, _ := strings.Cut(e.URL, "://"); strings.ContainsAny(rest, " \r\n\"<>\\^`{|}") {
			t.Errorf("URL %q", e.URL)
		}
		_, raw, _ := strings.Cut(e.URL, "?")
		got, err := url.ParseQuery(raw)
		if err != nil || got.Get("Signature") != e.Signature || len(got["Expires"]) != 1 {
			t.Errorf("URL %q: %v, signature %s", e.URL, err, e.Signature)
		}
		again := r
		again.RawQuery = ownQuery(e.URL)
		if e2, err := s.ExplainPresigned(&again, time.Duration(seconds)*time.Second, at); err != nil || e2.URL != e.URL {
			t.Errorf("signed again: %v\n%s\n%s", err, e2.URL, e.URL)
		}
	})
}
