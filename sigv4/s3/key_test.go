package s3_test

import (
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4/s3"
)

func TestRefusedKeys(t *testing.T) {
	t.Parallel()
	tests := []struct{ rule, key, says string }{
		{"empty", "", "empty"},
		{"longer than 1,024 bytes", strings.Repeat("k", 1025), "1,024"},
		{"longer than 1,024 bytes in fewer characters", strings.Repeat("é", 513), "1,024"},
		{"not UTF-8", "ab\xff", "not UTF-8 (at byte 2"},
		{"UTF-8 cut short", "é"[:1], "not UTF-8 (at byte 0"},
		{"surrogate half", "\xed\xa0\x80", "not UTF-8 (at byte 0"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			a, err := s3.Endpoint{Region: "us-east-1"}.Object(s3.Location{Bucket: "bkt", Key: tt.key})
			checkRefused(t, a, err, s3.ErrKey, tt.says)
		})
	}
}

func TestLongestKey(t *testing.T) {
	t.Parallel()
	key := strings.Repeat("é", 512)
	a, err := s3.Endpoint{Region: "us-east-1"}.Object(s3.Location{Bucket: "bkt", Key: key})
	if err != nil {
		t.Fatal(err)
	}
	if want := "/" + strings.Repeat("%C3%A9", 512); a.Path != want {
		t.Errorf("path of %d bytes, want %d", len(a.Path), len(want))
	}
}

// TestReplacementCharacter: U+FFFD itself is a character like any other, not a
// sign of broken UTF-8.
func TestReplacementCharacter(t *testing.T) {
	t.Parallel()
	a, err := s3.Endpoint{Region: "us-east-1"}.Object(s3.Location{Bucket: "bkt", Key: "\ufffd"})
	if err != nil || a.Path != "/%EF%BF%BD" {
		t.Errorf("got %q, %v", a.Path, err)
	}
}

func TestKeyWarning(t *testing.T) {
	t.Parallel()
	for _, key := range []string{".", "..", "./a", "../a", "a/.", "a/..", "a/./b", "a/../b", "/./", "//.."} {
		if w := s3.KeyWarning(key); !strings.Contains(w, "--path-as-is") {
			t.Errorf("KeyWarning(%q) = %q, want a warning", key, w)
		}
	}
	for _, key := range []string{"a", "a.b", "...", "a/.../b", ".hidden", "a/.b", "a./b", "..a", "/a", "//a", "a//b", "a/", "%2e", "a/%2e%2e/b", `a\..\b`} {
		if w := s3.KeyWarning(key); w != "" {
			t.Errorf("KeyWarning(%q) = %q, want none", key, w)
		}
	}
}
