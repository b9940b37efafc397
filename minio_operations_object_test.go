package sig4_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/minio/minio-go/v7"
)

const objectKey = "photos/a b+c é.txt"

// An object is written with all that its headers can say, read back, copied and deleted.
func objectsScenario(t *testing.T, s *scenario) {
	const body = "0123456789"
	s.do(t, "put_object", args{
		"Key": objectKey, "ContentType": "text/x-test", "CacheControl": "max-age=60", "ContentDisposition": `attachment; filename="a b.txt"`,
		"ContentEncoding": "identity", "ContentLanguage": "de, en", "Expires": time.Date(2099, 1, 2, 3, 4, 5, 0, time.UTC),
		"Metadata": map[string]string{"Title": "one  two", "list": "a,b"}, "Tagging": "a=b&c=d%20e", "StorageClass": "REDUCED_REDUNDANCY",
		"ContentMD5": md5Of(body), "ContentLength": len(body), "ACL": "private",
	}, body)
	stored, info := s.read(t, objectKey)
	if stored != body {
		t.Errorf("minio-go reads %q", stored)
	}
	for name, want := range map[string]string{
		"Content-Type": "text/x-test", "Cache-Control": "max-age=60", "Content-Disposition": `attachment; filename="a b.txt"`,
		"Content-Language": "de, en", "X-Amz-Meta-Title": "one  two", "X-Amz-Meta-List": "a,b",
		"X-Amz-Storage-Class": "REDUCED_REDUNDANCY",
	} {
		if got := info.Metadata.Get(name); got != want {
			t.Errorf("stored %s: %q, want %q", name, got, want)
		}
	}
	tags, err := s.server.Client().GetObjectTagging(context.Background(), s.name, objectKey, minio.GetObjectTaggingOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"a": "b", "c": "d e"}, tags.ToMap()); diff != "" {
		t.Error(diff)
	}

	if got := s.do(t, "get_object", args{"Key": objectKey}, ""); got.body != body {
		t.Errorf("the object holds %q", got.body)
	}
	head := s.do(t, "head_object", args{"Key": objectKey}, "").header
	if head.Get("Content-Length") != "10" || head.Get("Content-Type") != "text/x-test" || head.Get("X-Amz-Meta-Title") != "one  two" ||
		head.Get("Expires") != "Fri, 02 Jan 2099 03:04:05 GMT" {
		t.Errorf("HEAD says %v", head)
	}
	checkAttributes(t, s, info.ETag)
	checkPutRefused(t, s)
	checkCopies(t, s)

	s.do(t, "delete_object", args{"Key": objectKey}, "")
	s.missing(t, objectKey)
	s.ask(t, "get_object", args{"Key": objectKey}, "").want(t, 404, "NoSuchKey")
}

func checkAttributes(t *testing.T, s *scenario, etag string) {
	t.Helper()
	type attributes struct {
		ETag, StorageClass string
		ObjectSize         int
	}
	got := parsed[attributes](t, s.do(t, "get_object_attributes", args{"Key": objectKey, "ObjectAttributes": []string{"ETag", "ObjectSize", "StorageClass"}}, ""))
	if want := (attributes{etag, "REDUCED_REDUNDANCY", 10}); got != want {
		t.Errorf("the attributes are %+v, want %+v", got, want)
	}
	got = parsed[attributes](t, s.do(t, "get_object_attributes", args{"Key": objectKey, "ObjectAttributes": []any{"ObjectSize"}}, ""))
	if want := (attributes{ObjectSize: 10}); got != want {
		t.Errorf("the attributes are %+v, want %+v", got, want)
	}
}

// What a signed checksum, length or condition does not fit is not stored.
func checkPutRefused(t *testing.T, s *scenario) {
	t.Helper()
	const body, crc = "0123456789", "poTHxg==" // of the body
	s.ask(t, "put_object", args{"Key": "none", "ContentMD5": md5Of("other")}, body).want(t, 400, "BadDigest")
	if s.legacy == nil { // which does not cover the length
		s.ask(t, "put_object", args{"Key": "none", "ContentLength": 11}, body).want(t, 403, "SignatureDoesNotMatch")
	}
	s.ask(t, "put_object", args{"Key": "none", "ChecksumCRC32": "AAAAAA=="}, body).want(t, 400, "XAmzContentChecksumMismatch")
	s.ask(t, "put_object", args{"Key": "none", "IfMatch": `"0123456789abcdef0123456789abcdef"`}, body).want(t, 404, "NoSuchKey")
	s.ask(t, "put_object", args{"Key": "none", "WriteOffsetBytes": 0}, body).want(t, 400, "BadRequest")
	s.missing(t, "none")
	s.ask(t, "put_object", args{"Key": objectKey, "IfNoneMatch": "*"}, "new").want(t, 412, "PreconditionFailed")
	if got, _ := s.read(t, objectKey); got != body {
		t.Errorf("minio-go reads %q", got)
	}
	got := s.do(t, "put_object", args{"Key": "sum", "ChecksumCRC32": crc, "IfNoneMatch": "*"}, body)
	if sum := got.header.Get("X-Amz-Checksum-Crc32"); sum != crc {
		t.Errorf("the checksum is %q, want %q", sum, crc)
	}
	if sum := s.do(t, "get_object", args{"Key": "sum", "ChecksumMode": "ENABLED"}, "").header.Get("X-Amz-Checksum-Crc32"); sum != crc {
		t.Errorf("the checksum is %q, want %q", sum, crc)
	}
}

// The source of a copy is text or a map, and its key is encoded for the caller.
func checkCopies(t *testing.T, s *scenario) {
	t.Helper()
	etag := s.ask(t, "head_object", args{"Key": objectKey}, "").header.Get("ETag")
	for _, test := range []struct {
		name   string
		args   args
		status int
		code   string
		kind   string // the copy's Content-Type
	}{
		{"text", args{"CopySource": s.name + "/" + objectKey}, 200, "", "text/x-test"},
		{"map", args{"CopySource": map[string]string{"Bucket": s.name, "Key": objectKey}}, 200, "", "text/x-test"},
		{"new headers", args{"CopySource": s.name + "/" + objectKey, "MetadataDirective": "REPLACE", "ContentType": "text/x-new"}, 200, "", "text/x-new"},
		{"the same", args{"CopySource": s.name + "/" + objectKey, "CopySourceIfMatch": etag}, 200, "", "text/x-test"},
		{"another", args{"CopySource": s.name + "/" + objectKey, "CopySourceIfNoneMatch": etag}, 412, "PreconditionFailed", ""},
		{"none", args{"CopySource": s.name + "/none"}, 404, "NoSuchKey", ""},
	} {
		test.args["Key"] = "copy of " + test.name
		got := s.ask(t, "copy_object", test.args, "")
		got.want(t, test.status, test.code)
		if test.code != "" {
			s.missing(t, "copy of "+test.name)
			continue
		}
		body, info := s.read(t, "copy of "+test.name)
		if body != "0123456789" || info.ContentType != test.kind {
			t.Errorf("%s: the copy holds %q of %s", test.name, body, info.ContentType)
		}
	}
	s.do(t, "copy_object", args{"Key": "copy", "CopySource": s.name + "/" + objectKey}, "")
}

func objectTaggingScenario(t *testing.T, s *scenario) {
	s.write(t, "key", "body")
	key := args{"Key": "key"}
	want := map[string]string{"a b": "c+d", "e/f": ""}
	body := tagging(want)
	s.do(t, "put_object_tagging", args{"Key": "key", "ContentMD5": md5Of(body)}, body)
	if diff := cmp.Diff(want, tagsIn(t, s.do(t, "get_object_tagging", key, ""))); diff != "" {
		t.Error(diff)
	}
	read := func(want map[string]string) {
		t.Helper()
		tags, err := s.server.Client().GetObjectTagging(context.Background(), s.name, "key", minio.GetObjectTaggingOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, tags.ToMap()); diff != "" {
			t.Error(diff)
		}
	}
	read(want)
	s.ask(t, "put_object_tagging", key, tagging(map[string]string{strings.Repeat("x", 200): ""})).want(t, 400, "InvalidTag")
	s.do(t, "delete_object_tagging", key, "")
	read(map[string]string{})
	s.ask(t, "get_object_tagging", args{"Key": "none"}, "").want(t, 404, "NoSuchKey")

	// Tags are of one version.
	s.ask(t, "put_bucket_versioning", nil, versioning("Enabled")).want(t, 200, "")
	got := s.ask(t, "put_object", args{"Key": "key"}, "body")
	got.want(t, 200, "")
	newer := args{"Key": "key", "VersionId": got.header.Get("X-Amz-Version-Id")}
	s.do(t, "put_object_tagging", newer, body)
	if diff := cmp.Diff(want, tagsIn(t, s.do(t, "get_object_tagging", newer, ""))); diff != "" {
		t.Error(diff)
	}
	if tags := tagsIn(t, s.do(t, "get_object_tagging", args{"Key": "key", "VersionId": "null"}, "")); len(tags) != 0 {
		t.Errorf("the first version has tags %v", tags)
	}
}

// A select reads rows out of an object.
func selectScenario(t *testing.T, s *scenario) {
	const request = `<SelectObjectContentRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
		`<Expression>select s.name from S3Object s where cast(s.id as int) &gt; 1</Expression><ExpressionType>SQL</ExpressionType>` +
		`<InputSerialization><CSV><FileHeaderInfo>USE</FileHeaderInfo></CSV></InputSerialization>` +
		`<OutputSerialization><CSV></CSV></OutputSerialization></SelectObjectContentRequest>`
	s.write(t, "rows.csv", "id,name\n1,zoe\n2,bob\n3,cy\n")
	got := s.do(t, "select_object_content", args{"Key": "rows.csv"}, request)
	if !strings.Contains(got.body, "bob\ncy\n") || strings.Contains(got.body, "zoe") || !strings.Contains(got.body, "application/octet-stream") {
		t.Errorf("the events are %q", got.body)
	}
	s.ask(t, "select_object_content", args{"Key": "rows.csv"}, strings.Replace(request, "select s", "choose s", 1)).want(t, 400, "ParseSelectFailure")
	s.ask(t, "select_object_content", args{"Key": "none.csv"}, request).want(t, 404, "NoSuchKey")
}
