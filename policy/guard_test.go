package policy_test

import (
	"bytes"
	"errors"
	"mime/multipart"
	"strings"
	"testing"

	"github.com/sig4/sig4/policy"
)

// beforeFile is how many bytes of a request precede the file, with the longest
// boundary that there is.
func beforeFile(t *testing.T, fields []policy.Field) int {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.SetBoundary(strings.Repeat("b", 70)); err != nil {
		t.Fatal(err)
	}
	for _, f := range fields {
		if err := w.WriteField(f.Name, f.Value); err != nil {
			t.Fatal(err)
		}
	}
	// The writer sets the line break that ends a part before the next boundary.
	return b.Len() + len("\r\n")
}

// S3 takes 20,480 bytes before the file, and not one more is signed.
func TestSizeLimit(t *testing.T) {
	s := newSigner(t, docCredentials())
	sign := func(n int) (policy.Form, error) {
		p := basic()
		p.Fields = []policy.Field{{Name: "acl", Value: "private"}, {Name: "x-ignore-a", Value: strings.Repeat("a", n)}}
		return policy.Sign(p, s, now)
	}
	f, err := sign(0)
	if err != nil {
		t.Fatal(err)
	}
	room := 20480 - beforeFile(t, f.Fields)
	f, err = sign(room)
	if err != nil || beforeFile(t, f.Fields) != 20480 {
		t.Errorf("with %d bytes: %v, %d bytes before the file", room, err, beforeFile(t, f.Fields))
	}
	if _, err := sign(room + 1); !errors.Is(err, policy.ErrSize) {
		t.Errorf("with one byte more: error %v, want kind %v", err, policy.ErrSize)
	}
}
