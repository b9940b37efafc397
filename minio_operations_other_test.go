package sig4_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4/s3"
)

// requiredArgs are values for the parameters that an operation needs.
func requiredArgs(t *testing.T, name, bucket string) args {
	t.Helper()
	o, err := s3.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	a := args{}
	for _, p := range o.Params() {
		switch {
		case !p.Required || p.Place == s3.InBody:
		case p.Name == "Bucket":
			a[p.Name] = bucket
		case p.Name == "Key":
			a[p.Name] = "key"
		case p.Format == s3.FormatString:
			a[p.Name] = "x"
		default:
			t.Fatalf("%s: %s is %s", name, p.Name, p.Format)
		}
	}
	return a
}

// What MinIO does not have it refuses, though the signature is right.
func notServedScenario(t *testing.T, s *scenario) {
	s.write(t, "key", "the body")
	for _, row := range operationTable {
		if row.scenario == notServed {
			s.do(t, row.name, requiredArgs(t, row.name, s.name), "")
		}
	}
	if body, _ := s.read(t, "key"); body != "the body" {
		t.Errorf("the object holds %q", body)
	}
}

// MinIO overlooks a query parameter that it does not know, and does what the rest of the request says: it deletes a
// bucket in place of its public access block. The URLs are right: at S3 they do what their operation says.
func otherOperationScenario(t *testing.T, s *scenario) {
	client := s.server.Client()
	for _, row := range operationTable {
		if row.scenario != otherOperation {
			continue
		}
		bucket := s
		if row.checked == "DeleteBucket" {
			bucket = newScenario(t) // an empty one
			bucket.legacy, bucket.done = s.legacy, s.done
		} else {
			s.write(t, "key", "the body")
		}
		body := ""
		if row.checked == "PutObject" {
			body = "other"
		}
		got := bucket.do(t, row.name, requiredArgs(t, row.name, bucket.name), body)
		switch row.checked {
		case "ListObjects":
			if keys := keysIn(t, got); len(keys) != 1 || keys[0] != "key" {
				t.Errorf("%s: the answer is no list: %s", row.name, got.body)
			}
		case "GetObject":
			if got.body != "the body" {
				t.Errorf("%s: the answer is no object: %s", row.name, got.body)
			}
		case "PutObject":
			if body, _ := s.read(t, "key"); body != "other" {
				t.Errorf("%s: the object holds %q", row.name, body)
			}
		case "DeleteObject":
			s.missing(t, "key")
		case "CreateBucket":
			got.wantText(t, "Your previous request to create the named bucket succeeded")
		case "DeleteBucket":
			if found, err := client.BucketExists(context.Background(), bucket.name); found || err != nil {
				t.Errorf("%s: the bucket is there: %v, %v", row.name, found, err)
			}
		default:
			t.Errorf("%s: what is %s?", row.name, row.checked)
		}
	}
}

// ListDirectoryBuckets is signed for the service s3express, which MinIO does not have.
func directoryBucketsScenario(t *testing.T, s *scenario) {
	s.do(t, "list_directory_buckets", args{"MaxDirectoryBuckets": 10}, "").wantText(t, "incorrect service")
}

// WriteGetObjectResponse goes to a host that begins with the route. MinIO knows neither that nor the operation.
func objectLambdaScenario(t *testing.T, s *scenario) {
	s.presigner = newPresigner(t, s.bucket, "http://localhost"+strings.TrimPrefix(s.server.Host, "127.0.0.1"))
	p := s.presign(t, "write_get_object_response", args{"RequestRoute": "io-x", "RequestToken": "token", "StatusCode": 200})
	req := newRequest(t, call{method: p.Method, header: p.Headers, body: "body"}, p.URL)
	if !strings.HasPrefix(req.Host, "io-x.localhost:") || req.URL.Path != "/WriteGetObjectResponse" {
		t.Errorf("it goes to %s%s", req.Host, req.URL.Path)
	}
	req.URL.Host = s.server.Host // the name of the route is in no name service
	send(t, req).want(t, 400, "BadRequest")
	s.done["WriteGetObjectResponse"] = true
}

// A restore is for what was archived.
func restoreScenario(t *testing.T, s *scenario) {
	const request = `<RestoreRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Days>1</Days></RestoreRequest>`
	s.write(t, "key", "body")
	s.do(t, "restore_object", args{"Key": "key"}, request)
	s.ask(t, "restore_object", args{"Key": "none"}, request).want(t, 404, "NoSuchKey")
}

// MinIO has no key server here, so no bucket can be encrypted.
func bucketEncryptionScenario(t *testing.T, s *scenario) {
	const configuration = `<ServerSideEncryptionConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule>` +
		`<ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`
	s.do(t, "put_bucket_encryption", args{"ContentMD5": md5Of(configuration)}, configuration).wantText(t, "KMS is not configured")
	s.ask(t, "put_bucket_encryption", args{}, "no XML").want(t, 400, "MalformedXML")
	s.do(t, "delete_bucket_encryption", nil, "")
	s.do(t, "get_bucket_encryption", nil, "")
	s.ask(t, "put_object", args{"Key": "key", "ServerSideEncryption": "AES256"}, "body").want(t, 501, "NotImplemented")
	s.missing(t, "key")
}

// SSE-C is for TLS alone, which this server does not speak. It refuses before it stores or shows anything.
func TestMinIOCustomerKeyNeedsTLS(t *testing.T) {
	t.Parallel()
	s := newScenario(t)
	s.write(t, "key", "body")
	key := strings.Repeat("k", 32)
	ssec := args{"Key": "key", "SSECustomerAlgorithm": "AES256", "SSECustomerKey": key}
	for _, operation := range []string{"put_object", "get_object", "head_object", "create_multipart_upload"} {
		p := s.presign(t, operation, ssec)
		header := newRequest(t, call{header: p.Headers}, p.URL).Header
		for name, want := range map[string]string{
			"X-Amz-Server-Side-Encryption-Customer-Algorithm": "AES256",
			"X-Amz-Server-Side-Encryption-Customer-Key":       "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
			"X-Amz-Server-Side-Encryption-Customer-Key-Md5":   md5Of(key),
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s: %q, want %q", operation, name, got, want)
			}
		}
		if operation == "head_object" {
			s.ask(t, operation, ssec, "").want(t, 400, "InvalidRequest")
			continue
		}
		s.ask(t, operation, ssec, "body").wantText(t, "must be made over a secure connection")
	}
	if body, _ := s.read(t, "key"); body != "body" {
		t.Errorf("the object holds %q", body)
	}
}

// A call may be made with another method than the operation's own, which is then the one that is signed.
func TestMinIOOtherMethod(t *testing.T) {
	t.Parallel()
	s := newScenario(t)
	s.write(t, "key", "body")
	o, err := s3.Lookup("get_object")
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.presigner.Presign(s3.Call{Operation: o, Params: args{"Bucket": s.name, "Key": "key"}, Method: http.MethodHead}, life, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	got := send(t, newRequest(t, call{method: p.Method}, p.URL))
	got.want(t, 200, "")
	if got.header.Get("Content-Length") != "4" || got.body != "" {
		t.Errorf("length %s, body %q", got.header.Get("Content-Length"), got.body)
	}
	send(t, newRequest(t, call{method: http.MethodGet}, p.URL)).want(t, 403, "SignatureDoesNotMatch")
}
