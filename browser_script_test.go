package sig4_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/testdata/browser"
)

// With JavaScript the page sends the form itself and says what the store answered.
func TestBrowserWithScript(t *testing.T) {
	t.Parallel()
	chromium := browser.Start(t)
	sized := func(p policy.Post, low, high int64) policy.Post {
		p.Conditions = append(p.Conditions, policy.ContentLengthRange{Min: low, Max: high})
		return p
	}

	t.Run("204, with progress", func(t *testing.T) {
		b, page := newBucket(t), chromium.Page(t)
		openForm(t, page, b.sign(t, b.richPost()))
		page.Eval(`window.seen = [], new MutationObserver(changes => changes.forEach(c => c.addedNodes.forEach(n => seen.push(
			n.textContent)))).observe(document.getElementById("list"), {subtree: true, childList: true}), 0`, nil)
		content := binary(50_000)
		choose(t, page, file{`é "1" $&.bin`, content})
		sendAll(page)
		wantStatus(t, page, "Stored as a b+c/é \"'<&>/é %221%22 $&.bin") // every browser sends it so
		b.wantRich(t, "é %221%22 $&.bin", content)
		if answers := page.Answers(); len(answers) == 0 || answers[len(answers)-1].Status != 204 {
			t.Errorf("answers %+v", answers)
		}
		var seen []string
		page.Eval("seen", &seen)
		if text := strings.Join(seen, "|"); !strings.Contains(text, "%") && !strings.Contains(text, "Waiting for the answer") {
			t.Errorf("no progress, only %q", seen)
		}
		var left int
		if page.Eval(`document.getElementById("file").files.length`, &left); left != 0 {
			t.Errorf("%d files are still chosen", left)
		}
		wantQuiet(t, page)
	})
	t.Run("201", func(t *testing.T) {
		b, page := newBucket(t), chromium.Page(t)
		p := b.post("fixed key")
		p.Fields = []policy.Field{{Name: "success_action_status", Value: "201"}}
		openForm(t, page, b.sign(t, p))
		choose(t, page, file{"a.txt", "the file"})
		sendAll(page)
		wantStatus(t, page, "Stored as fixed key")
		b.wantStored(t, "fixed key", "the file")
		if answers := page.Answers(); len(answers) == 0 || answers[len(answers)-1].Status != 201 {
			t.Errorf("answers %+v", answers)
		}
		wantQuiet(t, page)
	})
	t.Run("redirect", func(t *testing.T) { testBrowserRedirect(t, newBucket(t), chromium.Page(t)) })
	t.Run("empty file, from a server, by the keyboard", func(t *testing.T) {
		b, page := newBucket(t), chromium.Page(t)
		text := pageOf(t, b.sign(t, b.post("key")))
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write([]byte(text))
		}))
		t.Cleanup(server.Close)
		page.Open(server.URL)
		choose(t, page, file{"empty", ""})
		page.Press("Tab")
		page.Until(`document.activeElement.id === "file"`)
		page.Press("Tab")
		page.Until(`document.activeElement.id === "send"`)
		page.Press("Enter")
		page.Until(`document.getElementById("status").textContent === "Stored as key"`)
		page.Until(`document.activeElement.id === "send"`)
		b.wantStored(t, "key", "")
		wantQuiet(t, page)
	})
	t.Run("not sent", func(t *testing.T) {
		b, page := newBucket(t), chromium.Page(t)
		p := sized(b.post("up/${filename}"), 2, 1000)
		p.Conditions = append(p.Conditions, policy.StartsWith{Name: "Content-Type", Prefix: "image/"})
		openForm(t, page, b.sign(t, p))
		for _, test := range []struct {
			file file
			says string
		}{
			{file{"a.png", binary(1001)}, "Not sent: it has 1,001 bytes; the form admits at most 1,000 bytes"},
			{file{"a.png", "x"}, "Not sent: it has 1 byte; the form asks for at least 2 bytes"},
			{file{"a.html", "<p>"}, "Not sent: its type is text/html; the form admits only types that start with image/"},
		} {
			choose(t, page, test.file)
			sendAll(page)
			wantStatus(t, page, test.says)
		}
		if answers := page.Answers(); len(answers) != 0 {
			t.Errorf("answers %+v", answers)
		}
		choose(t, page, file{"a.png", binary(1000)})
		sendAll(page)
		wantStatus(t, page, "Stored as up/a.png")
		if _, info := b.read(t, "up/a.png"); info.ContentType != "image/png" {
			t.Errorf("stored as %q", info.ContentType)
		}
		wantQuiet(t, page)
	})
	t.Run("refused by the store", func(t *testing.T) {
		b, page := newBucket(t), chromium.Page(t)
		form := b.sign(t, b.richPost())
		openForm(t, page, set(form, "x-amz-meta-title", "another"))
		choose(t, page, file{"a.txt", "x"})
		sendAll(page)
		if got := page.Text("#status"); !strings.HasPrefix(got, "Refused: AccessDenied: ") || !strings.Contains(got, "Policy Condition failed") {
			t.Errorf("the page says %q", got)
		}
		wantQuiet(t, page)
	})
	t.Run("several, one refused by the store", func(t *testing.T) {
		b, page := newBucket(t), chromium.Page(t)
		form := b.sign(t, sized(b.post("user/eric/${filename}"), 0, 1000))
		form.Size = nil // so that the page does not refuse it first
		openForm(t, page, form)
		choose(t, page, file{"a.txt", "first"}, file{"large.bin", binary(1001)}, file{"c d.txt", "third"})
		sendAll(page)
		wantStatus(t, page, "2 of 3 files stored, 1 refused")
		var rows []string
		page.Eval(`Array.from(document.querySelectorAll("#list li"), li => li.innerText)`, &rows)
		if len(rows) != 3 || rows[0] != "a.txt\nStored as user/eric/a.txt" || rows[2] != "c d.txt\nStored as user/eric/c d.txt" ||
			!strings.HasPrefix(rows[1], "large.bin\nRefused: EntityTooLarge: ") {
			t.Errorf("the page lists %q", rows)
		}
		b.wantStored(t, "user/eric/a.txt", "first")
		b.wantStored(t, "user/eric/c d.txt", "third")
		b.missing(t, "user/eric/large.bin")
		wantQuiet(t, page)
	})
	t.Run("without CORS", func(t *testing.T) {
		b, page := newBucket(t), chromium.Page(t)
		form := b.sign(t, sized(b.post("up/${filename}"), 0, 1000))
		form.URL = withoutCORS(t, b.server.URL(), nil) + "/" + b.name
		openForm(t, page, form)
		choose(t, page, file{"a.txt", "first"}, file{"b.txt", "second"})
		sendAll(page)
		page.Size(1024, 768)
		checkLook(t, page, "plain", 1024, 768)
		wantStatus(t, page, "0 of 2 files stored. You can try again, or send a.txt without progress.")
		b.missing(t, "up/a.txt")
		if got := page.Text("#list li:last-child"); got != "b.txt\nNot sent" {
			t.Errorf("the page lists %q", got)
		}
		page.Click("#plain")
		page.Until(`document.getElementById("status").textContent.startsWith("Sent.")`)
		page.AwaitAnswer("POST "+form.URL, 204)
		var chosen int
		if page.Eval(`document.getElementById("file").files.length`, &chosen); chosen != 1 {
			t.Errorf("%d files were in the form, and a store takes one", chosen)
		}
		b.wantStored(t, "up/a.txt", "first")
		b.missing(t, "up/b.txt")
	})
	t.Run("stopped", func(t *testing.T) {
		b, page := newBucket(t), chromium.Page(t)
		form := b.sign(t, sized(b.post("up/${filename}"), 0, 1000))
		held := make(chan struct{})
		form.URL = withoutCORS(t, b.server.URL(), held) + "/" + b.name
		t.Cleanup(func() { close(held) })
		page.Size(1024, 768)
		openForm(t, page, form)
		page.Eval(`window.sent = 0, ((send) => { XMLHttpRequest.prototype.send = function (...a) { sent++; return send.apply(this, a); }; })(
			XMLHttpRequest.prototype.send), 0`, nil)
		choose(t, page, file{"a.txt", "first"})
		page.Click("#send")
		page.Until(`!document.getElementById("stop").hidden`)
		checkLook(t, page, "stop", 1024, 768)
		page.Click("#send") // does nothing now
		page.Click("#stop")
		page.Until(`document.getElementById("stop").hidden`)
		var sent int
		if page.Eval("sent", &sent); sent != 1 {
			t.Errorf("%d requests were sent", sent)
		}
		wantStatus(t, page, "Stopped. You can try again, or send it without progress.")
		b.missing(t, "up/a.txt")
		wantQuiet(t, page)
	})
}

// withoutCORS serves the store as if its bucket had no CORS rules. Where held is
// given, answers wait until it is closed.
func withoutCORS(t *testing.T, store string, held <-chan struct{}) string {
	target, err := url.Parse(store)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.ModifyResponse = func(r *http.Response) error {
		for name := range r.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				r.Header.Del(name)
			}
		}
		return nil
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if held != nil {
			select {
			case <-held:
			case <-r.Context().Done():
				return
			}
		}
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}
