package sigv4_test

import (
	"bytes"
	"encoding/base64"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"
)

// A canary is a value that must never come to light. These two are as long and
// as various as real ones.
const (
	canarySecret = "cAnArYsEcReTbPxRfiCYqZvW/K7MDENG+3uTs0pL"
	canaryToken  = "cAnArYtOkEnIQoJb3JpZ2luX2VjEJr//+vgyq5Xh=="
)

// canaryForms are the texts that give a canary away: plain and encoded. Its
// beginning, which no escaping changes, is looked for as well.
func canaryForms(canary string) []string {
	return append(encodedForms(canary), encodedForms(canary[:24])...)
}

func encodedForms(canary string) []string {
	forms := []string{
		canary,
		hex.EncodeToString([]byte(canary)),
		strings.ToUpper(hex.EncodeToString([]byte(canary))),
		fmt.Sprintf("% x", canary),
		strings.Trim(fmt.Sprint([]byte(canary)), "[]"),
		strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%#v", []byte(canary)), "[]byte{"), "}"),
		url.QueryEscape(canary),
		url.PathEscape(canary),
	}
	for lead := range 3 { // at each of base64's three alignments, but for the ends
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			text := encoding.EncodeToString([]byte("***"[:lead] + canary))
			forms = append(forms, text[4:len(text)-2])
		}
	}
	return forms
}

var secretForms, tokenForms = canaryForms(canarySecret), canaryForms(canaryToken)

// found returns which of the forms text shows, or "".
func found(text string, forms []string) string {
	for _, form := range forms {
		if strings.Contains(text, form) {
			return form
		}
	}
	return ""
}

// renderings are the texts of v by every verb, encoder and log handler.
func renderings(v any) map[string]string {
	texts := map[string]string{}
	for _, verb := range "vsdxXqpTtbcoOeEfgGU" {
		for _, flag := range []string{"", "+", "#", " ", "0", "-", "+#", "60.50"} {
			format := "%" + flag + string(verb)
			texts[format] = fmt.Sprintf(format, v)
		}
	}
	texts["Sprint"], texts["Sprintln"] = fmt.Sprint(v), fmt.Sprintln(v)
	texts["Errorf"] = fmt.Errorf("it was %v", v).Error()

	data, err := json.Marshal(v)
	texts["JSON"] = fmt.Sprint(string(data), err)
	data, err = xml.Marshal(v)
	texts["XML"] = fmt.Sprint(string(data), err)
	var b bytes.Buffer
	err = gob.NewEncoder(&b).Encode(v)
	texts["gob"] = fmt.Sprint(b.String(), err)

	for name, handler := range map[string]slog.Handler{"slog text": slog.NewTextHandler(&b, nil), "slog JSON": slog.NewJSONHandler(&b, nil)} {
		b.Reset()
		slog.New(handler).With("with", v).WithGroup("g").Error(fmt.Sprint(v), "v", v, slog.Group("h", "v", v))
		texts[name] = b.String()
	}
	func() {
		defer func() { texts["a recovered panic"] = fmt.Sprint(recover()) }()
		panic(v)
	}()
	return texts
}

// checkSilent reports a rendering of v that shows one of the forms.
func checkSilent(t *testing.T, name string, v any, forms ...[]string) {
	t.Helper()
	for how, text := range renderings(v) {
		for _, f := range forms {
			if form := found(text, f); form != "" {
				t.Errorf("%s (%T) by %s shows %q: %.200q", name, v, how, form, text)
				return
			}
		}
	}
}

// A holder has what it must not show in all the ways in which a struct can.
type holder[T any] struct {
	Exported      T
	ExportedPtr   *T
	ExportedSlice []T
	ExportedArray [2]T
	ExportedMap   map[string]T
	ExportedAny   any

	value T
	ptr   *T
	slice []T
	array [2]T
	m     map[string]T
	any   any
}

func newHolder[T any](v T) holder[T] {
	return holder[T]{
		v, &v, []T{v}, [2]T{v, v}, map[string]T{"k": v}, v,
		v, &v, []T{v}, [2]T{v, v}, map[string]T{"k": v}, &v,
	}
}

func checkHolders[T any](t *testing.T, v T) {
	t.Helper()
	h := newHolder(v)
	for name, v := range map[string]any{
		"itself": v, "pointer": &v, "pointer to a pointer": h.ptr, "slice": h.slice, "array": h.array, "map": h.m,
		"map of any": map[string]any{"k": v}, "slice of any": []any{v, &v},
		"struct": h, "pointer to a struct": &h, "struct in a struct": newHolder(h), "slice of structs": []holder[T]{h},
	} {
		checkSilent(t, name, v, secretForms, tokenForms)
	}
}
