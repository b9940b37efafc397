package sigv4_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/testdata"
)

// The vectors' own parser and loaders are tested here, because "./..." does not
// reach a folder named testdata.

func TestVectorFormat(t *testing.T) {
	f, err := testdata.Parse("x", []byte("# why\nsource: a: b\n\nk-1: é\n"+
		"-- empty --\n-- one --\n\n-- text --\n a\nb\\r\n\n-- raw (escaped) --\n\\\\\\r\\n\\t\\x00\\xff\\\nz \\x2d- a --\n"))
	if err != nil {
		t.Fatal(err)
	}
	if f.Name != "x" || f.Key("source") != "a: b" || f.Key("k-1") != "é" || f.Key("absent") != "" {
		t.Errorf("the head was read as %+v", f)
	}
	for name, want := range map[string]string{
		"empty": "", "one": "", "text": " a\nb\\r\n", "raw": "\\\r\n\t\x00\xffz -- a --",
	} {
		if got, ok := f.Section(name); !ok || got != want {
			t.Errorf("section %q = %q, %v, want %q", name, got, ok, want)
		}
	}
	if got, ok := f.Section("absent"); ok || got != "" {
		t.Errorf("an absent section is %q, %v", got, ok)
	}
	err = f.Check(testdata.Schema{Keys: []string{"k-1"}, Sections: []string{"empty", "one", "text"}, OptionalSections: []string{"raw", "other"}})
	if err != nil {
		t.Error(err)
	}
}

func TestVectorFormatRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty file", "", "no LF"},
		{"no final LF", "a: b", "no LF"},
		{"CR", "a: b\r\n", "CR"},
		{"CR in a section", "-- a --\nb\r\n", "CR"},
		{"NUL", "a: b\x00c\n", "control byte"},
		{"DEL", "a: b\x7fc\n", "control byte"},
		{"not UTF-8", "a: \xff\n", "UTF-8"},
		{"space at the end of a line", "-- a --\nb \n", "line 2: ends in a space"},
		{"TAB at the end of a line", "-- a --\nb\t\n", "line 2: ends in a space"},
		{"no colon", "a b\n", "key: value"},
		{"no value", "a:\n", "key: value"},
		{"no space", "a:b\n", "key: value"},
		{"two spaces", "a:  b\n", "key: value"},
		{"upper-case key", "A: b\n", "key: value"},
		{"key twice", "a: b\na: b\n", "twice"},
		{"section twice", "-- a --\n-- a --\n", "twice"},
		{"section twice, once escaped", "-- a --\n-- a (escaped) --\n", "twice"},
		{"bad section name", "-- A --\n", "bad section name"},
		{"unknown mark", "-- a (raw) --\n", "bad section name"},
		{"unknown escape", "-- a (escaped) --\n\\q\n", "unknown escape"},
		{"upper-case hex", "-- a (escaped) --\n\\xFF\n", "lower case"},
		{"short hex", "-- a (escaped) --\n\\xf\n", "lower case"},
		{"no hex", "-- a (escaped) --\n\\xgg\n", "lower case"},
		{"backslash at the end", "-- a (escaped) --\n\\\n", "backslash ends it"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := testdata.Parse("x", []byte(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Parse(%q) = %v, want an error with %q", tt.text, err, tt.want)
			}
		})
	}
}

// loaders are the typed loaders, by kind.
var loaders = map[string]func(fs.FS) (int, error){
	"header": func(f fs.FS) (int, error) { c, err := testdata.HeadersFS(f); return len(c), err },
	"query":  func(f fs.FS) (int, error) { c, err := testdata.QueriesFS(f); return len(c), err },
	"key":    func(f fs.FS) (int, error) { c, err := testdata.KeysFS(f); return len(c), err },
}

// TestVectorLoaders changes one good vector of each kind in every way that a
// loader must notice.
func TestVectorLoaders(t *testing.T) {
	for kind, sample := range map[string]string{"header": "suite-get-vanilla", "query": "suite-get-vanilla", "key": "iam-20120215"} {
		t.Run(kind, func(t *testing.T) {
			load := loaders[kind]
			data, err := fs.ReadFile(testdata.FS, kind+"/"+sample+".txt")
			if err != nil {
				t.Fatal(err)
			}
			good := string(data)
			with := func(text string) fs.FS {
				return fstest.MapFS{kind + "/a.txt": {Data: []byte(text)}}
			}
			if n, err := load(with(good)); n != 1 || err != nil {
				t.Fatalf("the unchanged vector: %d, %v", n, err)
			}
			refuse := func(name string, tree fs.FS, want string) {
				t.Helper()
				if n, err := load(tree); n != 0 || err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("%s: %d cases, error %v, want one with %q", name, n, err, want)
				}
			}
			refuse("no folder", fstest.MapFS{}, kind)
			refuse("empty folder", fstest.MapFS{kind: {Mode: fs.ModeDir}}, "no vectors")
			refuse("a stray file", fstest.MapFS{kind + "/a.txt": {Data: data}, kind + "/b.json": {Data: data}}, "not a vector")
			refuse("a folder", fstest.MapFS{kind + "/a.txt": {Data: data}, kind + "/b/c.txt": {Data: data}}, "not a vector")
			refuse("unknown key", with("colour: red\n"+good), `unknown key "colour"`)
			refuse("unknown section", with(good+"-- colour --\n"), `unknown section "colour"`)
			refuse("doubled", with(good+good), "twice")

			for _, m := range regexp.MustCompile(`(?m)^([a-z0-9-]+): .*\n`).FindAllStringSubmatch(good, -1) {
				if key := m[1]; key != "note" {
					refuse("without key "+key, with(strings.Replace(good, m[0], "", 1)), key)
				}
			}
			_, sections, found := strings.Cut(good, "\n-- ")
			if found == (kind == "key") {
				t.Fatal("requests have sections, keys have none")
			}
			for _, s := range strings.Split(sections, "\n-- ") {
				name, _, _ := strings.Cut(s, " --\n")
				rest := strings.Replace(good, "\n-- "+strings.TrimSuffix(s, "\n"), "", 1)
				if name != "" {
					refuse("without section "+name, with(rest), name)
				}
			}
			if kind == "key" {
				refuse("bad date", with(strings.Replace(good, "date: 2012", "date: 12", 1)), "YYYYMMDD")
				refuse("bad hash", with(strings.Replace(good, "k-signing: f", "k-signing: F", 1)), "lower-case")
				return
			}
			for _, add := range []string{"path: wrong", "encoding: thrice", "token: maybe", "content-sha256: true"} {
				refuse(add, with(add+"\n"+good), "unknown value")
			}
			refuse("bad time", with(strings.Replace(good, "time: 2015", "time: 15", 1)), "YYYYMMDDTHHMMSSZ")
			refuse("short signature", with(strings.Replace(good, "signature: ", "signature: 0", 1)), "lower-case")
			refuse("both forms of a section", with(good+"-- computed string to sign --\n"), "want one of")
			refuse("bad request", with(strings.Replace(good, "GET / HTTP/1.1\n", "GET /\n", 1)), "request line")
		})
	}
}

// TestVectorsAreThere holds the folder to its sources: the suite's 26 cases and
// each reproducible example of AWS's documentation.
func TestVectorsAreThere(t *testing.T) {
	names := func(kind string) (suite int, docs []string) {
		files, err := testdata.Dir(kind)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			switch {
			case strings.HasPrefix(f.Name, "suite-"):
				suite++
			case !strings.HasPrefix(f.Name, "own-"):
				docs = append(docs, f.Name)
			}
			if own := strings.HasPrefix(f.Key("source"), "computed "); !own && !strings.HasPrefix(f.Key("source"), "https://") {
				t.Errorf("%s/%s: its source is neither public nor computed", kind, f.Name)
			}
		}
		slices.Sort(docs)
		return suite, docs
	}
	for _, want := range []struct {
		kind  string
		suite int
		docs  []string
	}{
		{"header", 26, []string{
			"glacier-create-vault", "glacier-upload-archive-corrected", "iam-list-users-header", "iam-list-users-post-2011",
			"s3-get-bucket-lifecycle", "s3-get-object-range", "s3-list-objects", "s3-put-object",
			"s3-put-object-chunked", "s3-put-object-chunked-trailer",
		}},
		{"query", 26, []string{"iam-list-users-presigned", "s3-presigned-get-object"}},
		{"key", 0, []string{"iam-20120215", "iam-20150830"}},
	} {
		suite, docs := names(want.kind)
		if suite != want.suite {
			t.Errorf("%s: %d cases of the suite, want %d", want.kind, suite, want.suite)
		}
		if diff := cmp.Diff(want.docs, docs); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", want.kind, diff)
		}
	}
}

func TestParseRequest(t *testing.T) {
	head := func(h ...string) (out []testdata.Header) {
		for i := 0; i < len(h); i += 2 {
			out = append(out, testdata.Header{Name: h[i], Value: h[i+1]})
		}
		return out
	}
	for _, tt := range []struct {
		raw  string
		want testdata.Request
	}{
		{"GET / HTTP/1.1", testdata.Request{Method: "GET", Path: "/"}},
		{"GET /a b\xff?c ?d HTTP/1.1\nA:b", testdata.Request{Method: "GET", Path: "/a b\xff", RawQuery: "c ?d", Headers: head("A", "b")}},
		{"PUT /? HTTP/1.1\r\nA:  b \r\na:\r\n\r\nx\r\n\r\ny", testdata.Request{Method: "PUT", Path: "/", Headers: head("A", "  b ", "a", ""), Body: "x\r\n\r\ny"}},
		{"GET / HTTP/1.1\nA: b \n \t c\n\td \nB: :e\n\n", testdata.Request{Method: "GET", Path: "/", Headers: head("A", " b c d", "B", " :e")}},
	} {
		got, err := testdata.ParseRequest(tt.raw)
		if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
			t.Errorf("ParseRequest(%q): %v (-want +got)\n%s", tt.raw, err, diff)
		}
	}
	for _, raw := range []string{"", "GET", "GET /", "GET / HTTP", " / HTTP/1.1", "GET / FTP/1\n", "GET / HTTP/1.1\n A: b", "GET / HTTP/1.1\nA b", "GET / HTTP/1.1\n: b"} {
		if got, err := testdata.ParseRequest(raw); err == nil {
			t.Errorf("ParseRequest(%q) = %+v, want an error", raw, got)
		}
	}
	values, rest := testdata.Request{Headers: head("A", " 1\t", "B", "2", "a", "3")}.Cut("a")
	if diff := cmp.Diff([]string{"1", "3"}, values); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(head("B", "2"), rest); diff != "" {
		t.Error(diff)
	}
}
