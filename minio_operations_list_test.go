package sig4_test

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An objectList is the answer to list_objects and list_objects_v2.
type objectList struct {
	Contents []struct {
		Key   string
		Size  int
		Owner struct{ ID string }
	}
	CommonPrefixes                    []struct{ Prefix string }
	IsTruncated                       bool
	NextMarker, NextContinuationToken string
	KeyCount                          int
}

func (l objectList) keys() (keys []string) {
	for _, object := range l.Contents {
		keys = append(keys, object.Key)
	}
	return keys
}

// Lists come whole and in pages, by prefix, by folder and from a key on.
func listsScenario(t *testing.T, s *scenario) {
	keys := []string{"a b/1", "a b/2 +", "a b/3 =&", "a b/sub/4", "a b/é", "other"}
	for _, key := range keys {
		s.write(t, key, "body")
	}
	for _, version := range []struct{ operation, start, next string }{
		{"list_objects", "Marker", "Marker"},
		{"list_objects_v2", "StartAfter", "ContinuationToken"},
	} {
		list := func(a args) objectList {
			t.Helper()
			return parsed[objectList](t, s.do(t, version.operation, a, ""))
		}
		same := func(got, want []string) {
			t.Helper()
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", version.operation, diff)
			}
		}
		same(list(nil).keys(), keys)
		same(list(args{"Prefix": "a b/"}).keys(), keys[:5])
		same(list(args{version.start: "a b/2 +"}).keys(), keys[2:])
		same(list(args{"Prefix": "none"}).keys(), nil)

		folders := list(args{"Prefix": "a b/", "Delimiter": "/"})
		same(folders.keys(), slices.Concat(keys[:3], keys[4:5]))
		if len(folders.CommonPrefixes) != 1 || folders.CommonPrefixes[0].Prefix != "a b/sub/" {
			t.Errorf("%s: the folders are %v", version.operation, folders.CommonPrefixes)
		}
		same(list(args{"Prefix": "a b/é", "EncodingType": "url"}).keys(), []string{"a+b/%C3%A9"})

		var pages []string
		page := args{"MaxKeys": 2, "Delimiter": "|"}
		for range keys {
			got := list(page)
			pages = append(pages, got.keys()...)
			if len(got.Contents) > 2 {
				t.Errorf("%s: a page of %d", version.operation, len(got.Contents))
			}
			if !got.IsTruncated {
				break
			}
			page[version.next] = got.NextMarker + got.NextContinuationToken
		}
		same(pages, keys)
	}
	for _, owner := range []bool{false, true} {
		got := parsed[objectList](t, s.do(t, "list_objects_v2", args{"FetchOwner": owner}, ""))
		if got.KeyCount != len(keys) || (got.Contents[0].Owner.ID != "") != owner {
			t.Errorf("FetchOwner %v: %+v", owner, got)
		}
	}
	s.ask(t, "list_objects", args{"MaxKeys": -1}, "").want(t, 400, "InvalidArgument")
}

// S3 wants a checksum of a list of objects to delete. Here it is sent without being signed, as none of the operation's
// parameters holds it. MinIO wants it too, though it does not compare it.
func deleteObjectsScenario(t *testing.T, s *scenario) {
	remove := func(keys ...string) string {
		var b strings.Builder
		b.WriteString(`<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`)
		for _, key := range keys {
			fmt.Fprintf(&b, "<Object><Key>%s</Key></Object>", strings.ReplaceAll(key, "&", "&amp;"))
		}
		return b.String() + "</Delete>"
	}
	all := []string{"a", "b & c", "é/+", "kept", "late"}
	for _, key := range all {
		s.write(t, key, "body")
	}
	body := remove(all[:3]...)
	s.ask(t, "delete_objects", nil, body).want(t, 400, "MissingContentMD5")
	got := parsed[struct {
		Deleted []struct{ Key string }
	}](t, s.do(t, "delete_objects", nil, body, "Content-MD5", md5Of(body)))
	if len(got.Deleted) != 3 {
		t.Errorf("%d are deleted", len(got.Deleted))
	}
	for _, key := range all[:3] {
		s.missing(t, key)
	}
	s.read(t, "kept")

	sum := sha256.Sum256([]byte(remove("late")))
	s.do(t, "delete_objects", args{"ChecksumAlgorithm": "SHA256"}, remove("late"), "X-Amz-Checksum-Sha256", base64.StdEncoding.EncodeToString(sum[:]))
	s.missing(t, "late")
	s.read(t, "kept")
}

// A multipart upload is made of URLs alone: begun, filled from here and from another object, listed, ended or given up.
func multipartScenario(t *testing.T, s *scenario) {
	const key = "parts of a+b/é"
	s.write(t, "source", "0123456789")
	create := func(key string) string {
		t.Helper()
		got := parsed[struct{ Key, UploadId string }](t, s.do(t, "create_multipart_upload", args{
			"Key": key, "ContentType": "text/x-test", "Metadata": args{"A": "1"},
		}, ""))
		if got.Key != key || got.UploadId == "" {
			t.Fatalf("an upload of %q with id %q", got.Key, got.UploadId)
		}
		return got.UploadId
	}
	id := create(key)
	upload := func(more args) args {
		a := args{"Key": key, "UploadId": id}
		for name, value := range more {
			a[name] = value
		}
		return a
	}
	first := strings.Repeat("0123456789abcdef", minPart/16)
	etag := s.do(t, "upload_part", upload(args{"PartNumber": 1, "ContentLength": len(first)}), first).header.Get("ETag")
	s.ask(t, "upload_part", upload(args{"PartNumber": 2, "ContentMD5": md5Of("other")}), "the end").want(t, 400, "BadDigest")
	copied := parsed[struct{ ETag string }](t, s.do(t, "upload_part_copy", upload(args{
		"PartNumber": 2, "CopySource": args{"Bucket": s.name, "Key": "source"}, "CopySourceRange": "bytes=2-5",
	}), ""))

	listed := func(a args, want ...string) {
		t.Helper()
		var etags []string
		for _, part := range parsed[struct {
			Part []struct{ ETag string }
		}](t, s.do(t, "list_parts", upload(a), "")).Part {
			etags = append(etags, part.ETag)
		}
		if diff := cmp.Diff(want, etags); diff != "" {
			t.Errorf("the parts: %s", diff)
		}
	}
	listed(nil, etag, copied.ETag)
	listed(args{"MaxParts": 1}, etag)
	listed(args{"PartNumberMarker": "1"}, copied.ETag)

	s.missing(t, key)
	s.do(t, "complete_multipart_upload", upload(nil), completion([]string{etag, copied.ETag}))
	body, info := s.read(t, key)
	if body != first+"2345" {
		t.Errorf("minio-go reads %d bytes", len(body))
	}
	if info.ContentType != "text/x-test" || info.UserMetadata["A"] != "1" {
		t.Errorf("minio-go reads %s, %v", info.ContentType, info.UserMetadata)
	}
	s.ask(t, "get_object", args{"Key": key, "PartNumber": 2}, "").want(t, 206, "")
	s.ask(t, "list_parts", upload(nil), "").want(t, 404, "NoSuchUpload")
	abortScenario(t, s, create)
}

// abortScenario lists uploads and gives them up. MinIO lists the uploads of one key, given as the prefix.
func abortScenario(t *testing.T, s *scenario, create func(key string) string) {
	t.Helper()
	ids := []string{create("given up"), create("given up")}
	uploads := func(a args) (found []string) {
		t.Helper()
		for _, u := range parsed[struct {
			Upload []struct{ Key, UploadId string }
		}](t, s.do(t, "list_multipart_uploads", a, "")).Upload {
			found = append(found, u.UploadId)
		}
		return found
	}
	all := uploads(args{"Prefix": "given up"})
	slices.Sort(ids)
	if got := slices.Sorted(slices.Values(all)); !slices.Equal(got, ids) {
		t.Errorf("the uploads are %q, want %q", got, ids)
	}
	if got := uploads(args{"Prefix": "given up", "MaxUploads": 1}); len(got) != 1 {
		t.Errorf("a page of %d", len(got))
	}
	for _, id := range ids {
		s.ask(t, "upload_part", args{"Key": "given up", "UploadId": id, "PartNumber": 1}, "part").want(t, 200, "")
		s.do(t, "abort_multipart_upload", args{"Key": "given up", "UploadId": id}, "")
		s.ask(t, "list_parts", args{"Key": "given up", "UploadId": id}, "").want(t, 404, "NoSuchUpload")
	}
	if got := uploads(args{"Prefix": "given up"}); len(got) != 0 {
		t.Errorf("the uploads are %q", got)
	}
	s.missing(t, "given up")
}
