package sigv4http_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4/sigv4http"
)

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
