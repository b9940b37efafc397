package s3_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
	"github.com/sig4/sig4/testdata"
)

// What differs from boto3 on purpose, by the vector. A vector that is not here
// has the same URL: scheme, host, path and the same query parameters, the
// signature among them.
var differs = map[string]struct {
	how    difference
	reason string
}{
	"botocore-op-v4-list-objects":              {addsEncodingType, "boto3 adds encoding-type=url to decode the answer itself; nobody decodes it for the user of a URL"},
	"botocore-op-v4-list-objects-v2":           {addsEncodingType, "as for list_objects"},
	"botocore-op-v2-list-objects":              {addsEncodingType, "as for list_objects"},
	"botocore-op-v4-write-get-object-response": {pseudoRegion, "the host of botocore holds aws-global, which is no region: no such host exists"},
	"botocore-op-v2-write-get-object-response": {pseudoRegion, "as with version 4"},
	"botocore-params-v4-delete":                {pythonTrue, "botocore 1.29 writes a boolean in a header as Python does; newer ones write true, as S3 documents it"},
	"botocore-params-v2-delete":                {pythonTrue, "as with version 4"},
	"botocore-params-v2-kms":                   {pythonTrue, "as with version 4"},

	"botocore-op-v4-delete-objects":                               {boto3Fails, "botocore cannot presign bodies (boto3 issue 2192)"},
	"botocore-op-v4-put-bucket-accelerate-configuration":          {boto3Fails, "a body"},
	"botocore-op-v4-put-bucket-cors":                              {boto3Fails, "a body"},
	"botocore-op-v4-put-bucket-intelligent-tiering-configuration": {boto3Fails, "a body"},
	"botocore-op-v4-put-bucket-logging":                           {boto3Fails, "a body"},
	"botocore-op-v4-put-bucket-metrics-configuration":             {boto3Fails, "a body"},
	"botocore-op-v4-put-bucket-notification":                      {boto3Fails, "a body"},
	"botocore-op-v4-put-bucket-notification-configuration":        {boto3Fails, "a body"},
	"botocore-op-v4-put-bucket-ownership-controls":                {boto3Fails, "a body"},
	"botocore-op-v4-put-bucket-policy":                            {boto3Fails, "a body"},
	"botocore-op-v4-put-bucket-request-payment":                   {boto3Fails, "a body"},
	"botocore-op-v4-put-bucket-tagging":                           {boto3Fails, "a body"},
	"botocore-op-v4-put-bucket-website":                           {boto3Fails, "a body"},
	"botocore-op-v4-select-object-content":                        {boto3Fails, "a body"},
}

type difference int

const (
	same             difference = iota
	addsEncodingType            // the same URL once EncodingType is given
	pseudoRegion                // the same but for the host and the signature
	pythonTrue                  // the same but for the signature, which has "True" where ours has "true"
	boto3Fails                  // boto3 has no URL
	defaultPort                 // the same but for the port in the text; the signature is without it in both
)

func differenceOf(name string) difference {
	if strings.Contains(name, "example-com-443-") || strings.Contains(name, "example-com-80-") {
		return defaultPort
	}
	return differs[name].how
}

var presignSchema = testdata.Schema{
	Keys:             []string{"access-key-id", "secret-access-key", "signature", "region", "time", "expires", "operation"},
	OptionalKeys:     []string{"session-token", "endpoint-url", "addressing", "options", "method", "botocore-error"},
	Sections:         []string{"params"},
	OptionalSections: []string{"url"},
}

// TestPresignVectors makes the URLs that boto3 makes, of every call that
// boto3's outputs were recorded for. Those of Signature Version 2 hold the
// parameters to their places only; package sigv2 holds their signatures.
func TestPresignVectors(t *testing.T) {
	t.Parallel()
	files, err := testdata.Dir("presign")
	if err != nil {
		t.Fatal(err)
	}
	count := map[difference]int{}
	for _, f := range files {
		how := differenceOf(f.Name)
		count[how]++
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			if err := f.Check(presignSchema); err != nil {
				t.Fatal(err)
			}
			want, hasURL := f.Section("url")
			if hasURL == (how == boto3Fails) || hasURL == (f.Key("botocore-error") != "") {
				t.Fatal("want a URL, or an error of botocore and an entry in differs")
			}
			c := vectorCall(t, f)
			if how == addsEncodingType {
				if _, given := c.Params["EncodingType"]; given {
					t.Fatal("EncodingType is given already")
				}
				c.Params["EncodingType"] = "url"
			}
			switch f.Key("signature") {
			case "v4":
				checkV4(t, f, c, how, want)
			case "v2":
				checkV2(t, f, c, how, want)
			default:
				t.Fatalf("unknown signature %q", f.Key("signature"))
			}
		})
	}
	wantCount := map[difference]int{same: 155, addsEncodingType: 3, pseudoRegion: 2, pythonTrue: 3, boto3Fails: 14, defaultPort: 7}
	if diff := cmp.Diff(wantCount, count); diff != "" {
		t.Errorf("how many vectors differ, and how (-want +got):\n%s", diff)
	}
	if len(files) != 184 {
		t.Errorf("%d vectors, want 184", len(files))
	}
}

func checkV4(t *testing.T, f *testdata.File, c s3.Call, how difference, want string) {
	got := presignVector(t, f, c)
	u, err := url.Parse(got.URL)
	if err != nil {
		t.Fatal(err)
	}
	if how == boto3Fails {
		checkPlainURL(t, u, c)
		return
	}
	w, err := url.Parse(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := target(u), target(w); got != want {
		switch {
		case how == defaultPort && strings.HasPrefix(want, got[:strings.Index(got, "/")]) && target(withoutPort(w)) == got:
		case how == pseudoRegion && strings.Replace(want, ".aws-global.", ".us-east-1.", 1) == got:
		default:
			t.Errorf("got  %s\nwant %s", got, want)
		}
	} else if how == defaultPort || how == pseudoRegion {
		t.Error("nothing differs")
	}
	gotPairs, wantPairs := pairs(t, u.RawQuery), pairs(t, w.RawQuery)
	if how == pseudoRegion || how == pythonTrue {
		isSignature := func(pair string) bool { return strings.HasPrefix(pair, "X-Amz-Signature=") }
		gotPairs, wantPairs = slices.DeleteFunc(gotPairs, isSignature), slices.DeleteFunc(wantPairs, isSignature)
	}
	if diff := cmp.Diff(wantPairs, gotPairs); diff != "" {
		t.Errorf("the query (-want +got):\n%s", diff)
	}
	checkSent(t, got)
}

// checkSent: the headers to send are those that the URL says are signed.
func checkSent(t *testing.T, p s3.Presigned) {
	t.Helper()
	names := []string{"host"}
	for _, h := range p.Headers {
		if name := strings.ToLower(h.Name); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if diff := cmp.Diff(p.SignedHeaders, names); diff != "" {
		t.Errorf("signed headers and headers to send (-signed +to send):\n%s", diff)
	}
}

// checkPlainURL: a body leaves no trace in the URL.
func checkPlainURL(t *testing.T, u *url.URL, c s3.Call) {
	t.Helper()
	var own []string
	for _, pair := range pairs(t, u.RawQuery) {
		if !strings.HasPrefix(pair, "X-Amz-") {
			own = append(own, strings.TrimSuffix(pair, "="))
		}
	}
	slices.Sort(own)
	want := strings.Split(c.Operation.Query(), "&")
	if id, ok := c.Params["Id"]; ok {
		want = append(want, "id="+id.(string))
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, own); diff != "" {
		t.Errorf("query (-want +got):\n%s", diff)
	}
	if got := u.Query().Get("X-Amz-SignedHeaders"); got != "host" {
		t.Errorf("signed headers %q", got)
	}
}

// checkV2: a URL of version 2 has the parameters of the query, and some headers
// as parameters beside.
func checkV2(t *testing.T, f *testdata.File, c s3.Call, how difference, want string) {
	r, err := vectorEndpoint(t, f).Request(c)
	if err != nil {
		t.Fatal(err)
	}
	w, err := url.Parse(want)
	if err != nil {
		t.Fatal(err)
	}
	got := r.Address.Host + r.Address.Path
	if how == pseudoRegion {
		got = strings.Replace(got, ".us-east-1.", ".aws-global.", 1)
	}
	if want := target(w); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	gotPairs := pairs(t, r.Query)
	for _, h := range r.Headers {
		name := strings.ToLower(h.Name)
		if strings.HasPrefix(name, "x-amz-") || name == "content-type" || name == "content-md5" {
			value := h.Value
			if how == pythonTrue && value == "true" {
				value = "True"
			}
			gotPairs = append(gotPairs, name+"="+value)
		}
	}
	slices.Sort(gotPairs)
	wantPairs := slices.DeleteFunc(pairs(t, w.RawQuery), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.Contains([]string{"AWSAccessKeyId", "Signature", "Expires", "x-amz-security-token"}, name)
	})
	if diff := cmp.Diff(wantPairs, gotPairs); diff != "" {
		t.Errorf("the query (-want +got):\n%s", diff)
	}
}

func vectorEndpoint(t *testing.T, f *testdata.File) s3.Endpoint {
	t.Helper()
	e := s3.Endpoint{Region: f.Key("region"), URL: f.Key("endpoint-url")}
	switch f.Key("addressing") {
	case "":
	case "path":
		e.Addressing = s3.AddressPath
	case "virtual":
		e.Addressing = s3.AddressVirtual
	default:
		t.Fatalf("unknown addressing %q", f.Key("addressing"))
	}
	for _, o := range strings.Fields(f.Key("options")) {
		switch o {
		case "dual-stack":
			e.DualStack = true
		case "accelerate":
			e.Accelerate = true
		case "global":
			e.Global = true
		default:
			t.Fatalf("unknown option %q", o)
		}
	}
	return e
}

func vectorCall(t *testing.T, f *testdata.File) s3.Call {
	t.Helper()
	op, err := s3.Lookup(f.Key("operation"))
	if err != nil {
		t.Fatal(err)
	}
	c := s3.Call{Operation: op, Method: f.Key("method")}
	text, _ := f.Section("params")
	if err := json.Unmarshal([]byte(text), &c.Params); err != nil {
		t.Fatal(err)
	}
	return c
}

func presignVector(t *testing.T, f *testdata.File, c s3.Call) s3.Presigned {
	t.Helper()
	seconds, err := strconv.Atoi(f.Key("expires"))
	if err != nil {
		t.Fatal(err)
	}
	now, err := sigv4.ParseTime(f.Key("time"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := s3.NewPresigner(s3.PresignConfig{
		Endpoint: vectorEndpoint(t, f),
		Credentials: sigv4.Credentials{
			AccessKeyID:     f.Key("access-key-id"),
			SecretAccessKey: sigv4.NewSecret(f.Key("secret-access-key")),
			SessionToken:    sigv4.NewSecret(f.Key("session-token")),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Presign(c, time.Duration(seconds)*time.Second, now)
	if err != nil {
		t.Fatal(err)
	}
	again, err := p.AppendURL([]byte("x"), c, time.Duration(seconds)*time.Second, now)
	if err != nil || string(again) != "x"+got.URL {
		t.Errorf("AppendURL: %s, %v", again, err)
	}
	method := f.Key("method")
	if method == "" {
		method = c.Operation.Method()
	}
	if got.Method != method {
		t.Errorf("method %s, want %s", got.Method, method)
	}
	return got
}

// target is a URL's host and path as they are written.
func target(u *url.URL) string { return u.Host + u.EscapedPath() }

func withoutPort(u *url.URL) *url.URL {
	c := *u
	c.Host = u.Hostname()
	return &c
}

// pairs are a query's parameters, decoded and sorted.
func pairs(t *testing.T, query string) []string {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	all := []string{}
	for name, list := range values {
		for _, value := range list {
			all = append(all, name+"="+value)
		}
	}
	slices.Sort(all)
	return all
}
