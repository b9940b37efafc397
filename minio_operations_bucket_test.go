package sig4_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/testdata/miniotest"
)

// A bucket is made, found and deleted.
func bucketsScenario(t *testing.T, s *scenario) {
	const constraint = `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>` + miniotest.Region +
		`</LocationConstraint></CreateBucketConfiguration>`
	client := s.server.Client()
	name := s.name + "-made.with-dots"
	in := args{"Bucket": name}
	s.ask(t, "head_bucket", in, "").want(t, 404, "NoSuchBucket")

	s.ask(t, "create_bucket", in, strings.Replace(constraint, miniotest.Region, "us-west-2", 1)).want(t, 400, "InvalidRegion")
	got := s.do(t, "create_bucket", in, constraint)
	if location := got.header.Get("Location"); location != "/"+name {
		t.Errorf("it is at %q", location)
	}
	if found, err := client.BucketExists(context.Background(), name); !found || err != nil {
		t.Errorf("minio-go: the bucket is there: %v, %v", found, err)
	}
	s.ask(t, "create_bucket", in, constraint).want(t, 409, "BucketAlreadyOwnedByYou")

	s.do(t, "head_bucket", in, "")
	location := parsed[struct {
		Region string `xml:",chardata"`
	}](t, s.do(t, "get_bucket_location", in, ""))
	if location.Region != miniotest.Region {
		t.Errorf("the location is %q", location.Region)
	}
	buckets := parsed[struct {
		Names []string `xml:"Buckets>Bucket>Name"`
	}](t, s.do(t, "list_buckets", nil, ""))
	if !slices.Contains(buckets.Names, name) || !slices.Contains(buckets.Names, s.name) {
		t.Errorf("the buckets are %q", buckets.Names)
	}

	s.do(t, "delete_bucket", in, "")
	if found, err := client.BucketExists(context.Background(), name); found || err != nil {
		t.Errorf("minio-go: the bucket is there: %v, %v", found, err)
	}
	s.ask(t, "delete_bucket", in, "").want(t, 404, "NoSuchBucket")
	s.write(t, "key", "body")
	s.ask(t, "delete_bucket", nil, "").want(t, 409, "BucketNotEmpty")
}

// A policy lets everybody read an object without a signature, as long as it is there.
func bucketPolicyScenario(t *testing.T, s *scenario) {
	s.write(t, "key", "body")
	everybody := func(status int, code string) {
		t.Helper()
		send(t, newRequest(t, call{method: http.MethodGet}, s.server.URL()+"/"+s.name+"/key")).want(t, status, code)
	}
	status := func(want string) {
		t.Helper()
		got := parsed[struct{ IsPublic string }](t, s.do(t, "get_bucket_policy_status", nil, ""))
		if got.IsPublic != want {
			t.Errorf("public: %s, want %s", got.IsPublic, want)
		}
	}
	everybody(403, "AccessDenied")
	status("FALSE")
	s.ask(t, "get_bucket_policy", nil, "").want(t, 404, "NoSuchBucketPolicy")

	policy := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["*"]},` +
		`"Action":["s3:GetObject"],"Resource":["arn:aws:s3:::` + s.name + `/*"]}]}`
	s.do(t, "put_bucket_policy", args{"ContentMD5": md5Of(policy)}, policy)
	everybody(200, "")
	if got := s.do(t, "get_bucket_policy", nil, ""); got.body != policy {
		t.Errorf("the policy is\n%s\nwant\n%s", got.body, policy)
	}
	status("FALSE") // MinIO asks whether everybody may list or write
	open := strings.Replace(policy, `"s3:GetObject"],"Resource":[`, `"s3:ListBucket","s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::`+s.name+`",`, 1)
	s.do(t, "put_bucket_policy", nil, open)
	status("TRUE")
	s.ask(t, "put_bucket_policy", nil, "{}").want(t, 400, "MalformedPolicy")

	s.do(t, "delete_bucket_policy", nil, "")
	everybody(403, "AccessDenied")
	s.ask(t, "get_bucket_policy", nil, "").want(t, 404, "NoSuchBucketPolicy")
}

// A tagging is the XML of tags.
func tagging(tags map[string]string) string {
	var b strings.Builder
	b.WriteString(`<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet>`)
	for key, value := range tags {
		b.WriteString("<Tag><Key>" + key + "</Key><Value>" + value + "</Value></Tag>")
	}
	b.WriteString("</TagSet></Tagging>")
	return b.String()
}

// tagsIn are the tags in an answer.
func tagsIn(t *testing.T, a answer) map[string]string {
	t.Helper()
	set := parsed[struct {
		Tags []struct{ Key, Value string } `xml:"TagSet>Tag"`
	}](t, a)
	tags := make(map[string]string)
	for _, tag := range set.Tags {
		tags[tag.Key] = tag.Value
	}
	return tags
}

func bucketTaggingScenario(t *testing.T, s *scenario) {
	want := map[string]string{"team": "red @ blue", "a+b": ""}
	body := tagging(want)
	s.ask(t, "get_bucket_tagging", nil, "").want(t, 404, "NoSuchTagSet")
	s.do(t, "put_bucket_tagging", args{"ContentMD5": md5Of(body)}, body)
	if diff := cmp.Diff(want, tagsIn(t, s.do(t, "get_bucket_tagging", nil, ""))); diff != "" {
		t.Error(diff)
	}
	read, err := s.server.Client().GetBucketTagging(context.Background(), s.name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, read.ToMap()); diff != "" {
		t.Error(diff)
	}
	s.do(t, "delete_bucket_tagging", nil, "")
	s.ask(t, "get_bucket_tagging", nil, "").want(t, 404, "NoSuchTagSet")
}

// MinIO wants a checksum with a lifecycle. Content-MD5 may be signed, or be sent unsigned; MinIO does not compare it.
func bucketLifecycleScenario(t *testing.T, s *scenario) {
	rule := func(prefix string) string {
		return `<LifecycleConfiguration><Rule><ID>rule</ID><Status>Enabled</Status><Filter><Prefix>` + prefix +
			`</Prefix></Filter><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>`
	}
	check := func(operation, prefix string) {
		t.Helper()
		got := parsed[struct {
			Prefix string `xml:"Rule>Filter>Prefix"`
			Days   int    `xml:"Rule>Expiration>Days"`
		}](t, s.do(t, operation, nil, ""))
		if got.Prefix != prefix || got.Days != 1 {
			t.Errorf("%s: the rule is %+v", operation, got)
		}
		read, err := s.server.Client().GetBucketLifecycle(context.Background(), s.name)
		if err != nil {
			t.Fatal(err)
		}
		if len(read.Rules) != 1 || read.Rules[0].RuleFilter.Prefix != prefix {
			t.Errorf("minio-go reads %+v", read.Rules)
		}
	}
	s.ask(t, "get_bucket_lifecycle", nil, "").want(t, 404, "NoSuchLifecycleConfiguration")
	s.ask(t, "put_bucket_lifecycle", nil, rule("a/")).want(t, 400, "MissingContentMD5")

	s.do(t, "put_bucket_lifecycle", args{"ContentMD5": md5Of(rule("a/"))}, rule("a/"))
	check("get_bucket_lifecycle", "a/")
	s.do(t, "put_bucket_lifecycle_configuration", nil, rule("b/"), "Content-MD5", md5Of(rule("b/")))
	check("get_bucket_lifecycle_configuration", "b/")

	s.do(t, "delete_bucket_lifecycle", nil, "")
	s.ask(t, "get_bucket_lifecycle_configuration", nil, "").want(t, 404, "NoSuchLifecycleConfiguration")
}

// An administrator sets up the targets of notifications, and this server has none.
func bucketNotificationScenario(t *testing.T, s *scenario) {
	const (
		none = `<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></NotificationConfiguration>`
		one  = `<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><QueueConfiguration>` +
			`<Queue>arn:minio:sqs::1:webhook</Queue><Event>s3:ObjectCreated:*</Event></QueueConfiguration></NotificationConfiguration>`
	)
	for _, names := range [][2]string{
		{"put_bucket_notification", "get_bucket_notification"},
		{"put_bucket_notification_configuration", "get_bucket_notification_configuration"},
	} {
		s.do(t, names[0], nil, none)
		s.ask(t, names[0], nil, one).want(t, 400, "InvalidArgument")
		if got := s.do(t, names[1], nil, ""); strings.Contains(got.body, "Queue") || !strings.Contains(got.body, "NotificationConfiguration") {
			t.Errorf("%s: %s", names[1], got.body)
		}
	}
}

func bucketReplicationScenario(t *testing.T, s *scenario) {
	const replication = `<ReplicationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Role>arn:minio:replication::x:target</Role>` +
		`<Rule><ID>rule</ID><Status>Enabled</Status><Priority>1</Priority><DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication>` +
		`<Filter><Prefix></Prefix></Filter><Destination><Bucket>arn:aws:s3:::target</Bucket></Destination></Rule></ReplicationConfiguration>`
	sum := args{"ContentMD5": md5Of(replication)}
	s.ask(t, "put_bucket_replication", sum, replication).want(t, 400, "InvalidRequest") // it needs versions
	s.ask(t, "put_bucket_versioning", nil, versioning("Enabled")).want(t, 200, "")
	s.do(t, "put_bucket_replication", sum, replication)
	s.do(t, "get_bucket_replication", nil, "")
	s.do(t, "delete_bucket_replication", nil, "")
}

// MinIO has no access control lists: it says that all is private, and takes no other word.
func aclScenario(t *testing.T, s *scenario) {
	s.write(t, "key", "body")
	key := args{"Key": "key"}
	with := func(value string) args { return args{"Key": "key", "ACL": value} }
	list := func(permission string) string {
		return `<AccessControlPolicy><Owner><ID>x</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ` +
			`xsi:type="CanonicalUser"><ID>x</ID></Grantee><Permission>` + permission + `</Permission></Grant></AccessControlList></AccessControlPolicy>`
	}
	s.do(t, "get_bucket_acl", nil, "").wantText(t, "<Permission>FULL_CONTROL</Permission>")
	s.do(t, "get_object_acl", key, "").wantText(t, "<Permission>FULL_CONTROL</Permission>")
	s.do(t, "put_bucket_acl", args{"ACL": "private"}, "")
	s.do(t, "put_object_acl", with("private"), "")
	s.do(t, "put_bucket_acl", nil, list("FULL_CONTROL"))
	s.do(t, "put_object_acl", key, list("FULL_CONTROL"))
	s.ask(t, "put_bucket_acl", args{"ACL": "public-read"}, "").want(t, 501, "NotImplemented")
	s.ask(t, "put_object_acl", with("public-read"), "").want(t, 501, "NotImplemented")
	s.ask(t, "put_bucket_acl", nil, list("READ")).want(t, 501, "NotImplemented")
	s.ask(t, "get_object_acl", args{"Key": "none"}, "").want(t, 404, "NoSuchKey")
}

// Some configurations MinIO only pretends to have: nobody can change them.
func bucketDefaultsScenario(t *testing.T, s *scenario) {
	s.do(t, "get_bucket_accelerate_configuration", nil, "").wantText(t, "<AccelerateConfiguration ")
	s.do(t, "get_bucket_logging", nil, "").wantText(t, "<BucketLoggingStatus ")
	s.do(t, "get_bucket_request_payment", nil, "").wantText(t, "<Payer>BucketOwner</Payer>")
	s.do(t, "get_bucket_website", nil, "")
	s.do(t, "delete_bucket_website", nil, "")
}
