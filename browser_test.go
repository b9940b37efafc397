package sig4_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/testdata/browser"
)

// The tests in files browser_*_test.go open the pages that package policy writes
// in a real browser and send their forms to the MinIO server.

// sign is the signed form of a post that ends soon.
func (b *bucket) sign(t *testing.T, p policy.Post) policy.Form {
	t.Helper()
	return b.form(t, p, time.Now())
}

// openForm opens a form's page from a file, as one who got it by mail would.
func openForm(t *testing.T, page *browser.Page, form policy.Form) {
	t.Helper()
	openText(t, page, pageOf(t, form))
}

func pageOf(t *testing.T, form policy.Form) string {
	t.Helper()
	text, err := form.HTML()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func openText(t *testing.T, page *browser.Page, text string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "upload.html")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	page.Open("file://" + path)
}

// choose writes files to disk and chooses them in the page.
func choose(t *testing.T, page *browser.Page, files ...file) {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for _, f := range files {
		path := filepath.Join(dir, f.name)
		if err := os.WriteFile(path, []byte(f.content), 0o666); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	page.Choose("#file", paths...)
}

// sendAll clicks on the button and returns when the script has no more to do.
func sendAll(page *browser.Page) {
	page.Click("#send")
	page.Until(`document.getElementById("status").textContent !== "" && document.getElementById("stop").hidden`)
}

// shownXML is the XML that the browser shows in its viewer.
func shownXML(page *browser.Page) (text string) {
	page.Eval(`document.getElementById("webkit-xml-viewer-source-xml").innerHTML`, &text)
	return text
}

// wantStatus fails the test unless the page says so.
func wantStatus(t *testing.T, page *browser.Page, want string) {
	t.Helper()
	if got := page.Text("#status"); got != want {
		t.Errorf("the page says %q, want %q", got, want)
	}
}

// wantQuiet fails the test when the browser complained about the page.
func wantQuiet(t *testing.T, page *browser.Page) {
	t.Helper()
	if problems := page.Problems(); len(problems) > 0 {
		t.Errorf("the browser notes %q", problems)
	}
}

// wantStored fails the test unless minio-go reads this under the key.
func (b *bucket) wantStored(t *testing.T, key, content string) {
	t.Helper()
	if got, _ := b.read(t, key); got != content {
		t.Errorf("minio-go reads %d bytes under %q that are not the file's %d", len(got), key, len(content))
	}
}

// richPost is a form with fields of every kind that a page must not change.
func (b *bucket) richPost() policy.Post {
	p := b.post("a b+c/é \"'<&>/${filename}")
	p.Fields = []policy.Field{
		{Name: "Content-Type", Value: "text/x-test"},
		{Name: "Cache-Control", Value: "max-age=60"},
		{Name: "x-amz-meta-title", Value: `a "title" with \ and ' and <b> & é`},
		{Name: "tagging", Value: `<Tagging><TagSet><Tag><Key>a</Key><Value>b c</Value></Tag></TagSet></Tagging>`},
		{Name: "x-ignore-this", Value: "not covered"},
	}
	p.Conditions = []policy.Condition{policy.ContentLengthRange{Min: 1, Max: 100_000}}
	return p
}

// wantRich holds what was stored to richPost.
func (b *bucket) wantRich(t *testing.T, name, content string) {
	t.Helper()
	got, info := b.read(t, "a b+c/é \"'<&>/"+name)
	if got != content {
		t.Errorf("minio-go reads %d bytes that are not the file's %d", len(got), len(content))
	}
	for name, want := range map[string]string{
		"Content-Type":        "text/x-test",
		"Cache-Control":       "max-age=60",
		"X-Amz-Meta-Title":    `a "title" with \ and ' and <b> & é`,
		"X-Amz-Tagging-Count": "1",
	} {
		if got := info.Metadata.Get(name); got != want {
			t.Errorf("stored %s: %q, want %q", name, got, want)
		}
	}
}

// doneServer serves the page that a redirect leads to, and tells how it was asked
// for.
func doneServer(t *testing.T) (url string, asked <-chan *http.Request) {
	c := make(chan *http.Request, 10)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/done" {
			http.NotFound(w, r)
			return
		}
		c <- r
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<!DOCTYPE html><title>Done</title><p id=done>All done.</p>"))
	}))
	t.Cleanup(server.Close)
	return server.URL + "/done", c
}

// binary is content that no text conversion leaves alone.
func binary(n int) string {
	return strings.Repeat("\x00\r\n\xff\n\r\x80--", n/9+1)[:n]
}
