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
