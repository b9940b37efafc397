package sig4_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
	"github.com/sig4/sig4/sigv4/sigv2"
	"github.com/sig4/sig4/testdata/miniotest"
)

// legacySigner signs as MinIO reads Signature Version 2. It skips the test where SHA-1 may not be used.
func legacySigner(t *testing.T, c sigv4.Credentials) *sigv2.LegacySigner {
	t.Helper()
	signer, err := sigv2.NewLegacySignerWithOptions(c, sigv2.Options{Store: sigv2.StoreMinIO})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := signer.AppendPostSignature(nil, []byte("e30=")); errors.Is(err, sigv2.ErrSHA1) {
		t.Skip("the program runs with GODEBUG=fips140=only, which forbids SHA-1")
	}
	return signer
}

func newLegacyScenario(t *testing.T) *scenario {
	t.Helper()
	s := newScenario(t)
	s.legacy = legacySigner(t, s.creds)
	return s
}

// presignLegacy makes the legacy URL for an operation. Pairs of a name and a value are further headers.
func (s *scenario) presignLegacy(t *testing.T, operation string, a args, headers ...string) sigv2.Presigned {
	t.Helper()
	endpoint := s3.Endpoint{Region: miniotest.Region, URL: s.server.URL()}
	r, err := endpoint.Request(s.call(t, operation, a))
	if err != nil {
		t.Fatal(err)
	}
	legacy := sigv2.Request{
		Method: r.Method, Scheme: r.Address.Scheme, Host: r.Address.Host, PathBucket: r.Bucket,
		Path: r.Address.Path, RawQuery: r.Query, Headers: slices.Clone(r.Headers),
	}
	for i := 0; i < len(headers); i += 2 {
		legacy.Headers = append(legacy.Headers, sigv4.Header{Name: headers[i], Value: headers[i+1]})
	}
	p, err := s.legacy.Presign(&legacy, life, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The operations work alike with legacy URLs.
func TestMinIOLegacyOperations(t *testing.T) {
	t.Parallel()
	for name, run := range operationScenarios {
		switch name {
		case "directory buckets", "object lambda": // these are other services, which version 2 does not sign for
			continue
		case "object tagging": // MinIO wants the tags in a header as well, see below
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newLegacyScenario(t)
			run(t, s)
			s.check(t, name)
		})
	}
}

// Version 2 does not know of services, so what is meant for S3 Express is taken for S3.
func TestMinIOLegacyDirectoryBuckets(t *testing.T) {
	t.Parallel()
	s := newLegacyScenario(t)
	got := s.ask(t, "list_directory_buckets", nil, "")
	got.want(t, 200, "")
	got.wantText(t, "<Name>"+s.name+"</Name>")
}

// MinIO writes the tags into a header before it checks the signature, which therefore has to cover that header.
func TestMinIOLegacyTagging(t *testing.T) {
	t.Parallel()
	s := newLegacyScenario(t)
	s.write(t, "key", "body")
	key, body := args{"Key": "key"}, tagging(map[string]string{"a": "b c"})
	s.ask(t, "put_object_tagging", key, body).want(t, 403, "SignatureDoesNotMatch")
	s.ask(t, "put_object_tagging", key, body, "x-amz-tagging", "a=b+c").want(t, 200, "")
	if got := tagsIn(t, s.ask(t, "get_object_tagging", key, "")); got["a"] != "b c" || len(got) != 1 {
		t.Errorf("the tags are %v", got)
	}
	s.ask(t, "delete_object_tagging", key, "").want(t, 403, "SignatureDoesNotMatch")
	s.ask(t, "delete_object_tagging", key, "", "x-amz-tagging", "a=b+c").want(t, 204, "")
	if got := tagsIn(t, s.ask(t, "get_object_tagging", key, "")); len(got) != 0 {
		t.Errorf("the tags are %v", got)
	}
}

// A legacy URL that was changed where its signature covers it is refused.
func TestMinIOLegacyURLRefused(t *testing.T) {
	t.Parallel()
	s := newLegacyScenario(t)
	s.write(t, "key", "secret")
	address := s.presignLegacy(t, "get_object", args{"Key": "key", "ResponseContentType": "text/plain"}).URL
	query := func(name, value string) func(*testing.T) string {
		return func(t *testing.T) string { return changeQuery(t, address, name, value) }
	}
	drop := func(name string) func(*testing.T) string {
		return func(t *testing.T) string { return dropQuery(t, address, name) }
	}
	for _, test := range []struct {
		name   string
		change func(t *testing.T) string
		status int
		code   string
	}{
		{"nothing", func(*testing.T) string { return address }, 200, ""},
		{"override", query("response-content-type", "text%2Fhtml"), 403, "SignatureDoesNotMatch"},
		{"override less", drop("response-content-type"), 403, "SignatureDoesNotMatch"},
		{"override more", func(*testing.T) string { return address + "&response-content-language=de" }, 403, "SignatureDoesNotMatch"},
		{"bucket", func(t *testing.T) string {
			return strings.Replace(address, "/"+s.name+"/", "/"+s.server.Bucket(t)+"/", 1)
		}, 403, "SignatureDoesNotMatch"},
		{"user", query("AWSAccessKeyId", "nobody"), 403, "InvalidAccessKeyId"},
		{"user less", drop("AWSAccessKeyId"), 403, "AccessDenied"},
		{"signature", query("Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D"), 403, "SignatureDoesNotMatch"},
		{"signature no base64", query("Signature", "%21"), 403, "SignatureDoesNotMatch"},
		{"signature empty", query("Signature", ""), 400, "AuthorizationQueryParametersError"},
		{"signature less", drop("Signature"), 400, "AuthorizationQueryParametersError"},
		{"expires later", query("Expires", "4102444800"), 403, "SignatureDoesNotMatch"},
		{"expires before", query("Expires", "1369353600"), 403, "AccessDenied"},
		{"expires no number", query("Expires", "soon"), 400, "AuthorizationQueryParametersError"},
		{"expires less", drop("Expires"), 400, "AuthorizationQueryParametersError"},
		{"parameter without equals sign", func(*testing.T) string { return address + "&acl" }, 400, "AuthorizationQueryParametersError"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			send(t, newRequest(t, call{method: http.MethodGet}, test.change(t))).want(t, test.status, test.code)
		})
	}
}

// What a legacy signature leaves open, whoever holds the URL may change. Version 4 covers all of this.
func TestMinIOLegacyURLLeavesOpen(t *testing.T) {
	t.Parallel()
	s := newLegacyScenario(t)
	s.write(t, "key", "0123456789")
	s.write(t, "other", "body")

	list := s.presignLegacy(t, "list_objects_v2", args{"Prefix": "key"}).URL
	got := send(t, newRequest(t, call{method: http.MethodGet}, changeQuery(t, list, "prefix", "")))
	got.want(t, 200, "")
	if keys := keysIn(t, got); !slices.Equal(keys, []string{"key", "other"}) {
		t.Errorf("the list holds %q", keys)
	}

	p := s.presignLegacy(t, "get_object", args{"Key": "key", "Range": "bytes=0-1"})
	if len(p.Headers) != 0 || len(p.Unsigned) != 1 {
		t.Fatalf("headers %v, unsigned %v", p.Headers, p.Unsigned)
	}
	for header, want := range map[string]string{p.Unsigned[0].Value: "01", "bytes=2-4": "234"} {
		got := send(t, newRequest(t, call{method: p.Method, header: []sigv4.Header{{Name: "Range", Value: header}}}, p.URL))
		got.want(t, 206, "")
		if got.body != want {
			t.Errorf("%s: %q", header, got.body)
		}
	}
	whole := newRequest(t, call{method: p.Method}, p.URL)
	whole.Host = "localhost" + strings.TrimPrefix(s.server.Host, "127.0.0.1")
	if got := send(t, whole); got.status != 200 || got.body != "0123456789" {
		t.Errorf("another host, no range: %d %q", got.status, got.body)
	}
}

// A legacy URL ends when it says, and may live longer than a week.
func TestMinIOLegacyExpiry(t *testing.T) {
	t.Parallel()
	s := newLegacyScenario(t)
	s.write(t, "key", "secret")
	r := sigv2.Request{Method: http.MethodGet, Scheme: "http", Host: s.server.Host, PathBucket: s.name, Path: "/" + s.name + "/key"}
	now := time.Now()
	for _, test := range []struct {
		name    string
		at      time.Time
		expires time.Duration
		status  int
		code    string
	}{
		{"a year", now, 365 * 24 * time.Hour, 200, ""},
		{"ended two seconds ago", now.Add(-62 * time.Second), time.Minute, 403, "AccessDenied"},
		{"ended long ago", now.Add(-365 * 24 * time.Hour), time.Hour, 403, "AccessDenied"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p, err := s.legacy.Presign(&r, test.expires, test.at)
			if err != nil {
				t.Fatal(err)
			}
			got := send(t, newRequest(t, call{method: p.Method}, p.URL))
			got.want(t, test.status, test.code)
			if test.code != "" {
				got.wantText(t, "Request has expired")
			}
		})
	}
}

// The wrong secret signs nothing. The token of temporary credentials is a header that must be sent.
func TestMinIOLegacyCredentials(t *testing.T) {
	t.Parallel()
	s := newLegacyScenario(t)
	s.write(t, "key", "the body")
	wrong := s.creds
	wrong.SecretAccessKey = sigv4.NewSecret(s.server.SecretAccessKey + "x")
	s.legacy = legacySigner(t, wrong)
	s.ask(t, "get_object", args{"Key": "key"}, "").want(t, 403, "SignatureDoesNotMatch")

	s.legacy = legacySigner(t, s.temporary(t).creds)
	if got := s.ask(t, "get_object", args{"Key": "key"}, ""); got.status != 200 || got.body != "the body" {
		t.Errorf("temporary credentials: %d %s", got.status, got.body)
	}
	p := s.presignLegacy(t, "get_object", args{"Key": "key"})
	send(t, newRequest(t, call{method: p.Method}, p.URL)).want(t, 403, "InvalidTokenId")
}
