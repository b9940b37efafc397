package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/testdata"
)

// postFields reads the fields that post prints, in their order.
func postFields(t *testing.T, text string) (url string, fields [][2]string) {
	t.Helper()
	var answer struct {
		URL    string          `json:"url"`
		Fields json.RawMessage `json:"fields"`
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&answer); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	d = json.NewDecoder(strings.NewReader(string(answer.Fields)))
	var words []string
	for {
		token, err := d.Token()
		if err != nil {
			break
		}
		if word, ok := token.(string); ok {
			words = append(words, word)
		}
	}
	for i := 0; i+1 < len(words); i += 2 {
		fields = append(fields, [2]string{words[i], words[i+1]})
	}
	return answer.URL, fields
}

// postTarget returns the flags that lead to a form's URL.
func postTarget(t *testing.T, url, bucket string) []string {
	t.Helper()
	scheme, rest, ok := strings.Cut(url, "://")
	if virtual, is := strings.CutPrefix(rest, bucket+"."); ok && is {
		return []string{"--addressing", "virtual", "--endpoint-url", scheme + "://" + virtual}
	}
	path, is := strings.CutSuffix(rest, "/"+bucket)
	if !ok || !is {
		t.Fatalf("%s is no URL of the bucket", url)
	}
	return []string{"--addressing", "path", "--endpoint-url", scheme + "://" + path}
}

// TestPostVectors makes boto3's forms with the command: policy, signature and the
// order of the fields are the same, byte for byte.
func TestPostVectors(t *testing.T) {
	t.Parallel()
	files, err := testdata.Dir("post")
	if err != nil {
		t.Fatal(err)
	}
	done := 0
	for _, f := range files {
		if _, own := f.Section("policy"); !own {
			continue // a policy that was written by hand, which package policy compares by its meaning
		}
		done++
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			var post struct {
				URL, Bucket, Key string
				Fields           [][2]string
				Conditions       []json.RawMessage
			}
			text, _ := f.Section("post")
			if err := json.Unmarshal([]byte(text), &post); err != nil {
				t.Fatal(err)
			}
			var form [][2]string
			text, _ = f.Section("form")
			if err := json.Unmarshal([]byte(text), &form); err != nil {
				t.Fatal(err)
			}
			environment := map[string]string{"AWS_ACCESS_KEY_ID": f.Key("access-key-id"), "AWS_SECRET_ACCESS_KEY": f.Key("secret-access-key")}
			if token := f.Key("session-token"); token != "" {
				environment["AWS_SESSION_TOKEN"] = token
			}
			args := []string{"post", "--bucket", post.Bucket, "--key", post.Key, "--region", f.Key("region"),
				"--time", f.Key("time"), "--expires", f.Key("expires")}
			args = append(args, postTarget(t, post.URL, post.Bucket)...)
			if post.Key == "${filename}" {
				args = append(args, "--allow-any-key")
			}
			for _, field := range post.Fields {
				args = append(args, "--field", field[0]+"="+field[1])
			}
			for _, condition := range post.Conditions {
				args = append(args, "--condition", string(condition))
			}
			got := execute(environment, "", args...)
			checkRules(t, args, got)
			if f.Name == "botocore-filename-middle" {
				if got.code != exitUsage || !strings.Contains(got.stderr, "${filename} stands before the end") {
					t.Errorf("exit code %d, %s", got.code, got.stderr)
				}
				return
			}
			if got.code != exitDone {
				t.Fatal(got.stderr)
			}
			url, fields := postFields(t, got.stdout)
			// The default port of the scheme is left out.
			if want := strings.Replace(strings.Replace(post.URL, "example.com:443", "example.com", 1), "example.com:80", "example.com", 1); url != want {
				t.Errorf("URL %s, want %s", url, want)
			}
			if diff := cmp.Diff(form, fields); diff != "" {
				t.Errorf("fields (-boto3 +sig4):\n%s", diff)
			}
		})
	}
	if done < 24 {
		t.Errorf("only %d vectors", done)
	}
}
