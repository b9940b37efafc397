package sigv2_test

import (
	"errors"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv2"
)

func TestExpires(t *testing.T) {
	s := newSigner(t, docCredentials(), sigv2.Options{})
	last := time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
	for name, tt := range map[string]struct {
		expires time.Duration
		at      time.Time
		want    error
		text    string
	}{
		"none":                    {0, now, sigv4.ErrExpires, ""},
		"negative":                {-time.Hour, now, sigv4.ErrExpires, ""},
		"least duration":          {math.MinInt64, now, sigv4.ErrExpires, ""},
		"under a second":          {time.Second - 1, now, sigv4.ErrExpires, ""},
		"a part of a second":      {time.Second + 1, now, sigv4.ErrExpires, ""},
		"one second":              {time.Second, now, nil, "1369353601"},
		"the instant is cut":      {time.Second, now.Add(time.Second - 1), nil, "1369353601"},
		"another zone":            {time.Second, now.In(time.FixedZone("", -9*3600)), nil, "1369353601"},
		"more than seven days":    {8 * 24 * time.Hour, now, nil, "1370044800"},
		"beyond 2038":             {30 * 365 * 24 * time.Hour, now, nil, "2315433600"},
		"the longest duration":    {math.MaxInt64 / time.Second * time.Second, now, nil, "10592725636"},
		"to the end":              {time.Second, last.Add(-time.Second), nil, "253402300799"},
		"past the end":            {time.Second, last, sigv4.ErrExpires, ""},
		"a time past the end":     {time.Second, last.Add(time.Second), sigv4.ErrTime, ""},
		"the epoch":               {time.Second, time.Unix(0, 0), nil, "1"},
		"before the epoch":        {time.Hour, time.Unix(-1, 0), sigv4.ErrTime, ""},
		"the zero time":           {time.Hour, time.Time{}, sigv4.ErrTime, ""},
		"a time beyond all years": {time.Hour, time.Unix(math.MaxInt64, 0), sigv4.ErrTime, ""},
	} {
		r := object()
		p, err := s.Presign(&r, tt.expires, tt.at)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
		if _, got, _ := strings.Cut(p.URL, "&Expires="); got != tt.text {
			t.Errorf("%s: Expires %q, want %q", name, got, tt.text)
		}
	}
	for at, want := range map[time.Time]error{last.Add(time.Second): sigv4.ErrTime, last: nil, time.Unix(-1, 0): sigv4.ErrTime} {
		r := object()
		if _, err := s.Sign(&r, at); !errors.Is(err, want) {
			t.Errorf("Sign at %v: %v, want %v", at, err, want)
		}
	}
}

func TestEffective(t *testing.T) {
	end := now.Add(time.Hour)
	for name, tt := range map[string]struct{ credentials, want time.Time }{
		"never":  {time.Time{}, end},
		"later":  {end.Add(1), end},
		"sooner": {now.Add(time.Minute).In(time.FixedZone("", 3600)), now.Add(time.Minute)},
	} {
		c := docCredentials()
		c.Expires = tt.credentials
		r := object()
		p, err := newSigner(t, c, sigv2.Options{}).Presign(&r, time.Hour, now)
		if err != nil || p.Expires != end || p.Effective != tt.want {
			t.Errorf("%s: %v, %v, %v", name, p.Expires, p.Effective, err)
		}
	}
}

// TestHeaderPlaces says for each store what is in the URL and what must be sent.
func TestHeaderPlaces(t *testing.T) {
	given := headers("Content-Type", " text/plain", "x-amz-acl", "private", "Range", "bytes=0-9", "X-Amz-Meta-A", "1", "x-amz-meta-a", "2")
	inURL := "&content-type=text%2Fplain&x-amz-acl=private&x-amz-meta-a=1%2C2&x-amz-security-token=t%2F%3D"
	token := sigv4.Header{Name: "X-Amz-Security-Token", Value: "t/="}
	all := []sigv4.Header{given[0], given[1], given[3], given[4], token}
	for name, tt := range map[string]struct {
		options sigv2.Options
		inURL   string
		sent    []sigv4.Header
	}{
		"S3":                       {sigv2.Options{}, inURL, given[:1]},
		"S3, headers to be sent":   {sigv2.Options{Headers: sigv2.HeadersSent}, "", all},
		"MinIO":                    {sigv2.Options{Store: sigv2.StoreMinIO}, "", all},
		"Ceph":                     {sigv2.Options{Store: sigv2.StoreCeph}, "", all},
		"Ceph, headers to be sent": {sigv2.Options{Store: sigv2.StoreCeph, Headers: sigv2.HeadersSent}, "", all},
	} {
		t.Run(name, func(t *testing.T) {
			r := object()
			r.Method, r.Headers = "PUT", given
			s := newSigner(t, withToken(docCredentials(), "t/="), tt.options)
			p, err := s.Presign(&r, time.Hour, now)
			if err != nil {
				t.Fatal(err)
			}
			rest, ok := strings.CutPrefix(p.URL, "https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=")
			_, rest, _ = strings.Cut(rest, "%3D")
			if !ok || rest != tt.inURL+"&Expires=1369357200" {
				t.Errorf("URL %s", p.URL)
			}
			if diff := cmp.Diff(tt.sent, p.Headers); diff != "" {
				t.Errorf("Headers (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(given[2:3], p.Unsigned); diff != "" {
				t.Errorf("Unsigned (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff([]string{"content-type", "x-amz-acl", "x-amz-meta-a", "x-amz-security-token"}, p.SignedHeaders); diff != "" {
				t.Errorf("SignedHeaders (-want +got)\n%s", diff)
			}
			// The result is the caller's: changing it changes no request.
			for i := range p.Headers {
				p.Headers[i].Value = "changed"
			}
			p.Unsigned[0].Value = "changed"
			if given[0].Value != " text/plain" || given[2].Value != "bytes=0-9" {
				t.Error("the request's headers were handed out")
			}
		})
	}
}

// TestResource tells how bucket, path and query become the resource and the URL.
func TestResource(t *testing.T) {
	for name, tt := range map[string]struct {
		store                 sigv2.Store
		host, path, bucket, q string // bucket is that of the path, host that of the host
		resource, url         string
	}{
		"no bucket":                 {0, "", "", "", "", "/", "/?"},
		"host":                      {0, "b", "", "", "", "/b/", "/?"},
		"path, no slash":            {0, "", "/b", "b", "", "/b/", "/b/?"},
		"path, a slash":             {0, "", "/b/", "b", "", "/b/", "/b/?"},
		"path, not said":            {0, "", "/b", "", "", "/b", "/b?"},
		"path, an object":           {0, "", "/b/k", "b", "", "/b/k", "/b/k?"},
		"path, the same object":     {0, "", "/b/b", "b", "", "/b/b", "/b/b?"},
		"path, a base":              {0, "", "/base/b", "b", "", "/base/b/", "/base/b/?"},
		"path, a base and key":      {0, "", "/base/b/k", "b", "", "/base/b/k", "/base/b/k?"},
		"sub-resource":              {0, "b", "/", "", "acl", "/b/?acl", "/?acl&"},
		"sub-resource, equals":      {0, "b", "/", "", "acl=", "/b/?acl", "/?acl&"},
		"MinIO wants equals":        {sigv2.StoreMinIO, "b", "/", "", "location&x-id", "/b/?location", "/?location=&x-id=&"},
		"others stay":               {0, "b", "/", "", "prefix=&marker&a=b", "/b/", "/?prefix=&marker&a=b&"},
		"sorted by name":            {0, "b", "/k", "", "uploadId=x&partNumber=1", "/b/k?partNumber=1&uploadId=x", "/k?uploadId=x&partNumber=1&"},
		"upper case first":          {0, "b", "/k", "", "versions&versioning&versionId=1", "/b/k?versionId=1&versioning&versions", "/k?versions&versioning&versionId=1&"},
		"un-encoded":                {0, "b", "/k", "", "response-content-disposition=attachment;+filename%3D%22%C3%A9%2Ba%26b%22", "/b/k?response-content-disposition=attachment; filename=\"é+a&b\"", "/k?response-content-disposition=attachment%3B%20filename%3D%22%C3%A9%2Ba%26b%22&"},
		"path as it is":             {0, "b", "/%e9/%7E//../~", "", "", "/b/%e9/%7E//../~", "/%e9/%7E//../~?"},
		"encryption, S3":            {0, "b", "/", "", "encryption", "/b/", "/?encryption&"},
		"encryption, MinIO":         {sigv2.StoreMinIO, "b", "/", "", "encryption", "/b/?encryption", "/?encryption=&"},
		"encryption, Ceph":          {sigv2.StoreCeph, "b", "/", "", "encryption", "/b/?encryption", "/?encryption&"},
		"case matters":              {0, "b", "/", "", "ACL&Acl", "/b/", "/?ACL&Acl&"},
		"others may be there twice": {0, "b", "/", "", "a=1&a=2", "/b/", "/?a=1&a=2&"},
	} {
		t.Run(name, func(t *testing.T) {
			r := sigv2.Request{Method: "GET", Scheme: "http", Host: "h:9000", HostBucket: tt.host, PathBucket: tt.bucket, Path: tt.path, RawQuery: tt.q}
			e, err := newSigner(t, docCredentials(), sigv2.Options{Store: tt.store}).ExplainPresigned(&r, time.Hour, now)
			if err != nil {
				t.Fatal(err)
			}
			if e.CanonicalizedResource != tt.resource || e.StringToSign != "GET\n\n\n1369357200\n"+tt.resource {
				t.Errorf("resource %q, want %q", e.CanonicalizedResource, tt.resource)
			}
			if got, _, _ := strings.Cut(e.URL, "AWSAccessKeyId="); got != "http://h:9000"+tt.url {
				t.Errorf("URL %s, want %s", got, "http://h:9000"+tt.url)
			}
		})
	}
}

// TestAddedHeaders tells which headers header signing adds.
func TestAddedHeaders(t *testing.T) {
	s := newSigner(t, withToken(docCredentials(), "tok"), sigv2.Options{})
	for name, tt := range map[string]struct {
		given []sigv4.Header
		date  string // the fourth line
		added []string
	}{
		"no date":    {nil, "Fri, 24 May 2013 00:00:00 GMT", []string{"Date", "X-Amz-Security-Token", "Authorization"}},
		"Date":       {headers("DATE", " Fri, 24 May 2013 09:00:00 +0900"), "Fri, 24 May 2013 09:00:00 +0900", []string{"X-Amz-Security-Token", "Authorization"}},
		"x-amz-date": {headers("X-Amz-Date", "20130524T000000Z"), "", []string{"X-Amz-Security-Token", "Authorization"}},
	} {
		r := object()
		r.Headers = tt.given
		e, err := s.Explain(&r, now.In(time.FixedZone("", 9*3600)))
		if err != nil {
			t.Fatal(err)
		}
		amz := ""
		if tt.date == "" {
			amz = "x-amz-date:20130524T000000Z\n"
		}
		amz += "x-amz-security-token:tok\n"
		if want := "GET\n\n\n" + tt.date + "\n" + amz + "/b/k"; e.StringToSign != want || e.CanonicalizedAmzHeaders != amz {
			t.Errorf("%s: string to sign %q, want %q", name, e.StringToSign, want)
		}
		var names []string
		for _, h := range e.Added {
			names = append(names, h.Name)
		}
		if diff := cmp.Diff(tt.added, names); diff != "" {
			t.Errorf("%s: added (-want +got)\n%s", name, diff)
		}
		if e.Added[0].Name == "Date" && e.Added[0].Value != tt.date {
			t.Errorf("%s: Date %q, want %q", name, e.Added[0].Value, tt.date)
		}
	}
}

// TestConcurrent shares one signer and one request.
func TestConcurrent(t *testing.T) {
	s := newSigner(t, docCredentials(), sigv2.Options{})
	r := object()
	r.Headers, r.RawQuery = headers("x-amz-b", "1", "x-amz-a", "2", "Content-Type", "a"), "uploadId=1&partNumber=2"
	want, err := s.Presign(&r, time.Hour, now)
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for range 50 {
				if got, err := s.Presign(&r, time.Hour, now); err != nil || !cmp.Equal(want, got) {
					t.Errorf("%+v, %v", got, err)
				}
			}
		}()
	}
	wait.Wait()
	if diff := cmp.Diff(headers("x-amz-b", "1", "x-amz-a", "2", "Content-Type", "a"), r.Headers); diff != "" {
		t.Errorf("the request was changed (-want +got)\n%s", diff)
	}
}
