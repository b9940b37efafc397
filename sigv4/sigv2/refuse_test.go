package sigv2_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv2"
)

func headers(pairs ...string) (list []sigv4.Header) {
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, sigv4.Header{Name: pairs[i], Value: pairs[i+1]})
	}
	return list
}

// refusals are requests that no way of signing takes, but where presign or
// header says so.
var refusals = []struct {
	name   string
	only   string // "presign", "header" or both when empty
	store  sigv2.Store
	change func(*sigv2.Request)
	kind   error
	about  string // Error.Name
	offset int
}{
	{"no method", "", 0, func(r *sigv2.Request) { r.Method = "" }, sigv4.ErrMethod, "", -1},
	{"method with a line feed", "", 0, func(r *sigv2.Request) { r.Method = "GET\n" }, sigv4.ErrMethod, "", 3},
	{"scheme", "", 0, func(r *sigv2.Request) { r.Scheme = "ftp" }, sigv4.ErrScheme, "", -1},
	{"no host", "", 0, func(r *sigv2.Request) { r.Host = "" }, sigv4.ErrHost, "", -1},
	{"host with a slash", "", 0, func(r *sigv2.Request) { r.Host = "h/x" }, sigv4.ErrHost, "", 1},
	{"host with user", "", 0, func(r *sigv2.Request) { r.Host = "u@h" }, sigv4.ErrHost, "", 1},
	{"bucket with a slash", "", 0, func(r *sigv2.Request) { r.HostBucket = "b/k" }, sigv2.ErrBucket, "", 1},
	{"bucket with a question mark", "", 0, func(r *sigv2.Request) { r.HostBucket = "b?acl" }, sigv2.ErrBucket, "", 1},
	{"bucket with a line feed", "", 0, func(r *sigv2.Request) { r.HostBucket, r.PathBucket = "", "b\n" }, sigv2.ErrBucket, "", 1},
	{"bucket of dots", "", 0, func(r *sigv2.Request) { r.HostBucket = ".." }, sigv2.ErrBucket, "", -1},
	{"two buckets", "", 0, func(r *sigv2.Request) { r.PathBucket = "k" }, sigv2.ErrBucket, "", -1},
	{"path without the bucket", "", 0, func(r *sigv2.Request) { r.HostBucket, r.PathBucket = "", "b" }, sigv2.ErrBucket, "", -1},
	{"path with a longer bucket", "", 0, func(r *sigv2.Request) { r.HostBucket, r.PathBucket, r.Path = "", "b", "/bb/k" }, sigv2.ErrBucket, "", -1},
	{"relative path", "", 0, func(r *sigv2.Request) { r.Path = "k" }, sigv4.ErrPath, "", 0},
	{"path with a question mark", "", 0, func(r *sigv2.Request) { r.Path = "/k?acl" }, sigv4.ErrPath, "", 2},
	{"path with a hash", "", 0, func(r *sigv2.Request) { r.Path = "/k#" }, sigv4.ErrPath, "", 2},
	{"path with a space", "", 0, func(r *sigv2.Request) { r.Path = "/k " }, sigv4.ErrPath, "", 2},
	{"path with raw UTF-8", "", 0, func(r *sigv2.Request) { r.Path = "/é" }, sigv4.ErrPath, "", 1},
	{"path with a half escape", "", 0, func(r *sigv2.Request) { r.Path = "/k%2" }, sigv4.ErrPath, "", 2},
	{"query with a hash", "", 0, func(r *sigv2.Request) { r.RawQuery = "a=b#" }, sigv4.ErrQuery, "", 3},
	{"query with a line feed", "", 0, func(r *sigv2.Request) { r.RawQuery = "a=b&c\n" }, sigv4.ErrQuery, "", 5},
	{"malformed name", "", 0, func(r *sigv2.Request) { r.RawQuery = "a&%zz" }, sigv4.ErrQuery, "", 2},
	{"malformed value", "", 0, func(r *sigv2.Request) { r.RawQuery = "&a=1%2&" }, sigv4.ErrQuery, "a", 4},
	{"sub-resource twice", "", 0, func(r *sigv2.Request) { r.RawQuery = "versionId=1&versionId=2" }, sigv4.ErrQuery, "versionId", 12},
	{"sub-resource twice, once escaped", "", 0, func(r *sigv2.Request) { r.RawQuery = "acl&%61cl" }, sigv4.ErrQuery, "acl", 4},
	{"value that goes on as a sub-resource", "", 0, func(r *sigv2.Request) { r.RawQuery = "response-content-type=a%26versionId%3D1" }, sigv4.ErrQuery, "response-content-type", 0},
	{"value that goes on as one without a value", "", 0, func(r *sigv2.Request) { r.RawQuery = "response-content-type=a%26b%26tagging" }, sigv4.ErrQuery, "response-content-type", 0},
	{"MinIO: value with an ampersand", "", sigv2.StoreMinIO, func(r *sigv2.Request) { r.RawQuery = "response-content-type=a%26b" }, sigv4.ErrQuery, "response-content-type", 0},
	{"MinIO: other value with a sub-resource", "", sigv2.StoreMinIO, func(r *sigv2.Request) { r.RawQuery = "prefix=a%26acl" }, sigv4.ErrQuery, "prefix", 0},
	{"MinIO: name with a sub-resource", "", sigv2.StoreMinIO, func(r *sigv2.Request) { r.RawQuery = "a%26acl%3D" }, sigv4.ErrQuery, "a&acl=", 0},
	{"signed before", "", 0, func(r *sigv2.Request) { r.RawQuery = "a=b&AWSAccessKeyId=x" }, sigv4.ErrReserved, "AWSAccessKeyId", 4},
	{"signature", "", 0, func(r *sigv2.Request) { r.RawQuery = "Signature=x" }, sigv4.ErrReserved, "Signature", 0},
	{"expires", "", 0, func(r *sigv2.Request) { r.RawQuery = "%45xpires=1" }, sigv4.ErrReserved, "Expires", 0},
	{"x-amz in the query", "", 0, func(r *sigv2.Request) { r.RawQuery = "X-Amz-Acl=private" }, sigv4.ErrReserved, "X-Amz-Acl", 0},
	{"content-type in the query", "", 0, func(r *sigv2.Request) { r.RawQuery = "content-type=a" }, sigv4.ErrReserved, "content-type", 0},
	{"no header name", "", 0, func(r *sigv2.Request) { r.Headers = headers("", "a") }, sigv4.ErrHeader, "", -1},
	{"header name with a colon", "", 0, func(r *sigv2.Request) { r.Headers = headers("x-amz-a:b", "a") }, sigv4.ErrHeader, "x-amz-a:b", 7},
	{"header with a line feed", "", 0, func(r *sigv2.Request) { r.Headers = headers("x-amz-a", "b\nx-amz-c:d") }, sigv4.ErrHeader, "x-amz-a", 1},
	{"unsigned header with a NUL", "", 0, func(r *sigv2.Request) { r.Headers = headers("Range", "\x00") }, sigv4.ErrHeader, "Range", 0},
	{"Content-Type with a carriage return", "", 0, func(r *sigv2.Request) { r.Headers = headers("Content-Type", "a\r") }, sigv4.ErrHeader, "Content-Type", 1},
	{"Content-Type twice", "", 0, func(r *sigv2.Request) { r.Headers = headers("Content-Type", "", "content-type", "a") }, sigv4.ErrHeader, "content-type", -1},
	{"Host", "", 0, func(r *sigv2.Request) { r.Headers = headers("HOST", "h") }, sigv4.ErrReserved, "host", -1},
	{"Authorization", "", 0, func(r *sigv2.Request) { r.Headers = headers("Authorization", "AWS a:b") }, sigv4.ErrReserved, "authorization", -1},
	{"token", "", 0, func(r *sigv2.Request) { r.Headers = headers("X-Amz-Security-Token", "t") }, sigv4.ErrReserved, "x-amz-security-token", -1},
	{"a date to presign", "presign", 0, func(r *sigv2.Request) { r.Headers = headers("Date", "Tue, 27 Mar 2007 19:36:42 GMT") }, sigv4.ErrReserved, "date", -1},
	{"an x-amz-date to presign", "presign", 0, func(r *sigv2.Request) { r.Headers = headers("X-Amz-Date", "20130524T000000Z") }, sigv4.ErrReserved, "x-amz-date", -1},
	{"a date of digits", "header", 0, func(r *sigv2.Request) { r.Headers = headers("Date", "1369357200") }, sigv4.ErrHeader, "date", -1},
	{"an empty date", "header", 0, func(r *sigv2.Request) { r.Headers = headers("Date", " ") }, sigv4.ErrHeader, "date", -1},
	{"an empty x-amz-date", "header", 0, func(r *sigv2.Request) { r.Headers = headers("x-amz-date", "") }, sigv4.ErrHeader, "x-amz-date", -1},
	{"two dates", "header", 0, func(r *sigv2.Request) {
		r.Headers = headers("x-amz-date", "20130524T000000Z", "Date", "Tue, 27 Mar 2007 19:36:42 GMT")
	}, sigv4.ErrHeader, "date", -1},
}

func TestRefused(t *testing.T) {
	for _, tt := range refusals {
		t.Run(tt.name, func(t *testing.T) {
			s := newSigner(t, docCredentials(), sigv2.Options{Store: tt.store})
			r := object()
			tt.change(&r)
			check := func(how string, err error, empty bool) {
				t.Helper()
				var e *sigv4.Error
				if !errors.As(err, &e) || !errors.Is(err, tt.kind) || e.Name != tt.about || e.Offset != tt.offset || e.Reason == "" || !empty {
					t.Errorf("%s: %v, want kind %v, name %q, offset %d and no result", how, err, tt.kind, tt.about, tt.offset)
				}
			}
			if tt.only != "presign" {
				b, err := s.AppendAuthorization([]byte("x"), &r, now)
				check("AppendAuthorization", err, string(b) == "x")
				h, err := s.Sign(&r, now)
				check("Sign", err, h == nil)
				_, err = s.Explain(&r, now)
				check("Explain", err, true)
			}
			if tt.only != "header" {
				b, err := s.AppendPresigned([]byte("x"), &r, time.Hour, now)
				check("AppendPresigned", err, string(b) == "x")
				p, err := s.Presign(&r, time.Hour, now)
				check("Presign", err, p.URL == "" && p.Headers == nil)
				_, err = s.ExplainPresigned(&r, time.Hour, now)
				check("ExplainPresigned", err, true)
			}
		})
	}
}

func TestNewLegacySignerRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		id, secret, token string
		options           sigv2.Options
		want              error
	}{
		"no key":             {"", "s", "", sigv2.Options{}, sigv4.ErrAccessKeyID},
		"colon":              {"a:b", "s", "", sigv2.Options{}, sigv4.ErrAccessKeyID},
		"no secret":          {"a", "", "", sigv2.Options{}, sigv4.ErrSecretAccessKey},
		"token with a break": {"a", "s", "t\n", sigv2.Options{}, sigv4.ErrSessionToken},
		"store":              {"a", "s", "", sigv2.Options{Store: 3}, sigv4.ErrOptions},
		"place":              {"a", "s", "", sigv2.Options{Headers: 2}, sigv4.ErrOptions},
		"all right":          {"a", "s", "t", sigv2.Options{Store: sigv2.StoreCeph, Headers: sigv2.HeadersSent}, nil},
	} {
		c := sigv4.Credentials{AccessKeyID: tt.id, SecretAccessKey: sigv4.NewSecret(tt.secret), SessionToken: sigv4.NewSecret(tt.token)}
		s, err := sigv2.NewLegacySignerWithOptions(c, tt.options)
		if !errors.Is(err, tt.want) || (s == nil) != (tt.want != nil) {
			t.Errorf("%s: %v, %v, want %v", name, s, err, tt.want)
		}
	}
}

func TestNoRequest(t *testing.T) {
	t.Parallel()
	s, err := sigv2.NewLegacySigner(sigv4.Credentials{AccessKeyID: "a", SecretAccessKey: sigv4.NewSecret("s")})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Unix(1e9, 0)
	if got, err := s.Sign(nil, at); got != nil || !errors.Is(err, sigv4.ErrMethod) {
		t.Errorf("Sign: %v, %v", got, err)
	}
	if got, err := s.Presign(nil, time.Hour, at); got.URL != "" || !errors.Is(err, sigv4.ErrMethod) {
		t.Errorf("Presign: %q, %v", got.URL, err)
	}
	if got, err := s.Explain(nil, at); got.StringToSign != "" || !errors.Is(err, sigv4.ErrMethod) {
		t.Errorf("Explain: %q, %v", got.StringToSign, err)
	}
	if got, err := s.ExplainPresigned(nil, time.Hour, at); got.URL != "" || !errors.Is(err, sigv4.ErrMethod) {
		t.Errorf("ExplainPresigned: %q, %v", got.URL, err)
	}
}

func TestZeroSigner(t *testing.T) {
	r := object()
	for name, s := range map[string]*sigv2.LegacySigner{"nil": nil, "zero": {}} {
		_, err := s.Presign(&r, time.Hour, now)
		_, err2 := s.Sign(&r, now)
		_, err3 := s.AppendPostSignature(nil, []byte("e30="))
		for _, err := range []error{err, err2, err3} {
			if !errors.Is(err, sigv4.ErrOptions) {
				t.Errorf("%s: %v, want %v", name, err, sigv4.ErrOptions)
			}
		}
	}
}

func TestPostRefuses(t *testing.T) {
	s := newSigner(t, docCredentials(), sigv2.Options{})
	for text, offset := range map[string]int{
		"": -1, `{"expiration": ""}`: 0, "e30=\n": 4, "e3_=": 2,
		"GET\n\n\n1369357200\n/b/k": 3,
	} {
		got, err := s.AppendPostSignature([]byte("x"), []byte(text))
		var e *sigv4.Error
		if !errors.As(err, &e) || !errors.Is(err, sigv2.ErrPolicy) || e.Offset != offset || string(got) != "x" {
			t.Errorf("%q: %s, %v, want %v at %d", text, got, err, sigv2.ErrPolicy, offset)
		}
	}
}

// TestErrorsAreReadable holds the text of one error of each kind of place.
func TestErrorsAreReadable(t *testing.T) {
	s := newSigner(t, docCredentials(), sigv2.Options{})
	r := object()
	r.RawQuery = "response-content-type=a%26acl"
	_, err := s.Presign(&r, time.Hour, now)
	if got := err.Error(); !strings.HasPrefix(got, `sigv4: invalid query "response-content-type": it holds '&' and a sub-resource's name`) {
		t.Error(got)
	}
}
