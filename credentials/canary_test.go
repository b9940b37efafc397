package credentials_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/sig4/sig4/credentials"
	"github.com/sig4/sig4/sigv4"
)

// Canaries are looked for in everything that is printed.
const (
	canaryID     = "CANARYACCESSKEYID"
	canarySecret = "canary+secret/0123456789abcdefghijklmnop"
	canaryToken  = "canary+token/ABCDEFGHIJKLMNOPQRSTUVWXYZ=="
)

// checkCanaries prints v in every way there is and looks for the secret and the
// token in what comes out.
func checkCanaries(t *testing.T, where string, v any) {
	t.Helper()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x", "%X", "%q", "%t", "%p"} {
		checkText(t, where+" with "+verb, fmt.Sprintf(verb, v))
	}
	if text, err := json.Marshal(v); err != nil {
		checkText(t, where+" as JSON error", err.Error())
	} else {
		checkText(t, where+" as JSON", string(text))
	}
	var buf bytes.Buffer
	options := &slog.HandlerOptions{Level: slog.LevelDebug}
	for _, h := range []slog.Handler{slog.NewTextHandler(&buf, options), slog.NewJSONHandler(&buf, options)} {
		slog.New(h).Info("m", "v", v, slog.Group("g", "v", v))
	}
	if !strings.Contains(buf.String(), "g.v=") || !strings.Contains(buf.String(), `"g":{`) {
		t.Fatalf("slog wrote %q", buf.String())
	}
	checkText(t, where+" in slog", buf.String())
}

func checkText(t *testing.T, where, text string) {
	t.Helper()
	if shows(text) {
		t.Errorf("%s shows a canary: %s", where, text)
	}
}

// shows reports whether text holds a canary as it is, in hexadecimal, in base64
// or as a list of bytes.
func shows(text string) bool {
	text = strings.ToLower(text)
	for _, canary := range []string{canarySecret, canaryToken} {
		for _, form := range []string{
			canary,
			hex.EncodeToString([]byte(canary)),
			base64.StdEncoding.EncodeToString([]byte(canary)),
			strings.Trim(fmt.Sprint([]byte(canary)), "[]"),
			strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%#v", []byte(canary)), "[]byte{"), "}"),
		} {
			if strings.Contains(text, strings.ToLower(form)) {
				return true
			}
		}
	}
	return false
}

// TestCanaryIsSeen: the search finds what it is to find.
func TestCanaryIsSeen(t *testing.T) {
	t.Parallel()
	for _, canary := range []string{canarySecret, canaryToken} {
		for _, format := range []string{"<%s>", "<%x>", "<%X>", "<%q>", "<%d>", "<%v>", "<%+v>", "<%#v>"} {
			if text := fmt.Sprintf(format, canary); !shows(text) {
				t.Errorf("not seen in %s", text)
			}
			if text := fmt.Sprintf(format, []byte(canary)); !shows(text) {
				t.Errorf("not seen in %s", text)
			}
		}
		if text, err := json.Marshal([]byte(canary)); err != nil || !shows(string(text)) {
			t.Errorf("not seen in %s (%v)", text, err)
		}
	}
	if shows("[redacted]") {
		t.Error("seen where it is not")
	}
}

func TestNothingLeaks(t *testing.T) {
	t.Parallel()
	for _, tt := range refusals {
		source := environment(tt.vars)
		_, err := source.Credentials(context.Background())
		if err == nil {
			t.Fatalf("%s: no error", tt.rule)
		}
		checkCanaries(t, tt.rule, err)
		checkCanaries(t, tt.rule+", wrapped", fmt.Errorf("outer: %w", err))
		checkCanaries(t, tt.rule+", source", source)
		checkText(t, tt.rule+", panic", panicText(err))
	}

	good := map[string]string{"AWS_ACCESS_KEY_ID": canaryID, "AWS_SECRET_ACCESS_KEY": canarySecret, "AWS_SESSION_TOKEN": canaryToken}
	c, err := environment(good).Credentials(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	checkCanaries(t, "credentials", c)
	checkCanaries(t, "credentials in a struct", struct {
		Exported   sigv4.Credentials
		unexported sigv4.Credentials
		list       []sigv4.Credentials
		table      map[string]sigv4.Credentials
		any        any
	}{c, c, []sigv4.Credentials{c}, map[string]sigv4.Credentials{"k": c}, c})
	checkCanaries(t, "static source", credentials.Static(c))
	checkCanaries(t, "list of sources", []credentials.Source{credentials.Static(c), environment(good)})
	checkText(t, "panic with credentials", panicText(c))
	checkText(t, "panic with a source", panicText(credentials.Static(c)))
}

// panicText is what a handler that recovers from a panic would log.
func panicText(v any) (text string) {
	defer func() { text = fmt.Sprintf("%v %+v %#v", recover(), v, v) }()
	panic(v)
}
