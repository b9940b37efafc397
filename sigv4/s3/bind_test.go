package s3_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

var testEndpoint = s3.Endpoint{Region: "us-east-1"}

func call(t testing.TB, op string, params map[string]any) s3.Call {
	t.Helper()
	o, err := s3.Lookup(op)
	if err != nil {
		t.Fatal(err)
	}
	return s3.Call{Operation: o, Params: params}
}

// with returns the parameters of an object operation and those given.
func with(more map[string]any) map[string]any {
	all := map[string]any{"Bucket": "bkt", "Key": "k"}
	for name, value := range more {
		all[name] = value
	}
	return all
}

// TestFormats binds values of each format and looks at the wire.
func TestFormats(t *testing.T) {
	t.Parallel()
	at := time.Date(2013, 5, 24, 1, 2, 3, 987654321, time.FixedZone("", 2*3600))
	key := strings.Repeat("k", 32)
	keyHeaders := "x-amz-server-side-encryption-customer-key: " + base64.StdEncoding.EncodeToString([]byte(key)) +
		"\nx-amz-server-side-encryption-customer-key-MD5: mT2HRsMGJ5IX5C+0rreZ8Q=="
	tests := []struct {
		rule, op string
		params   map[string]any
		query    string
		headers  string
	}{
		{"string in the query", "get_object", map[string]any{"VersionId": "a b+/=&?#é%20"}, "versionId=a%20b%2B%2F%3D%26%3F%23%C3%A9%2520", ""},
		{"empty string in the query", "get_object", map[string]any{"VersionId": ""}, "versionId=", ""},
		{"string in a header", "put_object", map[string]any{"ContentType": "text/plain; charset=utf-8"}, "", "Content-Type: text/plain; charset=utf-8"},
		{"string of UTF-8 in a header", "put_object", map[string]any{"ContentDisposition": "é\t "}, "", "Content-Disposition: é\t "},
		{"empty string in a header", "put_object", map[string]any{"ContentType": ""}, "", "Content-Type: "},

		{"int", "get_object", map[string]any{"PartNumber": 3}, "partNumber=3", ""},
		{"negative int", "get_object", map[string]any{"PartNumber": -3}, "partNumber=-3", ""},
		{"int8", "get_object", map[string]any{"PartNumber": int8(-1)}, "partNumber=-1", ""},
		{"int16", "get_object", map[string]any{"PartNumber": int16(3)}, "partNumber=3", ""},
		{"int32", "get_object", map[string]any{"PartNumber": int32(3)}, "partNumber=3", ""},
		{"int64", "put_object", map[string]any{"ContentLength": int64(math.MaxInt64)}, "", "Content-Length: 9223372036854775807"},
		{"uint8", "get_object", map[string]any{"PartNumber": uint8(3)}, "partNumber=3", ""},
		{"uint16", "get_object", map[string]any{"PartNumber": uint16(3)}, "partNumber=3", ""},
		{"uint32", "get_object", map[string]any{"PartNumber": uint32(3)}, "partNumber=3", ""},
		{"uint", "get_object", map[string]any{"PartNumber": uint(3)}, "partNumber=3", ""},
		{"uint64", "get_object", map[string]any{"PartNumber": uint64(3)}, "partNumber=3", ""},
		{"whole float64", "get_object", map[string]any{"PartNumber": 3.0}, "partNumber=3", ""},
		{"great float64", "put_object", map[string]any{"ContentLength": float64(5 << 40)}, "", "Content-Length: 5497558138880"},
		{"json.Number", "get_object", map[string]any{"PartNumber": json.Number("3")}, "partNumber=3", ""},
		{"string or number, as AWS's SDKs differ", "list_parts", map[string]any{"UploadId": "u", "PartNumberMarker": 3.0}, "uploadId=u&part-number-marker=3", ""},

		{"true", "put_object", map[string]any{"BucketKeyEnabled": true}, "", "x-amz-server-side-encryption-bucket-key-enabled: true"},
		{"false", "put_object", map[string]any{"BucketKeyEnabled": false}, "", "x-amz-server-side-encryption-bucket-key-enabled: false"},

		{"HTTP date in the query", "get_object", map[string]any{"ResponseExpires": at}, "response-expires=Thu%2C%2023%20May%202013%2023%3A02%3A03%20GMT", ""},
		{"HTTP date from time.Time", "put_object", map[string]any{"Expires": at}, "", "Expires: Thu, 23 May 2013 23:02:03 GMT"},
		{"HTTP date from RFC 3339", "get_object", map[string]any{"IfModifiedSince": "2013-05-24T01:02:03.9+02:00"}, "", "If-Modified-Since: Thu, 23 May 2013 23:02:03 GMT"},
		{"HTTP date from an HTTP date", "get_object", map[string]any{"IfModifiedSince": "Thu, 23 May 2013 23:02:03 GMT"}, "", "If-Modified-Since: Thu, 23 May 2013 23:02:03 GMT"},
		{"HTTP date from seconds", "get_object", map[string]any{"IfModifiedSince": 1369353600}, "", "If-Modified-Since: Fri, 24 May 2013 00:00:00 GMT"},
		{"HTTP date from a float64", "get_object", map[string]any{"IfModifiedSince": 1369353600.9}, "", "If-Modified-Since: Fri, 24 May 2013 00:00:00 GMT"},
		{"HTTP date before 1970", "get_object", map[string]any{"IfModifiedSince": -0.5}, "", "If-Modified-Since: Wed, 31 Dec 1969 23:59:59 GMT"},
		{"ISO 8601 from time.Time", "put_object", map[string]any{"ObjectLockRetainUntilDate": at}, "", "x-amz-object-lock-retain-until-date: 2013-05-23T23:02:03Z"},
		{"ISO 8601 from an HTTP date", "put_object", map[string]any{"ObjectLockRetainUntilDate": "Thu, 23 May 2013 23:02:03 GMT"}, "", "x-amz-object-lock-retain-until-date: 2013-05-23T23:02:03Z"},
		{"ISO 8601 from json.Number", "put_object", map[string]any{"ObjectLockRetainUntilDate": json.Number("1369353600")}, "", "x-amz-object-lock-retain-until-date: 2013-05-24T00:00:00Z"},

		{"list", "get_object_attributes", map[string]any{"ObjectAttributes": []any{"ETag", "Checksum"}}, "attributes=", "x-amz-object-attributes: ETag,Checksum"},
		{"list of strings", "get_object_attributes", map[string]any{"ObjectAttributes": []string{"ETag"}}, "attributes=", "x-amz-object-attributes: ETag"},

		{"map", "put_object", map[string]any{"Metadata": map[string]any{"z-A": " two  words ", "Foo": "Bar", "e": ""}}, "", "x-amz-meta-foo: Bar\nx-amz-meta-e: \nx-amz-meta-z-a:  two  words "},
		{"map of strings", "put_object", map[string]any{"Metadata": map[string]string{"b": "2", "a": "1"}}, "", "x-amz-meta-a: 1\nx-amz-meta-b: 2"},
		{"empty map", "put_object", map[string]any{"Metadata": map[string]any{}}, "", ""},

		{"copy source", "copy_object", map[string]any{"CopySource": "src/a b/é+.txt"}, "", "x-amz-copy-source: src/a%20b/%C3%A9%2B.txt"},
		{"copy source is not decoded", "copy_object", map[string]any{"CopySource": "src/a%20b"}, "", "x-amz-copy-source: src/a%2520b"},
		{"copy source with a slash first", "copy_object", map[string]any{"CopySource": "/src/k"}, "", "x-amz-copy-source: /src/k"},
		{"copy source with a version", "copy_object", map[string]any{"CopySource": "src/a b?versionId=x/+y"}, "", "x-amz-copy-source: src/a%20b?versionId=x/+y"},
		{"copy source with no version", "copy_object", map[string]any{"CopySource": "src/a?versionId="}, "", "x-amz-copy-source: src/a%3FversionId%3D"},
		{"copy source whose key has what looks like one", "copy_object", map[string]any{"CopySource": "src/a?versionId=x y?versionId=v"}, "", "x-amz-copy-source: src/a%3FversionId%3Dx%20y?versionId=v"},
		{"copy source as a map", "copy_object", map[string]any{"CopySource": map[string]any{"Bucket": "src", "Key": "a?versionId=7", "VersionId": "v"}}, "", "x-amz-copy-source: src/a%3FversionId%3D7?versionId=v"},
		{"copy source as a map of strings", "upload_part_copy", map[string]any{"CopySource": map[string]string{"Bucket": "src", "Key": "/k"}, "PartNumber": 1, "UploadId": "u"}, "partNumber=1&uploadId=u", "x-amz-copy-source: src//k"},
		{"copy source of an access point", "copy_object", map[string]any{"CopySource": map[string]any{"Bucket": "arn:aws:s3:us-west-2:123456789012:accesspoint/ap", "Key": "k k"}}, "",
			"x-amz-copy-source: arn%3Aaws%3As3%3Aus-west-2%3A123456789012%3Aaccesspoint/ap/object/k%20k"},

		{"SSE-C key", "get_object", map[string]any{"SSECustomerKey": key}, "", keyHeaders},
		{"SSE-C key as bytes", "get_object", map[string]any{"SSECustomerKey": []byte(key)}, "", keyHeaders},
		{"SSE-C key as a secret", "get_object", map[string]any{"SSECustomerKey": sigv4.NewSecret(key)}, "", keyHeaders},
		{"SSE-C key with its MD5", "get_object", map[string]any{"SSECustomerKey": "abc", "SSECustomerKeyMD5": "x"}, "",
			"x-amz-server-side-encryption-customer-key: abc\nx-amz-server-side-encryption-customer-key-MD5: x"},
		{"SSE-C key of the copy source", "copy_object", map[string]any{"CopySource": "src/k", "CopySourceSSECustomerKey": key}, "",
			"x-amz-copy-source: src/k\n" + strings.ReplaceAll(keyHeaders, "x-amz-", "x-amz-copy-source-")},

		{"two names in the fixed query", "select_object_content", map[string]any{"Expression": 1, "ExpressionType": nil, "InputSerialization": nil, "OutputSerialization": nil}, "select=&select-type=2", ""},
		{"a body of any type", "put_object", map[string]any{"Body": struct{}{}}, "", ""},
		{"a required body that is not given", "put_object_tagging", nil, "tagging=", ""},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			r, err := testEndpoint.Request(call(t, tt.op, with(tt.params)))
			if err != nil {
				t.Fatal(err)
			}
			var headers []string
			for _, h := range r.Headers {
				headers = append(headers, h.Name+": "+h.Value)
			}
			wantHeaders := strings.Split(tt.headers, "\n")
			if tt.headers == "" {
				wantHeaders = nil
			}
			sortStrings(headers, wantHeaders)
			if diff := cmp.Diff(wantHeaders, headers); diff != "" {
				t.Errorf("headers (-want +got):\n%s", diff)
			}
			if r.Query != tt.query {
				t.Errorf("query %q, want %q", r.Query, tt.query)
			}
			if r.Bucket != "bkt" || r.Key != "k" || r.Address.Path != "/k" || r.Method != r.Operation.Method() {
				t.Errorf("request %+v", r)
			}
		})
	}
}

// TestRefusedParams: each bad value is one problem that names the parameter.
func TestRefusedParams(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule, op string
		params   map[string]any
		kind     error
		name     string
		says     string
	}{
		{"number for a string", "get_object", map[string]any{"VersionId": 3}, s3.ErrParamType, "VersionId", "a string"},
		{"null for a string", "get_object", map[string]any{"VersionId": nil}, s3.ErrParamType, "VersionId", "a string"},
		{"json.Number for a string", "get_object", map[string]any{"VersionId": json.Number("3")}, s3.ErrParamType, "VersionId", "a string"},
		{"string for a number", "get_object", map[string]any{"PartNumber": "3"}, s3.ErrParamType, "PartNumber", "an integer"},
		{"true for a number", "get_object", map[string]any{"PartNumber": true}, s3.ErrParamType, "PartNumber", "an integer"},
		{"fraction", "get_object", map[string]any{"PartNumber": 3.5}, s3.ErrParamType, "PartNumber", "an integer"},
		{"not a number", "get_object", map[string]any{"PartNumber": math.NaN()}, s3.ErrParamType, "PartNumber", "an integer"},
		{"infinity", "get_object", map[string]any{"PartNumber": math.Inf(1)}, s3.ErrParamType, "PartNumber", "an integer"},
		{"float64 beyond 2^53", "get_object", map[string]any{"PartNumber": 1e300}, s3.ErrParamType, "PartNumber", "an integer"},
		{"uint64 beyond int64", "get_object", map[string]any{"PartNumber": uint64(1 << 63)}, s3.ErrParamType, "PartNumber", "an integer"},
		{"json.Number with a fraction", "get_object", map[string]any{"PartNumber": json.Number("3.5")}, s3.ErrParamType, "PartNumber", "an integer"},
		{"less than the minimum", "list_buckets", map[string]any{"MaxBuckets": 0}, s3.ErrParamValue, "MaxBuckets", "less than 1"},
		{"less than none", "list_directory_buckets", map[string]any{"MaxDirectoryBuckets": -1}, s3.ErrParamValue, "MaxDirectoryBuckets", "less than 0"},
		{"string for a boolean", "list_objects_v2", map[string]any{"FetchOwner": "true"}, s3.ErrParamType, "FetchOwner", "a boolean"},
		{"number for a boolean", "put_object", map[string]any{"BucketKeyEnabled": 1}, s3.ErrParamType, "BucketKeyEnabled", "a boolean"},
		{"boolean for a time", "get_object", map[string]any{"IfModifiedSince": true}, s3.ErrParamType, "IfModifiedSince", "a time"},
		{"rubbish for a time", "get_object", map[string]any{"IfModifiedSince": "rubbish"}, s3.ErrParamValue, "IfModifiedSince", "RFC 3339"},
		{"a date alone", "get_object", map[string]any{"IfModifiedSince": "2013-05-24"}, s3.ErrParamValue, "IfModifiedSince", "RFC 3339"},
		{"the wrong day of the week", "get_object", map[string]any{"IfModifiedSince": "Mon, 24 May 2013 00:00:00 GMT"}, s3.ErrParamValue, "IfModifiedSince", "RFC 3339"},
		{"zero time", "get_object", map[string]any{"IfModifiedSince": time.Time{}}, s3.ErrParamValue, "IfModifiedSince", "zero time"},
		{"year 10000", "get_object", map[string]any{"IfModifiedSince": int64(253402300800)}, s3.ErrParamValue, "IfModifiedSince", "1 to 9999"},
		{"year 10000 by its zone", "get_object", map[string]any{"IfModifiedSince": "9999-12-31T23:59:59-01:00"}, s3.ErrParamValue, "IfModifiedSince", "1 to 9999"},
		{"seconds that are not a number", "get_object", map[string]any{"IfModifiedSince": math.NaN()}, s3.ErrParamType, "IfModifiedSince", "a time"},
		{"string for a list", "get_object_attributes", map[string]any{"ObjectAttributes": "ETag"}, s3.ErrParamType, "ObjectAttributes", "a list of strings"},
		{"number in a list", "get_object_attributes", map[string]any{"ObjectAttributes": []any{"ETag", 3}}, s3.ErrParamType, "ObjectAttributes[1]", "a string"},
		{"empty list", "get_object_attributes", map[string]any{"ObjectAttributes": []any{}}, s3.ErrParamValue, "ObjectAttributes", "empty"},
		{"empty item", "get_object_attributes", map[string]any{"ObjectAttributes": []string{"ETag", ""}}, s3.ErrParamValue, "ObjectAttributes[1]", "empty"},
		{"comma in an item", "get_object_attributes", map[string]any{"ObjectAttributes": []string{"ETag,Checksum"}}, s3.ErrParamValue, "ObjectAttributes[0]", "comma"},
		{"list for a map", "put_object", map[string]any{"Metadata": []any{"a"}}, s3.ErrParamType, "Metadata", "a map of strings"},
		{"number in a map", "put_object", map[string]any{"Metadata": map[string]any{"a": 3}}, s3.ErrParamType, "Metadata.a", "a string"},
		{"value that is not ASCII", "put_object", map[string]any{"Metadata": map[string]any{"a": "xé"}}, s3.ErrParamValue, "Metadata.a", "0xc3; metadata is ASCII (at byte 1)"},
		{"value that is not UTF-8", "put_object", map[string]any{"Metadata": map[string]any{"a": "\xff"}}, s3.ErrParamValue, "Metadata.a", "0xff; metadata is ASCII"},
		{"name that is not ASCII", "put_object", map[string]any{"Metadata": map[string]any{"é": "x"}}, s3.ErrParamValue, "Metadata.é", "0xc3"},
		{"name with a space", "put_object", map[string]any{"Metadata": map[string]any{"a b": "x"}}, s3.ErrParamValue, "Metadata.a b", "a space"},
		{"empty name", "put_object", map[string]any{"Metadata": map[string]any{"": "x"}}, s3.ErrParamValue, "Metadata.", "empty"},
		{"names that differ in case", "put_object", map[string]any{"Metadata": map[string]any{"Foo": "a", "foo": "b"}}, s3.ErrParamValue, "Metadata.foo", "case"},
		{"line feed in metadata", "put_object", map[string]any{"Metadata": map[string]any{"a": "x\ny"}}, s3.ErrParamValue, "Metadata.a", "0x0a"},
		{"line feed in a header", "put_object", map[string]any{"ContentType": "a\nb"}, s3.ErrParamValue, "ContentType", "0x0a"},
		{"carriage return in a header", "put_object", map[string]any{"ContentType": "a\r"}, s3.ErrParamValue, "ContentType", "(at byte 1)"},
		{"NUL in a header", "put_object", map[string]any{"ContentType": "\x00"}, s3.ErrParamValue, "ContentType", "0x00"},
		{"DEL in a header", "put_object", map[string]any{"ContentType": "\x7f"}, s3.ErrParamValue, "ContentType", "0x7f"},
		{"line feed in a list", "get_object_attributes", map[string]any{"ObjectAttributes": []any{"a\nb"}}, s3.ErrParamValue, "ObjectAttributes", "0x0a"},
		{"number for a copy source", "copy_object", map[string]any{"CopySource": 3}, s3.ErrParamType, "CopySource", "a map of Bucket"},
		{"empty copy source", "copy_object", map[string]any{"CopySource": ""}, s3.ErrParamValue, "CopySource", "bucket/key"},
		{"copy source without a key", "copy_object", map[string]any{"CopySource": "src/"}, s3.ErrParamValue, "CopySource", "bucket/key"},
		{"copy source without a bucket", "copy_object", map[string]any{"CopySource": "//k"}, s3.ErrParamValue, "CopySource", "bucket/key"},
		{"copy source map without Key", "copy_object", map[string]any{"CopySource": map[string]any{"Bucket": "src"}}, s3.ErrMissingParam, "CopySource.Key", ""},
		{"copy source map with an empty Bucket", "copy_object", map[string]any{"CopySource": map[string]any{"Bucket": "", "Key": "k"}}, s3.ErrParamValue, "CopySource.Bucket", "empty"},
		{"copy source map with a slash in Bucket", "copy_object", map[string]any{"CopySource": map[string]any{"Bucket": "a/b", "Key": "k"}}, s3.ErrParamValue, "CopySource.Bucket", "'/'"},
		{"copy source map with a number", "copy_object", map[string]any{"CopySource": map[string]any{"Bucket": "src", "Key": 3}}, s3.ErrParamType, "CopySource.Key", "a string"},
		{"copy source map with a bad version", "copy_object", map[string]any{"CopySource": map[string]any{"Bucket": "src", "Key": "k", "VersionId": "a b"}}, s3.ErrParamValue, "CopySource.VersionId", "visible ASCII"},
		{"copy source map with more", "copy_object", map[string]any{"CopySource": map[string]string{"Bucket": "src", "Key": "k", "X": ""}}, s3.ErrUnknownParam, "CopySource.X", "Bucket, Key and VersionId"},
		{"SSE-C key of 31 bytes", "get_object", map[string]any{"SSECustomerKey": strings.Repeat("k", 31)}, s3.ErrParamValue, "SSECustomerKey", "31 bytes"},
		{"SSE-C key in base64 alone", "get_object", map[string]any{"SSECustomerKey": strings.Repeat("A", 43) + "="}, s3.ErrParamValue, "SSECustomerKey", "SSECustomerKeyMD5 beside it"},
		{"empty SSE-C key", "get_object", map[string]any{"SSECustomerKey": ""}, s3.ErrParamValue, "SSECustomerKey", "0 bytes"},
		{"number for an SSE-C key", "get_object", map[string]any{"SSECustomerKey": 3}, s3.ErrParamType, "SSECustomerKey", "32 bytes"},
		{"MD5 of the wrong type", "get_object", map[string]any{"SSECustomerKey": "abc", "SSECustomerKeyMD5": 3}, s3.ErrParamType, "SSECustomerKeyMD5", "a string"},
		{"empty bucket", "get_object", map[string]any{"Bucket": ""}, s3.ErrBucket, "Bucket", "empty"},
		{"bad bucket", "get_object", map[string]any{"Bucket": "a/b"}, s3.ErrBucket, "Bucket", "'/'"},
		{"number for the bucket", "get_object", map[string]any{"Bucket": 3}, s3.ErrParamType, "Bucket", "a string"},
		{"empty key", "get_object", map[string]any{"Key": ""}, s3.ErrKey, "Key", "empty"},
		{"key that is not UTF-8", "get_object", map[string]any{"Key": "\xff"}, s3.ErrKey, "Key", "UTF-8"},
		{"key too long", "get_object", map[string]any{"Key": strings.Repeat("k", 1025)}, s3.ErrKey, "Key", "1,024"},
		{"unknown", "get_object", map[string]any{"Foo": 1}, s3.ErrUnknownParam, "Foo", "GetObject has none"},
		{"unknown but for its spelling", "get_object", map[string]any{"version_id": "v"}, s3.ErrUnknownParam, "version_id", "is VersionId meant?"},
		{"of another operation", "get_object", map[string]any{"ContentType": "text/plain"}, s3.ErrUnknownParam, "ContentType", "GetObject has none"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			params := with(tt.params)
			switch tt.op {
			case "list_objects_v2":
				delete(params, "Key")
			case "list_buckets", "list_directory_buckets":
				params = tt.params
			}
			r, err := testEndpoint.Request(call(t, tt.op, params))
			if diff := cmp.Diff(s3.Request{}, r, cmp.AllowUnexported(s3.Operation{})); diff != "" {
				t.Errorf("a request beside the error:\n%s", diff)
			}
			var all *s3.CallError
			if !errors.As(err, &all) || len(all.Problems) != 1 || all.Operation.SnakeName() != tt.op {
				t.Fatalf("error %v, want a CallError with one problem", err)
			}
			var p *s3.ParamError
			if !errors.As(all.Problems[0], &p) || !errors.Is(err, tt.kind) || p.Name != tt.name || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want %v of %q that says %q", err, tt.kind, tt.name, tt.says)
			}
			if len(tt.name) < 64 && !strings.Contains(p.Error(), tt.name) || !strings.HasPrefix(p.Error(), "s3: ") {
				t.Errorf("the problem alone says %q", p)
			}
		})
	}
}
