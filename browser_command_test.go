package sig4_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/testdata/browser"
	"github.com/sig4/sig4/testdata/miniotest"
)

// command builds the command and returns a function that runs it with the
// bucket's credentials and gives what it prints.
func (b *bucket) command(t *testing.T) func(args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sig4.exe") // a name that runs everywhere
	if out, err := exec.Command("go", "build", "-o", path, "./cmd/sig4").CombinedOutput(); err != nil {
		t.Fatalf("building the command: %v\n%s", err, out)
	}
	return func(args ...string) string {
		t.Helper()
		cmd := exec.Command(path, append(args, "--endpoint-url", b.server.URL(), "--region", miniotest.Region)...)
		cmd.Env = []string{"AWS_ACCESS_KEY_ID=" + b.creds.AccessKeyID, "AWS_SECRET_ACCESS_KEY=" + b.creds.SecretAccessKey.Reveal()}
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if err := cmd.Run(); err != nil {
			t.Fatalf("sig4 %q: %v\n%s", args, err, &stderr)
		}
		return stdout.String()
	}
}

// The page that the command writes works in the browser: one policy, several
// files, one of them refused with the reason.
func TestBrowserCommand(t *testing.T) {
	t.Parallel()
	chromium := browser.Start(t)
	b := newBucket(t)
	text := b.command(t)("post", "s3://"+b.name+"/user/eric/${filename}", "--output", "html", "--max-size", "1000",
		"--field", "x-amz-meta-from=the command", "--field", "success_action_status=201")
	for _, script := range []bool{true, false} {
		page := chromium.Page(t)
		if !script {
			page.DisableScript()
		}
		openText(t, page, text)
		if script {
			choose(t, page, file{"a.txt", "first"}, file{"large.bin", binary(1001)}, file{"b.txt", "second"})
			sendAll(page)
			wantStatus(t, page, "2 of 3 files stored, 1 refused")
			if got := page.Text("#list .refused"); got != "Not sent: it has 1,001 bytes; the form admits at most 1,000 bytes" {
				t.Errorf("the page says %q", got)
			}
			wantQuiet(t, page)
			continue
		}
		choose(t, page, file{"c.txt", "third"})
		page.AfterLoad(func() { page.Click("#send") })
		page.AwaitAnswer("POST "+b.server.URL()+"/"+b.name, 201)
		openText(t, page, text)
		choose(t, page, file{"large.bin", binary(1001)})
		page.AfterLoad(func() { page.Click("#send") })
		page.AwaitAnswer("POST "+b.server.URL()+"/"+b.name, 400)
		if shown := shownXML(page); !strings.Contains(shown, "<Code>EntityTooLarge</Code>") {
			t.Errorf("the browser shows %s", shown)
		}
	}
	for name, content := range map[string]string{"a.txt": "first", "b.txt": "second", "c.txt": "third"} {
		got, info := b.read(t, "user/eric/"+name)
		if got != content || info.Metadata.Get("X-Amz-Meta-From") != "the command" {
			t.Errorf("minio-go reads %q with %v under %s", got, info.Metadata, name)
		}
	}
	b.missing(t, "user/eric/large.bin")
}

// curl runs a line with the machine's shell and curl, and returns the status and
// what the server answered.
func curl(t *testing.T, line string) (status, body string) {
	t.Helper()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("no curl on this machine; other tests send the same with net/http")
	}
	rest, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "curl ")
	if !ok {
		t.Fatalf("no line for curl: %s", line)
	}
	out, err := exec.Command("sh", "-c", `curl --noproxy '*' --silent --show-error --max-time 60 --write-out '\n%{http_code}' `+rest).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text := string(out)
	i := strings.LastIndexByte(text, '\n')
	return text[i+1:], text[:i]
}

// What the guide to presigned URLs tells, with curl: one policy for several
// files, one of them refused; and a URL to put one file at.
func TestMinIOCurl(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	p := b.richPost()
	p.Conditions = []policy.Condition{policy.ContentLengthRange{Min: 0, Max: 1000}}
	form := b.sign(t, p)
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, f := range []file{{"a.txt", binary(1000)}, {"it's b; c,d.bin", binary(999)}, {"large.bin", binary(1001)}} {
		line, err := form.AppendCurl(nil, write(f.name, f.content))
		if err != nil {
			t.Fatal(err)
		}
		status, body := curl(t, string(line))
		if f.name == "large.bin" {
			if status != "400" || !strings.Contains(body, "<Code>EntityTooLarge</Code>") {
				t.Errorf("%s: %s %s", f.name, status, body)
			}
			b.missing(t, "a b+c/é \"'<&>/large.bin")
			continue
		}
		if status != "204" {
			t.Errorf("%s: %s %s", f.name, status, body)
		}
		b.wantRich(t, f.name, f.content)
	}

	content := binary(5000)
	url := strings.TrimSpace(b.command(t)("presign", "s3://"+b.name+"/put/a b.bin", "--method", "PUT", "--expires", "5m"))
	if status, body := curl(t, "curl --upload-file '"+write("put.bin", content)+"' '"+url+"'"); status != "200" {
		t.Errorf("PUT: %s %s", status, body)
	}
	b.wantStored(t, "put/a b.bin", content)
	if status, body := curl(t, "curl --upload-file '"+write("put.bin", content)+"' '"+strings.Replace(url, "put/", "puu/", 1)+"'"); status != "403" || !strings.Contains(body, "SignatureDoesNotMatch") {
		t.Errorf("PUT elsewhere: %s %s", status, body)
	}
}
