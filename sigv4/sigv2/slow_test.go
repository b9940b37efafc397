package sigv2_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7/pkg/signer"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv2"
)

// The lists a second time, as those who sign or check by them have them.
var slowLists = map[sigv2.Store]string{
	sigv2.StoreS3: `accelerate acl analytics cors defaultObjectAcl delete inventory lifecycle location logging metrics
		notification object-lock partNumber policy replication requestPayment response-cache-control
		response-content-disposition response-content-encoding response-content-language response-content-type
		response-expires restore select select-type storageClass tagging torrent uploadId uploads versionId versioning
		versions website`,
	sigv2.StoreMinIO: `acl cors delete encryption legal-hold lifecycle location logging notification partNumber policy
		requestPayment response-cache-control response-content-disposition response-content-encoding
		response-content-language response-content-type response-expires retention select select-type tagging torrent
		uploadId uploads versionId versioning versions website`,
	sigv2.StoreCeph: `acl cors delete encryption lifecycle location logging notification object-lock partNumber policy
		policyStatus publicAccessBlock requestPayment response-cache-control response-content-disposition
		response-content-encoding response-content-language response-content-type response-expires tagging torrent
		uploadId uploads versionId versioning versions website`,
}

func TestSubresources(t *testing.T) {
	for store, list := range slowLists {
		if got, want := store.Subresources(), strings.Fields(list); !slices.Equal(got, want) {
			t.Errorf("store %d: %q, want %q", store, got, want)
		}
	}
	if got := sigv2.Store(99).Subresources(); got != nil {
		t.Errorf("an unknown store has %q", got)
	}
}

// slowSignature is the documentation's pseudo-code in plain Go. date is the
// fourth line. Of the query only what url.Values keeps apart is given to it.
func slowSignature(secret, token string, store sigv2.Store, r sigv2.Request, date string) string {
	h := http.Header{}
	for _, header := range r.Headers {
		h.Add(header.Name, strings.Trim(header.Value, " \t"))
	}
	if token != "" {
		h.Set("X-Amz-Security-Token", token)
	}
	if h.Get("X-Amz-Date") != "" {
		date = ""
	}
	var amz []string
	for name, values := range h {
		if name = strings.ToLower(name); strings.HasPrefix(name, "x-amz-") {
			amz = append(amz, name+":"+strings.Join(values, ",")+"\n")
		}
	}
	slices.Sort(amz) // as their names, because no name here begins another

	query, err := url.ParseQuery(strings.ReplaceAll(r.RawQuery, ";", "%3B"))
	if err != nil {
		panic(err)
	}
	resource, mark := r.Path, "?"
	if r.HostBucket != "" {
		resource = "/" + r.HostBucket + r.Path
	}
	for _, name := range strings.Fields(slowLists[store]) {
		if query.Has(name) {
			resource += mark + name
			if value := query.Get(name); value != "" {
				resource += "=" + value
			}
			mark = "&"
		}
	}
	mac := hmac.New(sha1.New, []byte(secret))
	fmt.Fprintf(mac, "%s\n%s\n%s\n%s\n%s%s", r.Method, h.Get("Content-Md5"), h.Get("Content-Type"), date, strings.Join(amz, ""), resource)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// randomRequest makes requests that a signer must take.
func randomRequest(rnd *rand.Rand) sigv2.Request {
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	r := sigv2.Request{Method: pick("GET", "PUT", "HEAD", "DELETE", "POST"), Host: pick("s3.example.com", "127.0.0.1:9000", "[::1]:9000"), Path: "/"}
	segment := func() (s string) {
		for range 1 + rnd.IntN(4) {
			s += pick("a", "%20", "%2f", "%2F", ".", "..", "~", "(", "+", "=", ":", "@", "%C3%A9", "%00", "b-c")
		}
		return s
	}
	if rnd.IntN(2) == 0 {
		r.HostBucket = pick("bucket", "b.c", "b_c")
		r.Host = r.HostBucket + ".s3.example.com"
	} else {
		r.Path += "bucket/"
		r.PathBucket = pick("", "bucket")
	}
	for range rnd.IntN(4) {
		r.Path += segment() + pick("", "/", "//")
	}
	names := append(strings.Fields(slowLists[sigv2.Store(rnd.IntN(3))]), "prefix", "marker", "max-keys", "x-id", "ACL", "list-type", "attributes", "retention")
	seen := map[string]bool{}
	var pairs []string
	for range rnd.IntN(6) {
		name := pick(names...)
		if !seen[name] {
			seen[name] = true
			pairs = append(pairs, pick(name, name+"=", name+"="+segment(), name+"="+segment()+"%25;%3D+%2B", strings.ReplaceAll(name, "e", "%65")+"=1"))
		}
	}
	r.RawQuery = strings.Join(pairs, pick("&", "&", "&&"))
	for _, h := range []sigv4.Header{
		{Name: "Content-Type", Value: pick("text/plain", "  a; b=\"c  d\"\t", "")},
		{Name: "content-MD5", Value: "4gJE4saaMU4BqNR0kLY+lw=="},
		{Name: "x-amz-ACL", Value: pick("private", " public-read ")},
		{Name: "X-Amz-Meta-A", Value: pick("1", "é  è", "a,b", "")},
		{Name: "x-amz-meta-a", Value: "second"},
		{Name: "x-amz-meta-b", Value: "a:b"},
		{Name: "x-amz-zz", Value: "\u00a0z\u00a0"},
		{Name: "Range", Value: "bytes=0-9"},
		{Name: "X-Other", Value: "1"},
	} {
		if rnd.IntN(3) == 0 {
			r.Headers = append(r.Headers, h)
		}
	}
	rnd.Shuffle(len(r.Headers), func(i, j int) { r.Headers[i], r.Headers[j] = r.Headers[j], r.Headers[i] })
	return r
}

func TestSlow(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	n := 5000
	if testing.Short() {
		n = 500
	}
	for range n {
		r := randomRequest(rnd)
		options := sigv2.Options{Store: sigv2.Store(rnd.IntN(3)), Headers: sigv2.HeaderPlace(rnd.IntN(2))}
		c := docCredentials()
		token := []string{"", "FQoG/+=tok"}[rnd.IntN(2)]
		if token != "" {
			c = withToken(c, token)
		}
		s := newSigner(t, c, options)
		at := now.Add(time.Duration(rnd.Int64N(1e18)))
		expires := time.Duration(1+rnd.IntN(1e9)) * time.Second

		e, err := s.ExplainPresigned(&r, expires, at)
		if err != nil {
			t.Fatalf("%+v: %v", r, err)
		}
		want := slowSignature(c.SecretAccessKey.Reveal(), token, options.Store, r, fmt.Sprint(at.Unix()+int64(expires/time.Second)))
		if e.Signature != want {
			t.Fatalf("%+v presigned by %+v: %s, want %s; string to sign %q", r, options, e.Signature, want, e.StringToSign)
		}
		checkURL(t, r, s, e.URL, want, at.Add(expires))

		// The URL's own query, signed again, is the same: nothing got lost.
		if raw := ownQuery(e.URL); raw != r.RawQuery {
			again := r
			again.RawQuery = raw
			e2, err := s.ExplainPresigned(&again, expires, at)
			if err != nil || e2.URL != e.URL {
				t.Fatalf("%+v: signed again %v\n%s\n%s", r, err, e2.URL, e.URL)
			}
		}

		date := at.UTC().Format(http.TimeFormat)
		switch rnd.IntN(4) {
		case 0:
			date = at.UTC().Format(time.RFC1123Z)
			r.Headers = append(r.Headers, sigv4.Header{Name: "date", Value: date})
		case 1:
			r.Headers = append(r.Headers, sigv4.Header{Name: "X-Amz-Date", Value: date})
		}
		e, err = s.Explain(&r, at)
		if err != nil {
			t.Fatalf("%+v: %v", r, err)
		}
		if want := slowSignature(c.SecretAccessKey.Reveal(), token, options.Store, r, date); e.Signature != want || e.Authorization != "AWS "+c.AccessKeyID+":"+want {
			t.Fatalf("%+v signed by %+v: %s, want %s; string to sign %q", r, options, e.Authorization, want, e.StringToSign)
		}
	}
}

// ownQuery is what of a presigned URL's query the request itself had.
func ownQuery(text string) string {
	_, query, _ := strings.Cut(text, "?")
	own, _, _ := strings.Cut("&"+query, "&AWSAccessKeyId=")
	return strings.TrimPrefix(own, "&")
}

// checkURL reads a presigned URL with net/url.
func checkURL(t *testing.T, r sigv2.Request, s *sigv2.LegacySigner, text, signature string, end time.Time) {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if u.EscapedPath() != r.Path && u.RawPath == "" && u.Path != r.Path || u.Host != r.Host {
		t.Fatalf("%s is not at %s%s", text, r.Host, r.Path)
	}
	got, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := url.ParseQuery(strings.ReplaceAll(r.RawQuery, ";", "%3B"))
	want.Set("AWSAccessKeyId", s.Credentials().AccessKeyID)
	want.Set("Signature", signature)
	want.Set("Expires", fmt.Sprint(end.Unix()))
	if s.Options() == (sigv2.Options{}) {
		h := http.Header{}
		for _, header := range r.Headers {
			h.Add(header.Name, strings.Trim(header.Value, " \t"))
		}
		if token := s.Credentials().SessionToken; !token.IsZero() {
			h.Set("X-Amz-Security-Token", token.Reveal())
		}
		for name, values := range h {
			if name = strings.ToLower(name); strings.HasPrefix(name, "x-amz-") || name == "content-type" || name == "content-md5" {
				want.Set(name, strings.Join(values, ","))
			}
		}
	}
	if got.Encode() != want.Encode() {
		t.Fatalf("%s\nhas the query  %s\nand should have %s", text, got.Encode(), want.Encode())
	}
}

// TestMinioGo compares with minio-go's legacy signer, which reads the clock. It
// signs replication, which MinIO's own server does not.
func TestMinioGo(t *testing.T) {
	c := docCredentials()
	s := newSigner(t, c, sigv2.Options{Store: sigv2.StoreMinIO})
	rnd := rand.New(rand.NewPCG(3, 4))
	for compared := 0; compared < 100; {
		r := randomRequest(rnd)
		// What it knows no answer to: a path that net/url writes anew, names in
		// two spellings, replication, and spaces at a value's ends.
		if strings.ContainsAny(r.Path, "%+(=:@~") || strings.Contains(r.Path, "..") || strings.Contains(r.RawQuery, "%65") || strings.Contains(r.RawQuery, ";") || strings.Contains(r.RawQuery, "replication") {
			continue
		}
		h := http.Header{}
		for i := range r.Headers {
			r.Headers[i].Value = strings.Trim(r.Headers[i].Value, " \t")
			h.Add(r.Headers[i].Name, r.Headers[i].Value)
		}
		virtual := r.HostBucket != ""
		if virtual && strings.ContainsAny(r.HostBucket, "._") {
			continue
		}
		compared++
		u, err := url.Parse("http://" + r.Host + r.Path + "?" + r.RawQuery)
		if err != nil {
			t.Fatal(err)
		}
		signed := signer.PreSignV2(http.Request{Method: r.Method, URL: u, Host: r.Host, Header: h.Clone()}, c.AccessKeyID, c.SecretAccessKey.Reveal(), 3600, virtual)
		query := signed.URL.Query()
		var end int64
		if _, err := fmt.Sscan(query.Get("Expires"), &end); err != nil {
			t.Fatal(err)
		}
		e, err := s.ExplainPresigned(&r, time.Hour, time.Unix(end-3600, 0))
		if err != nil || e.Signature != query.Get("Signature") {
			t.Errorf("%+v: %s, %v, and minio-go has %s", r, e.Signature, err, query.Get("Signature"))
		}

		u, err = url.Parse("http://" + r.Host + r.Path + "?" + r.RawQuery)
		if err != nil {
			t.Fatal(err)
		}
		signed = signer.SignV2(http.Request{Method: r.Method, URL: u, Host: r.Host, Header: h}, c.AccessKeyID, c.SecretAccessKey.Reveal(), virtual)
		r.Headers = append(r.Headers, sigv4.Header{Name: "Date", Value: signed.Header.Get("Date")})
		auth, err := s.AppendAuthorization(nil, &r, now)
		if err != nil || string(auth) != signed.Header.Get("Authorization") {
			t.Errorf("%+v: %s, %v, and minio-go has %s", r, auth, err, signed.Header.Get("Authorization"))
		}
	}
	policy := base64.StdEncoding.EncodeToString([]byte(`{"expiration": "2013-05-24T01:00:00Z", "conditions": []}`))
	got, err := s.AppendPostSignature(nil, []byte(policy))
	if want := signer.PostPresignSignatureV2(policy, c.SecretAccessKey.Reveal()); string(got) != want || err != nil {
		t.Errorf("a form's signature is %s, %v, and minio-go has %s", got, err, want)
	}
}
