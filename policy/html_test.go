package policy_test

import (
	"errors"
	"html"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/policy"
)

const wantPage = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Upload a file</title>
</head>
<body>
<main>
<h1>Upload a file</h1>
<p>This form can be used until <time datetime="2013-05-24T01:00:00Z">2013-05-24 01:00:00 UTC</time>.</p>
<form action="https://b.s3.us-east-1.amazonaws.com/" method="post" enctype="multipart/form-data" accept-charset="UTF-8" autocomplete="off">
<input type="hidden" name="x-amz-meta-a" value="&quot;&gt;&lt;script&gt;alert(&#39;&amp;amp;&#39;)&lt;/script&gt;&#9;&#13;&#10;">
<input type="hidden" name="key" value="user/${filename}">
<input type="hidden" name="acl" value="private">
<p><label for="field-1">Content-Type (starts with image/)</label> <input type="text" id="field-1" name="Content-Type" value="image/"></p>
<p><label for="field-2">x-amz-meta-note</label> <input type="text" id="field-2" name="x-amz-meta-note" value=""></p>
<p><label for="file">File</label> <input type="file" id="file" name="file" required></p>
<p><button type="submit">Upload</button></p>
</form>
</main>
</body>
</html>
`

func TestHTMLPage(t *testing.T) {
	f := policy.Form{
		URL: "https://b.s3.us-east-1.amazonaws.com/",
		Fields: []policy.Field{
			{Name: "x-amz-meta-a", Value: "\"><script>alert('&amp;')</script>\t\r\n"},
			{Name: "key", Value: "user/${filename}"},
		},
		Missing:   []policy.Condition{exact{"acl", "private"}, prefix{"Content-Type", "image/"}, prefix{"x-amz-meta-note", ""}},
		Effective: now.Add(3600e9),
	}
	got, err := f.HTML()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wantPage, got); diff != "" {
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
		elements := element.FindAllString(page, -1)
		if n := strings.Count(page, "<"); n != len(elements) || n != 30+len(f.Fields) {
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
