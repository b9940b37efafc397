package s3_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

var (
	testTime        = time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)
	testCredentials = sigv4.Credentials{
		AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
		SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	}
)

func presigner(t testing.TB, change func(*s3.PresignConfig)) *s3.Presigner {
	t.Helper()
	c := s3.PresignConfig{Endpoint: testEndpoint, Credentials: testCredentials}
	if change != nil {
		change(&c)
	}
	p, err := s3.NewPresigner(c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestEarly: what becomes of an hour when the credentials expire before.
func TestEarly(t *testing.T) {
	t.Parallel()
	const hour = time.Hour
	tests := []struct {
		rule    string
		early   s3.Early
		end     time.Time // of the credentials
		now     time.Time
		expires time.Duration
		signed  string        // X-Amz-Expires, "" for an error
		ends    time.Duration // Effective, after now
		err     error
	}{
		{"warn, no end", s3.EarlyWarn, time.Time{}, testTime, hour, "3600", hour, nil},
		{"warn, end after", s3.EarlyWarn, testTime.Add(2 * hour), testTime, hour, "3600", hour, nil},
		{"warn, end before", s3.EarlyWarn, testTime.Add(time.Minute), testTime, hour, "3600", time.Minute, nil},
		{"warn, ended", s3.EarlyWarn, testTime.Add(-time.Minute), testTime, hour, "3600", -time.Minute, nil},
		{"refuse, no end", s3.EarlyRefuse, time.Time{}, testTime, hour, "3600", hour, nil},
		{"refuse, end at once", s3.EarlyRefuse, testTime.Add(hour), testTime, hour, "3600", hour, nil},
		{"refuse, end before", s3.EarlyRefuse, testTime.Add(hour - 1), testTime, hour, "", 0, s3.ErrExpiry},
		{"refuse, invalid time", s3.EarlyRefuse, testTime.Add(hour), testTime, 8 * 24 * hour, "", 0, sigv4.ErrExpires},
		{"clamp, no end", s3.EarlyClamp, time.Time{}, testTime, hour, "3600", hour, nil},
		{"clamp, end at once", s3.EarlyClamp, testTime.Add(hour), testTime, hour, "3600", hour, nil},
		{"clamp, end before", s3.EarlyClamp, testTime.Add(90 * time.Second), testTime, hour, "90", 90 * time.Second, nil},
		{"clamp to whole seconds", s3.EarlyClamp, testTime.Add(90*time.Second - 1), testTime, hour, "89", 89 * time.Second, nil},
		{"clamp, now within a second", s3.EarlyClamp, testTime.Add(90*time.Second - 1), testTime.Add(time.Second - 1), hour, "89", 88*time.Second + 1, nil},
		{"clamp, a second left", s3.EarlyClamp, testTime.Add(time.Second), testTime, hour, "1", time.Second, nil},
		{"clamp, less than a second left", s3.EarlyClamp, testTime.Add(time.Second - 1), testTime, hour, "", 0, s3.ErrExpiry},
		{"clamp, ended", s3.EarlyClamp, testTime.Add(-1000 * time.Hour), testTime, hour, "", 0, s3.ErrExpiry},
		{"clamp, fraction", s3.EarlyClamp, testTime.Add(time.Minute), testTime, hour + 1, "", 0, sigv4.ErrExpires},
		{"clamp, zero", s3.EarlyClamp, testTime.Add(time.Minute), testTime, 0, "", 0, sigv4.ErrExpires},
		{"clamp, negative", s3.EarlyClamp, testTime.Add(time.Minute), testTime, -hour, "", 0, sigv4.ErrExpires},
		{"clamp, more than a week", s3.EarlyClamp, testTime.Add(time.Minute), testTime, 8 * 24 * hour, "", 0, sigv4.ErrExpires},
		{"warn, more than a week", s3.EarlyWarn, time.Time{}, testTime, 7*24*hour + time.Second, "", 0, sigv4.ErrExpires},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			p := presigner(t, func(c *s3.PresignConfig) { c.Early, c.Credentials.Expires = tt.early, tt.end })
			got, err := p.Presign(call(t, "get_object", with(nil)), tt.expires, tt.now)
			if tt.signed == "" {
				if !errors.Is(err, tt.err) || got.URL != "" {
					t.Fatalf("got %q, %v; want %v", got.URL, err, tt.err)
				}
				if _, err := p.AppendURL(nil, call(t, "get_object", with(nil)), tt.expires, tt.now); !errors.Is(err, tt.err) {
					t.Errorf("AppendURL: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			u, err := url.Parse(got.URL)
			if err != nil {
				t.Fatal(err)
			}
			if signed := u.Query().Get("X-Amz-Expires"); signed != tt.signed {
				t.Errorf("X-Amz-Expires %s, want %s", signed, tt.signed)
			}
			if ends := got.Effective.Sub(tt.now); ends != tt.ends {
				t.Errorf("it ends after %v, want %v", ends, tt.ends)
			}
			early := strings.Join(got.Warnings, "")
			if got.EndsEarly() != got.Effective.Before(got.Expires) || got.EndsEarly() != strings.Contains(early, "the credentials expire at") {
				t.Errorf("EndsEarly %v, warnings %q", got.EndsEarly(), early)
			}
			if tt.early != s3.EarlyWarn && got.EndsEarly() {
				t.Error("it ends early in spite of the policy")
			}
		})
	}
}

// TestMethodOverride: the method is all that changes.
func TestMethodOverride(t *testing.T) {
	t.Parallel()
	p := presigner(t, nil)
	c := call(t, "get_object", with(map[string]any{"Range": "bytes=0-9", "VersionId": "v"}))
	get, err := p.Presign(c, time.Hour, testTime)
	if err != nil {
		t.Fatal(err)
	}
	c.Method = "HEAD"
	head, err := p.Presign(c, time.Hour, testTime)
	if err != nil {
		t.Fatal(err)
	}
	if get.Method != "GET" || head.Method != "HEAD" {
		t.Errorf("methods %s and %s", get.Method, head.Method)
	}
	cut := func(s string) string { return s[:strings.Index(s, "X-Amz-Signature=")] }
	if get.URL == head.URL || cut(get.URL) != cut(head.URL) {
		t.Errorf("URLs\n%s\n%s", get.URL, head.URL)
	}
	if diff := cmp.Diff(get.Headers, head.Headers); diff != "" {
		t.Errorf("headers:\n%s", diff)
	}
	c.Method = "G T"
	if _, err := p.Presign(c, time.Hour, testTime); !errors.Is(err, sigv4.ErrMethod) {
		t.Errorf("a method with a space: %v", err)
	}
}

func TestPresignedHeaders(t *testing.T) {
	t.Parallel()
	got, err := presigner(t, nil).Presign(call(t, "put_object", with(map[string]any{
		"ContentType": "text/plain", "StorageClass": "STANDARD_IA", "Metadata": map[string]any{"A": "b"}, "Body": "ignored",
	})), time.Hour, testTime)
	if err != nil {
		t.Fatal(err)
	}
	want := []sigv4.Header{{Name: "Content-Type", Value: "text/plain"}, {Name: "x-amz-meta-a", Value: "b"}, {Name: "x-amz-storage-class", Value: "STANDARD_IA"}}
	if diff := cmp.Diff(want, got.Headers); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"content-type", "host", "x-amz-meta-a", "x-amz-storage-class"}, got.SignedHeaders); diff != "" {
		t.Errorf("signed headers (-want +got):\n%s", diff)
	}
	checkSent(t, got)

	hoisted, err := presigner(t, func(c *s3.PresignConfig) { c.Hoist = true }).Presign(call(t, "put_object", with(map[string]any{
		"ContentType": "text/plain", "StorageClass": "STANDARD_IA", "Metadata": map[string]any{"A": "b"},
	})), time.Hour, testTime)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[:1], hoisted.Headers); diff != "" {
		t.Errorf("hoisted, headers (-want +got):\n%s", diff)
	}
	u, err := url.Parse(hoisted.URL)
	if err != nil || u.Query().Get("x-amz-meta-a") != "b" || u.Query().Get("x-amz-storage-class") != "STANDARD_IA" {
		t.Errorf("hoisted: %s, %v", hoisted.URL, err)
	}
}

func TestKeyWarningOfPresigned(t *testing.T) {
	t.Parallel()
	p := presigner(t, nil)
	for key, warns := range map[string]bool{"a/../b": true, "a/b": false} {
		got, err := p.Presign(call(t, "get_object", map[string]any{"Bucket": "bkt", "Key": key}), time.Hour, testTime)
		if err != nil || (len(got.Warnings) == 1) != warns {
			t.Errorf("%s: warnings %q, %v", key, got.Warnings, err)
		}
	}
}

// TestNeverAsked: no parameter appears that nobody asked for.
func TestNeverAsked(t *testing.T) {
	t.Parallel()
	for op, want := range map[string]string{"list_objects": "", "list_objects_v2": "list-type=2", "list_object_versions": "versions=", "list_multipart_uploads": "uploads="} {
		r, err := testEndpoint.Request(call(t, op, map[string]any{"Bucket": "bkt"}))
		if err != nil || r.Query != want || r.Headers != nil {
			t.Errorf("%s: query %q, headers %v, %v", op, r.Query, r.Headers, err)
		}
	}
}

// TestOddAddresses: operations that go elsewhere than their bucket does.
func TestOddAddresses(t *testing.T) {
	t.Parallel()
	const directory = "bkt--usw2-az1--x-s3"
	west := s3.Endpoint{Region: "us-west-2"}
	accelerated := s3.Endpoint{Region: "us-west-2", Accelerate: true}
	for _, tt := range []struct {
		op      string
		e       s3.Endpoint
		params  map[string]any
		url     string
		service string
	}{
		{"get_bucket_location", west, map[string]any{"Bucket": "bkt"}, "https://s3.us-west-2.amazonaws.com/bkt?location=", "s3"},
		{"get_bucket_location", accelerated, map[string]any{"Bucket": "bkt"}, "https://bkt.s3-accelerate.amazonaws.com/?location=", "s3"},
		{"get_bucket_location", west, map[string]any{"Bucket": "arn:aws:s3:us-west-2:123456789012:accesspoint/ap"}, "https://ap-123456789012.s3-accesspoint.us-west-2.amazonaws.com/?location=", "s3"},
		{"create_bucket", accelerated, map[string]any{"Bucket": "bkt"}, "https://bkt.s3.us-west-2.amazonaws.com/", "s3"},
		{"delete_bucket", accelerated, map[string]any{"Bucket": "bkt"}, "https://bkt.s3.us-west-2.amazonaws.com/", "s3"},
		{"list_buckets", accelerated, nil, "https://s3.us-west-2.amazonaws.com/", "s3"},
		{"list_directory_buckets", west, nil, "https://s3express-control.us-west-2.amazonaws.com/", "s3express"},
		{"get_bucket_policy", west, map[string]any{"Bucket": directory}, "https://s3express-control.us-west-2.amazonaws.com/" + directory + "?policy=", "s3express"},
		{"create_session", west, map[string]any{"Bucket": directory}, "https://" + directory + ".s3express-usw2-az1.us-west-2.amazonaws.com/?session=", "s3express"},
		{"write_get_object_response", west, map[string]any{"RequestRoute": "io-x", "RequestToken": "t"}, "https://io-x.s3-object-lambda.us-west-2.amazonaws.com/WriteGetObjectResponse", "s3-object-lambda"},
	} {
		r, err := tt.e.Request(call(t, tt.op, tt.params))
		if err != nil || r.URL() != tt.url || r.Address.SigningService != tt.service || r.Address.Session {
			t.Errorf("%s: %s %+v, %v; want %s", tt.op, r.URL(), r.Address, err, tt.url)
		}
	}
	_, err := west.Request(call(t, "write_get_object_response", map[string]any{"RequestRoute": "a.b", "RequestToken": "t"}))
	var p *s3.ParamError
	if !errors.Is(err, s3.ErrRoute) || !errors.As(err, &p) || p.Name != "RequestRoute" {
		t.Errorf("a bad route: %v", err)
	}
	_, err = west.Request(call(t, "write_get_object_response", map[string]any{"RequestRoute": "", "RequestToken": "t"}))
	if !errors.Is(err, s3.ErrRoute) {
		t.Errorf("an empty route: %v", err)
	}
}

// TestExpressSession: the token goes under the name that the address wants.
func TestExpressSession(t *testing.T) {
	t.Parallel()
	withToken := func(c *s3.PresignConfig) {
		c.Endpoint.Region = "us-west-2"
		c.Credentials.SessionToken = sigv4.NewSecret("tok")
	}
	p := presigner(t, withToken)
	const directory = "bkt--usw2-az1--x-s3"
	for _, tt := range []struct{ op, bucket, has, hasNot string }{
		{"get_object", directory, "X-Amz-S3session-Token=tok", "X-Amz-Security-Token"},
		{"copy_object", directory, "X-Amz-Security-Token=tok", "X-Amz-S3session-Token"},
		{"get_object", "bkt", "X-Amz-Security-Token=tok", "X-Amz-S3session-Token"},
		{"get_object", directory, "X-Amz-S3session-Token=tok", "X-Amz-Security-Token"},
	} {
		params := map[string]any{"Bucket": tt.bucket, "Key": "k"}
		if tt.op == "copy_object" {
			params["CopySource"] = "a/b"
		}
		got, err := p.Presign(call(t, tt.op, params), time.Hour, testTime)
		if err != nil || !strings.Contains(got.URL, tt.has) || strings.Contains(got.URL, tt.hasNot) {
			t.Errorf("%s of %s: %s, %v", tt.op, tt.bucket, got.URL, err)
		}
	}
	bare := presigner(t, func(c *s3.PresignConfig) { c.Endpoint.Region = "us-west-2" })
	if _, err := bare.Presign(call(t, "get_object", map[string]any{"Bucket": directory, "Key": "k"}), time.Hour, testTime); !errors.Is(err, sigv4.ErrOptions) {
		t.Errorf("no session token: %v", err)
	}
}

func TestPresignerRefuses(t *testing.T) {
	t.Parallel()
	if _, err := s3.NewPresigner(s3.PresignConfig{Endpoint: testEndpoint}); !errors.Is(err, sigv4.ErrAccessKeyID) {
		t.Errorf("no credentials: %v", err)
	}
	if _, err := s3.NewPresigner(s3.PresignConfig{Credentials: testCredentials, Early: s3.EarlyClamp + 1}); !errors.Is(err, s3.ErrExpiry) {
		t.Errorf("an unknown Early: %v", err)
	}
	for _, unmade := range []*s3.Presigner{nil, {}} {
		if got, err := unmade.Presign(call(t, "get_object", with(nil)), time.Hour, testTime); !errors.Is(err, sigv4.ErrOptions) || got.URL != "" {
			t.Errorf("not made by NewPresigner: %q, %v", got.URL, err)
		}
		if got, err := unmade.AppendURL([]byte("x"), call(t, "get_object", with(nil)), time.Hour, testTime); string(got) != "x" || !errors.Is(err, sigv4.ErrOptions) {
			t.Errorf("AppendURL, not made by NewPresigner: %q, %v", got, err)
		}
	}
	p := presigner(t, nil)
	if _, err := p.Presign(s3.Call{}, time.Hour, testTime); !errors.Is(err, s3.ErrOperation) {
		t.Errorf("no operation: %v", err)
	}
	mrap := map[string]any{"Bucket": "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap", "Key": "k"}
	if _, err := p.Presign(call(t, "get_object", mrap), time.Hour, testTime); !errors.Is(err, s3.ErrAlgorithm) {
		t.Errorf("a Multi-Region Access Point: %v", err)
	}
	if got, err := p.AppendURL([]byte("x"), call(t, "get_object", nil), time.Hour, testTime); string(got) != "x" || !errors.Is(err, s3.ErrMissingParam) {
		t.Errorf("AppendURL: %q, %v", got, err)
	}
}

// TestZeroErrors: an error that somebody else made can be printed too.
func TestZeroErrors(t *testing.T) {
	t.Parallel()
	for _, err := range []error{&s3.Error{}, &s3.ParamError{}, &s3.CallError{}, &s3.CallError{Problems: []error{&s3.ParamError{}, &s3.Error{}}}} {
		if text := err.Error(); !strings.HasPrefix(text, "s3: ") {
			t.Errorf("%T: %q", err, text)
		}
	}
}

// TestPresignerConcurrently: several regions through one Presigner.
func TestPresignerConcurrently(t *testing.T) {
	t.Parallel()
	p := presigner(t, func(c *s3.PresignConfig) { c.Endpoint.Region = "us-west-2" })
	buckets := []string{"bkt", "arn:aws:s3:eu-west-1:123456789012:accesspoint/ap"}
	var want [2]string
	for i, bucket := range buckets {
		got, err := presigner(t, func(c *s3.PresignConfig) { c.Endpoint.Region = "us-west-2" }).Presign(
			call(t, "get_object", map[string]any{"Bucket": bucket, "Key": "k"}), time.Hour, testTime)
		if err != nil {
			t.Fatal(err)
		}
		want[i] = got.URL
	}
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 50 {
				n := (g + i) % 2
				got, err := p.Presign(call(t, "get_object", map[string]any{"Bucket": buckets[n], "Key": "k"}), time.Hour, testTime)
				if err != nil || got.URL != want[n] {
					t.Errorf("got %s, %v; want %s", got.URL, err, want[n])
					return
				}
			}
		}()
	}
	wg.Wait()
}

// TestInputUnchanged: a call is only read.
func TestInputUnchanged(t *testing.T) {
	t.Parallel()
	const text = `{"Bucket":"bkt","CopySource":{"Bucket":"src","Key":"k"},"Key":"k","Metadata":{"A":"b"},"SSECustomerKey":"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"}`
	var params map[string]any
	if err := json.Unmarshal([]byte(text), &params); err != nil {
		t.Fatal(err)
	}
	if _, err := presigner(t, nil).Presign(call(t, "copy_object", params), time.Hour, testTime); err != nil {
		t.Fatal(err)
	}
	if after, err := json.Marshal(params); err != nil || string(after) != text {
		t.Errorf("after it: %s, %v", after, err)
	}
}
