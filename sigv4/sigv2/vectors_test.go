package sigv2_test

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv2"
	"github.com/sig4/sig4/testdata"
)

var credentialKeys = []string{"access-key-id", "secret-access-key", "signature"}

// load reads the vectors of one kind.
func load(t *testing.T, kind string, schema testdata.Schema) []*testdata.File {
	t.Helper()
	files, err := testdata.Dir("sigv2/" + kind)
	if err != nil {
		t.Fatal(err)
	}
	schema.Keys = slices.Concat(credentialKeys, schema.Keys)
	for _, f := range files {
		if err := f.Check(schema); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
	}
	return files
}

func vectorSigner(t *testing.T, f *testdata.File, o sigv2.Options) *sigv2.LegacySigner {
	t.Helper()
	return newSigner(t, sigv4.Credentials{
		AccessKeyID:     f.Key("access-key-id"),
		SecretAccessKey: sigv4.NewSecret(f.Key("secret-access-key")),
		SessionToken:    sigv4.NewSecret(f.Key("session-token")),
	}, o)
}

func vectorRequest(t *testing.T, f *testdata.File) sigv2.Request {
	t.Helper()
	raw, _ := f.Section("request")
	parsed, err := testdata.ParseRequest(raw)
	if err != nil {
		t.Fatal(err)
	}
	host, rest := parsed.Cut("host")
	if len(host) != 1 {
		t.Fatalf("%d hosts", len(host))
	}
	r := sigv2.Request{
		Method: parsed.Method, Host: strings.TrimSpace(host[0]), Path: parsed.Path, RawQuery: parsed.RawQuery,
		HostBucket: f.Key("host-bucket"), PathBucket: f.Key("path-bucket"),
	}
	for _, h := range rest {
		r.Headers = append(r.Headers, sigv4.Header(h))
	}
	return r
}

// section returns the first of the sections that is there.
func section(f *testdata.File, names ...string) string {
	for _, name := range names {
		if text, ok := f.Section(name); ok {
			return text
		}
	}
	return ""
}

func headerVectors(t *testing.T) []*testdata.File {
	return load(t, "header", testdata.Schema{
		OptionalKeys: []string{"host-bucket", "path-bucket"},
		Sections:     []string{"request", "string to sign", "computed authorization"},
	})
}

func urlVectors(t *testing.T) []*testdata.File {
	return load(t, "url", testdata.Schema{
		Keys:             []string{"time", "expires"},
		OptionalKeys:     []string{"host-bucket", "session-token"},
		Sections:         []string{"request"},
		OptionalSections: []string{"string to sign", "computed string to sign", "url", "computed url"},
	})
}

func postVectors(t *testing.T) []*testdata.File {
	return load(t, "post", testdata.Schema{Sections: []string{"policy", "base64"}})
}

func TestHeaderVectors(t *testing.T) {
	for _, f := range headerVectors(t) {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			r, s := vectorRequest(t, f), vectorSigner(t, f, sigv2.Options{})
			// The documentation's requests have their dates; the time says nothing.
			e, err := s.Explain(&r, now)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(section(f, "string to sign"), e.StringToSign); diff != "" {
				t.Errorf("string to sign (-want +got)\n%s", diff)
			}
			if e.Signature != f.Key("signature") {
				t.Errorf("signature %s, want %s", e.Signature, f.Key("signature"))
			}
			want := section(f, "computed authorization")
			got, err := s.AppendAuthorization([]byte("before "), &r, now)
			if string(got) != "before "+want || err != nil {
				t.Errorf("AppendAuthorization = %s, %v, want %s", got, err, want)
			}
			added, err := s.Sign(&r, now)
			if diff := cmp.Diff([]sigv4.Header{{Name: "Authorization", Value: want}}, added); diff != "" || err != nil {
				t.Errorf("Sign: %v (-want +got)\n%s", err, diff)
			}
			if diff := cmp.Diff(added, e.Added); diff != "" || e.Authorization != want {
				t.Errorf("Explain's Authorization %s, Added (-want +got)\n%s", e.Authorization, diff)
			}
		})
	}
}

// TestURLVectors compares URLs as scheme, host, path and multiset of query
// pairs: the order of a query says nothing.
func TestURLVectors(t *testing.T) {
	for _, f := range urlVectors(t) {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			at, err := time.Parse("20060102T150405Z", f.Key("time"))
			if err != nil {
				t.Fatal(err)
			}
			seconds, err := strconv.Atoi(f.Key("expires"))
			if err != nil {
				t.Fatal(err)
			}
			expires := time.Duration(seconds) * time.Second
			r, s := vectorRequest(t, f), vectorSigner(t, f, sigv2.Options{})
			e, err := s.ExplainPresigned(&r, expires, at)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(section(f, "string to sign", "computed string to sign"), e.StringToSign); diff != "" {
				t.Errorf("string to sign (-want +got)\n%s", diff)
			}
			if e.Signature != f.Key("signature") {
				t.Errorf("signature %s, want %s", e.Signature, f.Key("signature"))
			}
			if diff := cmp.Diff(takeApart(t, section(f, "url", "computed url")), takeApart(t, e.URL)); diff != "" {
				t.Errorf("URL (-want +got)\n%s", diff)
			}
			got, err := s.AppendPresigned([]byte("before "), &r, expires, at)
			if string(got) != "before "+e.URL || err != nil {
				t.Errorf("AppendPresigned = %s, %v, want %s", got, err, e.URL)
			}
			p, err := s.Presign(&r, expires, at)
			if err != nil || p.URL != e.URL || p.Method != r.Method || !p.Expires.Equal(at.Add(expires)) {
				t.Errorf("Presign = %+v, %v", p, err)
			}

			// Sent as headers, they have the same signature.
			sent, err := vectorSigner(t, f, sigv2.Options{Headers: sigv2.HeadersSent}).ExplainPresigned(&r, expires, at)
			if err != nil || sent.Signature != e.Signature {
				t.Errorf("with HeadersSent the signature is %s, %v", sent.Signature, err)
			}
		})
	}
}

type parts struct {
	Scheme, Host, Path string
	Query              []string
}

func takeApart(t *testing.T, text string) parts {
	t.Helper()
	scheme, rest, _ := strings.Cut(text, "://")
	target, query, ok := strings.Cut(rest, "?")
	slash := strings.IndexByte(target, '/')
	if !ok || slash < 0 {
		t.Fatalf("%q is no presigned URL", text)
	}
	p := parts{Scheme: scheme, Host: target[:slash], Path: target[slash:]}
	for _, pair := range strings.Split(query, "&") {
		decoded, err := url.PathUnescape(pair)
		if err != nil {
			t.Fatal(err)
		}
		p.Query = append(p.Query, pair+" is "+decoded)
	}
	slices.Sort(p.Query)
	return p
}

func TestPostVectors(t *testing.T) {
	for _, f := range postVectors(t) {
		text := section(f, "base64")
		if got := base64.StdEncoding.EncodeToString([]byte(section(f, "policy"))); got != text {
			t.Errorf("%s: the policy's base64 form is %s", f.Name, got)
		}
		got, err := vectorSigner(t, f, sigv2.Options{}).AppendPostSignature([]byte("before "), []byte(text))
		if string(got) != "before "+f.Key("signature") || err != nil {
			t.Errorf("%s: %s, %v, want %s", f.Name, got, err, f.Key("signature"))
		}
	}
}

// TestVectorsAreThere holds the folder to its sources: the 15 examples of the
// documentation that reproduce, three that were corrected, and botocore's 35
// URLs.
func TestVectorsAreThere(t *testing.T) {
	names := map[string][]string{}
	add := func(kind string, files []*testdata.File) {
		for _, f := range files {
			source := f.Key("source")
			from := map[bool]string{true: "botocore"}[strings.HasPrefix(source, "botocore 1.29.27, ")]
			if strings.HasPrefix(source, "https://docs.aws.amazon.com/") {
				from = "doc"
			} else if strings.HasPrefix(source, "computed from ") {
				from = "corrected"
			}
			named, _, _ := strings.Cut(f.Name, "-")
			if strings.HasSuffix(f.Name, "-corrected") {
				named = "corrected"
			}
			if from != named {
				t.Errorf("%s/%s: its source %q is of the kind %q", kind, f.Name, source, from)
			}
			names[kind+" "+from] = append(names[kind+" "+from], f.Name)
		}
	}
	add("header", headerVectors(t))
	add("url", urlVectors(t))
	add("post", postVectors(t))
	got := map[string]int{}
	for key, list := range names {
		got[key] = len(list)
	}
	want := map[string]int{"header doc": 14, "url doc": 1, "url corrected": 1, "post corrected": 2, "url botocore": 35}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("vectors (-want +got)\n%s", diff)
	}
}
