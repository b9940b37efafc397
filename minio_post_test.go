package sig4_test

import (
	"bytes"
	"encoding/xml"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/policy"
)

// post says that a file may be uploaded under a key.
func (b *bucket) post(key string) policy.Post {
	return policy.Post{URL: b.server.URL() + "/" + b.name, Bucket: b.name, Key: key, Expires: life}
}

func (b *bucket) form(t *testing.T, p policy.Post, at time.Time) policy.Form {
	t.Helper()
	form, err := policy.Sign(p, b.signer(t), at)
	if err != nil {
		t.Fatal(err)
	}
	return form
}

// A file is what the user of a form chooses.
type file struct{ name, content string }

// upload sends a form the way a browser does: all fields in order, then the file.
func upload(t *testing.T, form policy.Form, f file) answer {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, field := range form.Fields {
		if err := w.WriteField(field.Name, field.Value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", f.name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte(f.content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequest(http.MethodPost, form.URL, &body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	return send(t, req)
}

// A form without more answers 204 with the object's ETag.
func TestMinIOPost(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	got := upload(t, b.form(t, b.post("key"), time.Now()), file{"photo.jpg", "the photo"})
	got.want(t, 204, "")
	body, info := b.read(t, "key")
	if body != "the photo" {
		t.Errorf("minio-go reads %q", body)
	}
	if got := strings.Trim(got.header.Get("ETag"), `"`); got != info.ETag {
		t.Errorf("ETag %q, want %q", got, info.ETag)
	}
}

// With success_action_status 201 the answer names the object, and the further fields are stored with it.
func TestMinIOPostCreated(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	p := b.post("a b+c/é.txt")
	p.Fields = []policy.Field{
		{Name: "success_action_status", Value: "201"},
		{Name: "Content-Type", Value: "text/x-test"},
		{Name: "Cache-Control", Value: "max-age=60"},
		{Name: "x-amz-meta-title", Value: `a "title" with \ and é`},
		{Name: "x-ignore-this", Value: "not covered"},
	}
	p.Conditions = []policy.Condition{policy.ContentLengthRange{Min: 1, Max: 100}}
	got := upload(t, b.form(t, p, time.Now()), file{"x.txt", "the file"})
	got.want(t, 201, "")

	var created struct {
		XMLName                     xml.Name `xml:"PostResponse"`
		Location, Bucket, Key, ETag string
	}
	if err := xml.Unmarshal([]byte(got.body), &created); err != nil {
		t.Fatalf("%v\n%s", err, got.body)
	}
	body, info := b.read(t, p.Key)
	if body != "the file" {
		t.Errorf("minio-go reads %q", body)
	}
	if created.Bucket != b.name || created.Key != p.Key || strings.Trim(created.ETag, `"`) != info.ETag {
		t.Errorf("the answer names %+v", created)
	}
	if created.Location == "" || created.Location != got.header.Get("Location") {
		t.Errorf("the answer says Location %q, its header %q", created.Location, got.header.Get("Location"))
	}
	for name, want := range map[string]string{
		"Content-Type":     "text/x-test",
		"Cache-Control":    "max-age=60",
		"X-Amz-Meta-Title": `a "title" with \ and é`,
	} {
		if got := info.Metadata.Get(name); got != want {
			t.Errorf("stored %s: %q, want %q", name, got, want)
		}
	}
}

// success_action_status 200 and success_action_redirect are answered as they say.
func TestMinIOPostAnswers(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	p := b.post("key")
	p.Fields = []policy.Field{{Name: "success_action_status", Value: "200"}}
	upload(t, b.form(t, p, time.Now()), file{"x", "x"}).want(t, 200, "")

	p.Fields = []policy.Field{{Name: "success_action_redirect", Value: "http://127.0.0.1/done?a=b"}}
	got := upload(t, b.form(t, p, time.Now()), file{"x", "x"})
	if got.status != 303 {
		t.Fatalf("the server answered %d, want 303", got.status)
	}
	if location := got.header.Get("Location"); !strings.HasPrefix(location, "http://127.0.0.1/done?a=b&") || !strings.Contains(location, "key=key") {
		t.Errorf("it sends the browser to %q", location)
	}
}

// One form with ${filename} takes several files, each under its own name.
func TestMinIOPostSeveralFiles(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	form := b.form(t, b.post("user/eric/${filename}"), time.Now())
	for _, f := range []file{{"a.txt", "first"}, {"b c+d.txt", "second"}, {composed + ".txt", "third"}, {"😀.png", "fourth"}} {
		upload(t, form, f).want(t, 204, "")
		if got, _ := b.read(t, "user/eric/"+f.name); got != f.content {
			t.Errorf("minio-go reads %q under %q", got, f.name)
		}
	}
	// The prefix leaves the key open, so the form may also name it itself.
	upload(t, set(form, "key", "user/eric/named"), file{"x.txt", "fifth"}).want(t, 204, "")
	if got, _ := b.read(t, "user/eric/named"); got != "fifth" {
		t.Errorf("minio-go reads %q", got)
	}
}

// A condition on a field that the sender of the form fills in.
func TestMinIOPostOpenField(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	p := b.post("key")
	p.Conditions = []policy.Condition{policy.StartsWith{Name: "Content-Type", Prefix: "image/"}}
	form := b.form(t, p, time.Now())
	upload(t, set(form, "Content-Type", "image/png"), file{"x", "x"}).want(t, 204, "")
	if _, info := b.read(t, "key"); info.ContentType != "image/png" {
		t.Errorf("stored as %q", info.ContentType)
	}
	upload(t, set(form, "Content-Type", "text/html"), file{"x", "x"}).want(t, 403, "AccessDenied")
}

// Keys of every kind go through a policy's JSON and a form.
func TestMinIOPostKeys(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	for _, k := range keyCases {
		if k.refused != nil || k.stored != "" {
			continue
		}
		t.Run(k.name, func(t *testing.T) {
			upload(t, b.form(t, b.post(k.key), time.Now()), file{"x", "the file"}).want(t, 204, "")
			if got, _ := b.read(t, k.key); got != "the file" {
				t.Errorf("minio-go reads %q", got)
			}
			b.remove(t, k.key)
		})
	}
}

// The session token of temporary credentials is a field of the form, and covered.
func TestMinIOPostTemporaryCredentials(t *testing.T) {
	t.Parallel()
	root := newBucket(t)
	b := root.temporary(t)
	form := b.form(t, b.post("key"), time.Now())
	if get(t, form, "x-amz-security-token") != b.creds.SessionToken.Reveal() {
		t.Error("the form has another token")
	}
	upload(t, drop(form, "x-amz-security-token"), file{"x", "x"}).want(t, 403, "InvalidTokenId")
	upload(t, set(form, "x-amz-security-token", root.temporary(t).creds.SessionToken.Reveal()), file{"x", "x"}).want(t, 403, "InvalidTokenId")
	b.missing(t, "key")
	upload(t, form, file{"x", "the file"}).want(t, 204, "")
	if got, _ := b.read(t, "key"); got != "the file" {
		t.Errorf("minio-go reads %q", got)
	}
}
