package sigv4http_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sig4/sig4/sigv4/sigv4http"
)

// A snapshot is all of a request that signing could change, in memory of its own.
type snapshot struct {
	Method, Host, Proto, RemoteAddr, RequestURI string
	URL                                         url.URL
	User                                        string
	Header, Trailer                             http.Header
	Spare                                       map[string][]string // behind the ends of the values
	TransferEncoding                            []string
	ContentLength                               int64
	HasBody, HasGetBody, Close                  bool
	Context                                     context.Context
}

func snap(r *http.Request) snapshot {
	s := snapshot{
		Method: r.Method, Host: r.Host, Proto: r.Proto, RemoteAddr: r.RemoteAddr, RequestURI: r.RequestURI,
		URL: *r.URL, Header: r.Header.Clone(), Trailer: r.Trailer.Clone(), Spare: map[string][]string{},
		TransferEncoding: slices.Clone(r.TransferEncoding), ContentLength: r.ContentLength,
		HasBody: r.Body != nil, HasGetBody: r.GetBody != nil, Close: r.Close, Context: r.Context(),
	}
	for name, values := range r.Header {
		s.Spare[name] = slices.Clone(values[:cap(values)])
	}
	if r.URL.User != nil {
		s.User, s.URL.User = r.URL.User.String(), nil
	}
	return s
}

func diff(a, b snapshot) string {
	return cmp.Diff(a, b, cmpopts.IgnoreFields(snapshot{}, "Context"))
}

type contextKey struct{}

// rich is a request with something in every part.
func rich(t *testing.T) *http.Request {
	r := newRequest(t, "PUT", "https://user:password@example.com:443/a%2Fb?b=2&a=1#fragment", strings.NewReader("the body"))
	r = r.WithContext(context.WithValue(t.Context(), contextKey{}, "value"))
	values := make([]string, 1, 8)
	values[0] = "one"
	r.Header["X-Amz-Meta-A"] = values
	r.Header["x-amz-meta-a"] = append(make([]string, 0, 4), "two", "three")
	r.Header["X-Unsigned"] = append(make([]string, 0, 4), "u")
	r.Header["Nil"] = nil
	r.Header.Set("Content-Type", "text/plain")
	r.Trailer = http.Header{"X-Trailer": nil}
	r.TransferEncoding = []string{"identity"}
	return r
}

func TestRequestStaysAsItIs(t *testing.T) {
	t.Parallel()
	uses := map[string]func(r *http.Request) error{
		"Sign": func(r *http.Request) error {
			_, err := newSigner(temporary, scopeS3).Sign(r)
			return err
		},
		"Presign": func(r *http.Request) error {
			_, err := newSigner(temporary, scopeAPI).Presign(r, time.Hour)
			return err
		},
		"Transport": func(r *http.Request) error {
			tr := &sigv4http.Transport{Signer: newSigner(temporary, scopeS3), Base: roundTrip(func(signed *http.Request) (*http.Response, error) {
				// A transport may do as it likes with its own request.
				signed.Header.Set("X-Amz-Meta-A", "changed")
				signed.Header.Add("X-Unsigned", "changed")
				signed.URL.Path, signed.URL.RawQuery, signed.Host = "/changed", "changed", "changed"
				return nil, io.ErrUnexpectedEOF
			})}
			if _, err := tr.RoundTrip(r); err != io.ErrUnexpectedEOF {
				return err
			}
			return nil
		},
		"Sign refused": func(r *http.Request) error {
			s := newSigner(temporary, scopeS3)
			s.SignHeaders = []string{"Absent"}
			if _, err := s.Sign(r); err == nil {
				return io.ErrUnexpectedEOF
			}
			return nil
		},
	}
	for name, use := range uses {
		t.Run(name, func(t *testing.T) {
			r := rich(t)
			before, header, target, body := snap(r), r.Header, r.URL, r.Body
			if err := use(r); err != nil {
				t.Fatal(err)
			}
			after := snap(r)
			if d := diff(before, after); d != "" {
				t.Errorf("the request changed:\n%s", d)
			}
			if r.URL != target || r.Body != body || before.Context != after.Context {
				t.Error("the request got another URL, body or context")
			}
			header.Set("Still", "the same map")
			if r.Header.Get("Still") == "" {
				t.Error("the request got another header map")
			}
			if text, err := io.ReadAll(r.Body); err != nil || string(text) != "the body" {
				t.Errorf("the body is %q, %v", text, err)
			}
			again, err := r.GetBody()
			if err != nil {
				t.Fatal(err)
			}
			if text, err := io.ReadAll(again); err != nil || string(text) != "the body" {
				t.Errorf("GetBody's is %q, %v", text, err)
			}
		})
	}
}

// What is done to the copy does not show in the original, nor the other way.
func TestSignCopies(t *testing.T) {
	t.Parallel()
	r := rich(t)
	before := snap(r)
	signed, err := newSigner(temporary, scopeS3).Sign(r)
	if err != nil {
		t.Fatal(err)
	}
	copied := snap(signed)

	for name := range before.Header {
		signed.Header.Add(name, "added")
	}
	signed.Header.Set("Content-Type", "changed")
	signed.Header.Del("X-Unsigned")
	signed.URL.Path, signed.URL.RawQuery, signed.URL.Fragment, signed.URL.User = "/changed", "", "", nil
	signed.Method, signed.Host, signed.ContentLength = "GET", "changed", 0
	if d := diff(before, snap(r)); d != "" {
		t.Errorf("the original changed with the copy:\n%s", d)
	}

	signed, err = newSigner(temporary, scopeS3).Sign(r)
	if err != nil {
		t.Fatal(err)
	}
	for name := range before.Header {
		r.Header.Add(name, "added")
	}
	r.Header.Set("Content-Type", "changed")
	r.Header.Del("X-Unsigned")
	r.URL.Path, r.URL.RawQuery, r.URL.Host = "/changed", "", "changed"
	if d := cmp.Diff(copied, snap(signed), cmpopts.IgnoreFields(snapshot{}, "Context", "Spare")); d != "" {
		t.Errorf("the copy changed with the original:\n%s", d)
	}
	if signed.Context().Value(contextKey{}) != "value" {
		t.Error("the copy lost the context")
	}
}

// The copy's own headers do not share memory that Add could write to.
func TestSignAddsApart(t *testing.T) {
	t.Parallel()
	signed, err := newSigner(temporary, scopeS3).Sign(newRequest(t, "GET", "https://example.com/", nil))
	if err != nil {
		t.Fatal(err)
	}
	added := []string{"X-Amz-Date", "X-Amz-Content-Sha256", "X-Amz-Security-Token", "Authorization"}
	before := signed.Header.Clone()
	for _, name := range added {
		if len(before[name]) != 1 {
			t.Fatalf("%s has %d values", name, len(before[name]))
		}
		signed.Header.Add(name, "added")
	}
	for _, name := range added {
		if got := signed.Header[name]; len(got) != 2 || got[0] != before[name][0] || got[1] != "added" {
			t.Errorf("%s is %q", name, got)
		}
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
