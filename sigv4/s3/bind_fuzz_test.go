package s3_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

// FuzzBind: whatever the parameters are, there is a typed error or a URL that
// parses back to them.
func FuzzBind(f *testing.F) {
	for _, s := range []struct{ op, params string }{
		{"get_object", `{"Bucket":"bkt","Key":"a b/+%2F","VersionId":"v&=","PartNumber":3,"ResponseExpires":"2013-05-24T00:00:00Z"}`},
		{"GetObject", `{"Bucket":"a.b","Key":"é","Range":"bytes=0-9","SSECustomerKey":"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"}`},
		{"put_object", `{"Bucket":"bkt","Key":"k","Metadata":{"A":"b","c":" d "},"Body":{"x":[1]},"BucketKeyEnabled":true}`},
		{"copy_object", `{"Bucket":"bkt","Key":"k","CopySource":{"Bucket":"src","Key":"a?versionId=b","VersionId":"c"}}`},
		{"copy_object", `{"Bucket":"bkt","Key":"k","CopySource":"src/a b?versionId=v"}`},
		{"get_object_attributes", `{"Bucket":"bkt","Key":"k","ObjectAttributes":["ETag","Checksum"]}`},
		{"list_objects_v2", `{"Bucket":"bkt","Prefix":"#?&","MaxKeys":1e3,"FetchOwner":false}`},
		{"write_get_object_response", `{"RequestRoute":"r","RequestToken":"t","StatusCode":200.5}`},
		{"list_buckets", `{"Bucket":null,"x\u0000":{}}`},
		{"upload_part", `{"Bucket":"","Key":"","PartNumber":"1"}`},
		{"", `[]`},
	} {
		f.Add(s.op, s.params)
	}
	p := presigner(f, nil)
	f.Fuzz(func(t *testing.T, name, text string) {
		var params map[string]any
		if json.Unmarshal([]byte(text), &params) != nil {
			return
		}
		o, err := s3.Lookup(name)
		if err != nil {
			var typed *s3.Error
			if !errors.As(err, &typed) || !o.IsZero() {
				t.Fatalf("error of type %T: %v", err, err)
			}
			return
		}
		got, err := p.Presign(s3.Call{Operation: o, Params: params}, time.Hour, testTime)
		if err != nil {
			checkTyped(t, err)
			return
		}
		u, err := url.Parse(got.URL)
		if err != nil {
			t.Fatal(err)
		}
		query, err := url.ParseQuery(u.RawQuery)
		if err != nil {
			t.Fatal(err)
		}
		headers := map[string]string{}
		for _, h := range got.Headers {
			headers[h.Name] = h.Value
		}
		for _, param := range o.Params() {
			value, given := params[param.Name]
			if !given {
				if param.Required && param.Place != s3.InBody {
					t.Fatalf("%s is missing, and there is a URL", param.Name)
				}
				continue
			}
			s, isString := value.(string)
			switch {
			case param.Name == "Key" && !strings.HasSuffix(u.Path, "/"+s):
				t.Fatalf("path %q, key %q", u.Path, s)
			case param.Format != s3.FormatString || !isString:
			case param.Place == s3.InQuery && (len(query[param.Wire]) != 1 || query.Get(param.Wire) != s):
				t.Fatalf("%s: %q, want %q", param.Name, query[param.Wire], s)
			case param.Place == s3.InHeader && headers[param.Wire] != s:
				t.Fatalf("%s: %q, want %q", param.Name, headers[param.Wire], s)
			}
		}
		for name := range params {
			if !hasParam(o, name) {
				t.Fatalf("%q is unknown, and there is a URL", name)
			}
		}
		if !query.Has("X-Amz-Signature") {
			t.Fatal("no signature")
		}
	})
}

func checkTyped(t *testing.T, err error) {
	t.Helper()
	var call *s3.CallError
	var other *s3.Error
	var signing *sigv4.Error
	switch {
	case errors.As(err, &call):
		if len(call.Problems) == 0 {
			t.Fatal("an error without a problem")
		}
		for _, problem := range call.Problems {
			var param *s3.ParamError
			if !errors.As(problem, &param) && !errors.As(problem, &other) {
				t.Fatalf("a problem of type %T: %v", problem, problem)
			}
		}
	case errors.As(err, &other):
	case errors.As(err, &signing):
		t.Fatalf("bound, but refused by the signer: %v", err)
	default:
		t.Fatalf("error of type %T: %v", err, err)
	}
	if strings.ContainsAny(err.Error(), "\x00\n\r\x1b") {
		t.Fatalf("control characters in %q", err)
	}
}

func hasParam(o s3.Operation, name string) bool {
	for _, p := range o.Params() {
		if p.Name == name {
			return true
		}
	}
	return false
}
