package sig4_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/minio/minio-go/v7"
)

func versioning(status string) string {
	return `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>` + status + `</Status></VersioningConfiguration>`
}

// A versionList is the answer to list_object_versions.
type versionList struct {
	Version []struct {
		Key, VersionId string
		IsLatest       bool
		Size           int
	}
	DeleteMarker        []struct{ Key, VersionId string }
	IsTruncated         bool
	NextKeyMarker       string
	NextVersionIdMarker string
}

// Versions are kept, read, listed, copied and deleted by their ids.
func versionsScenario(t *testing.T, s *scenario) {
	client := s.server.Client()
	set := func(status string) {
		t.Helper()
		s.do(t, "put_bucket_versioning", args{"ContentMD5": md5Of(versioning(status))}, versioning(status))
		if got := parsed[struct{ Status string }](t, s.do(t, "get_bucket_versioning", nil, "")); got.Status != status {
			t.Errorf("versioning is %q, want %q", got.Status, status)
		}
		read, err := client.GetBucketVersioning(context.Background(), s.name)
		if err != nil || read.Status != status {
			t.Errorf("minio-go reads %q, %v", read.Status, err)
		}
	}
	set("Enabled")

	var ids []string
	for _, body := range []string{"first", "the second"} {
		got := s.ask(t, "put_object", args{"Key": "a b+c"}, body)
		got.want(t, 200, "")
		ids = append(ids, got.header.Get("X-Amz-Version-Id"))
	}
	version := func(i int) args { return args{"Key": "a b+c", "VersionId": ids[i]} }
	for i, want := range []string{"first", "the second"} {
		got := s.ask(t, "get_object", version(i), "")
		got.want(t, 200, "")
		if got.body != want || got.header.Get("X-Amz-Version-Id") != ids[i] {
			t.Errorf("version %d: %q, id %q", i, got.body, got.header.Get("X-Amz-Version-Id"))
		}
		s.ask(t, "head_object", version(i), "").want(t, 200, "")
	}
	s.ask(t, "get_object", args{"Key": "a b+c", "VersionId": "00000000-0000-0000-0000-000000000000"}, "").want(t, 404, "NoSuchVersion")

	// The map of a copy's source names the version.
	s.ask(t, "copy_object", args{"Key": "copy", "CopySource": args{"Bucket": s.name, "Key": "a b+c", "VersionId": ids[0]}}, "").want(t, 200, "")
	if got, _ := s.read(t, "copy"); got != "first" {
		t.Errorf("the copy holds %q", got)
	}

	// Without a version, a delete only marks.
	got := s.ask(t, "delete_object", args{"Key": "a b+c"}, "")
	got.want(t, 204, "")
	marker := got.header.Get("X-Amz-Version-Id")
	if got.header.Get("X-Amz-Delete-Marker") != "true" || marker == "" {
		t.Errorf("headers %v", got.header)
	}
	s.ask(t, "get_object", args{"Key": "a b+c"}, "").want(t, 404, "NoSuchKey")
	s.ask(t, "get_object", args{"Key": "a b+c", "VersionId": marker}, "").want(t, 405, "MethodNotAllowed")
	checkVersions(t, s, marker, ids)

	s.ask(t, "delete_object", args{"Key": "a b+c", "VersionId": marker}, "").want(t, 204, "")
	s.ask(t, "delete_object", version(1), "").want(t, 204, "")
	if got, _ := s.read(t, "a b+c"); got != "first" {
		t.Errorf("minio-go reads %q", got)
	}
	set("Suspended")
	got = s.ask(t, "put_object", args{"Key": "a b+c"}, "the third")
	got.want(t, 200, "")
	s.ask(t, "get_object", args{"Key": "a b+c", "VersionId": "null"}, "").want(t, 200, "")
}

// checkVersions lists the versions whole and in pages.
func checkVersions(t *testing.T, s *scenario, marker string, ids []string) {
	t.Helper()
	all := parsed[versionList](t, s.do(t, "list_object_versions", args{"Prefix": "a b+"}, ""))
	if len(all.Version) != 2 || all.Version[0].VersionId != ids[1] || all.Version[1].VersionId != ids[0] || all.Version[0].Size != 10 {
		t.Errorf("the versions are %+v", all.Version)
	}
	if len(all.DeleteMarker) != 1 || all.DeleteMarker[0].VersionId != marker || all.DeleteMarker[0].Key != "a b+c" {
		t.Errorf("the delete markers are %+v", all.DeleteMarker)
	}
	var found []string
	page := args{"Prefix": "a b+", "MaxKeys": 1, "EncodingType": "url"}
	for range 3 {
		got := parsed[versionList](t, s.do(t, "list_object_versions", page, ""))
		for _, v := range got.Version {
			found = append(found, v.VersionId)
		}
		for _, v := range got.DeleteMarker {
			found = append(found, v.VersionId)
		}
		if !got.IsTruncated {
			break
		}
		page["KeyMarker"], page["VersionIdMarker"] = "a b+c", got.NextVersionIdMarker
	}
	if diff := cmp.Diff([]string{marker, ids[1], ids[0]}, found); diff != "" {
		t.Errorf("the pages: %s", diff)
	}
}

// What is locked cannot be deleted until it is free.
func objectLockScenario(t *testing.T, s *scenario) {
	const lock = `<ObjectLockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ObjectLockEnabled>Enabled</ObjectLockEnabled>` +
		`<Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>2</Days></DefaultRetention></Rule></ObjectLockConfiguration>`
	s.ask(t, "put_object_lock_configuration", args{"ContentMD5": md5Of(lock)}, lock).want(t, 409, "InvalidBucketState")
	s.ask(t, "get_object_lock_configuration", nil, "").want(t, 404, "ObjectLockConfigurationNotFoundError")

	s.bucket.name += "-locked"
	s.ask(t, "create_bucket", args{"ObjectLockEnabledForBucket": true}, "").want(t, 200, "")
	until := time.Now().Add(24 * time.Hour).Truncate(time.Second).UTC()
	got := s.ask(t, "put_object", args{
		"Key": "key", "ObjectLockMode": "GOVERNANCE", "ObjectLockRetainUntilDate": until, "ObjectLockLegalHoldStatus": "ON", "ContentMD5": md5Of("body"),
	}, "body")
	got.want(t, 200, "")
	version := args{"Key": "key", "VersionId": got.header.Get("X-Amz-Version-Id")}
	with := func(more args) args {
		all := args{}
		for _, a := range []args{version, more} {
			for name, value := range a {
				all[name] = value
			}
		}
		return all
	}
	stays := func(how args) {
		t.Helper()
		s.ask(t, "delete_object", with(how), "").want(t, 400, "InvalidRequest")
	}

	hold := func(want string) {
		t.Helper()
		if got := parsed[struct{ Status string }](t, s.do(t, "get_object_legal_hold", version, "")); got.Status != want {
			t.Errorf("the hold is %q, want %q", got.Status, want)
		}
	}
	hold("ON")
	stays(args{"BypassGovernanceRetention": true})
	off := `<LegalHold xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>OFF</Status></LegalHold>`
	s.do(t, "put_object_legal_hold", with(args{"ContentMD5": md5Of(off)}), off)
	hold("OFF")

	checkRetention(t, s, version, until)
	stays(nil)
	later := until.Add(24 * time.Hour)
	retention := `<Retention xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Mode>GOVERNANCE</Mode><RetainUntilDate>` + later.Format(time.RFC3339) +
		`</RetainUntilDate></Retention>`
	s.do(t, "put_object_retention", with(args{"ContentMD5": md5Of(retention), "BypassGovernanceRetention": true}), retention)
	checkRetention(t, s, version, later)
	stays(nil)
	s.ask(t, "delete_object", with(args{"BypassGovernanceRetention": true}), "").want(t, 204, "")
	s.ask(t, "get_object", version, "").want(t, 404, "NoSuchVersion")

	s.do(t, "put_object_lock_configuration", args{"ContentMD5": md5Of(lock)}, lock)
	s.do(t, "get_object_lock_configuration", nil, "").wantText(t, "<Days>2</Days>")
	_, mode, validity, _, err := s.server.Client().GetObjectLockConfig(context.Background(), s.name)
	if err != nil || *mode != minio.Governance || *validity != 2 {
		t.Errorf("minio-go reads %v, %v, %v", mode, validity, err)
	}
	got = s.ask(t, "put_object", args{"Key": "by default"}, "body")
	got.want(t, 200, "")
	version = args{"Key": "by default", "VersionId": got.header.Get("X-Amz-Version-Id")}
	stays(nil)
}

func checkRetention(t *testing.T, s *scenario, version args, until time.Time) {
	t.Helper()
	got := parsed[struct {
		Mode            string
		RetainUntilDate time.Time
	}](t, s.do(t, "get_object_retention", version, ""))
	if got.Mode != "GOVERNANCE" || !got.RetainUntilDate.Equal(until) {
		t.Errorf("it is retained by %+v, want %v", got, until)
	}
}
