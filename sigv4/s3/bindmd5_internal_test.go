package s3

import (
	"crypto/md5"
	"encoding/base64"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// TestMD5AndBase64 holds what is written here to the standard library.
func TestMD5AndBase64(t *testing.T) {
	if strings.Contains(os.Getenv("GODEBUG"), "fips140=only") {
		t.Skip("the program runs with GODEBUG=fips140=only, which forbids the standard library's MD5")
	}
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var key [sseKeySize]byte
		for i := range key {
			key[i] = byte(r.Uint32())
		}
		if got, want := md5Of(&key), md5.Sum(key[:]); got != want {
			t.Fatalf("MD5 of %x: %x, want %x", key, got, want)
		}
		data := key[:r.IntN(sseKeySize+1)]
		if got, want := base64Of(data), base64.StdEncoding.EncodeToString(data); got != want {
			t.Fatalf("base64 of %x: %s, want %s", data, got, want)
		}
	}
}

// TestTables: every name that an operation's row holds is in a table, so that
// nothing is bound to no place.
func TestTables(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for i := range operations {
		o := Operation{uint8(i + 1)}
		seen := map[string]bool{}
		for _, p := range o.params() {
			if p.Name == "" || p.Place == 0 || p.Format == 0 {
				t.Errorf("%s: a parameter that is in no table: %+v", o, p)
			}
			if seen[p.Name] {
				t.Errorf("%s: %s is there twice", o, p.Name)
			}
			seen[p.Name] = true
			used[p.Name] = true
		}
	}
	for i, p := range parameters {
		if i > 0 && parameters[i-1].name >= p.name {
			t.Errorf("%s is not sorted", p.name)
		}
		if !used[baseName(p.name)] {
			t.Errorf("no operation has %s", p.name)
		}
	}
	if len(operations) > 255 {
		t.Error("Operation has no room for so many")
	}
}
