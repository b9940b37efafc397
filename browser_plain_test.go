package sig4_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/testdata/browser"
)

// Without JavaScript the page is a form, and the browser shows what the store
// answers.
func TestBrowserWithoutScript(t *testing.T) {
	t.Parallel()
	chromium := browser.Start(t)
	open := func(t *testing.T) *browser.Page {
		page := chromium.Page(t)
		page.DisableScript()
		return page
	}

	t.Run("204", func(t *testing.T) {
		b, page := newBucket(t), open(t)
		openForm(t, page, b.sign(t, b.richPost()))
		content := binary(50_000)
		choose(t, page, file{"é (1).bin", content})
		page.Click("#send")
		if a := page.Await(1); a.Status != 204 || a.Request != "POST "+b.server.URL()+"/"+b.name {
			t.Errorf("%+v", a)
		}
		b.wantRich(t, "é (1).bin", content)
		wantStatus(t, page, "") // a script would have said something
		wantQuiet(t, page)
	})
	t.Run("201", func(t *testing.T) {
		b, page := newBucket(t), open(t)
		p := b.richPost()
		p.Fields = append(p.Fields, policy.Field{Name: "success_action_status", Value: "201"})
		openForm(t, page, b.sign(t, p))
		choose(t, page, file{"a.txt", "the file"})
		page.AfterLoad(func() { page.Click("#send") })
		if a := page.Await(1); a.Status != 201 {
			t.Errorf("%+v", a)
		}
		shown := shownXML(page)
		want := fmt.Sprintf("<Bucket>%s</Bucket>", b.name)
		if !strings.Contains(shown, want) || !strings.Contains(shown, "a.txt</Key>") {
			t.Errorf("the browser shows %s", shown)
		}
		b.wantRich(t, "a.txt", "the file")
	})
	t.Run("redirect", func(t *testing.T) { testBrowserRedirect(t, newBucket(t), open(t)) })
	t.Run("too large", func(t *testing.T) {
		b, page := newBucket(t), open(t)
		p := b.post("up/${filename}")
		p.Conditions = []policy.Condition{policy.ContentLengthRange{Min: 0, Max: 1000}}
		openForm(t, page, b.sign(t, p))
		choose(t, page, file{"large.txt", binary(1001)})
		page.AfterLoad(func() { page.Click("#send") })
		if a := page.Await(1); a.Status != 400 {
			t.Errorf("%+v", a)
		}
		shown := shownXML(page)
		if !strings.Contains(shown, "EntityTooLarge") {
			t.Errorf("the browser shows %s", shown)
		}
		b.missing(t, "up/large.txt")
	})
	t.Run("a field to fill in", func(t *testing.T) {
		b, page := newBucket(t), open(t)
		p := b.post("photo")
		p.Conditions = []policy.Condition{policy.StartsWith{Name: "Content-Type", Prefix: "image/"}}
		openForm(t, page, b.sign(t, p))
		choose(t, page, file{"photo.jpg", "the photo"})
		page.Eval(`document.getElementById("type").focus()`, nil)
		page.Press("End")
		for _, c := range "x-test" {
			page.Press(string(c))
		}
		page.Click("#send")
		if a := page.Await(1); a.Status != 204 {
			t.Errorf("%+v", a)
		}
		if got, info := b.read(t, "photo"); got != "the photo" || info.ContentType != "image/x-test" {
			t.Errorf("minio-go reads %q of the type %q", got, info.ContentType)
		}
		wantQuiet(t, page)
	})
	t.Run("no file", func(t *testing.T) {
		b, page := newBucket(t), open(t)
		openForm(t, page, b.sign(t, b.post("key")))
		page.Click("#send")
		page.Until(`document.querySelector("#file:invalid")`)
		b.missing(t, "key")
	})
}

// testBrowserRedirect uploads with success_action_redirect, which the browser
// follows with and without a script.
func testBrowserRedirect(t *testing.T, b *bucket, page *browser.Page) {
	done, asked := doneServer(t)
	p := b.post("up/${filename}")
	p.Fields = []policy.Field{{Name: "success_action_redirect", Value: done + "?a=b"}}
	openForm(t, page, b.sign(t, p))
	choose(t, page, file{"a b.txt", "the file"})
	page.AfterLoad(func() { page.Click("#send") })
	page.Until(`document.getElementById("done")`)
	r := <-asked
	if r.Method != "GET" || r.FormValue("a") != "b" || r.FormValue("bucket") != b.name || r.FormValue("key") != "up/a b.txt" || r.FormValue("etag") == "" {
		t.Errorf("the browser was sent to %s %s", r.Method, r.URL)
	}
	if answers := page.Answers(); len(answers) < 2 || answers[0].Status != 303 || answers[1].Status != 200 {
		t.Errorf("answers %+v", answers)
	}
	b.wantStored(t, "up/a b.txt", "the file")
	wantQuiet(t, page)
}
