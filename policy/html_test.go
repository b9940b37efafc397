package policy_test

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html"
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/policy"
)

// wantPage is a page without what is between <style>, <script> and their ends.
const wantPage = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action http: https:; style-src 'sha256-STYLE'; script-src 'sha256-SCRIPT'; connect-src https://b.s3.us-east-1.amazonaws.com">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Upload a file</title>
<style></style>
</head>
<body>
<main id="page" data-url="https://b.s3.us-east-1.amazonaws.com/" data-min="0" data-max="10485760" data-several>
<h1 id="title">Upload a file</h1>
<form id="form" action="https://b.s3.us-east-1.amazonaws.com/" method="post" enctype="multipart/form-data" accept-charset="UTF-8" autocomplete="off">
<input type="hidden" name="x-amz-meta-a" value="&quot;&gt;&lt;script&gt;alert(&#39;&amp;amp;&#39;)&lt;/script&gt;&#9;&#13;&#10;">
<input type="hidden" name="key" value="user/${filename}">
<input type="hidden" name="acl" value="private">
<div class="field">
<label for="type">Content-Type</label>
<input type="text" id="type" name="Content-Type" value="image/" spellcheck="false" autocapitalize="none" aria-describedby="type-note">
<p class="note" id="type-note">It must start with image/.</p>
</div>
<div class="field">
<label for="field-2">x-amz-meta-note</label>
<input type="text" id="field-2" name="x-amz-meta-note" value="" spellcheck="false" autocapitalize="none">
</div>
<div class="field">
<label for="file" id="file-label">File</label>
<input type="file" id="file" name="file" required aria-describedby="size">
<p class="note" id="size">At most 10,485,760 bytes (10 MiB).</p>
</div>
<div class="buttons">
<button type="submit" id="send">Upload</button>
<button type="button" id="stop" hidden>Stop</button>
<button type="button" id="plain" hidden>Send without progress</button>
</div>
</form>
<p id="status" role="status" aria-live="polite"></p>
<ol id="list"></ol>
<p class="note until">This form can be used until <time datetime="2013-05-24T01:00:00Z">2013-05-24 01:00:00 UTC</time>.</p>
</main>
<script></script>
</body>
</html>
`

// split takes a page's style and script out of it, and their hashes out of its
// Content-Security-Policy, which it checks.
func split(t *testing.T, page string) (rest string) {
	t.Helper()
	rest = page
	for _, name := range []string{"style", "script"} {
		begin, end := "<"+name+">", "</"+name+">"
		before, after, _ := strings.Cut(rest, begin)
		text, after, ok := strings.Cut(after, end)
		if !ok || strings.Contains(after, begin) || strings.Contains(after, end) {
			t.Fatalf("the page has not one %s", name)
		}
		rest = before + begin + end + after
		sum := sha256.Sum256([]byte(text))
		hash := base64.StdEncoding.EncodeToString(sum[:])
		if strings.Contains(text, "\r") || len(text) < 100 {
			t.Errorf("the page's %s has %d bytes, or a CR, which a browser would drop before it hashes", name, len(text))
		}
		if strings.Count(rest, hash) != 1 {
			t.Errorf("the policy does not have the hash of the %s, %s", name, hash)
		}
		rest = strings.Replace(rest, hash, strings.ToUpper(name), 1)
	}
	return rest
}

func TestHTMLPage(t *testing.T) {
	f := policy.Form{
		URL: "https://b.s3.us-east-1.amazonaws.com/",
		Fields: []policy.Field{
			{Name: "x-amz-meta-a", Value: "\"><script>alert('&amp;')</script>\t\r\n"},
			{Name: "key", Value: "user/${filename}"},
		},
		Missing:   []policy.Condition{exact{"acl", "private"}, prefix{"Content-Type", "image/"}, prefix{"x-amz-meta-note", ""}},
		Size:      &size{0, 10 << 20},
		Effective: now.Add(3600e9),
	}
	got, err := f.HTML()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wantPage, split(t, got)); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
}

var (
	element = regexp.MustCompile(`<(/?[a-z0-9]+|!DOCTYPE html)((?: [a-z-]+(?:="[^"]*")?)*)>`)
	hidden  = regexp.MustCompile(`^<input type="hidden" name="([^"]*)" value="([^"]*)">$`)
)

// Whatever the values, the page has the same elements, and its inputs give the
// form's fields back.
func TestRandomPages(t *testing.T) {
	s := newSigner(t, docCredentials())
	r := rand.New(rand.NewPCG(5, 2013))
	written := 0
	for i := range 5_000 {
		p, _, _ := ask(r)
		p.Conditions = nil // the golden page shows the fields that are missing
		f, err := policy.Sign(p, s, now)
		if err != nil {
			continue
		}
		page, err := f.HTML()
		bad := false
		for _, field := range f.Fields {
			whole := strings.ReplaceAll(field.Value, "\r\n", "")
			bad = bad || strings.ContainsAny(whole, "\x00\r\n")
		}
		if bad {
			if !errors.Is(err, policy.ErrForm) {
				t.Fatalf("%d: error %v, want kind %v", i, err, policy.ErrForm)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		written++
		page = split(t, page)
		elements := element.FindAllString(page, -1)
		if n := strings.Count(page, "<"); n != len(elements) || n != 43+len(f.Fields) {
			t.Fatalf("%d: %d less-than signs and %d elements for %d fields:\n%s", i, n, len(elements), len(f.Fields), page)
		}
		var got []policy.Field
		for _, e := range elements {
			if m := hidden.FindStringSubmatch(e); m != nil {
				got = append(got, policy.Field{Name: html.UnescapeString(m[1]), Value: html.UnescapeString(m[2])})
			}
		}
		if diff := cmp.Diff(f.Fields, got); diff != "" {
			t.Fatalf("%d: fields (-want +got):\n%s", i, diff)
		}
	}
	if written < 1000 {
		t.Errorf("only %d pages were written", written)
	}
}

// What the page tells its script, its Content-Security-Policy and its reader.
func TestHTMLParts(t *testing.T) {
	with := func(change func(*policy.Form)) policy.Form {
		f := policy.Form{URL: "https://b.example.com/", Fields: []policy.Field{{Name: "key", Value: "k"}}}
		change(&f)
		return f
	}
	sized := func(low, high int64) policy.Form { return with(func(f *policy.Form) { f.Size = &size{low, high} }) }
	field := func(name, value string) policy.Form {
		return with(func(f *policy.Form) { f.Fields = append(f.Fields, policy.Field{Name: name, Value: value}) })
	}
	url := func(url string) policy.Form { return with(func(f *policy.Form) { f.URL = url }) }
	missing := func(c policy.Condition) policy.Form {
		return with(func(f *policy.Form) { f.Missing = []policy.Condition{c} })
	}
	for name, test := range map[string]struct {
		form      policy.Form
		have, not string
	}{
		"one key":             {with(func(*policy.Form) {}), `<main id="page" data-url="https://b.example.com/">`, `id="size"`},
		"no size in a range":  {sized(0, 0), `At most 0 bytes.<`, "(0"},
		"one byte":            {sized(1, 1), `At least 1 byte, at most 1 byte.<`, ""},
		"no whole unit":       {sized(999, 1025), `At least 999 bytes, at most 1,025 bytes.<`, "KiB"},
		"units":               {sized(1<<10, 1<<30), `At least 1,024 bytes (1 KiB), at most 1,073,741,824 bytes (1 GiB).<`, ""},
		"unit that is whole":  {sized(0, 1536<<10), `At most 1,572,864 bytes (1536 KiB).<`, ""},
		"largest":             {sized(0, math.MaxInt64), `data-max="9223372036854775807"`, "TiB"},
		"redirect":            {field("Success_Action_Redirect", "https://h/"), ` data-redirect>`, " data-several"},
		"redirect, old name":  {field("redirect", "https://h/"), `connect-src 'none'"`, "connect-src https"},
		"redirect, missing":   {missing(prefix{"success_action_redirect", "https://h/"}), ` data-redirect>`, ""},
		"status":              {field("success_action_status", "201"), `connect-src https://b.example.com"`, "data-redirect>"},
		"port":                {url("http://127.0.0.1:9000/b/"), `connect-src http://127.0.0.1:9000"`, ""},
		"IPv6":                {url("http://[::1]:9000/b"), `connect-src http:"`, "connect-src http://"},
		"host of a separator": {url("https://a;b,c'd/"), `connect-src https:"`, "connect-src https://"},
		"Content-Type":        {missing(prefix{"content-TYPE", ""}), `id="type" name="content-TYPE"`, "must start"},
	} {
		page, err := test.form.HTML()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		page = split(t, page)
		if !strings.Contains(page, test.have) || test.not != "" && strings.Contains(page, test.not) {
			t.Errorf("%s: want %q and not %q in\n%s", name, test.have, test.not, page)
		}
	}
}

// What a browser would change is refused, and dst comes back as it was.
func TestHTMLRefused(t *testing.T) {
	const url = "https://b.example.com/"
	field := func(name, value string) policy.Form {
		return policy.Form{URL: url, Fields: []policy.Field{{Name: "acl", Value: "a"}, {Name: name, Value: value}}}
	}
	missing := func(c policy.Condition) policy.Form {
		return policy.Form{URL: url, Missing: []policy.Condition{exact{"acl", "a"}, c}}
	}
	for rule, test := range map[string]struct {
		form  policy.Form
		kind  error
		index int
	}{
		"good":                             {field("key", "a\r\nb"), nil, 0},
		"NUL":                              {field("key", "a\x00"), policy.ErrForm, 1},
		"lone CR":                          {field("key", "a\r"), policy.ErrForm, 1},
		"lone LF":                          {field("key", "a\n"), policy.ErrForm, 1},
		"LF CR":                            {field("key", "a\n\rb"), policy.ErrForm, 1},
		"CR CR LF":                         {field("key", "a\r\r\nb"), policy.ErrForm, 1},
		"_charset_":                        {field("_Charset_", "UTF-8"), policy.ErrForm, 1},
		"name that cannot be one":          {field(`a"b`, ""), policy.ErrForm, 1},
		"value not UTF-8":                  {field("key", "\xff"), policy.ErrForm, 1},
		"missing, exact, CR LF":            {missing(exact{"x-amz-meta-a", "\r\n"}), nil, 0},
		"missing, exact, lone LF":          {missing(exact{"x-amz-meta-a", "\n"}), policy.ErrForm, 1},
		"missing, prefix, CR LF":           {missing(prefix{"x-amz-meta-a", "\r\n"}), policy.ErrForm, 1},
		"missing, not about a field":       {missing(size{1, 2}), policy.ErrForm, 1},
		"missing, none":                    {missing(nil), policy.ErrForm, 1},
		"zero form":                        {policy.Form{}, policy.ErrURL, -1},
		"script as the URL":                {policy.Form{URL: "javascript:alert(1)"}, policy.ErrURL, -1},
		"URL that would end the attribute": {policy.Form{URL: `https://b.example.com/"><script>`}, policy.ErrURL, -1},
	} {
		got, err := test.form.AppendHTML([]byte("dst"))
		if !errors.Is(err, test.kind) {
			t.Errorf("%s: error %v, want kind %v", rule, err, test.kind)
		}
		if test.kind == nil {
			continue
		}
		if e := (*policy.Error)(nil); !errors.As(err, &e) || e.Index != test.index {
			t.Errorf("%s: error %#v, want index %d", rule, err, test.index)
		}
		if string(got) != "dst" {
			t.Errorf("%s: dst became %q", rule, got)
		}
	}
}
