package sigv4http_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
)

const (
	canarySecret = "CANARYsecretKEYthatNOBODYmaySEE0123456789"
	canaryToken  = "CANARYtokenTHATnobodyMAYseeEITHER0123456789"
)

var canary = sigv4.Credentials{
	AccessKeyID:     "AKIDEXAMPLE",
	SecretAccessKey: sigv4.NewSecret(canarySecret),
	SessionToken:    sigv4.NewSecret(canaryToken),
}

// silent fails when text shows a canary, also in hexadecimal.
func silent(t *testing.T, what, text string) {
	t.Helper()
	for _, c := range []string{canarySecret, canaryToken} {
		for _, form := range []string{c, fmt.Sprintf("%x", c), fmt.Sprintf("%X", c), fmt.Sprint([]byte(c)), fmt.Sprintf("% x", c)} {
			if strings.Contains(text, form) {
				t.Errorf("%s shows a secret: %s", what, text)
			}
		}
	}
}

// shown prints v in every way that a program may come to.
func shown(t *testing.T, what string, v any) {
	t.Helper()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "% x", "%t", "%p", "%T", "%#x", "%c", "%b", "%e", "%U"} {
		silent(t, what+" with "+verb, fmt.Sprintf(verb, v))
		silent(t, what+" in a slice with "+verb, fmt.Sprintf(verb, []any{v}))
		silent(t, what+" in a map with "+verb, fmt.Sprintf(verb, map[string]any{"v": v}))
		silent(t, what+" in a struct with "+verb, fmt.Sprintf(verb, struct{ v any }{v}))
	}
	text, err := json.Marshal(v)
	silent(t, what+" as JSON", fmt.Sprint(string(text), err))
	var log bytes.Buffer
	for _, h := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(h).Info("log", "v", v, slog.Group("g", "v", v))
	}
	silent(t, what+" in a log", log.String())
}

func TestCanaryTypes(t *testing.T) {
	t.Parallel()
	s := newSigner(canary, scopeS3)
	for _, now := range []func() time.Time{nil, clock} { // JSON does not take a function
		s.Now = now
		// It holds a key only after first use.
		signed, err := s.Sign(newRequest(t, "GET", "https://example.com/", nil))
		if err != nil {
			t.Fatal(err)
		}
		if signed.Header.Get("X-Amz-Security-Token") != canaryToken {
			t.Fatal("the canaries are not signed with")
		}
		transport := &sigv4http.Transport{Signer: s}
		for _, v := range []any{s, &s, transport, *transport, &transport, s.Source, &s.Source, http.Client{Transport: transport}} {
			shown(t, fmt.Sprintf("%T", v), v)
		}
		// A Signer must not be copied, but printing may be handed one.
		shown(t, "Signer", reflect.ValueOf(s).Elem().Interface())
	}
}

func TestCanaryErrors(t *testing.T) {
	t.Parallel()
	type test struct {
		name   string
		change func(*sigv4http.Signer, *http.Request)
	}
	tests := []test{
		{"region", func(s *sigv4http.Signer, _ *http.Request) { s.Scope.Region = "" }},
		{"service", func(s *sigv4http.Signer, _ *http.Request) { s.Scope.Service = canarySecret + " " }},
		{"options", func(s *sigv4http.Signer, _ *http.Request) { s.Options.Path = 9 }},
		{"payload", func(s *sigv4http.Signer, _ *http.Request) { s.Payload = 9 }},
		{"access key", func(s *sigv4http.Signer, _ *http.Request) {
			s.Source = sigv4http.Static(sigv4.Credentials{AccessKeyID: canarySecret + "\n", SecretAccessKey: canary.SecretAccessKey})
		}},
		{"secret", func(s *sigv4http.Signer, _ *http.Request) {
			s.Source = sigv4http.Static(sigv4.Credentials{AccessKeyID: "a", SecretAccessKey: sigv4.NewSecret(canarySecret + "\n")})
		}},
		{"token", func(s *sigv4http.Signer, _ *http.Request) {
			c := canary
			c.SessionToken = sigv4.NewSecret(canaryToken + "\n")
			s.Source = sigv4http.Static(c)
		}},
		{"source", func(s *sigv4http.Signer, _ *http.Request) { s.Source = failing{errBroken} }},
		{"time", func(s *sigv4http.Signer, _ *http.Request) {
			s.Now = func() time.Time { return time.Time{}.AddDate(-2, 0, 0) }
		}},
		{"authorization", func(_ *sigv4http.Signer, r *http.Request) { r.Header.Set("Authorization", canaryToken) }},
		{"token header", func(_ *sigv4http.Signer, r *http.Request) { r.Header.Set("X-Amz-Security-Token", canaryToken) }},
		{"header value", func(_ *sigv4http.Signer, r *http.Request) { r.Header.Set("X-Amz-Meta", canaryToken+"\n") }},
		{"SSE-C key", func(_ *sigv4http.Signer, r *http.Request) {
			r.Header.Set("X-Amz-Server-Side-Encryption-Customer-Key", canarySecret+"\x00")
		}},
		{"hash", func(_ *sigv4http.Signer, r *http.Request) { r.Header.Set("X-Amz-Content-Sha256", canarySecret) }},
		{"query token", func(_ *sigv4http.Signer, r *http.Request) {
			r.URL.RawQuery = "X-Amz-Security-Token=" + canaryToken
		}},
		{"query escape", func(_ *sigv4http.Signer, r *http.Request) { r.URL.RawQuery = "a=" + canaryToken + "%" }},
		{"query line feed", func(_ *sigv4http.Signer, r *http.Request) { r.URL.RawQuery = "a=" + canaryToken + "\n" }},
		{"path", func(_ *sigv4http.Signer, r *http.Request) { r.URL.Opaque = "/" + canarySecret + "%" }},
		{"host", func(_ *sigv4http.Signer, r *http.Request) { r.Host = canarySecret + " " }},
		{"port", func(_ *sigv4http.Signer, r *http.Request) { r.Host = "example.com:" + canarySecret }},
		{"opaque", func(_ *sigv4http.Signer, r *http.Request) { r.URL.Opaque = "//" + canarySecret + "/" }},
		{"method", func(_ *sigv4http.Signer, r *http.Request) { r.Method = canarySecret + " " }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSigner(canary, scopeS3)
			r := newRequest(t, "PUT", "https://example.com/k", nil)
			tt.change(s, r)
			_, err := s.Sign(r)
			_, presigned := s.Presign(r, time.Hour)
			_, sent := (&sigv4http.Transport{Signer: s}).RoundTrip(r)
			for name, err := range map[string]error{"Sign": err, "Presign": presigned, "RoundTrip": sent} {
				if err == nil {
					t.Fatalf("%s gives no error", name)
				}
				shown(t, name+"'s error", err)
				silent(t, name+"'s error", err.Error())
			}
		})
	}
	s := newSigner(canary, scopeS3)
	_, err := s.Sign(newRequest(t, "PUT", "https://example.com/k", once(canarySecret)))
	if err == nil {
		t.Fatal("no error for a body that can be read only once")
	}
	shown(t, "the error of a body", err)
	if _, err = s.Presign(newRequest(t, "GET", "https://example.com/k", nil), 0); err == nil {
		t.Fatal("no error for an expiry of 0")
	}
	shown(t, "the error of an expiry", err)
}
