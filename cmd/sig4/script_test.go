package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

// The scripts in testdata/script are the specification of the command. A script
// is a list of lines:
//
//	# a comment, or an empty line
//	env NAME=VALUE    a variable for the rest of the script; "env NAME" unsets it
//	$ sig4 ARG...     a command line; words are quoted as in a shell, and $'...'
//	                  takes the escapes of a Go string
//	< TEXT            a line of its standard input
//	> TEXT            a line of its expected standard output
//	! TEXT            a line of its expected standard error
//	? N               its expected exit code; 0 when there is no such line
//
// Of a page only the form is shown: the lines before it, and what follows, are
// package policy's, whose tests have them.
//
// <q, >q and !q take a quoted Go string in place of TEXT and add no line end to
// it. A script starts with AWS's documentation credentials; its clock shows
// 2013-05-24T00:00:00Z. "go test ./cmd/sig4 -run Script -update" writes what the
// commands do into the scripts; read the difference before you commit it.
func TestScripts(t *testing.T) {
	t.Parallel()
	for name, text := range readScripts(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := runScript(t, text)
			if *update {
				if err := os.WriteFile(scriptPath(name), []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			compareLines(t, got, text)
		})
	}
}

func scriptPath(name string) string { return filepath.Join("testdata", "script", name+".txt") }

func readScripts(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(scriptPath("*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts (%v)", err)
	}
	scripts := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		scripts[strings.TrimSuffix(filepath.Base(file), ".txt")] = string(text)
	}
	return scripts
}

// A step is a line of a script, and the command line that ends with it, if any.
type step struct {
	lines       string // as they are in the script, without output
	command     []string
	stdin       string
	environment map[string]string
}

// parseScript leaves the expected output out.
func parseScript(t *testing.T, text string, environment map[string]string) (steps []step) {
	t.Helper()
	var s *step
	runs := 0
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		kind, rest, _ := strings.Cut(line, " ")
		input := kind == "<" || kind == "<q"
		output := kind == ">" || kind == ">q" || kind == "!" || kind == "!q" || kind == "?"
		if (input || output) && (s == nil || s.command == nil) {
			t.Fatalf("line %d: input or output without a command", i+1)
		}
		if output {
			continue
		}
		if !input {
			steps = append(steps, step{})
			s = &steps[len(steps)-1]
		}
		s.lines += line + "\n"
		switch kind {
		case "<":
			s.stdin += rest + "\n"
		case "<q":
			s.stdin += unquote(t, rest)
		case "$":
			words := splitWords(t, rest)
			if words[0] != "sig4" {
				t.Fatalf("line %d: the command is not sig4", i+1)
			}
			s.command, s.environment = words[1:], maps.Clone(environment)
			runs++
		case "env":
			if name, value, ok := strings.Cut(splitWords(t, rest)[0], "="); ok {
				environment[name] = value
			} else {
				delete(environment, name)
			}
		default:
			if line != "" && line[0] != '#' {
				t.Fatalf("line %d: unknown kind of line", i+1)
			}
		}
	}
	if runs == 0 {
		t.Fatal("the script runs no command")
	}
	return steps
}

// runScript runs a script and returns it with the output that it had.
func runScript(t *testing.T, text string) string {
	var out strings.Builder
	for _, s := range parseScript(t, text, docEnvironment()) {
		out.WriteString(s.lines)
		if s.command == nil {
			continue
		}
		got := execute(s.environment, s.stdin, s.command...)
		checkRules(t, s.command, got)
		writeOutput(&out, '>', formOf(got.stdout))
		writeOutput(&out, '!', got.stderr)
		if got.code != 0 {
			fmt.Fprintf(&out, "? %d\n", got.code)
		}
	}
	return out.String()
}

// checkRules holds an outcome to the rules of output.
func checkRules(t *testing.T, command []string, got outcome) {
	t.Helper()
	bad := func(what string) {
		t.Helper()
		t.Errorf("sig4 %q: %s\nstderr: %q", command, what, got.stderr)
	}
	// What is wrong with one line of a batch stops only that line.
	batch := slices.Contains(command, "--batch")
	errors := 0
	for line := range strings.Lines(got.stderr) {
		text, ok := strings.CutPrefix(line, "sig4: ")
		if !ok || !strings.HasSuffix(line, "\n") {
			bad("a message is no line that begins with sig4:")
		}
		if text = strings.TrimSuffix(text, "\n"); text != printable(text) {
			bad("a message holds something that is not printable")
		}
		if strings.HasSuffix(text, ".") {
			bad("a message ends with a period")
		}
		if !strings.HasPrefix(text, "warning: ") && !(batch && strings.HasPrefix(text, "line ")) {
			errors++
		}
	}
	switch {
	case got.code == exitDone && (errors > 0 || got.stdout == "" && !batch):
		bad("done, but with an error or without a result")
	case got.code != exitDone && (errors != 1 || got.stdout != "" && !batch):
		bad("failed, but not with one error and nothing else")
	case got.code > exitUsage:
		bad("unknown exit code")
	}
	if strings.Contains(got.stderr, "hunter2") {
		bad("a message holds a value")
	}
}

// formOf returns the fixed fields of a page's form, and any other text as it is.
func formOf(text string) string {
	if !strings.HasPrefix(text, "<!DOCTYPE html>\n") {
		return text
	}
	var form strings.Builder
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "<form ") || strings.HasPrefix(line, `<input type="hidden"`) || strings.HasPrefix(line, "</form>") {
			form.WriteString(line)
		}
	}
	return form.String()
}

func writeOutput(out *strings.Builder, kind byte, text string) {
	for line := range strings.Lines(text) {
		plain, ended := strings.CutSuffix(line, "\n")
		odd := strings.IndexFunc(plain, func(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError }) >= 0
		if !ended || odd || strings.HasSuffix(plain, " ") {
			fmt.Fprintf(out, "%cq %s\n", kind, strconv.QuoteToASCII(line))
		} else {
			fmt.Fprintf(out, "%s\n", strings.TrimRight(string(kind)+" "+plain, " "))
		}
	}
}

func unquote(t *testing.T, quoted string) string {
	t.Helper()
	s, err := strconv.Unquote(quoted)
	if err != nil {
		t.Fatalf("%s: %v", quoted, err)
	}
	return s
}

// splitWords splits a command line as a shell does, without any expansion.
func splitWords(t *testing.T, line string) (words []string) {
	t.Helper()
	var word strings.Builder
	inWord := false
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case c == ' ':
			if inWord {
				words = append(words, word.String())
			}
			word.Reset()
			inWord = false
			continue
		case strings.HasPrefix(line[i:], "$'"):
			end := strings.IndexByte(line[i+2:], '\'')
			if end < 0 {
				t.Fatalf("unclosed quote in %s", line)
			}
			word.WriteString(unquote(t, `"`+strings.ReplaceAll(line[i+2:i+2+end], `"`, `\"`)+`"`))
			i += 2 + end
		case c == '\'' || c == '"':
			end := strings.IndexByte(line[i+1:], c)
			if end < 0 {
				t.Fatalf("unclosed quote in %s", line)
			}
			word.WriteString(line[i+1 : i+1+end])
			i += 1 + end
		default:
			word.WriteByte(c)
		}
		inWord = true
	}
	if inWord {
		words = append(words, word.String())
	}
	return words
}

// compareLines reports the first line that differs.
func compareLines(t *testing.T, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := 0; ; i++ {
		switch {
		case i >= len(g) || i >= len(w):
			t.Fatalf("got %d lines, want %d; got all:\n%s", len(g), len(w), got)
		case g[i] != w[i]:
			t.Fatalf("line %d:\ngot  %s\nwant %s\ngot all:\n%s", i+1, g[i], w[i], got)
		}
	}
}

// TestScriptsUseEveryFlag holds the scripts complete.
func TestScriptsUseEveryFlag(t *testing.T) {
	t.Parallel()
	all := ""
	for _, text := range readScripts(t) {
		all += text
	}
	for _, c := range subcommands() {
		var lines []string
		for line := range strings.Lines(all) {
			if strings.HasPrefix(line, "$ sig4 "+c.name+" ") || line == "$ sig4 "+c.name+"\n" {
				lines = append(lines, strings.TrimSuffix(line, "\n")+" ")
			}
		}
		if len(lines) == 0 {
			t.Errorf("no script runs sig4 %s", c.name)
		}
		fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
		c.new().define(fs)
		fs.VisitAll(func(f *flag.Flag) {
			for _, line := range lines {
				if strings.Contains(line, " --"+f.Name+" ") || strings.Contains(line, " --"+f.Name+"=") {
					return
				}
			}
			t.Errorf("no script runs sig4 %s --%s", c.name, f.Name)
		})
	}
}
