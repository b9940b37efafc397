package sig4_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// readmeExample holds the README's example between its marks.
func readmeExample(id, secret string) error {
	// begin README
	signer, err := sigv4.NewSigner(
		sigv4.Credentials{AccessKeyID: id, SecretAccessKey: sigv4.NewSecret(secret)},
		sigv4.Scope{Region: "eu-central-1", Service: "s3"})
	if err != nil {
		return err
	}
	presigned, err := signer.Presign(&sigv4.Request{
		Method: "GET", Host: "my-bucket.s3.eu-central-1.amazonaws.com", Path: "/photo.jpg",
		Payload: sigv4.UnsignedPayload,
	}, 15*time.Minute, time.Now())
	// end README
	if err != nil {
		return err
	}
	if !strings.HasPrefix(presigned.URL, "https://my-bucket.s3.eu-central-1.amazonaws.com/photo.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&") {
		return fmt.Errorf("the example's URL is %s", presigned.URL)
	}
	return nil
}

func TestReadmeExample(t *testing.T) {
	if err := readmeExample(benchKey, benchSecret); err != nil {
		t.Error(err)
	}
	source, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, code, _ := strings.Cut(string(source), "\t// begin README\n")
	code, _, _ = strings.Cut(code, "\t// end README\n")
	var want strings.Builder
	for line := range strings.Lines(code) {
		want.WriteString(strings.TrimPrefix(line, "\t"))
	}
	if got := readmeBlock(t, "go"); got != want.String() {
		t.Errorf("the README's example is\n%s\nand what is compiled here is\n%s", got, want.String())
	}
}

// TestReadmeCommand runs the README's first command as it is written there.
func TestReadmeCommand(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no shell on this system")
	}
	t.Parallel()
	command := exec.Command("sh", "-c", readmeBlock(t, "sh"))
	command.Stderr = os.Stderr
	got, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	if want := readmeBlock(t, "text"); string(got) != want {
		t.Errorf("the README's command prints\n%s\nand the README says\n%s", got, want)
	}
}

// readmeBlock returns the first fenced block of that language.
func readmeBlock(t *testing.T, language string) string {
	t.Helper()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, ok := strings.Cut(string(readme), "```"+language+"\n")
	block, _, closed := strings.Cut(block, "```\n")
	if !ok || !closed {
		t.Fatalf("the README has no block of %q", language)
	}
	return block
}
