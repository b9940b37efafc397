package sigv2_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv2"
)

const (
	canarySecret = "cAnArYsEcReTbPxRfiCYqZvW/K7MDENG+3uTs0pL"
	canaryToken  = "cAnArYtOkEnIQoJb3JpZ2luX2VjEJr//+vgyq5Xh=="
)

func canarySigner(t *testing.T) *sigv2.LegacySigner {
	return newSigner(t, sigv4.Credentials{
		AccessKeyID:     "AKIDEXAMPLE",
		SecretAccessKey: sigv4.NewSecret(canarySecret),
		SessionToken:    sigv4.NewSecret(canaryToken),
	}, sigv2.Options{})
}

// renderings prints v in every way in which a log might.
func renderings(v any) map[string]string {
	texts := map[string]string{}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x", "%X", "%q", "%p", "%T"} {
		texts[verb] = fmt.Sprintf(verb, v)
	}
	text, err := json.Marshal(v)
	texts["JSON"] = fmt.Sprint(string(text), err)
	var b bytes.Buffer
	slog.New(slog.NewTextHandler(&b, nil)).Info("m", "v", v)
	slog.New(slog.NewJSONHandler(&b, nil)).Info("m", "v", v)
	texts["slog"] = b.String()
	return texts
}

// shows reports whether a text holds a canary's beginning, plainly or encoded.
func shows(text, canary string) bool {
	lower := strings.ToLower(text)
	for _, form := range []string{
		canary[:22], hex.EncodeToString([]byte(canary[:22])),
		strings.Trim(fmt.Sprint([]byte(canary[:22])), "[]"), base64.StdEncoding.EncodeToString([]byte(canary[:21])),
	} {
		if strings.Contains(lower, strings.ToLower(form)) {
			return true
		}
	}
	return false
}

func checkSilent(t *testing.T, name string, v any, canaries ...string) {
	t.Helper()
	for how, text := range renderings(v) {
		for _, canary := range canaries {
			if shows(text, canary) {
				t.Errorf("%s: %s shows %s: %.300s", name, how, canary, text)
			}
		}
	}
}

// TestCanaryControl shows that the other tests can fail.
func TestCanaryControl(t *testing.T) {
	for how, text := range renderings(struct{ a []byte }{[]byte(canarySecret)}) {
		if strings.Contains("%v %+v %d %x %X %s %q", how) && !shows(text, canarySecret) {
			t.Errorf("bytes by %s do not show the canary: %s", how, text)
		}
	}
	for how, text := range renderings(canaryToken) {
		if strings.Contains("%v %s %x %q JSON slog", how) && !shows(text, canaryToken) {
			t.Errorf("a string by %s does not show the canary: %s", how, text)
		}
	}
}

func TestCanaryInSigner(t *testing.T) {
	s := canarySigner(t)
	value := reflect.ValueOf(s).Elem().Interface()
	for name, v := range map[string]any{
		"pointer": s, "value": value, "credentials": s.Credentials(),
		"in a struct": struct{ A, b any }{s, value}, "in a map": map[string]any{"k": s}, "in a list": []any{s, value},
	} {
		checkSilent(t, name, v, canarySecret, canaryToken)
	}
}

// TestCanaryInErrors puts the canaries wherever a value may stand.
func TestCanaryInErrors(t *testing.T) {
	s := canarySigner(t)
	const v = canaryToken
	for name, change := range map[string]func(*sigv2.Request){
		"method":    func(r *sigv2.Request) { r.Method = v },
		"scheme":    func(r *sigv2.Request) { r.Scheme = v },
		"host":      func(r *sigv2.Request) { r.Host = v + "@h" },
		"bucket":    func(r *sigv2.Request) { r.HostBucket = v },
		"buckets":   func(r *sigv2.Request) { r.PathBucket = v },
		"path":      func(r *sigv2.Request) { r.Path = "/" + v + "?" },
		"query":     func(r *sigv2.Request) { r.RawQuery = "acl=" + v + "&acl=" + v },
		"escape":    func(r *sigv2.Request) { r.RawQuery = "acl=" + v + "%" },
		"value":     func(r *sigv2.Request) { r.RawQuery = "versionId=" + v + "%26acl" },
		"reserved":  func(r *sigv2.Request) { r.RawQuery = "x-amz-security-token=" + v },
		"header":    func(r *sigv2.Request) { r.Headers = headers("x-amz-a", v+"\n") },
		"token":     func(r *sigv2.Request) { r.Headers = headers("x-amz-security-token", v) },
		"date":      func(r *sigv2.Request) { r.Headers = headers("Date", v) },
		"two types": func(r *sigv2.Request) { r.Headers = headers("content-type", v, "content-type", v) },
	} {
		r := object()
		change(&r)
		_, err := s.Sign(&r, now)
		_, err2 := s.Presign(&r, time.Hour, now)
		if err == nil || err2 == nil {
			t.Errorf("%s: no error: %v, %v", name, err, err2)
		}
		checkSilent(t, name, err, canarySecret, canaryToken)
		checkSilent(t, name, err2, canarySecret, canaryToken)
	}
	_, err := s.AppendPostSignature(nil, []byte(v+"\n"))
	checkSilent(t, "policy", err, canarySecret, canaryToken)
	for _, c := range []sigv4.Credentials{
		{AccessKeyID: "a", SecretAccessKey: sigv4.NewSecret(canarySecret + "\n")},
		{AccessKeyID: "a:b", SecretAccessKey: sigv4.NewSecret(canarySecret)},
		{AccessKeyID: "a", SecretAccessKey: sigv4.NewSecret(canarySecret), SessionToken: sigv4.NewSecret(canaryToken + "\n")},
	} {
		_, err := sigv2.NewLegacySigner(c)
		if err == nil {
			t.Error("no error")
		}
		checkSilent(t, "credentials", err, canarySecret, canaryToken)
	}
}

// TestCanaryInResults: the token is sent, so the results hold it; the secret is
// in none.
func TestCanaryInResults(t *testing.T) {
	s := canarySigner(t)
	r := object()
	p, err := s.Presign(&r, time.Hour, now)
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.Explain(&r, now)
	if err != nil {
		t.Fatal(err)
	}
	if !shows(fmt.Sprint(p), canaryToken) || !shows(fmt.Sprint(e), canaryToken) {
		t.Error("the token is not in what is to be sent: the test proves nothing")
	}
	checkSilent(t, "Presigned", p, canarySecret)
	checkSilent(t, "Explanation", e, canarySecret)
}
