package sigv4http_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// One Signer serves many goroutines while its credentials change. Each request
// is signed with one set of them, whole.
func TestSignerConcurrent(t *testing.T) {
	t.Parallel()
	var turn atomic.Int64
	s := newSigner(longLived, scopeS3)
	s.Source = sourceFunc(func(context.Context) (sigv4.Credentials, error) {
		if turn.Add(1)%2 == 0 {
			return longLived, nil
		}
		return temporary, nil
	})
	keys := cores(t)
	shared := newRequest(t, "PUT", "https://example.com/k?a=b", strings.NewReader(text))
	shared.Header.Set("Content-Type", "text/plain")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				signed, err := s.Sign(shared)
				if err != nil {
					t.Error(err)
					return
				}
				a := arrival{method: signed.Method, target: signed.URL.RequestURI(), host: signed.Host, body: []byte(text)}
				for name, values := range signed.Header {
					a.headers = append(a.headers, sigv4.Header{Name: name, Value: values[0]})
				}
				if err := a.judge(keys); err != nil {
					t.Error(err)
					return
				}
				if _, err := s.Presign(shared, time.Hour); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
}

// A Source that takes its time for one request keeps no other waiting.
func TestSourceSlow(t *testing.T) {
	t.Parallel()
	asked, answer := make(chan struct{}), make(chan struct{})
	s := newSigner(longLived, scopeS3)
	s.Source = sourceFunc(func(ctx context.Context) (sigv4.Credentials, error) {
		if ctx.Value(contextKey{}) == "slow" {
			close(asked)
			<-answer
			return temporary, nil
		}
		return longLived, nil
	})
	r := newRequest(t, "GET", "https://example.com/", nil)
	done := make(chan string)
	go func() {
		signed, err := s.Sign(r.WithContext(context.WithValue(context.Background(), contextKey{}, "slow")))
		if err != nil {
			t.Error(err)
			done <- ""
			return
		}
		done <- signed.Header.Get("X-Amz-Security-Token")
	}()
	<-asked
	signed, err := s.Sign(r) // would never return if it waited
	if err != nil {
		t.Fatal(err)
	}
	if signed.Header.Get("X-Amz-Security-Token") != "" {
		t.Error("the request got the other's credentials")
	}
	close(answer)
	if token := <-done; token != testToken {
		t.Errorf("the slow request's token is %q", token)
	}
}
