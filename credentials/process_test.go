//go:build !js && !wasip1

package credentials_test

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/sig4/sig4/credentials"
)

// TestPanicTextOfTheRuntime lets a process die of a panic and reads what the
// runtime wrote.
func TestPanicTextOfTheRuntime(t *testing.T) {
	const variable = "SIG4_TEST_PANIC"
	vars := map[string]string{"AWS_ACCESS_KEY_ID": canaryID, "AWS_SECRET_ACCESS_KEY": canarySecret, "AWS_SESSION_TOKEN": canaryToken}
	switch os.Getenv(variable) {
	case "error":
		vars["AWS_SECRET_ACCESS_KEY"] += "\n"
		_, err := environment(vars).Credentials(context.Background())
		panic(err)
	case "credentials":
		c, _ := environment(vars).Credentials(context.Background())
		panic(c)
	case "source":
		c, _ := environment(vars).Credentials(context.Background())
		panic(credentials.Static(c))
	}
	for _, what := range []string{"error", "credentials", "source"} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestPanicTextOfTheRuntime$")
		cmd.Env = append(os.Environ(), variable+"="+what)
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "panic: ") {
			t.Fatalf("%s: want a panic, got %v: %s", what, err, out)
		}
		checkText(t, "panic with "+what, string(out))
	}
}

// TestImports holds the package to the promise of its documentation.
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
		"net/http":      "several megabytes; sources that need it stand in a package of their own",
		"net":           "nothing here reaches the network",
		"os/exec":       "nothing here starts a process",
		"fmt":           "verbs that could print a secret",
		"log/slog":      "nothing here is logged",
		"encoding/json": "reflection",
	}
	for _, dep := range deps {
		if why, ok := refused[dep]; ok {
			t.Errorf("imports %s: %s", dep, why)
		}
		if strings.HasPrefix(dep, "github.com/") && dep != "github.com/sig4/sig4/sigv4" && dep != "github.com/sig4/sig4/credentials" {
			t.Errorf("imports %s: only package sigv4 is allowed", dep)
		}
	}
}
