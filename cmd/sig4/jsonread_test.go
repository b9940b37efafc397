package main

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseJSON(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]any{
		` { } `:                             map[string]any{},
		`[]`:                                []any{},
		`null`:                              nil,
		"\t\r\n true":                       true,
		`[false,"",0]`:                      []any{false, "", int64(0)},
		`{"a":{"b":["c",{"d":null}]},"":1}`: map[string]any{"a": map[string]any{"b": []any{"c", map[string]any{"d": nil}}}, "": int64(1)},
		`"\"\\\/\b\f\n\r\tüü😀"`:             "\"\\/\b\f\n\r\tüü😀",
		`[-1,9223372036854775807,-9223372036854775808]`:   []any{int64(-1), int64(math.MaxInt64), int64(math.MinInt64)},
		`[9223372036854775808,1.5,-0.25e2,1E+2]`:          []any{9223372036854775808.0, 1.5, -25.0, 100.0},
		strings.Repeat("[", 64) + strings.Repeat("]", 64): nested(64),
	} {
		got, err := parseJSON(text)
		if !reflect.DeepEqual(got, want) || err != nil { // deep nesting takes go-cmp for ever
			t.Errorf("%s: got %#v, %v, want %#v", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", " ", "{", "[", "}", "]", "nul", "truefalse", "true false", `{"a"}`, `{"a":}`, `{"a":1,}`, `{,}`, `[1,]`, `[,]`, `[1 2]`, `{"a" 1}`,
		`{a:1}`, `{1:1}`, `'a'`, `"a`, `"\`, `"\u`, `"\u123`, `"\u12g4"`, `"\u+123"`, `"\ud800"`, `"\ud800\n"`, `"\ud800a"`, `"\udc00"`,
		"\"\x00\"", "\"\t\"", "\"\\\t\"", "\"\xff\"", "\ufeff{}", "01", "-", "-a", "1.", ".5", "1e", "1e+", "+1", "0x1", "1e999", "NaN", "{}{}", "{} x",
		`{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, `{"x":{"a":1,"a":2}}`, strings.Repeat("[", 65) + strings.Repeat("]", 65), strings.Repeat("[", 1<<20),
	} {
		if got, err := parseJSON(text); err == nil {
			t.Errorf("%.40q is read as %v", text, got)
		}
	}
}

func nested(depth int) any {
	list := []any{}
	for range depth - 1 {
		list = []any{list}
	}
	return list
}

// FuzzParseJSON holds the reader to encoding/json: what it takes is valid and
// means the same; what it refuses is invalid, or one of the things that
// encoding/json lets pass.
func FuzzParseJSON(f *testing.F) {
	for _, seed := range []string{
		`{"Bucket":"b","Key":"k","MaxKeys":1,"Metadata":{"a":"b"}}`, `["\ud83d\ude00","\\",-1.5e3]`, `{"a":1,"a":2}`, `"\ud800"`, "\"\xff\"", `{"":[]}`, `1e999`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseJSON(text)
		valid := json.Valid([]byte(text))
		if err != nil {
			for _, lenient := range []string{"is there twice", "not UTF-8", "surrogate", "too deeply", "too large"} {
				if strings.Contains(err.Error(), lenient) {
					return
				}
			}
			if valid {
				t.Errorf("%q is refused: %v", text, err)
			}
			return
		}
		if !valid || !utf8.ValidString(text) {
			t.Fatalf("%q is read as %v", text, got)
		}
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		var want any
		if err := d.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if want = numbers(t, want); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %#v, want %#v", text, got, want)
		}
	})
}

// numbers replaces each json.Number by what parseJSON makes of it.
func numbers(t *testing.T, v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		f, err := v.Float64()
		if err != nil {
			t.Fatal(err)
		}
		return f
	case []any:
		for i := range v {
			v[i] = numbers(t, v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = numbers(t, v[name])
		}
	}
	return v
}

// TestCompactJSON: a line of a batch is valid JSON on one line.
func TestCompactJSON(t *testing.T) {
	t.Parallel()
	j := jsonWriter{compact: true}
	j.open('{')
	j.member("a", "b\nc")
	j.key("list")
	j.open('[')
	j.element("x")
	j.element("y")
	j.close(']')
	j.key("empty")
	j.open('{')
	j.close('}')
	j.close('}')
	check(t, "line", string(j.end()), `{"a":"b\nc","list":["x","y"],"empty":{}}`+"\n")
	if !json.Valid(bytes.TrimSpace(j.end())) {
		t.Error("it is not JSON")
	}
}
