package policy_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/sigv4"
)

const (
	canarySecret = "canary-SECRET-0123456789abcdefghijklmnop"
	canaryToken  = "canary-TOKEN-0123456789abcdefghijklmnop"
)

func canarySigner(t *testing.T) *sigv4.Signer {
	return newSigner(t, sigv4.Credentials{
		AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
		SecretAccessKey: sigv4.NewSecret(canarySecret),
		SessionToken:    sigv4.NewSecret(canaryToken),
	})
}

// renderings prints v in every way in which a log might.
func renderings(v any) map[string]string {
	m := map[string]string{}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x", "%X", "%q"} {
		m[verb] = fmt.Sprintf(verb, v)
	}
	text, err := json.Marshal(v)
	m["JSON"] = fmt.Sprint(string(text), err)
	var b bytes.Buffer
	slog.New(slog.NewTextHandler(&b, nil)).Info("m", "v", v)
	m["slog text"] = b.String()
	b.Reset()
	slog.New(slog.NewJSONHandler(&b, nil)).Info("m", "v", v)
	m["slog JSON"] = b.String()
	return m
}

// shows reports whether a text holds a canary, plainly or encoded.
func shows(text, canary string) bool {
	lower := strings.ToLower(text)
	for _, form := range []string{canary, hex.EncodeToString([]byte(canary)), fmt.Sprint([]byte(canary)), base64.StdEncoding.EncodeToString([]byte(canary))} {
		if strings.Contains(lower, strings.ToLower(form)) {
			return true
		}
	}
	return false
}

func TestCanaryInErrors(t *testing.T) {
	s := canarySigner(t)
	const v = canaryToken
	for rule, change := range map[string]func(*policy.Post){
		"URL":                 withURL("https://" + v + "@b.example.com/"),
		"bucket":              withBucket(v + "\n"),
		"key":                 withKey("${filename}" + v),
		"expiry":              withExpires(0),
		"reserved field":      withFields(policy.Field{Name: "x-amz-security-token", Value: v}),
		"reserved condition":  withConditions(exact{"x-amz-security-token", v}),
		"field not UTF-8":     withFields(policy.Field{Name: "acl", Value: v + "\xff"}),
		"condition not UTF-8": withConditions(exact{"acl", v + "\xff"}),
		"unsatisfied exact":   both([]policy.Field{{Name: "acl", Value: v}}, exact{"acl", v + "x"}),
		"unsatisfied prefix":  both([]policy.Field{{Name: "acl", Value: v}}, prefix{"acl", v + "x"}),
		"two conditions":      withConditions(exact{"acl", v}, exact{"acl", v + "x"}),
		"another key":         withConditions(exact{"key", v}),
	} {
		p := basic()
		change(&p)
		_, err := policy.Sign(p, s, now)
		if err == nil {
			t.Errorf("%s: no error", rule)
			continue
		}
		checkSilent(t, rule, err)
	}
	_, err := policy.Sign(basic(), s, time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))
	checkSilent(t, "time", err)

	f := policy.Form{URL: "https://b.example.com/", Fields: []policy.Field{{Name: "acl", Value: v + "\x00"}}}
	_, err = f.HTML()
	checkSilent(t, "HTML", err)
	_, err = f.AppendCurl(nil, v)
	checkSilent(t, "curl", err)
}

func checkSilent(t *testing.T, rule string, err error) {
	t.Helper()
	var e *policy.Error
	if !errors.As(err, &e) {
		t.Errorf("%s: error %T, want a *policy.Error", rule, err)
		return
	}
	for _, v := range []any{err, e, *e} {
		for how, text := range renderings(v) {
			if shows(text, canaryToken) || shows(text, canarySecret) {
				t.Errorf("%s: %s of %T shows a canary: %s", rule, how, v, text)
			}
		}
	}
}

// A Form holds the session token in Fields and Policy, because the sender needs
// it there, and nowhere else; the secret it never holds.
func TestCanaryInForm(t *testing.T) {
	f, err := policy.Sign(basic(), canarySigner(t), now)
	if err != nil {
		t.Fatal(err)
	}
	if token, _ := value(f, "x-amz-security-token"); token != canaryToken || !shows(f.Policy, canaryToken) {
		t.Errorf("the session token is not in the form: %q", token)
	}
	page, err := f.HTML()
	if err != nil {
		t.Fatal(err)
	}
	line, err := f.AppendCurl(nil, "f")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []any{f, &f, f.Fields, page, string(line), basic()} {
		for how, text := range renderings(v) {
			if shows(text, canarySecret) {
				t.Errorf("%s of %T shows the secret: %s", how, v, text)
			}
		}
	}
	f.Fields, f.Policy = nil, ""
	for how, text := range renderings(f) {
		if shows(text, canaryToken) {
			t.Errorf("%s of the rest of a Form shows the token: %s", how, text)
		}
	}
}
