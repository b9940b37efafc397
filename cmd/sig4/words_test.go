package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// library parses the packages whose errors the command shows.
func library(t *testing.T) (files []*ast.File) {
	t.Helper()
	for _, dir := range []string{"sigv4", "sigv4/s3", "sigv4/sigv2", "policy", "credentials"} {
		paths, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(dir), "*.go"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("no files of package %s (%v)", dir, err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") || ofVerifier(filepath.Base(path)) {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
	}
	return files
}

// ofVerifier reports whether a file of package sigv4 is the server's side, which
// no subcommand uses.
func ofVerifier(name string) bool {
	for _, prefix := range []string{"verify", "reason", "refusal", "received", "identity", "lookup"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// apiTerms matches the names that only a caller of the packages knows: their
// types, whatever they export that is spelled with an inner capital, and
// anything after a dot.
func apiTerms(t *testing.T) func(string) string {
	t.Helper()
	inner := regexp.MustCompile(`[a-z0-9][A-Z]`)
	terms := map[string]bool{}
	for _, file := range library(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				if n.Name.IsExported() {
					terms[n.Name.Name] = true
				}
			case *ast.Ident:
				if n.IsExported() && inner.MatchString(n.Name) {
					terms[n.Name] = true
				}
			}
			return true
		})
	}
	for _, known := range []string{"Signer", "Post", "NewSigner", "TokenS3Express", "ContentLengthRange", "DualStack"} {
		if !terms[known] {
			t.Fatalf("%s was not found", known)
		}
	}
	delete(terms, "SignedHeaders") // an element of the Authorization header too
	delete(terms, "SigV4A")        // AWS's own name
	delete(terms, "Condition")     // a word of S3's own messages too
	words := regexp.MustCompile(`[A-Za-z0-9_.-]+`)
	dotted := regexp.MustCompile(`^[A-Za-z0-9]+\.[A-Z][a-z]`)
	return func(text string) string {
		for _, word := range words.FindAllString(text, -1) {
			if terms[strings.Trim(word, ".")] || dotted.MatchString(word) {
				return word
			}
		}
		return ""
	}
}

// TestMessagesAreInWords scans every message of the scripts.
func TestMessagesAreInWords(t *testing.T) {
	t.Parallel()
	term := apiTerms(t)
	quoted := regexp.MustCompile(`"[^"]*"`)
	messages := 0
	for name, text := range readScripts(t) {
		for line := range strings.Lines(text) {
			message, ok := strings.CutPrefix(line, "! ")
			if !ok {
				continue
			}
			messages++
			// What stands in quotes is a name that was typed, or one of S3's.
			if found := term(quoted.ReplaceAllString(message, "")); found != "" {
				t.Errorf("%s: %s is of the Go API: %s", name, found, message)
			}
		}
	}
	if messages < 150 {
		t.Errorf("only %d messages", messages)
	}
}

// TestReasonsAreInWords looks at all that the packages can say, whether or not
// a script makes them say it.
func TestReasonsAreInWords(t *testing.T) {
	t.Parallel()
	term := apiTerms(t)
	seen, changed := 0, 0
	for _, file := range library(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(text, " ") {
				return true
			}
			seen++
			translated := inWords(text)
			if translated != text {
				changed++
			}
			if found := term(translated); found != "" {
				t.Errorf("%s is of the Go API, and words.go does not know it: %s", found, text)
			}
			return true
		})
	}
	if seen < 150 || changed < 10 {
		t.Errorf("only %d texts, of which %d are put into words", seen, changed)
	}
}
