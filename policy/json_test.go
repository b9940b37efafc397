package policy_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/policy"
)

// slowPolicy writes a policy in the obvious way, as Python's json.dumps would.
func slowPolicy(expires time.Time, conditions []policy.Condition) string {
	var list []string
	for _, c := range conditions {
		switch c := c.(type) {
		case policy.Exact:
			list = append(list, fmt.Sprintf("{%s: %s}", slowString(c.Name), slowString(c.Value)))
		case policy.Equals:
			list = append(list, fmt.Sprintf(`["eq", %s, %s]`, slowString("$"+c.Name), slowString(c.Value)))
		case policy.StartsWith:
			list = append(list, fmt.Sprintf(`["starts-with", %s, %s]`, slowString("$"+c.Name), slowString(c.Prefix)))
		case policy.ContentLengthRange:
			list = append(list, fmt.Sprintf(`["content-length-range", %d, %d]`, c.Min, c.Max))
		}
	}
	return fmt.Sprintf(`{"expiration": "%s", "conditions": [%s]}`, expires.Format(time.RFC3339), strings.Join(list, ", "))
}

func slowString(s string) string {
	short := map[uint16]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}
	out := `"`
	for _, u := range utf16.Encode([]rune(s)) {
		switch {
		case short[u] != "":
			out += short[u]
		case u >= 0x20 && u <= 0x7e:
			out += string(rune(u))
		default:
			out += fmt.Sprintf(`\u%04x`, u)
		}
	}
	return out + `"`
}

// pieces of hostile text. Some only become "${filename}" side by side.
var pieces = []string{
	`"`, `\`, `\\`, `'`, "$", "$$", "${", "${file", "filename}", "name}", "${filename}", "}", "{", "[", "]", ",", ", ", ":", "/",
	`x"],["starts-with","$key","`, `"}, {"acl": "public-read`, `\u0022`, "\\", "</script>", "&amp;", "%22", " ", "a", "k/", "image/",
	"\x00", "\x01", "\b", "\t", "\n", "\v", "\f", "\r", "\r\n", "\x1f", "\x7f", "\u0080", "\u009f", "\u00e9", "e\u0301",
	"\u2028", "\u2029", "\ufeff", "\ud7ff", "\ue000", "\ufffd", "\uffff", "\U00010000", "\U0001f600", "\U0010ffff", "한글",
}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(7) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// randomPrefix cuts s between two characters.
func randomPrefix(r *rand.Rand, s string) string {
	runes := []rune(s)
	return string(runes[:r.IntN(len(runes)+1)])
}

// ask makes a random Post, the conditions that it asks for, and the kind of
// error that it deserves, by rules of its own.
func ask(r *rand.Rand) (p policy.Post, want []policy.Condition, kind error) {
	p = basic()
	p.Key = randomText(r)
	p.InsecureAllowAnyKey, p.InsecureAllowAnyContentType = true, true // the guards have tests of their own
	if r.IntN(4) == 0 {
		p.Key += "${filename}"
	}
	var auto []policy.Condition
	for i := range r.IntN(4) {
		f := policy.Field{Name: fmt.Sprintf("x-amz-meta-%d", i), Value: randomText(r)}
		before, after, variable := strings.Cut(f.Value, "${filename}")
		switch r.IntN(4) {
		case 0: // an exact condition of the caller's
			p.Conditions = append(p.Conditions, policy.Exact{Name: strings.ToUpper(f.Name), Value: f.Value})
			if variable {
				kind = policy.ErrField
			}
		case 1: // a prefix of the caller's
			p.Conditions = append(p.Conditions, policy.StartsWith{Name: f.Name, Prefix: randomPrefix(r, before)})
		case 2:
			f.Name = fmt.Sprintf("X-Ignore-%d", i)
		case 3:
			switch {
			case !variable:
				auto = append(auto, policy.Exact(f))
			case after == "":
				auto = append(auto, policy.StartsWith{Name: f.Name, Prefix: before})
			default:
				kind = policy.ErrField
			}
		}
		p.Fields = append(p.Fields, f)
	}
	if r.IntN(2) == 0 {
		low := r.Int64N(1000)
		p.Conditions = append(p.Conditions, policy.ContentLengthRange{Min: low, Max: low + r.Int64()>>1})
	}
	if r.IntN(2) == 0 {
		p.Conditions = append(p.Conditions, policy.StartsWith{Name: "Content-Type", Prefix: randomText(r)})
	}
	if r.IntN(2) == 0 {
		p.Conditions = append(p.Conditions, policy.Exact{Name: "acl", Value: randomText(r)})
	}
	if r.IntN(2) == 0 {
		p.Conditions = append(p.Conditions, policy.Equals{Name: "x-amz-meta-list", Value: randomText(r)})
	}

	before, after, variable := strings.Cut(p.Key, "${filename}")
	var key policy.Condition = policy.Exact{Name: "key", Value: p.Key}
	if variable {
		key = policy.StartsWith{Name: "key", Prefix: before}
	}
	if p.Key == "" || after != "" {
		kind = policy.ErrKey
	}
	want = append(want, p.Conditions...)
	want = append(want, auto...)
	want = append(want, policy.Exact{Name: "bucket", Value: p.Bucket}, key,
		policy.Exact{Name: "x-amz-algorithm", Value: "AWS4-HMAC-SHA256"},
		policy.Exact{Name: "x-amz-credential", Value: "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request"},
		policy.Exact{Name: "x-amz-date", Value: "20130524T000000Z"})
	return p, want, kind
}

// Whatever the text of keys, fields and conditions, the policy says exactly what
// was asked for, to a strict JSON reader and byte by byte.
func TestRandomPolicies(t *testing.T) {
	s := newSigner(t, docCredentials())
	r := rand.New(rand.NewPCG(4, 2013))
	const n = 10_000
	signed := 0
	for i := range n {
		p, want, kind := ask(r)
		f, err := policy.Sign(p, s, now)
		if kind != nil || err != nil {
			if !errors.Is(err, kind) {
				t.Fatalf("%d: %#v: error %v, want kind %v", i, p, err, kind)
			}
			continue
		}
		signed++
		_, got, err := parsePolicy(f.Policy)
		if err != nil {
			t.Fatalf("%d: %#v: %v in %s", i, p, err, f.Policy)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%d: conditions (-want +got):\n%s", i, diff)
		}
		if slow := slowPolicy(now.Add(p.Expires), want); f.Policy != slow {
			t.Fatalf("%d: policy\n%s\nwant\n%s", i, f.Policy, slow)
		}
		checkForm(t, p, f)
	}
	if signed < n/2 {
		t.Errorf("only %d of %d random posts were signed", signed, n)
	}
}

// checkForm holds a form's fields to what was asked for.
func checkForm(t *testing.T, p policy.Post, f policy.Form) {
	t.Helper()
	want := append(append([]policy.Field{}, p.Fields...), policy.Field{Name: "key", Value: p.Key})
	if diff := cmp.Diff(want, f.Fields[:len(want)]); diff != "" {
		t.Fatalf("fields (-want +got):\n%s", diff)
	}
	encoded, _ := value(f, "policy")
	if text, err := base64.StdEncoding.Strict().DecodeString(encoded); err != nil || string(text) != f.Policy {
		t.Fatalf("the field policy holds %q (%v), want the base64 form of %s", text, err, f.Policy)
	}
	if signature, _ := value(f, "x-amz-signature"); len(signature) != 64 || strings.Trim(signature, "0123456789abcdef") != "" {
		t.Fatalf("signature %q", signature)
	}
}

// FuzzPolicyJSON holds Sign to this: it gives a typed error, or a policy that
// reads back as what was asked for.
func FuzzPolicyJSON(f *testing.F) {
	f.Add("k", "acl", "private", "Content-Type", "image/", int64(0), int64(1))
	f.Add(`x"],["starts-with","$key","`, "x-amz-meta-a", `"}, {"acl": "public-read`, "x-amz-meta-a", `"`, int64(1), int64(1))
	f.Add("u/${filename}", "x-amz-meta-a", "${filename}", "X-AMZ-META-A", "", int64(-1), int64(1))
	f.Add("a/${filename}/b", "key", "\x00\x7f\u2028\U0001f600", "$key", "\xff", int64(2), int64(1))
	f.Add("\ufffd", "Content-Type", "image/png,text/html", "content-type", "image/", int64(0), int64(1<<62))
	f.Fuzz(func(t *testing.T, key, name, val, conditionName, prefix string, low, high int64) {
		p := basic()
		p.Key = key
		p.Fields = []policy.Field{{Name: name, Value: val}}
		p.Conditions = []policy.Condition{
			policy.StartsWith{Name: conditionName, Prefix: prefix},
			policy.ContentLengthRange{Min: low, Max: high},
		}
		form, err := policy.Sign(p, newSigner(t, docCredentials()), now)
		if err != nil {
			var e *policy.Error
			if !errors.As(err, &e) || e.Err == nil || e.Reason == "" {
				t.Fatalf("error %#v is not typed", err)
			}
			return
		}
		if low < 0 || high < low || !utf8.ValidString(key+val+prefix) || strings.ContainsAny(name+conditionName, "$\"\\\r\n") {
			t.Fatalf("%#v was signed", p)
		}
		_, got, err := parsePolicy(form.Policy)
		if err != nil {
			t.Fatalf("%v in %s", err, form.Policy)
		}
		if form.Policy != slowPolicy(form.Expires, got) {
			t.Fatalf("policy %s reads as %#v", form.Policy, got)
		}
		if diff := cmp.Diff(p.Conditions, got[:2]); diff != "" {
			t.Fatalf("conditions (-want +got):\n%s", diff)
		}
		about := map[string]int{}
		for _, c := range got {
			switch c := c.(type) {
			case policy.Exact:
				about[strings.ToLower(c.Name)]++
			case policy.StartsWith:
				about[strings.ToLower(c.Name)]++
			}
		}
		for _, field := range form.Fields {
			lower := strings.ToLower(field.Name)
			exempt := lower == "policy" || lower == "x-amz-signature" || strings.HasPrefix(lower, "x-ignore-")
			if n := about[lower]; n > 1 || n == 0 && !exempt {
				t.Fatalf("%d conditions on the field %q", n, field.Name)
			}
		}
		checkForm(t, p, form)
	})
}
