package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A Page is a tab with cookies and a cache of its own. Its methods fail the test
// when they cannot do what they say. They are called by one goroutine at a time.
type Page struct {
	tb      testing.TB
	conn    *conn
	session string

	mu       sync.Mutex
	loads    int
	requests map[string]string // a request's method and URL, by its id
	answers  []Answer
	problems []string
}

// An Answer is what a server answered.
type Answer struct {
	Request string // its method and URL
	Status  int
}

// Page opens an empty tab that closes with the test.
func (b *Browser) Page(tb testing.TB) *Page {
	tb.Helper()
	p := &Page{tb: tb, conn: b.conn, requests: map[string]string{}}
	var made struct{ BrowserContextID, TargetID, SessionID string }
	p.call("Target.createBrowserContext", nil, &made)
	p.call("Target.createTarget", params{"url": "about:blank", "browserContextId": made.BrowserContextID}, &made)
	p.call("Target.attachToTarget", params{"targetId": made.TargetID, "flatten": true}, &made)
	tb.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), maxWait)
		defer cancel()
		if err := b.conn.call(ctx, "", "Target.disposeBrowserContext", params{"browserContextId": made.BrowserContextID}, nil); err != nil {
			tb.Errorf("closing a tab: %v", err)
		}
		b.conn.listen(p.session, nil)
	})
	p.session = made.SessionID
	b.conn.listen(p.session, p.event)
	for _, domain := range []string{"Page", "Runtime", "Network", "Log", "DOM"} {
		p.call(domain+".enable", nil, nil)
	}
	return p
}

// call sends a command to the page.
func (p *Page) call(method string, in params, result any) {
	p.tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), maxWait)
	defer cancel()
	if err := p.conn.call(ctx, p.session, method, in, result); err != nil {
		p.tb.Fatal(err)
	}
}

// event notes what happens in the page.
func (p *Page) event(method string, raw json.RawMessage) {
	var e struct {
		RequestID string
		Request   struct{ Method, URL string }
		Response  struct{ Status int }
		Redirect  *struct{ Status int } `json:"redirectResponse"`
		Type      string
		Args      []struct{ Value any }
		Entry     struct{ Level, Source, Text string }
		Exception struct {
			Text      string
			Exception struct{ Description string }
		} `json:"exceptionDetails"`
	}
	if err := json.Unmarshal(raw, &e); err != nil {
		return // another event with a member of one of these names
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch method {
	case "Page.loadEventFired":
		p.loads++
	case "Network.requestWillBeSent":
		if e.Redirect != nil {
			p.answered(e.RequestID, e.Redirect.Status)
		}
		p.requests[e.RequestID] = e.Request.Method + " " + e.Request.URL
	case "Network.responseReceived":
		p.answered(e.RequestID, e.Response.Status)
	case "Runtime.exceptionThrown":
		p.problems = append(p.problems, e.Exception.Text+" "+e.Exception.Exception.Description)
	case "Runtime.consoleAPICalled":
		if e.Type == "error" || e.Type == "warning" {
			p.problems = append(p.problems, fmt.Sprint(e.Args))
		}
	case "Log.entryAdded":
		// An answer of 400 and more is such an entry too, and Answers has it.
		if e.Entry.Level == "error" && !strings.Contains(e.Entry.Text, "the server responded with a status of") {
			p.problems = append(p.problems, e.Entry.Source+": "+e.Entry.Text)
		}
	}
}

// answered notes an answer of a server: a file or a data URL has none. The
// browser asks for an icon when it likes, which no test is about.
func (p *Page) answered(id string, status int) {
	if _, url, _ := strings.Cut(p.requests[id], " "); strings.HasPrefix(url, "http") && !strings.HasSuffix(url, "/favicon.ico") {
		p.answers = append(p.answers, Answer{p.requests[id], status})
	}
}

// Answers are what servers have answered to the page so far.
func (p *Page) Answers() []Answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.answers)
}

// Problems are the errors that the page or the browser has noted so far: those of
// scripts, of its Content-Security-Policy, of the network.
func (p *Page) Problems() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.problems)
}

// wait returns when done does not return "", which says what is waited for.
func (p *Page) wait(done func() (missing string)) {
	p.tb.Helper()
	for end := time.Now().Add(maxWait); ; time.Sleep(10 * time.Millisecond) {
		missing := done()
		if missing == "" {
			return
		}
		if time.Now().After(end) {
			p.tb.Fatalf("after %s: %s; answers %v, problems %q", maxWait, missing, p.Answers(), p.Problems())
		}
	}
}

// DisableScript has the page's own scripts not run from the next page on. Those
// of the tests still do.
func (p *Page) DisableScript() {
	p.tb.Helper()
	p.call("Emulation.setScriptExecutionDisabled", params{"value": true}, nil)
}

// Open goes to a URL and returns when the page has loaded.
func (p *Page) Open(url string) {
	p.tb.Helper()
	p.AfterLoad(func() {
		var gone struct{ ErrorText string }
		p.call("Page.navigate", params{"url": url}, &gone)
		if gone.ErrorText != "" {
			p.tb.Fatalf("opening %s: %s", url, gone.ErrorText)
		}
	})
}

// AfterLoad does something that makes the browser load another page, and returns
// when that one is there.
func (p *Page) AfterLoad(do func()) {
	p.tb.Helper()
	count := func() int {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.loads
	}
	before := count()
	do()
	p.wait(func() string {
		if count() == before {
			return "no page was loaded"
		}
		return ""
	})
}

// Await returns when a server has answered n times, and the last answer.
func (p *Page) Await(n int) (last Answer) {
	p.tb.Helper()
	p.wait(func() string {
		answers := p.Answers()
		if len(answers) < n {
			return fmt.Sprintf("%d answers, want %d", len(answers), n)
		}
		last = answers[len(answers)-1]
		return ""
	})
	return last
}

// AwaitAnswer returns when a server has answered such a request with this status.
func (p *Page) AwaitAnswer(request string, status int) {
	p.tb.Helper()
	p.wait(func() string {
		if !slices.Contains(p.Answers(), Answer{request, status}) {
			return fmt.Sprintf("no answer %d to %s", status, request)
		}
		return ""
	})
}
