package sigv4http_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
)

func TestTransport(t *testing.T) {
	t.Parallel()
	ways(t, func(t *testing.T, scheme string, rt http.RoundTripper) {
		s := newSigner(temporary, scopeS3)
		s.MaxBuffer = 1 << 20
		client := &http.Client{Transport: &sigv4http.Transport{Signer: s, Base: rt}}
		for name, body := range map[string]io.Reader{"none": nil, "reader": strings.NewReader(text), "once": once(text), "file": file(t)} {
			resp, err := client.Do(newRequest(t, "PUT", scheme+"://example.com/k", body))
			if err != nil {
				t.Errorf("body %s: %v", name, err)
				continue
			}
			answer, _ := io.ReadAll(resp.Body)
			resp.Body.Close()
			if resp.StatusCode != http.StatusOK {
				t.Errorf("body %s: %s: %s", name, resp.Status, answer)
			}
		}
	})
}

// The interface wants the body closed in every case.
func TestTransportCloses(t *testing.T) {
	t.Parallel()
	sends := roundTrip(func(r *http.Request) (*http.Response, error) {
		if r.Body != nil {
			r.Body.Close()
		}
		return nil, errBroken
	})
	good := newSigner(longLived, scopeS3)
	good.MaxBuffer = 1 << 20
	small := newSigner(longLived, scopeS3)
	small.MaxBuffer = 1
	absent := newSigner(longLived, scopeS3)
	absent.SignHeaders = []string{"Absent"}
	// These refuse the request after its body was read.
	late := newSigner(sigv4.Credentials{}, scopeS3)
	badPath := newSigner(longLived, scopeS3)
	badPath.MaxBuffer = 1 << 20

	tests := []struct {
		name   string
		tr     *sigv4http.Transport
		change func(*http.Request)
		kind   error
	}{
		{"sent", &sigv4http.Transport{Signer: good, Base: sends}, nil, errBroken},
		{"sent with GetBody", &sigv4http.Transport{Signer: newSigner(longLived, scopeS3), Base: sends}, func(r *http.Request) {
			r.GetBody = func() (io.ReadCloser, error) { return once(text), nil }
		}, errBroken},
		{"nil Transport", nil, nil, sigv4http.ErrSigner},
		{"zero Transport", &sigv4http.Transport{Base: sends}, nil, sigv4http.ErrSigner},
		{"zero Signer", &sigv4http.Transport{Signer: new(sigv4http.Signer), Base: sends}, nil, sigv4http.ErrSigner},
		{"credentials", &sigv4http.Transport{Signer: late, Base: sends}, nil, sigv4.ErrAccessKeyID},
		{"header", &sigv4http.Transport{Signer: absent, Base: sends}, nil, sigv4.ErrHeader},
		{"once", &sigv4http.Transport{Signer: newSigner(longLived, scopeS3), Base: sends}, nil, sigv4http.ErrBody},
		{"too long", &sigv4http.Transport{Signer: small, Base: sends}, nil, sigv4http.ErrBody},
		{"no URL", &sigv4http.Transport{Signer: good, Base: sends}, func(r *http.Request) { r.URL = nil }, sigv4http.ErrRequest},
		{"path", &sigv4http.Transport{Signer: badPath, Base: sends}, func(r *http.Request) { r.URL.Path = "k" }, sigv4.ErrPath},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := once(text)
			r := newRequest(t, "PUT", "https://example.com/k", body)
			if tt.change != nil {
				tt.change(r)
			}
			resp, err := tt.tr.RoundTrip(r)
			if resp != nil || !errors.Is(err, tt.kind) {
				t.Errorf("RoundTrip = %v, %v, want an error of kind %q", resp, err, tt.kind)
			}
			if body.closed != 1 {
				t.Errorf("the body was closed %d times", body.closed)
			}
		})
	}
	if _, err := (&sigv4http.Transport{Signer: good}).RoundTrip(nil); !errors.Is(err, sigv4http.ErrRequest) {
		t.Errorf("RoundTrip(nil) = %v", err)
	}
}

// When a connection that was kept breaks, net/http sends the request again
// below the Transport, with the body that GetBody gives and the same signature.
func TestTransportRetry(t *testing.T) {
	t.Parallel()
	var requests, broken atomic.Int32
	judge := oracle(cores(t))
	_, base := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if requests.Add(1) == 2 {
			c, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			broken.Add(1)
			c.Close() // without an answer
			return
		}
		judge.ServeHTTP(w, r)
	}), (*httptest.Server).Start)
	client := &http.Client{Transport: &sigv4http.Transport{Signer: newSigner(longLived, scopeS3), Base: base}}
	for range 3 {
		r := newRequest(t, "PUT", "http://example.com/k", strings.NewReader(text))
		r.Header.Set("Idempotency-Key", "k") // so that net/http may send it again
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", resp.Status, answer)
		}
	}
	if requests.Load() != 4 || broken.Load() != 1 {
		t.Errorf("%d requests came, %d connections were broken, want 4 and 1", requests.Load(), broken.Load())
	}
}

// A client signs what follows a redirect anew, for the host that it goes to.
func TestTransportRedirect(t *testing.T) {
	t.Parallel()
	judge := oracle(cores(t))
	var seen atomic.Pointer[http.Request]
	_, base := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host == "first.example" {
			http.Redirect(w, r, "http://second.example/other?a=b", http.StatusTemporaryRedirect)
			return
		}
		seen.Store(r)
		judge.ServeHTTP(w, r)
	}), (*httptest.Server).Start)
	client := &http.Client{Transport: &sigv4http.Transport{Signer: newSigner(temporary, scopeS3), Base: base}}

	resp, err := client.Do(newRequest(t, "PUT", "http://first.example/k", strings.NewReader(text)))
	if err != nil {
		t.Fatal(err)
	}
	answer, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("%s: %s", resp.Status, answer)
	}
	if r := seen.Load(); r == nil || r.Host != "second.example" || r.Header.Get("X-Amz-Security-Token") != testToken {
		t.Errorf("the second host saw %v", r)
	}

	seen.Store(nil)
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err = client.Do(newRequest(t, "PUT", "http://first.example/k", strings.NewReader(text)))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusTemporaryRedirect || seen.Load() != nil {
		t.Errorf("with ErrUseLastResponse: %s, and the second host saw %v", resp.Status, seen.Load())
	}
}

// A client makes an Authorization header of user info, which cannot stand
// beside a signature.
func TestTransportUserInfo(t *testing.T) {
	t.Parallel()
	client := &http.Client{Transport: &sigv4http.Transport{Signer: newSigner(longLived, scopeS3)}}
	_, err := client.Do(newRequest(t, "GET", "https://user:password@example.com/", nil))
	wantError(t, err, sigv4.ErrReserved, "Authorization")
}
