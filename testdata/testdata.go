// Package testdata holds the project's test vectors and reads them.
//
// A vector is one text file under vectors/<kind>/, in the format that [Parse]
// describes. The kinds:
//
//   - header: a request signed in its Authorization header ([Headers]);
//   - query: a request signed in its query, a presigned URL ([Queries]);
//   - key: the steps of the key derivation ([Keys]);
//   - post: a browser upload form (read beside package policy);
//   - endpoint: an S3 address (read beside package s3);
//   - presign: an S3 operation's presigned URL, and operation: a list of all
//     operations (read beside package s3);
//   - sigv2/header, sigv2/url, sigv2/post: the legacy signature (read beside
//     package sigv2).
//
// Every file names its public source, or says how it was computed. The folder
// is called testdata, so "./..." passes it by; tests of any package import it.
// It imports no other package of this module, so any test can.
package testdata

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed vectors
var vectors embed.FS

// FS is the tree of all vector files; its top folders are the kinds.
// It is safe for concurrent use.
var FS = func() fs.FS {
	sub, err := fs.Sub(vectors, "vectors")
	if err != nil {
		panic(err) // unreachable: "vectors" is a valid path, and it is embedded
	}
	return sub
}()

// Dir reads and parses every vector of one kind, in the order of their names.
func Dir(kind string) ([]*File, error) { return DirFS(FS, kind) }

// DirFS is [Dir] over another tree. A file that is not named *.txt, a folder,
// a file that does not parse and a kind without any file are errors, so no
// vector is left out in silence.
func DirFS(tree fs.FS, kind string) ([]*File, error) {
	entries, err := fs.ReadDir(tree, kind)
	if err != nil {
		return nil, fmt.Errorf("testdata: %w", err)
	}
	var files []*File
	for _, e := range entries {
		name := path.Join(kind, e.Name())
		base, isText := strings.CutSuffix(e.Name(), ".txt")
		if e.IsDir() || !isText {
			return nil, fmt.Errorf("testdata: %s: not a vector: the name must be NAME.txt", name)
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return nil, fmt.Errorf("testdata: %w", err)
		}
		f, err := Parse(base, data)
		if err != nil {
			return nil, fmt.Errorf("testdata: %s: %w", name, err)
		}
		files = append(files, f)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("testdata: %s: no vectors", kind)
	}
	return files, nil
}
