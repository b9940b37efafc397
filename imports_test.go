package sig4_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/sig4/sig4"

// An importRule says what a package may import.
type importRule struct {
	ours   []string          // our packages that it may import, without the module's path
	only   []string          // if any: all packages of the standard library that it may import itself
	refuse map[string]string // what it must not reach by any way, and why
}

// small is what costs a small program too much, or does what the package has no
// business with. (crypto/sha256 reaches os and io/fs by itself, for FIPS 140.)
var small = map[string]string{
	"net/http":      "several megabytes; package sigv4http is for it",
	"net":           "no package but the adapters touches the network",
	"net/url":       "300 kB, and it would normalise what is signed byte by byte",
	"fmt":           "reflection; and its verbs print what they are given",
	"encoding/json": "reflection",
	"encoding/xml":  "reflection",
	"reflect":       "it keeps methods alive that nobody calls",
	"log":           "nothing here logs",
	"log/slog":      "nothing here logs; a Secret hides itself without it",
	"crypto/ecdsa":  "400 kB; only Signature Version 4A needs it",
	"crypto/tls":    "no business of a signer",
	"crypto/hmac":   "it allocates for each key; the package has its own",
	"math/big":      "only asymmetric signatures need it",
	"regexp":        "a program of its own inside, for what a loop does",
	"text/template": "reflection",
	"os/exec":       "nothing here runs programs",
	"testing":       "a test's matter",
}

// without returns small without some of its names.
func without(names ...string) map[string]string {
	m := maps.Clone(small)
	for _, name := range names {
		delete(m, name)
	}
	return m
}

// importRules has one rule for each package of the module.
var importRules = map[string]importRule{
	"": {}, // tests and benchmarks only
	"sigv4": {
		only:   []string{"crypto/sha256", "errors", "strconv", "sync", "sync/atomic", "time"},
		refuse: small,
	},
	"sigv4/s3": {
		ours:   []string{"sigv4"},
		refuse: small,
	},
	"sigv4/sigv2": {
		ours:   []string{"sigv4"},
		refuse: without("crypto/hmac"), // its HMAC is of SHA-1, and not made for speed
	},
	"sigv4/sigv4http": {
		ours: []string{"sigv4"},
		refuse: map[string]string{
			"regexp":        "size",
			"encoding/json": "reflection, and nothing here is JSON",
			"log/slog":      "nothing here logs",
		},
	},
	"policy": {
		ours:   []string{"sigv4", "sigv4/s3", "sigv4/sigv2"},
		refuse: small,
	},
	"credentials": {
		ours: []string{"sigv4"},
		refuse: map[string]string{
			"net/http":      "the sources that need the network are in a package of their own",
			"net":           "the same",
			"crypto/tls":    "the same",
			"os/exec":       "nothing here starts a process",
			"fmt":           "verbs that could print a secret",
			"log/slog":      "nothing here is logged",
			"encoding/json": "reflection",
		},
	},
	"cmd/sig4": {
		ours: []string{"sigv4", "sigv4/s3", "sigv4/sigv2", "sigv4/sigv4http", "policy", "credentials"},
		refuse: map[string]string{
			"net":           "signing needs no network",
			"net/http":      "it alone would more than double the program, and starts goroutines and tables",
			"net/url":       "it would repair the bytes that are to be signed as they are",
			"crypto/tls":    "it comes with the network",
			"crypto/x509":   "it comes with the network",
			"encoding/xml":  "nothing is XML here",
			"html/template": "package policy escapes its one page itself",
			"text/template": "it brings reflection on methods, which keeps dead code alive",
			"regexp":        "patterns compiled at start cost time in every run",
			"log":           "messages have one way out, in output.go",
		},
	},
}

// A listed is what go list says of a package.
type listed struct {
	ImportPath                               string
	Imports, TestImports, XTestImports, Deps []string
	IgnoredGoFiles, CgoFiles, SFiles         []string
	Error                                    *struct{ Err string }
}

func goList(t *testing.T) (packages []listed) {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports,Deps,IgnoredGoFiles,CgoFiles,SFiles,Error", "./...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, &stderr)
	}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		if p.Error != nil {
			t.Fatalf("%s: %s", p.ImportPath, p.Error.Err)
		}
		packages = append(packages, p)
	}
}

// TestImports holds each package to its rule, and the module to its promise
// that users link it and the standard library and nothing else.
func TestImports(t *testing.T) {
	t.Parallel()
	var seen []string
	for _, p := range goList(t) {
		name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		seen = append(seen, name)
		rule, ok := importRules[name]
		if !ok {
			t.Errorf("package %q has no rule: say here what it may import", name)
			continue
		}
		for _, problem := range rule.judge(p) {
			t.Errorf("package %q %s", name, problem)
		}
	}
	for name := range importRules {
		if !slices.Contains(seen, name) {
			t.Errorf("there is a rule for package %q, and no such package", name)
		}
	}
}

// judge returns what is wrong with p.
func (rule importRule) judge(p listed) (problems []string) {
	for _, path := range p.Imports {
		if ours, ok := strings.CutPrefix(path, module+"/"); ok {
			if !slices.Contains(rule.ours, ours) {
				problems = append(problems, "imports our package "+ours+", and may not")
			}
		} else if len(rule.only) > 0 && !slices.Contains(rule.only, path) {
			problems = append(problems, "imports "+path+", which is not in its budget: "+strings.Join(rule.only, ", "))
		}
	}
	for _, path := range p.Deps {
		if why, ok := rule.refuse[path]; ok {
			problems = append(problems, "reaches "+path+": "+why)
		}
		if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") && !strings.HasPrefix(path, module+"/") {
			problems = append(problems, "reaches "+path+": users link the standard library only")
		}
		if strings.HasPrefix(path, module+"/testdata") {
			problems = append(problems, "reaches "+path+": that is for tests")
		}
	}
	for _, path := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
		if strings.HasPrefix(path, "github.com/minio/minio/") || path == "github.com/minio/minio" {
			problems = append(problems, "imports MinIO's server, which is only ever run")
		}
		if isAWS(path) {
			problems = append(problems, "imports "+path+", an AWS SDK, if only for a test")
		}
	}
	if len(p.CgoFiles) > 0 || len(p.SFiles) > 0 {
		problems = append(problems, "is not pure Go")
	}
	for _, file := range p.IgnoredGoFiles {
		if len(rule.only) > 0 && !strings.HasSuffix(file, "_test.go") {
			problems = append(problems, "has the file "+file+", which is not read on this machine")
		}
	}
	return problems
}

// isAWS reports whether path is in a module of AWS's for Go.
func isAWS(path string) bool {
	for _, prefix := range []string{"github.com/aws/", "github.com/awslabs/", "github.com/amzn/"} {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}

// TestImportsCanFail gives the judge what it must not let pass.
func TestImportsCanFail(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]listed{
		"a package beyond the budget": {Imports: []string{"errors", "strings"}},
		"one of ours":                 {Imports: []string{module + "/policy"}},
		"a refused one by a long way": {Imports: []string{"errors"}, Deps: []string{"errors", "unsafe", "reflect"}},
		"someone else's":              {Deps: []string{"example.com/x"}},
		"the tests' data":             {Deps: []string{module + "/testdata"}},
		"MinIO's server in a test":    {XTestImports: []string{"github.com/minio/minio/cmd"}},
		"an AWS SDK in a test":        {TestImports: []string{"github.com/aws/smithy-go"}},
		"a file for another system":   {IgnoredGoFiles: []string{"a_test.go", "a_plan9.go"}},
		"C":                           {CgoFiles: []string{"a.go"}},
	} {
		if problems := importRules["sigv4"].judge(p); len(problems) != 1 {
			t.Errorf("%s: %q, want one problem", name, problems)
		}
	}
	good := listed{Imports: []string{"errors", "time"}, Deps: []string{"errors", "internal/reflectlite", "os", "time"}, TestImports: []string{"github.com/minio/minio-go/v7"}}
	if problems := importRules["sigv4"].judge(good); len(problems) != 0 {
		t.Errorf("what is good: %q", problems)
	}
}
