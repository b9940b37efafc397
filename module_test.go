package sig4_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestModule holds go.mod to two requirements, both of tests alone: what is
// required here binds those who use the module.
func TestModule(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "mod", "edit", "-json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var mod struct {
		Module        struct{ Path string }
		Go, Toolchain string
		Require       []struct {
			Path     string
			Indirect bool
		}
		Replace, Exclude, Tool []any
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		t.Fatal(err)
	}
	var direct []string
	for _, r := range mod.Require {
		if !r.Indirect {
			direct = append(direct, r.Path)
		}
	}
	if want := []string{"github.com/google/go-cmp", "github.com/minio/minio-go/v7"}; !slices.Equal(direct, want) {
		t.Errorf("go.mod requires %q, want %q", direct, want)
	}
	if mod.Module.Path != module || !strings.HasPrefix(mod.Go, "1.25") || mod.Toolchain != "" {
		t.Errorf("module %s, go %s, toolchain %q", mod.Module.Path, mod.Go, mod.Toolchain)
	}
	if len(mod.Replace)+len(mod.Exclude)+len(mod.Tool) > 0 {
		t.Errorf("go.mod replaces %v, excludes %v, has the tools %v", mod.Replace, mod.Exclude, mod.Tool)
	}
	for _, file := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range strings.Fields(string(data)) {
			if isAWS(word) {
				t.Errorf("%s names %s: no AWS SDK, not even for a test", file, word)
			}
		}
	}
}
