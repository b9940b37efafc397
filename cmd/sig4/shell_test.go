package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"testing/quick"

	"github.com/google/go-cmp/cmp"
)

// shellArguments has a shell run a line with a curl that only shows its
// arguments.
func shellArguments(t *testing.T, line string) []string {
	t.Helper()
	const curl = `curl() { for a in "$@"; do printf '%s\036' "$a"; done; }` + "\n"
	out, err := exec.Command("sh", "-c", curl+line).Output()
	if err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\036"), "\036")
}

func TestShellWord(t *testing.T) {
	t.Parallel()
	words := []string{
		"", " ", "a b", "it's", "''", `"`, `\`, `\'`, "$HOME", "`id`", "$(id)", "~", "*", "?", "[a]", "{a,b}", "!", "#", "a;b",
		"a&b", "a|b", "<a>", "\t", "a\nb", "ü", "\xff", "=", "-n", "plain-word_1.2/3:4,5@6%7+8", "a=b",
	}
	var line strings.Builder
	line.WriteString("curl")
	for _, w := range words {
		line.WriteString(" " + shellWord(w))
	}
	if diff := cmp.Diff(words, shellArguments(t, line.String())); diff != "" {
		t.Error(diff)
	}
	for word, want := range map[string]string{"a-b_c.d/e:f,g@h%i+j": "a-b_c.d/e:f,g@h%i+j", "a&b": "'a&b'", "": "''"} {
		check(t, "shellWord", shellWord(word), want)
	}
}

// TestShellWordRandom tries words that nobody thought of, many to a line.
func TestShellWordRandom(t *testing.T) {
	t.Parallel()
	property := func(words [40]string) bool {
		line, want := "curl", []string{}
		for _, w := range words {
			w = strings.NewReplacer("\x00", "", "\x1e", "").Replace(w)
			line += " " + shellWord(w)
			want = append(want, w)
		}
		return cmp.Equal(want, shellArguments(t, line))
	}
	if err := quick.Check(property, &quick.Config{MaxCount: 10}); err != nil {
		t.Error(err)
	}
}

// TestCurlLineArguments shows what curl is told.
func TestCurlLineArguments(t *testing.T) {
	t.Parallel()
	line := execute(docEnvironment(), "", "presign", "s3://examplebucket/it's/../$HOME", "--method", "PUT", "--output", "curl",
		"--header", "x-amz-meta-a: it's `id` $(id) \"x\"", "--header", "x-amz-meta-empty:").stdout
	url := execute(docEnvironment(), "", "presign", "s3://examplebucket/it's/../$HOME", "--method", "PUT",
		"--header", "x-amz-meta-a: it's `id` $(id) \"x\"", "--header", "x-amz-meta-empty:").stdout
	want := []string{
		"-X", "PUT", "--path-as-is", "-H", "x-amz-meta-a: it's `id` $(id) \"x\"", "-H", "x-amz-meta-empty;",
		strings.TrimSuffix(url, "\n"),
	}
	if diff := cmp.Diff(want, shellArguments(t, line)); diff != "" {
		t.Error(diff)
	}
}

// received is a request as a server saw it.
type received struct {
	method, uri, body string
	header            http.Header
}

// recorder is a server that keeps what it receives.
func recorder(t *testing.T) (url string, get func() received) {
	t.Helper()
	var mu sync.Mutex
	var last received
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		last = received{r.Method, r.RequestURI, string(body), r.Header}
	}))
	t.Cleanup(server.Close)
	return server.URL, func() received {
		mu.Lock()
		defer mu.Unlock()
		return last
	}
}

func needCurl(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("no curl on this machine; TestCurlLineArguments shows what it would be told")
	}
}

// TestCurlLineRuns runs the lines with the machine's curl and looks at what
// arrives: the path unchanged, and every signed header.
func TestCurlLineRuns(t *testing.T) {
	t.Parallel()
	needCurl(t)
	for _, method := range []string{"GET", "HEAD", "PUT", "DELETE", "POST"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			url, get := recorder(t)
			got := execute(docEnvironment(), "", "presign", "s3://examplebucket/a/../b{1,2}[3-4]'$HOME", "--endpoint-url", url,
				"--method", method, "--output", "curl", "--header", "X-Amz-Meta-A: it's `id` $HOME", "--header", "X-Amz-Meta-Empty:")
			if got.code != exitDone {
				t.Fatal(got.stderr)
			}
			if out, err := exec.Command("sh", "-c", got.stdout).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			r := get()
			check(t, "method", r.method, method)
			check(t, "X-Amz-Meta-A", r.header.Get("X-Amz-Meta-A"), "it's `id` $HOME")
			if values := r.header.Values("X-Amz-Meta-Empty"); len(values) != 1 || values[0] != "" {
				t.Errorf("X-Amz-Meta-Empty: %q", values)
			}
			if want := "/examplebucket/a/../b%7B1%2C2%7D%5B3-4%5D%27%24HOME?X-Amz-Algorithm="; !strings.HasPrefix(r.uri, want) {
				t.Errorf("got %s, want %s...", r.uri, want)
			}
		})
	}
}

// TestPostCurlLineRuns uploads standard input.
func TestPostCurlLineRuns(t *testing.T) {
	t.Parallel()
	needCurl(t)
	url, get := recorder(t)
	line := succeed(t, docEnvironment(), "", "post", "s3://examplebucket/it's", "--max-size", "100", "--endpoint-url", url, "--output", "curl",
		"--field", "x-amz-meta-a=@/etc/passwd;type=x")
	command := exec.Command("sh", "-c", line)
	command.Stdin = bytes.NewReader([]byte("the file"))
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	r := get()
	check(t, "method", r.method, "POST")
	check(t, "target", r.uri, "/examplebucket")
	for _, part := range []string{"name=\"key\"\r\n\r\nit's\r\n", "\r\n\r\n@/etc/passwd;type=x\r\n", "\r\n\r\nthe file\r\n"} {
		if !strings.Contains(r.body, part) {
			t.Errorf("%q is not in the body:\n%s", part, r.body)
		}
	}
}
