package policy_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/testdata"
)

// refused lists the vectors that sig4 refuses on purpose, with the reason.
var refused = map[string]struct {
	kind error
	why  string
}{
	"botocore-filename-middle": {policy.ErrKey,
		"botocore writes an exact condition on the key, which S3 checks after ${filename} was replaced: it never holds"},
}

// vector is a file of testdata/vectors/post. It has a section "policy", which is
// what Sign must write, or "document", which was written by hand and says the
// same in other bytes.
type vector struct {
	name, token, region string
	time                time.Time
	post                policy.Post
	policy              string
	document            bool
	form                []policy.Field
}

var vectorSchema = testdata.Schema{
	Keys:             []string{"access-key-id", "secret-access-key", "region", "time", "expires"},
	OptionalKeys:     []string{"session-token"},
	Sections:         []string{"post", "form"},
	OptionalSections: []string{"policy", "document"},
}

// pair is a field in a vector: ["name", "value"].
type pair [2]string

func parseVector(f *testdata.File) (vector, error) {
	if err := f.Check(vectorSchema); err != nil {
		return vector{}, err
	}
	v := vector{name: f.Name, token: f.Key("session-token"), region: f.Key("region")}
	var err error
	if v.time, err = sigv4.ParseTime(f.Key("time")); err != nil {
		return v, err
	}
	seconds, err := strconv.Atoi(f.Key("expires"))
	if err != nil {
		return v, errors.New("key \"expires\": want whole seconds")
	}
	text, hasPolicy := f.Section("policy")
	document, hasDocument := f.Section("document")
	if hasPolicy == hasDocument {
		return v, errors.New("want one of the sections \"policy\" and \"document\"")
	}
	v.policy, v.document = text+document, hasDocument

	var p struct {
		URL, Bucket, Key string
		Fields           []pair
		Conditions       []json.RawMessage
	}
	if err := decodeSection(f, "post", &p); err != nil {
		return v, err
	}
	v.post = policy.Post{
		URL: p.URL, Bucket: p.Bucket, Key: p.Key, Fields: fields(p.Fields),
		Expires:             time.Duration(seconds) * time.Second,
		InsecureAllowAnyKey: p.Key == "${filename}", // boto3 asks for no permission
	}
	for _, raw := range p.Conditions {
		c, err := parseCondition(raw)
		if err != nil {
			return v, err
		}
		v.post.Conditions = append(v.post.Conditions, c)
	}
	var form []pair
	err = decodeSection(f, "form", &form)
	v.form = fields(form)
	return v, err
}

func decodeSection(f *testdata.File, name string, into any) error {
	text, _ := f.Section(name)
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("section %q: %w", name, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("section %q: text after its end", name)
	}
	return nil
}

func fields(pairs []pair) []policy.Field {
	var list []policy.Field
	for _, p := range pairs {
		list = append(list, policy.Field{Name: p[0], Value: p[1]})
	}
	return list
}

func TestVectors(t *testing.T) {
	files, err := testdata.Dir("post")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, file := range files {
		v, err := parseVector(file)
		if err != nil {
			t.Fatalf("%s: %v", file.Name, err)
		}
		names[v.name] = true
		t.Run(v.name, func(t *testing.T) {
			s, err := sigv4.NewSigner(sigv4.Credentials{
				AccessKeyID:     file.Key("access-key-id"),
				SecretAccessKey: sigv4.NewSecret(file.Key("secret-access-key")),
				SessionToken:    sigv4.NewSecret(v.token),
			}, sigv4.Scope{Region: v.region, Service: "s3"})
			if err != nil {
				t.Fatal(err)
			}
			got, err := policy.Sign(v.post, s, v.time)
			switch r, ok := refused[v.name]; {
			case ok:
				if !errors.Is(err, r.kind) {
					t.Errorf("error %v, want kind %v, because %s", err, r.kind, r.why)
				}
			case err != nil:
				t.Fatal(err)
			case v.document:
				checkDocument(t, v, s, got)
			default:
				if got.URL != v.post.URL {
					t.Errorf("URL %s, want %s", got.URL, v.post.URL)
				}
				if diff := cmp.Diff(v.policy, got.Policy); diff != "" {
					t.Errorf("policy (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(v.form, got.Fields); diff != "" {
					t.Errorf("fields (-want +got):\n%s", diff)
				}
			}
		})
	}
	for name := range refused {
		if !names[name] {
			t.Errorf("%s is listed as refused, but there is no such vector", name)
		}
	}
	const botocore = 24 // all generate_presigned_post cases of the 1.29.27 run
	if n := len(names); n < botocore+1 {
		t.Errorf("%d vectors, want botocore's %d and AWS's one at least", n, botocore)
	}
}

// checkDocument holds a policy that was written by hand: its own bytes give its
// signature, and Sign asks for the same with the same fields.
func checkDocument(t *testing.T, v vector, s *sigv4.Signer, got policy.Form) {
	want := policy.Form{Fields: v.form}
	encoded := base64.StdEncoding.EncodeToString([]byte(v.policy))
	if printed, _ := value(want, "Policy"); printed != encoded {
		t.Error("the printed base64 is not that of the document")
	}
	signature, err := s.AppendSignature(nil, []byte(encoded), v.time)
	if err != nil {
		t.Fatal(err)
	}
	if printed, _ := value(want, "X-Amz-Signature"); printed != string(signature) {
		t.Errorf("signature %s, want %s", signature, printed)
	}

	wantEnd, wantConditions, err := parsePolicy(v.policy)
	if err != nil {
		t.Fatal(err)
	}
	gotEnd, gotConditions, err := parsePolicy(got.Policy)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(instant(t, wantEnd), instant(t, gotEnd)); diff != "" {
		t.Errorf("expiration (-want +got):\n%s", diff)
	}
	order := func(list []policy.Condition) []string {
		var texts []string
		for _, c := range list {
			texts = append(texts, fmt.Sprintf("%#v", c))
		}
		slices.Sort(texts)
		return texts
	}
	if diff := cmp.Diff(order(wantConditions), order(gotConditions)); diff != "" {
		t.Errorf("conditions (-want +got):\n%s", diff)
	}
	byName := func(list []policy.Field) map[string]string {
		m := map[string]string{}
		for _, f := range list {
			m[strings.ToLower(f.Name)] = f.Value
		}
		delete(m, "policy")
		delete(m, "x-amz-signature")
		return m
	}
	if diff := cmp.Diff(byName(want.Fields), byName(got.Fields)); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	end, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return end
}

// The loader refuses what it does not know, so no part of a vector is left out.
func TestVectorsAreStrict(t *testing.T) {
	const good = "source: s\naccess-key-id: a\nsecret-access-key: s\nregion: r\ntime: 20130524T000000Z\nexpires: 1\n" +
		"-- post --\n{\"url\": \"u\", \"bucket\": \"b\", \"key\": \"k\", \"fields\": [], \"conditions\": []}\n" +
		"-- policy --\n{}\n-- form --\n[]\n"
	for name, c := range map[string]struct{ old, new string }{
		"good":              {"", ""},
		"unknown key":       {"region: r\n", "region: r\nregoin: r\n"},
		"unknown section":   {"-- form --", "-- from --\n\n-- form --"},
		"unknown member":    {`"key": "k"`, `"key": "k", "kye": "k"`},
		"no source":         {"source: s\n", ""},
		"no policy":         {"-- policy --\n{}\n", ""},
		"policy twice":      {"-- policy --", "-- document --\n{}\n-- policy --"},
		"text after post":   {`"conditions": []}`, `"conditions": []}]`},
		"unknown condition": {`"conditions": []`, `"conditions": [["ends-with", "$key", "k"]]`},
		"fraction":          {"expires: 1\n", "expires: 1.5\n"},
	} {
		if c.old != "" && !strings.Contains(good, c.old) {
			t.Fatalf("%s: nothing to replace", name)
		}
		f, err := testdata.Parse("v", bytes.Replace([]byte(good), []byte(c.old), []byte(c.new), 1))
		if err == nil {
			_, err = parseVector(f)
		}
		if (err != nil) != (name != "good") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
