package sigv4http_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
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

var errBroken = errors.New("broken on purpose")

// stuck can seek, but not back.
type stuck struct{ *oneShot }

func (s stuck) Seek(_ int64, whence int) (int64, error) {
	if whence == io.SeekStart {
		return 0, errBroken
	}
	return 0, nil
}

func TestSignRefusesBody(t *testing.T) {
	t.Parallel()
	broken := func() *oneShot { return &oneShot{r: strings.NewReader(text), err: errBroken} }
	get := func(body io.ReadCloser, err error) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) { return body, err }
	}
	tests := []struct {
		name    string
		body    io.ReadCloser
		getBody func() (io.ReadCloser, error)
		length  int64
		max     int64
		cause   error
	}{
		{"once", once(text), nil, 0, 0, nil},
		{"once, negative limit", once(text), nil, 0, -1, nil},
		{"once, over the limit", once(text), nil, 0, int64(len(text)) - 1, nil},
		{"once, length over the limit", once(text), nil, int64(len(text)), int64(len(text)) - 1, nil},
		{"once, too short", once(text), nil, int64(len(text)) + 1, 1 << 20, nil},
		{"once, too long", once(text), nil, int64(len(text)) - 1, 1 << 20, nil},
		{"once, broken", broken(), nil, 0, 1 << 20, errBroken},
		{"once, broken at the limit", broken(), nil, 0, int64(len(text)), errBroken},
		{"once, broken when closed", &oneShot{r: strings.NewReader(text), onClose: errBroken}, nil, 0, 1 << 20, errBroken},
		{"NoBody with length", http.NoBody, nil, 1, 0, nil},
		{"nil with length", nil, nil, 1, 0, nil},
		{"GetBody fails", once(text), get(nil, errBroken), 0, 1 << 20, errBroken},
		{"GetBody gives nothing", once(text), get(nil, nil), 0, 1 << 20, nil},
		{"GetBody's is broken", once(text), get(broken(), nil), 0, 1 << 20, errBroken},
		{"GetBody's is too short", once(text), get(once(text), nil), int64(len(text)) + 1, 1 << 20, nil},
		{"GetBody's is too long", once(text), get(once(text), nil), int64(len(text)) - 1, 1 << 20, nil},
		{"seeking back fails", stuck{once(text)}, nil, 0, 1 << 20, errBroken},
		{"seeker broken", stuck{broken()}, nil, 0, 1 << 20, errBroken},
		{"seeker too long", stuck{once(text)}, nil, 1, 1 << 20, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRequest(t, "PUT", "https://example.com/k", nil)
			r.Body, r.GetBody, r.ContentLength = tt.body, tt.getBody, tt.length
			s := newSigner(longLived, scopeS3)
			s.MaxBuffer = tt.max
			signed, err := s.Sign(r)
			if signed != nil {
				t.Error("Sign returned a request")
			}
			wantError(t, err, sigv4http.ErrBody, "")
			if tt.cause != nil && !errors.Is(err, tt.cause) {
				t.Errorf("%v hides the cause", err)
			}
			if body, ok := tt.body.(*oneShot); ok && body.closed != 0 && body.onClose == nil {
				t.Error("Sign closed the body that it gives back")
			}
		})
	}
}

// Without leave to keep it, a body that can be read only once is not touched;
// nor is one that is known to be too long.
func TestSignLeavesBody(t *testing.T) {
	t.Parallel()
	for _, length := range []int64{0, int64(len(text))} {
		body := once(text)
		r := newRequest(t, "PUT", "https://example.com/k", body)
		r.ContentLength = length
		s := newSigner(longLived, scopeS3)
		if length > 0 {
			s.MaxBuffer = length - 1
		}
		_, err := s.Sign(r)
		wantError(t, err, sigv4http.ErrBody, "")
		if body.read != 0 || body.closed != 0 {
			t.Errorf("%d bytes were read, and it was closed %d times", body.read, body.closed)
		}
	}
}

// GetBody's body is closed again.
func TestSignClosesGetBody(t *testing.T) {
	t.Parallel()
	again := once(text)
	r := newRequest(t, "PUT", "https://example.com/k", nil)
	body := once(text)
	r.Body, r.GetBody = body, func() (io.ReadCloser, error) { return again, nil }
	if _, err := newSigner(longLived, scopeS3).Sign(r); err != nil {
		t.Fatal(err)
	}
	if again.closed != 1 || body.closed != 0 || body.read != 0 {
		t.Errorf("GetBody's was closed %d times, the request's %d; %d of it was read", again.closed, body.closed, body.read)
	}
}

// The caller may say what the signature covers; the body is then not read.
func TestSignPayloadGiven(t *testing.T) {
	t.Parallel()
	hash := sigv4.HashPayload([]byte(text)).String()
	tests := []struct {
		name, spelled, value string
		payload              sigv4http.Payload
		want                 string
	}{
		{"hash", "X-Amz-Content-Sha256", hash, sigv4http.HashPayload, hash},
		{"hash in lower case", "x-amz-content-sha256", hash, sigv4http.HashPayload, hash},
		{"hash before UnsignedPayload", "X-Amz-Content-Sha256", hash, sigv4http.UnsignedPayload, hash},
		{"marker", "X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD", sigv4http.HashPayload, "UNSIGNED-PAYLOAD"},
		{"streaming", "X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", sigv4http.HashPayload, "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
		{"UnsignedPayload", "", "", sigv4http.UnsignedPayload, "UNSIGNED-PAYLOAD"},
	}
	ways(t, func(t *testing.T, scheme string, rt http.RoundTripper) {
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				body := once(text)
				r := newRequest(t, "PUT", scheme+"://example.com/k", body)
				if tt.spelled != "" {
					r.Header[tt.spelled] = []string{tt.value}
				}
				s := newSigner(longLived, scopeS3)
				s.Payload = tt.payload
				signed, err := s.Sign(r)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for name, values := range signed.Header {
					if strings.EqualFold(name, "X-Amz-Content-Sha256") {
						got = append(got, values...)
					}
				}
				if len(got) != 1 || got[0] != tt.want {
					t.Errorf("X-Amz-Content-Sha256 is %q, want %q", got, tt.want)
				}
				if body.read != 0 {
					t.Errorf("%d bytes of the body were read", body.read)
				}
				accepted(t, rt, signed)
			})
		}
	})
}

func TestSignRefusesPayload(t *testing.T) {
	t.Parallel()
	hash := sigv4.EmptyPayload.String()
	for name, header := range map[string]http.Header{
		"twice":         {"X-Amz-Content-Sha256": {hash, hash}},
		"two spellings": {"X-Amz-Content-Sha256": {hash}, "x-amz-content-sha256": {hash}},
		"malformed":     {"X-Amz-Content-Sha256": {"no hash"}},
		"empty":         {"X-Amz-Content-Sha256": {""}},
		"upper case":    {"X-Amz-Content-Sha256": {strings.ToUpper(hash)}},
		"lower marker":  {"X-Amz-Content-Sha256": {"unsigned-payload"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRequest(t, "PUT", "https://example.com/k", nil)
			r.Header = header
			s := newSigner(longLived, scopeS3)
			_, err := s.Sign(r)
			wantError(t, err, sigv4.ErrPayloadHash, "X-Amz-Content-Sha256")
			_, err = s.Presign(r, sigv4.MinExpires)
			wantError(t, err, sigv4.ErrPayloadHash, "X-Amz-Content-Sha256")
		})
	}
}
