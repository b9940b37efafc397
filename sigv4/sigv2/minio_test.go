package sigv2_test

import (
	"bytes"
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv2"
	"github.com/sig4/sig4/testdata/miniotest"
)

func TestMain(m *testing.M) { os.Exit(miniotest.Main(m)) }

// plain sends requests as they are.
var plain = &http.Client{
	Timeout:       time.Minute,
	Transport:     &http.Transport{DisableCompression: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// A store is a bucket of a real MinIO server, and signers for it.
type store struct {
	host, bucket string
	credentials  sigv4.Credentials
}

func newStore(t *testing.T) *store {
	t.Helper()
	server := miniotest.Get(t)
	return &store{server.Host, server.Bucket(t), sigv4.Credentials{
		AccessKeyID: server.AccessKeyID, SecretAccessKey: sigv4.NewSecret(server.SecretAccessKey),
	}}
}

func (s *store) request(method, path, query string, pairs ...string) sigv2.Request {
	return sigv2.Request{
		Method: method, Scheme: "http", Host: s.host, PathBucket: s.bucket,
		Path: "/" + s.bucket + path, RawQuery: query, Headers: headers(pairs...),
	}
}

type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) String() string { return fmt.Sprintf("%d %.300s", a.status, a.body) }

func send(t *testing.T, method, url, body string, list []sigv4.Header) answer {
	t.Helper()
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range list {
		req.Header.Add(h.Name, h.Value)
	}
	resp, err := plain.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, string(content)}
}

// byURL sends r by its presigned URL, byHeader with an Authorization header.
func (s *store) byURL(t *testing.T, r sigv2.Request, body string) answer {
	t.Helper()
	p, err := newSigner(t, s.credentials, sigv2.Options{Store: sigv2.StoreMinIO}).Presign(&r, time.Minute, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return send(t, p.Method, p.URL, body, append(p.Headers, p.Unsigned...))
}

func (s *store) byHeader(t *testing.T, r sigv2.Request, body string) answer {
	t.Helper()
	added, err := newSigner(t, s.credentials, sigv2.Options{Store: sigv2.StoreMinIO}).Sign(&r, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	url := r.Scheme + "://" + r.Host + r.Path
	if s.bucket == r.PathBucket && r.Path == "/"+s.bucket {
		url += "/"
	}
	return send(t, r.Method, url+"?"+r.RawQuery, body, append(added, r.Headers...))
}

var bothWays = map[string]func(*store, *testing.T, sigv2.Request, string) answer{
	"by URL": (*store).byURL, "by header": (*store).byHeader,
}

func md5Of(body string) string {
	sum := md5.Sum([]byte(body))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// TestMinIOOperations has a real server check the signature of each kind of
// request that it knows a sub-resource for. An answer that only a checked
// signature leads to is what counts.
func TestMinIOOperations(t *testing.T) {
	const (
		tagging    = `<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>`
		versioning = `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>`
		lifecycle  = `<LifecycleConfiguration><Rule><ID>a</ID><Status>Enabled</Status><Filter><Prefix>tmp/</Prefix></Filter><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>`
		remove     = `<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>k</Key></Object></Delete>`
	)
	for how, do := range bothWays {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			s := newStore(t)
			for _, tt := range []struct {
				method, path, query, body string
				headers                   []string
				status                    int
				contains                  string
			}{
				{"PUT", "/k", "", "content", []string{"Content-Type", "text/x-a", "x-amz-meta-a", "1", "X-Amz-Meta-B", "  two  words "}, 200, ""},
				{"GET", "/k", "", "", nil, 200, "content"},
				{"GET", "/k", "", "", []string{"Range", "bytes=0-2"}, 206, "con"},
				{"HEAD", "/k", "", "", nil, 200, ""},
				{"GET", "/k", "response-content-type=text%2Fx-b&response-content-disposition=attachment%3B+filename%3D%22%C3%A9+%2B.txt%22&response-expires=Fri%2C%2024%20May%202013%2000%3A00%3A00%20GMT", "", nil, 200, "content"},
				// MinIO writes the tags into this header before it looks at the
				// signature, so they must be signed there too.
				{"PUT", "/k", "tagging", tagging, []string{"Content-MD5", md5Of(tagging)}, 403, "SignatureDoesNotMatch"},
				{"PUT", "/k", "tagging", tagging, []string{"Content-MD5", md5Of(tagging), "x-amz-tagging", "a=b"}, 200, ""},
				{"GET", "/k", "tagging=", "", nil, 200, "<Value>b</Value>"},
				{"GET", "/k", "", "", nil, 200, "content"},
				{"HEAD", "/k", "", "", nil, 200, ""},
				{"GET", "/k", "acl", "", nil, 200, "AccessControlPolicy"},
				{"GET", "/k", "attributes", "", []string{"x-amz-object-attributes", "ObjectSize"}, 200, "<ObjectSize>7</ObjectSize>"},
				{"GET", "/k", "retention", "", nil, 400, "InvalidRequest"},
				{"GET", "/k", "legal-hold", "", nil, 400, "InvalidRequest"},
				{"PUT", "/copy%20%2B%25%C3%A9", "", "", []string{"x-amz-copy-source", s.bucket + "/k"}, 200, "CopyObjectResult"},
				{"GET", "/copy%20%2B%25%C3%A9", "", "", nil, 200, "content"},
				{"GET", "/copy%20%2b%25%c3%a9", "", "", nil, 200, "content"},
				{"GET", "", "list-type=2&prefix=copy+%2B", "", nil, 200, "<KeyCount>1</KeyCount>"},
				{"GET", "", "delimiter=%2F&marker=", "", nil, 200, "<Key>k</Key>"},
				{"GET", "", "location", "", nil, 200, miniotest.Region},
				{"GET", "", "acl", "", nil, 200, "AccessControlPolicy"},
				{"PUT", "", "versioning", versioning, []string{"Content-MD5", md5Of(versioning)}, 200, ""},
				{"GET", "", "versioning", "", nil, 200, "Enabled"},
				{"GET", "", "versions&prefix=k", "", nil, 200, "<Key>k</Key>"},
				{"GET", "/k", "versionId=null", "", nil, 200, "content"},
				{"PUT", "", "tagging", tagging, []string{"Content-MD5", md5Of(tagging)}, 200, ""},
				{"DELETE", "", "tagging", "", nil, 204, ""},
				{"PUT", "", "lifecycle", lifecycle, []string{"Content-MD5", md5Of(lifecycle)}, 200, ""},
				{"GET", "", "lifecycle", "", nil, 200, "tmp/"},
				{"GET", "", "policy", "", nil, 404, "NoSuchBucketPolicy"},
				{"GET", "", "encryption", "", nil, 404, "ServerSideEncryptionConfigurationNotFound"},
				{"GET", "", "cors", "", nil, 404, "NoSuchCORSConfiguration"},
				{"GET", "", "website", "", nil, 404, "NoSuchWebsiteConfiguration"},
				{"GET", "", "logging", "", nil, 200, "BucketLoggingStatus"},
				{"GET", "", "requestPayment", "", nil, 200, "BucketOwner"},
				{"GET", "", "notification", "", nil, 200, "NotificationConfiguration"},
				{"GET", "", "object-lock", "", nil, 404, "ObjectLockConfigurationNotFound"},
				{"GET", "", "replication", "", nil, 404, "ReplicationConfigurationNotFound"},
				{"GET", "", "uploads", "", nil, 200, "ListMultipartUploadsResult"},
				{"DELETE", "/k", "tagging", "", nil, 403, "SignatureDoesNotMatch"},
				{"DELETE", "/k", "tagging", "", []string{"x-amz-tagging", "a=b"}, 204, ""},
				{"POST", "", "delete", remove, []string{"Content-MD5", md5Of(remove)}, 200, "<Deleted>"},
				{"DELETE", "/copy%20%2B%25%C3%A9", "", "", nil, 204, ""},
				{"GET", "/none", "", "", nil, 404, "NoSuchKey"},
			} {
				name := tt.method + " " + tt.path + "?" + tt.query
				a := do(s, t, s.request(tt.method, tt.path, tt.query, tt.headers...), tt.body)
				if a.status != tt.status || !strings.Contains(a.body, tt.contains) {
					t.Errorf("%s: %v, want %d and %q", name, a, tt.status, tt.contains)
				}
				if strings.Contains(tt.query, "response-content") && (a.header.Get("Content-Type") != "text/x-b" || a.header.Get("Content-Disposition") != `attachment; filename="é +.txt"`) {
					t.Errorf("%s: headers %v", name, a.header)
				}
				if tt.method == "HEAD" && (a.header.Get("Content-Type") != "text/x-a" || a.header.Get("X-Amz-Meta-B") != "two  words") {
					t.Errorf("%s: headers %v", name, a.header)
				}
			}
			if a := do(s, t, sigv2.Request{Method: "GET", Scheme: "http", Host: s.host, Path: "/"}, ""); a.status != 200 || !strings.Contains(a.body, s.bucket) {
				t.Errorf("list buckets: %v", a)
			}
			multipartUpload(t, s, do)
		})
	}
}

func multipartUpload(t *testing.T, s *store, do func(*store, *testing.T, sigv2.Request, string) answer) {
	t.Helper()
	cut := func(text, before, after string) string {
		_, text, _ = strings.Cut(text, before)
		text, _, _ = strings.Cut(text, after)
		return text
	}
	a := do(s, t, s.request("POST", "/big", "uploads"), "")
	id := string(sigv4.AppendEscaped(nil, cut(a.body, "<UploadId>", "</UploadId>")))
	if a.status != 200 || id == "" {
		t.Fatalf("create: %v", a)
	}
	a = do(s, t, s.request("PUT", "/big", "uploadId="+id+"&partNumber=1"), "part")
	etag := strings.Trim(a.header.Get("Etag"), `"`)
	if a.status != 200 || etag == "" {
		t.Fatalf("part: %v", a)
	}
	if a = do(s, t, s.request("GET", "/big", "uploadId="+id), ""); !strings.Contains(a.body, etag) {
		t.Errorf("parts: %v", a)
	}
	a = do(s, t, s.request("POST", "/big", "uploadId="+id), "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"+etag+"</ETag></Part></CompleteMultipartUpload>")
	if a.status != 200 || !strings.Contains(a.body, "CompleteMultipartUploadResult") {
		t.Errorf("complete: %v", a)
	}
	if a = do(s, t, s.request("GET", "/big", ""), ""); a.body != "part" {
		t.Errorf("object: %v", a)
	}
}

// TestMinIORefuses shows that the server does check: what was signed and then
// changed is refused.
func TestMinIORefuses(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	signer := newSigner(t, s.credentials, sigv2.Options{Store: sigv2.StoreMinIO})
	put := s.request("PUT", "/k", "", "Content-Type", "text/plain", "x-amz-meta-a", "1")
	p, err := signer.Presign(&put, time.Minute, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	old, err := signer.Presign(&put, time.Minute, time.Now().Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		method, url string
		headers     []sigv4.Header
		code        string
	}{
		"another method":       {"DELETE", p.URL, p.Headers, "SignatureDoesNotMatch"},
		"another key":          {"PUT", strings.Replace(p.URL, "/k?", "/l?", 1), p.Headers, "SignatureDoesNotMatch"},
		"a sub-resource":       {"PUT", p.URL + "&versionId=null", p.Headers, "SignatureDoesNotMatch"},
		"another expiry":       {"PUT", p.URL + "0", p.Headers, "SignatureDoesNotMatch"},
		"another Content-Type": {"PUT", p.URL, headers("Content-Type", "text/html", "x-amz-meta-a", "1"), "SignatureDoesNotMatch"},
		"no header":            {"PUT", p.URL, nil, "SignatureDoesNotMatch"},
		"one header more":      {"PUT", p.URL, append(headers("x-amz-meta-b", "2"), p.Headers...), "SignatureDoesNotMatch"},
		"expired":              {"PUT", old.URL, old.Headers, "AccessDenied"},
	} {
		a := send(t, tt.method, tt.url, "x", tt.headers)
		if a.status != 403 || !strings.Contains(a.body, "<Code>"+tt.code+"</Code>") {
			t.Errorf("%s: %v, want 403 %s", name, a, tt.code)
		}
	}
	if a := send(t, "PUT", p.URL, "x", p.Headers); a.status != 200 {
		t.Errorf("unchanged: %v", a)
	}
	// In S3's form the headers stand in the URL, where MinIO does not look.
	s3, err := newSigner(t, s.credentials, sigv2.Options{}).Presign(&put, time.Minute, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if a := send(t, "PUT", s3.URL, "x", s3.Headers); a.status != 403 {
		t.Errorf("headers in the URL: %v: MinIO has changed, and StoreMinIO should", a)
	}
}

func TestMinIOPost(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	text := fmt.Sprintf(`{"expiration": %q, "conditions": [{"bucket": %q}, {"key": "form é"}, {"Content-Type": "text/x-a"}]}`,
		time.Now().Add(time.Minute).UTC().Format(time.RFC3339), s.bucket)
	policy := base64.StdEncoding.EncodeToString([]byte(text))
	signature, err := newSigner(t, s.credentials, sigv2.Options{}).AppendPostSignature(nil, []byte(policy))
	if err != nil {
		t.Fatal(err)
	}
	post := func(signature string) answer {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		for _, field := range [][2]string{
			{"key", "form é"}, {"Content-Type", "text/x-a"}, {"AWSAccessKeyId", s.credentials.AccessKeyID},
			{"policy", policy}, {"signature", signature},
		} {
			if err := w.WriteField(field[0], field[1]); err != nil {
				t.Fatal(err)
			}
		}
		file, err := w.CreateFormFile("file", "a.txt")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(file, "content"); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return send(t, "POST", "http://"+s.host+"/"+s.bucket, b.String(), headers("Content-Type", w.FormDataContentType()))
	}
	if a := post(string(signature)); a.status != 204 {
		t.Errorf("the form: %v", a)
	}
	if a := post("A" + string(signature[1:])); signature[0] != 'A' && a.status != 403 {
		t.Errorf("another signature: %v", a)
	}
	if a := s.byURL(t, s.request("GET", "/form%20%C3%A9", ""), ""); a.body != "content" || a.header.Get("Content-Type") != "text/x-a" {
		t.Errorf("what was stored: %v", a)
	}
}
