package main

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestHelpNamesEveryFlag(t *testing.T) {
	t.Parallel()
	named := regexp.MustCompile(`--([a-z0-9-]*[a-z0-9])`)
	for _, c := range subcommands() {
		fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
		c.new().define(fs)
		inHelp := map[string]bool{}
		for _, m := range named.FindAllStringSubmatch(c.help, -1) {
			inHelp[m[1]] = true
			if c.name != "help" && fs.Lookup(m[1]) == nil {
				t.Errorf("the help of %s names --%s, which it does not have", c.name, m[1])
			}
		}
		fs.VisitAll(func(f *flag.Flag) {
			if !inHelp[f.Name] {
				t.Errorf("the help of %s does not name --%s", c.name, f.Name)
			}
		})
	}
	for _, c := range subcommands() {
		if !strings.Contains(helpHelp, "\n  "+c.name+" ") {
			t.Errorf("the help does not name %s", c.name)
		}
	}
}

// examples returns the command lines that a help text shows. They come first.
func examples(t *testing.T, help string) (lines []string) {
	t.Helper()
	_, rest, ok := strings.Cut(help, "\n\nExamples:\n")
	if !ok || strings.Count(help[:len(help)-len(rest)], "\n") != 3 {
		t.Fatal("the help does not begin with a line and examples")
	}
	for line := range strings.Lines(rest) {
		example, ok := strings.CutPrefix(line, "  ")
		if !ok {
			break
		}
		lines = append(lines, strings.TrimSuffix(example, "\n"))
	}
	if len(lines) < 2 {
		t.Fatal("too few examples")
	}
	return lines
}

// TestHelpExamples runs the examples of the help as they are, in a shell, with
// the real program.
func TestHelpExamples(t *testing.T) {
	t.Parallel()
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range subcommands() {
		for _, example := range examples(t, c.help) {
			t.Run(example, func(t *testing.T) {
				t.Parallel()
				command := exec.Command("sh", "-c", example)
				command.Env = []string{
					"PATH=" + filepath.Dir(program) + string(os.PathListSeparator) + os.Getenv("PATH"),
					"AWS_ACCESS_KEY_ID=" + docKeyID, "AWS_SECRET_ACCESS_KEY=" + docSecret,
				}
				var stdout, stderr bytes.Buffer
				command.Stdout, command.Stderr = &stdout, &stderr
				if err := command.Run(); err != nil {
					t.Fatalf("%v\n%s", err, stderr.String())
				}
				for line := range strings.Lines(stderr.String()) {
					if !strings.HasPrefix(line, "sig4: warning: ") {
						t.Errorf("stderr: %s", line)
					}
				}
				if stdout.Len() == 0 {
					t.Error("no output")
				}
			})
		}
	}
}

func TestHelpFitsTheTerminal(t *testing.T) {
	t.Parallel()
	for _, c := range subcommands() {
		shown := map[string]bool{}
		for _, example := range examples(t, c.help) {
			shown["  "+example+"\n"] = true
		}
		for line := range strings.Lines(c.help) {
			if len(line) > 91 && !shown[line] {
				t.Errorf("%s: too long: %s", c.name, line)
			}
		}
	}
}
