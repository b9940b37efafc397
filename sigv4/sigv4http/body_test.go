package sigv4http_test

import (
	"bytes"
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

const text = "the body, which is to arrive whole"

// file returns an open file that holds text.
func file(t *testing.T) *os.File {
	t.Helper()
	name := filepath.Join(t.TempDir(), "body")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// pipe returns a file that cannot seek and that gives text.
func pipe(t *testing.T) *os.File {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	if _, err := w.WriteString(text); err != nil {
		t.Fatal(err)
	}
	w.Close()
	return r
}

// Bodies are hashed, and arrive whole afterwards.
func TestSignBody(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		body   func(t *testing.T) io.Reader
		length int64 // 0 leaves what net/http found out
		max    int64
		want   string
	}{
		{"nil", func(*testing.T) io.Reader { return nil }, 0, 0, ""},
		{"NoBody", func(*testing.T) io.Reader { return http.NoBody }, 0, 0, ""},
		{"strings.Reader", func(*testing.T) io.Reader { return strings.NewReader(text) }, 0, 0, text},
		{"bytes.Reader", func(*testing.T) io.Reader { return bytes.NewReader([]byte(text)) }, 0, 0, text},
		{"bytes.Buffer", func(*testing.T) io.Reader { return bytes.NewBufferString(text) }, 0, 0, text},
		{"empty bytes.Buffer", func(*testing.T) io.Reader { return new(bytes.Buffer) }, 0, 0, ""},
		{"large", func(*testing.T) io.Reader { return strings.NewReader(strings.Repeat(text, 10_000)) }, 0, 0, strings.Repeat(text, 10_000)},
		{"file", func(t *testing.T) io.Reader { return file(t) }, 0, 0, text},
		{"file with length", func(t *testing.T) io.Reader { return file(t) }, int64(len(text)), 0, text},
		{"file from its middle", func(t *testing.T) io.Reader {
			f := file(t)
			if _, err := f.Seek(4, io.SeekStart); err != nil {
				t.Fatal(err)
			}
			return f
		}, 0, 0, text[4:]},
		{"pipe", func(t *testing.T) io.Reader { return pipe(t) }, 0, 1 << 20, text},
		{"once, at the limit", func(*testing.T) io.Reader { return once(text) }, 0, int64(len(text)), text},
		{"once, with length", func(*testing.T) io.Reader { return once(text) }, int64(len(text)), int64(len(text)), text},
		{"once, no limit", func(*testing.T) io.Reader { return once(text) }, 0, math.MaxInt64, text},
		{"once, empty", func(*testing.T) io.Reader { return once("") }, 0, 1, ""},
		{"once, length unknown", func(*testing.T) io.Reader { return once(text) }, -1, 1 << 20, text},
		{"once, byte by byte", func(*testing.T) io.Reader { return &oneShot{r: slow{strings.NewReader(text)}} }, 0, 1 << 20, text},
	}
	ways(t, func(t *testing.T, scheme string, rt http.RoundTripper) {
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				r := newRequest(t, "PUT", scheme+"://example.com/k", tt.body(t))
				if tt.length != 0 {
					r.ContentLength = tt.length
				}
				s := newSigner(longLived, scopeS3)
				s.MaxBuffer = tt.max
				signed, err := s.Sign(r)
				if err != nil {
					t.Fatal(err)
				}
				if got, want := signed.Header.Get("X-Amz-Content-Sha256"), sigv4.HashPayload([]byte(tt.want)).String(); got != want {
					t.Errorf("X-Amz-Content-Sha256 is %s, want %s", got, want)
				}
				accepted(t, rt, signed)
			})
		}
	})
}

// slow gives a byte at a time.
type slow struct{ r io.Reader }

func (s slow) Read(p []byte) (int, error) { return s.r.Read(p[:min(1, len(p))]) }

// A body that was read into memory is replaced in the copy alone.
func TestSignBuffers(t *testing.T) {
	t.Parallel()
	for _, want := range []string{text, ""} {
		body := once(want)
		r := newRequest(t, "PUT", "https://example.com/k", body)
		r.TransferEncoding = []string{"chunked"}
		s := newSigner(longLived, scopeS3)
		s.MaxBuffer = 1 << 20
		signed, err := s.Sign(r)
		if err != nil {
			t.Fatal(err)
		}
		if body.closed != 1 {
			t.Errorf("the body was closed %d times", body.closed)
		}
		if r.Body != body || r.GetBody != nil || r.ContentLength != 0 || len(r.TransferEncoding) != 1 {
			t.Error("the original changed")
		}
		if signed.ContentLength != int64(len(want)) || signed.TransferEncoding != nil {
			t.Errorf("the copy's length is %d, its encoding %q", signed.ContentLength, signed.TransferEncoding)
		}
		if (signed.Body == http.NoBody) != (want == "") {
			t.Error("an empty body, and no other, is http.NoBody")
		}
		for range 2 { // GetBody gives it as often as it is asked
			again, err := signed.GetBody()
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(again); err != nil || string(got) != want {
				t.Errorf("GetBody gives %q, %v", got, err)
			}
		}
		if got, err := io.ReadAll(signed.Body); err != nil || string(got) != want {
			t.Errorf("the body is %q, %v", got, err)
		}
	}
}
