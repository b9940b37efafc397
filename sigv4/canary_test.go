package sigv4_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

func canaryCredentials() sigv4.Credentials {
	return sigv4.Credentials{
		AccessKeyID:     "AKIDEXAMPLE",
		SecretAccessKey: sigv4.NewSecret(canarySecret),
		SessionToken:    sigv4.NewSecret(canaryToken),
		Expires:         time.Unix(1440938160, 0),
	}
}

// canaryInput signs with the canaries. What is in no error is in its values.
func canaryInput() input {
	return input{
		Credentials: canaryCredentials(),
		Scope:       sigv4.Scope{Region: "us-east-1", Service: "s3"},
		Request: sigv4.Request{
			Method: "GET", Host: "h", Path: "/", Payload: sigv4.EmptyPayload,
			Headers: []sigv4.Header{{Name: "X-Amz-Meta-A", Value: canaryToken}},
		},
		Time: time.Unix(1440938160, 0), Expires: time.Hour,
	}
}

// TestCanaryControl shows that the tests below can fail: ordinary types with
// the canaries give them away, and found sees it.
func TestCanaryControl(t *testing.T) {
	leaks := func(name string, v any, hows ...string) {
		t.Helper()
		texts := renderings(v)
		for _, how := range hows {
			if text, ok := texts[how]; !ok || found(text, secretForms) == "" {
				t.Errorf("%s by %s does not show the canary: %q", name, how, text)
			}
		}
	}
	all := []string{"%v", "%+v", "%#v", "%s", "%x", "%X", "%q", "Sprint", "Errorf", "JSON", "XML", "gob", "slog text", "slog JSON", "a recovered panic"}
	leaks("a string", canarySecret, all...)
	leaks("bytes", []byte(canarySecret), "%v", "%#v", "%s", "%x", "%X", "% x", "%q", "%d", "JSON", "gob", "slog text", "slog JSON", "a recovered panic")
	leaks("a struct", newHolder(canarySecret), "%v", "%+v", "%#v", "%s", "%x", "%q", "JSON", "gob", "slog text", "slog JSON")
	leaks("an unexported field", struct{ secret []byte }{[]byte(canarySecret)}, "%v", "%d", "%s", "%x", "%#v")
	for _, text := range []string{
		base64.StdEncoding.EncodeToString([]byte("AWS4" + canarySecret)),
		base64.URLEncoding.EncodeToString([]byte("a:" + canarySecret + "\n")),
		url.Values{"a": {canarySecret}}.Encode(),
	} {
		if found(text, secretForms) == "" {
			t.Errorf("found does not see the canary in %q", text)
		}
	}
}

func TestCanary(t *testing.T) {
	t.Run("Secret", func(t *testing.T) { checkHolders(t, sigv4.NewSecret(canarySecret)) })
	t.Run("Credentials", func(t *testing.T) { checkHolders(t, canaryCredentials()) })

	for name, mode := range map[string]sigv4.TokenMode{
		"token signed": sigv4.TokenSigned, "token unsigned": sigv4.TokenUnsigned, "token of S3 Express": sigv4.TokenS3Express,
	} {
		in := canaryInput()
		in.Options.Token = mode
		s := in.signer(t)
		t.Run("Signer, "+name, func(t *testing.T) {
			checkHolders(t, s)
			// A Signer that has signed holds the day's key as well.
			e, err := s.Explain(&in.Request, in.Time)
			if err != nil {
				t.Fatal(err)
			}
			key, err := sigv4.AppendSigningKey(nil, in.Credentials.SecretAccessKey, in.Scope, in.Time)
			if err != nil {
				t.Fatal(err)
			}
			keyForms := canaryForms(string(key))
			checkHolders(t, s)
			checkSilent(t, "the Signer", s, keyForms)

			// go vet rightly forbids the copy, and printing one; reflection makes it.
			value := reflect.ValueOf(s).Elem().Interface()
			checkSilent(t, "the Signer's value", value, secretForms, tokenForms, keyForms)
			checkSilent(t, "the Signer's value in a struct", struct{ V, v any }{value, value}, secretForms, tokenForms, keyForms)

			// What a signature consists of holds the token, which is sent.
			p, err := s.Presign(&in.Request, in.Expires, in.Time)
			if err != nil {
				t.Fatal(err)
			}
			if found(fmt.Sprint(p), tokenForms) == "" || found(fmt.Sprint(e), tokenForms) == "" {
				t.Error("the token is not in what is to be sent: the tests prove nothing")
			}
			checkSilent(t, "the Explanation", e, secretForms, keyForms)
			checkSilent(t, "the Presigned", p, secretForms, keyForms)
		})
	}

	t.Run("texts of a Secret", func(t *testing.T) {
		s := sigv4.NewSecret(canarySecret)
		if got := fmt.Sprintf("%v %s %+v %#v", s, s, s, s); got != "[redacted] [redacted] [redacted] sigv4.Secret{[redacted]}" {
			t.Errorf("printed: %s", got)
		}
		if got := fmt.Sprintf("%v|%#v", sigv4.Secret{}, sigv4.NewSecret("")); got != "|sigv4.Secret{}" {
			t.Errorf("the empty secret printed: %s", got)
		}
		for v, want := range map[any]string{
			&s: `"[redacted]"`, &sigv4.Secret{}: `""`,
			&struct{ A, B sigv4.Secret }{A: s}: `{"A":"[redacted]","B":""}`,
		} {
			if got, err := json.Marshal(v); string(got) != want || err != nil {
				t.Errorf("JSON: %s, %v, want %s", got, err, want)
			}
		}
		if s.Reveal() != canarySecret || s.IsZero() || !s.Equal(sigv4.NewSecret(canarySecret)) || s.Equal(sigv4.NewSecret(canaryToken)) || s.Equal(sigv4.Secret{}) {
			t.Error("the secret is not what went in")
		}
	})
}

// TestCanaryMisuse recovers from what no caller should do, and reads what the
// runtime says of it.
func TestCanaryMisuse(t *testing.T) {
	in := canaryInput()
	s := in.signer(t)
	for name, call := range map[string]func(){
		"no request":         func() { _, _ = s.Sign(nil, in.Time) },
		"no request for URL": func() { _, _ = s.Presign(nil, in.Expires, in.Time) },
		"no signer":          func() { _, _ = (*sigv4.Signer)(nil).Sign(&in.Request, in.Time) },
	} {
		func() {
			defer func() {
				if v := recover(); v != nil {
					checkSilent(t, name, v, secretForms, tokenForms)
				}
			}()
			call()
		}()
	}
}

// TestCanaryPanic has a process of its own die of a panic with the canaries in
// its value, and reads the runtime's last words.
func TestCanaryPanic(t *testing.T) {
	const variable = "SIG4_TEST_PANIC"
	values := map[string]any{"secret": sigv4.NewSecret(canarySecret), "credentials": canaryCredentials(), "signer": canaryInput().signer(t), "control": canarySecret}
	if name := os.Getenv(variable); name != "" {
		panic(values[name])
	}
	t.Parallel()
	for name := range values {
		cmd := exec.Command(os.Args[0], "-test.run=^TestCanaryPanic$")
		cmd.Env = append(os.Environ(), variable+"="+name, "GOTRACEBACK=system")
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "panic: ") {
			t.Errorf("%s: %v, want a panic: %s", name, err, out)
		}
		shown := found(string(out), secretForms) != "" || found(string(out), tokenForms) != ""
		if shown != (name == "control") {
			t.Errorf("%s: the panic's text shows a canary: %v: %s", name, shown, out)
		}
	}
}
