//go:build !js && !wasip1

package s3_test

import (
	"os/exec"
	"strings"
	"testing"
)

// TestImports holds the package to what a small program can afford. (os and
// path are not listed: crypto/sha256, under package sigv4, imports them.)
func TestImports(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	if len(deps) < 2 {
		t.Fatalf("go list names %d packages", len(deps))
	}
	refused := map[string]string{
		"fmt":           "reflection, and verbs that could print a secret",
		"net":           "the package does no I/O",
		"net/http":      "several megabytes",
		"net/url":       "it normalises and re-encodes paths",
		"regexp":        "size",
		"encoding/json": "reflection",
	}
	for _, dep := range deps {
		if why, ok := refused[dep]; ok {
			t.Errorf("imports %s: %s", dep, why)
		}
		if strings.HasPrefix(dep, "github.com/") && dep != "github.com/sig4/sig4/sigv4" && dep != "github.com/sig4/sig4/sigv4/s3" {
			t.Errorf("imports %s: only package sigv4 is allowed", dep)
		}
	}
}
