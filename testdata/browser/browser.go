// Package browser drives a real browser, Debian's chromium without a window, for
// the tests of what the module's HTML pages do.
//
//	func TestPage(t *testing.T) {
//		page := browser.Start(t).Page(t)
//		page.Open("file:///...")
//		page.Choose("#file", "photo.jpg")
//		page.Click("#send")
//		...
//	}
//
// It speaks the Chrome DevTools Protocol over a pair of pipes, with the standard
// library alone: there is no port that another program could connect to, and the
// browser ends when the pipes do.
//
// The environment variable SIG4_CHROMIUM may name the browser. Without one the
// usual names are looked for. A missing browser fails the test; only -short
// leaves it out.
package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/sig4/sig4/testdata/child"
)

// Binary is the environment variable that may name the browser.
const Binary = "SIG4_CHROMIUM"

const (
	maxLife = 10 * time.Minute // how long a browser may run, whatever the tests do
	maxWait = time.Minute      // how long anything in a page may take
)

// Browser is a running browser with an empty profile. It is safe for concurrent
// use.
type Browser struct {
	conn *conn
}

// Start starts a browser that ends with the test.
func Start(tb testing.TB) *Browser {
	tb.Helper()
	if testing.Short() {
		tb.Skip("-short leaves the browser out")
	}
	path, err := find()
	if err != nil {
		tb.Fatal(err)
	}
	b, err := run(tb, path)
	if err != nil {
		tb.Fatalf("starting %s: %v", path, err)
	}
	return b
}

// find returns the path of a browser.
func find() (string, error) {
	if given := os.Getenv(Binary); given != "" {
		return filepath.Abs(given)
	}
	names := []string{"chromium", "chromium-browser", "google-chrome"}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("none of %v is installed: install Debian's package chromium, or set %s, or leave the browser out with -short", names, Binary)
}

// run starts the browser and waits until it answers.
func run(tb testing.TB, path string) (*Browser, error) {
	// Not tb.TempDir: a dying child of the browser may still write here, and that is no failure of the test.
	dir, err := os.MkdirTemp("", "sig4-chromium-")
	if err != nil {
		return nil, err
	}
	tb.Cleanup(func() { removeAll(tb, dir) })
	ctx, cancel := context.WithTimeout(context.Background(), maxLife)
	tb.Cleanup(cancel)

	// No sandbox: it does not run as root, nor in most containers, and all pages are ours.
	cmd := exec.CommandContext(ctx, path, "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu",
		"--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--no-default-browser-check", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-breakpad", "--no-proxy-server",
		"--password-store=basic", "--use-mock-keychain", "--mute-audio", "--hide-scrollbars",
		"--user-data-dir="+filepath.Join(dir, "profile"), "about:blank")
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, log, log
	cmd.Env = []string{"HOME=" + dir, "TMPDIR=" + dir, "XDG_RUNTIME_DIR=" + dir, "LANG=C.UTF-8", "TZ=UTC", "PATH=" + os.Getenv("PATH")}

	commands, answers, err := pipes(cmd)
	if err != nil {
		return nil, err
	}
	p, err := child.Start(cmd)
	for _, f := range cmd.ExtraFiles {
		f.Close() // the child has its own
	}
	if err != nil {
		commands.Close()
		answers.Close()
		return nil, err
	}
	c := newConn(commands, answers)
	tb.Cleanup(func() {
		c.close()
		p.Kill()
	})
	var version struct{ Product string }
	if err := c.call(ctx, "", "Browser.getVersion", nil, &version); err != nil {
		text, _ := os.ReadFile(log.Name())
		return nil, fmt.Errorf("%w\n%s", err, text)
	}
	tb.Logf("the browser is %s", version.Product)
	return &Browser{conn: c}, nil
}

// pipes gives cmd its descriptors 3, to read commands from, and 4, to write
// answers to, and returns the other ends.
func pipes(cmd *exec.Cmd) (commands, answers *os.File, err error) {
	theirs, commands, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	answers, theirs2, err := os.Pipe()
	if err != nil {
		theirs.Close()
		commands.Close()
		return nil, nil, err
	}
	cmd.ExtraFiles = []*os.File{theirs, theirs2}
	return commands, answers, nil
}

// removeAll removes the profile. The browser's children end a moment after it.
func removeAll(tb testing.TB, dir string) {
	var err error
	for range 50 {
		if err = os.RemoveAll(dir); err == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	tb.Logf("removing the browser's folder: %v", err)
}

// params are the parameters of a command.
type params map[string]any

func (p params) json() json.RawMessage {
	if p == nil {
		p = params{}
	}
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // only values of the tests' own, which can be written
	}
	return b
}
