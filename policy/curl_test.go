package policy_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/policy"
)

// words splits a command line as a POSIX shell does, and refuses everything in
// it that a shell would treat as special.
func words(line string) ([]string, error) {
	var list []string
	for line != "" {
		var word strings.Builder
		for line != "" && line[0] != ' ' {
			switch c := line[0]; {
			case c == '\'':
				quoted, rest, ok := strings.Cut(line[1:], "'")
				if !ok {
					return nil, errors.New("a quote without its end")
				}
				word.WriteString(quoted)
				line = rest
			case strings.HasPrefix(line, `\'`):
				word.WriteByte('\'')
				line = line[2:]
			case 'a' <= c && c <= 'z' || c == '-':
				word.WriteByte(c)
				line = line[1:]
			default:
				return nil, errors.New("a bare " + string(rune(c)))
			}
		}
		list = append(list, word.String())
		line = strings.TrimPrefix(line, " ")
	}
	return list, nil
}

func TestCurlLine(t *testing.T) {
	f := policy.Form{
		URL:     "http://[::1]:9000/b",
		Fields:  []policy.Field{{Name: "x-amz-meta-a", Value: "@it's;type=<x>"}, {Name: "key", Value: "u/${filename}"}},
		Missing: []policy.Condition{exact{"acl", "private"}, prefix{"Content-Type", "image/"}},
	}
	got, err := f.AppendCurl([]byte("$ "), `my "photo", 1\2;.jpg`)
	if err != nil {
		t.Fatal(err)
	}
	const want = `$ curl --form-string 'x-amz-meta-a=@it'\''s;type=<x>' --form-string 'key=u/${filename}'` +
		` --form-string 'acl=private' --form-string 'Content-Type=image/'` +
		` --form 'file=@"my \"photo\", 1\\2;.jpg"' 'http://[::1]:9000/b'`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("line (-want +got):\n%s", diff)
	}
}

// Whatever the values, a shell and curl read the fields back.
func TestRandomCurlLines(t *testing.T) {
	s := newSigner(t, docCredentials())
	r := rand.New(rand.NewPCG(6, 2013))
	written := 0
	for i := range 5_000 {
		p, _, _ := ask(r)
		p.Conditions = nil
		f, err := policy.Sign(p, s, now)
		if err != nil {
			continue
		}
		file := "f" + randomText(r)
		line, err := f.AppendCurl(nil, file)
		bad := strings.Contains(file, "\x00")
		for _, field := range f.Fields {
			bad = bad || strings.Contains(field.Value, "\x00")
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
		got, err := words(string(line))
		if err != nil {
			t.Fatalf("%d: %v in %q", i, err, line)
		}
		want := []string{"curl"}
		for _, field := range f.Fields {
			want = append(want, "--form-string", field.Name+"="+field.Value)
		}
		escaped := strings.ReplaceAll(strings.ReplaceAll(file, `\`, `\\`), `"`, `\"`)
		want = append(want, "--form", `file=@"`+escaped+`"`, f.URL)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%d: words (-want +got):\n%s", i, diff)
		}
	}
	if written < 1000 {
		t.Errorf("only %d lines were written", written)
	}
}

func TestCurlRefused(t *testing.T) {
	good := policy.Form{URL: "https://b.example.com/"}
	for rule, test := range map[string]struct {
		form policy.Form
		file string
		kind error
	}{
		"good":                    {good, "f", nil},
		"no file":                 {good, "", policy.ErrForm},
		"NUL in the file's name":  {good, "a\x00", policy.ErrForm},
		"NUL in a value":          {policy.Form{URL: good.URL, Fields: []policy.Field{{Name: "key", Value: "\x00"}}}, "f", policy.ErrForm},
		"NUL in a missing value":  {policy.Form{URL: good.URL, Missing: []policy.Condition{prefix{"key", "\x00"}}}, "f", policy.ErrForm},
		"name that cannot be one": {policy.Form{URL: good.URL, Fields: []policy.Field{{Name: "a=b", Value: ""}}}, "f", policy.ErrForm},
		"zero form":               {policy.Form{}, "f", policy.ErrURL},
		"URL that is an option":   {policy.Form{URL: "--output=/etc/passwd"}, "f", policy.ErrURL},
	} {
		got, err := test.form.AppendCurl([]byte("dst"), test.file)
		if !errors.Is(err, test.kind) {
			t.Errorf("%s: error %v, want kind %v", rule, err, test.kind)
		}
		if test.kind != nil && string(got) != "dst" {
			t.Errorf("%s: dst became %q", rule, got)
		}
	}
}
