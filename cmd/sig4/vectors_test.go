package main

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/testdata"
)

// steps is what explain --json prints.
type steps struct {
	CanonicalRequest string `json:"canonical_request"`
	StringToSign     string `json:"string_to_sign"`
	Scope            string `json:"scope"`
	Signature        string `json:"signature"`
	Authorization    string `json:"authorization"`
	SignedRequest    string `json:"signed_request"`
	URL              string `json:"url"`
}

func parseSteps(t *testing.T, text string) (s steps) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return s
}

// inJSON is what is left of bytes in a JSON string: those that are not UTF-8 are
// U+FFFD there.
func inJSON(s string) string { return string([]rune(s)) }

// vectorCommand returns the environment and the flags that say what a vector
// says beside its request.
func vectorCommand(c testdata.Case) (environment map[string]string, args []string) {
	environment = map[string]string{"AWS_ACCESS_KEY_ID": c.AccessKeyID, "AWS_SECRET_ACCESS_KEY": c.SecretAccessKey}
	if c.SessionToken != "" {
		environment["AWS_SESSION_TOKEN"] = c.SessionToken
	}
	args = []string{"--region", c.Region, "--service", c.Service, "--token", c.Token}
	add := func(value, is, flag string) {
		if value == is {
			args = append(args, flag)
		}
	}
	add(c.Path, "keep", "--normalize=false")
	add(c.Path, "normalize", "--normalize=true")
	add(c.Encoding, "once", "--double-encode=false")
	add(c.Encoding, "twice", "--double-encode=true")
	add(c.ContentSHA256, "always", "--content-sha256=true")
	add(c.ContentSHA256, "never", "--content-sha256=false")
	if c.Payload != "" {
		args = append(args, "--payload", c.Payload)
	}
	var names []string
	for _, h := range c.Request.Headers {
		if sigv4.NeverSigned(h.Name) { // a vector signs each header that it has
			names = nil
			for _, h := range c.Request.Headers {
				names = append(names, h.Name)
			}
			break
		}
	}
	if names != nil {
		args = append(args, "--sign-headers", strings.Join(names, ","))
	}
	return environment, args
}

// rawVectors returns the requests of the vectors as they stand in their files.
func rawVectors(t *testing.T, kind string) map[string]string {
	t.Helper()
	files, err := testdata.Dir(kind)
	if err != nil {
		t.Fatal(err)
	}
	raw := map[string]string{}
	for _, f := range files {
		raw[f.Name], _ = f.Section("request")
	}
	return raw
}

func check(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\ngot  %q\nwant %q", what, got, want)
	}
}

// S3's pages print no space between the elements of the Authorization header.
func spaced(authorization string) string {
	return strings.NewReplacer(", ", ", ", ",", ", ").Replace(authorization)
}

func TestExplainHeaderVectors(t *testing.T) {
	t.Parallel()
	cases, err := testdata.Headers()
	if err != nil {
		t.Fatal(err)
	}
	raw := rawVectors(t, "header")
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			environment, args := vectorCommand(c)
			args = append(args, "--time", c.Time.Format("20060102T150405Z"))
			request := raw[c.Name]

			got := parseSteps(t, succeed(t, environment, request, append([]string{"explain", "--json"}, args...)...))
			check(t, "canonical request", got.CanonicalRequest, inJSON(c.CanonicalRequest))
			check(t, "string to sign", got.StringToSign, c.StringToSign)
			check(t, "signature", got.Signature, c.Signature)
			check(t, "authorization", got.Authorization, spaced(c.Authorization))
			check(t, "url", got.URL, "")
			if lines := strings.Split(c.StringToSign, "\n"); len(lines) > 2 {
				check(t, "scope", got.Scope, lines[2])
			}

			signed := signRaw(t, environment, request, args...)
			check(t, "signed_request", got.SignedRequest, inJSON(signed))
			checkSigned(t, signed, request, got.Authorization)

			// What was signed is signed no second time.
			if again := execute(environment, signed, append([]string{"sign"}, args...)...); again.code != exitFailed {
				t.Errorf("signing again: exit code %d", again.code)
			}
		})
	}
}

// signRaw runs sig4 sign, which must do its work, and warn when, and only when, it
// prints a target that is not visible ASCII.
func signRaw(t *testing.T, environment map[string]string, request string, args ...string) string {
	t.Helper()
	got := execute(environment, request, append([]string{"sign"}, args...)...)
	if got.code != exitDone {
		t.Fatalf("sig4 sign %q: exit code %d, stderr:\n%s", args, got.code, got.stderr)
	}
	line, _, _ := strings.Cut(got.stdout, "\n")
	line = strings.TrimSuffix(line, "\r")
	target := line[strings.IndexByte(line, ' ')+1 : strings.LastIndexByte(line, ' ')]
	impossible := strings.ContainsFunc(target, func(c rune) bool { return c <= ' ' || c > '~' })
	if warned := strings.Contains(got.stderr, "no request line can hold"); warned != impossible || strings.Count(got.stderr, "\n") > 1 {
		t.Errorf("sig4 sign of %q says: %s", line, got.stderr)
	}
	return got.stdout
}

// checkSigned holds a signed request to the bare one: the same request line,
// body and headers, and the signer's names once.
func checkSigned(t *testing.T, signed, bare, authorization string) {
	t.Helper()
	got, err := testdata.ParseRequest(signed)
	if err != nil {
		t.Fatal(err)
	}
	want, err := testdata.ParseRequest(bare)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "path", got.Path, want.Path)
	check(t, "body", got.Body, want.Body)
	values, _ := got.Cut("Authorization")
	check(t, "Authorization", strings.Join(values, "|"), authorization)
	for _, name := range []string{"X-Amz-Date", "X-Amz-Security-Token", "X-Amz-S3session-Token", "X-Amz-Content-Sha256", "Host"} {
		if values, _ := got.Cut(name); len(values) > 1 {
			t.Errorf("%s is there %d times", name, len(values))
		}
	}
	for _, h := range want.Headers {
		before, _ := want.Cut(h.Name)
		after, _ := got.Cut(h.Name)
		check(t, h.Name, strings.Join(after, "|"), strings.Join(before, "|"))
	}
}

func TestExplainQueryVectors(t *testing.T) {
	t.Parallel()
	cases, err := testdata.Queries()
	if err != nil {
		t.Fatal(err)
	}
	raw := rawVectors(t, "query")
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			environment, args := vectorCommand(c)
			args = append(args, "--query", "--expires", strconv.Itoa(int(c.Expires.Seconds())),
				"--time", c.Time.Format("20060102T150405Z"))
			request := raw[c.Name]

			got := parseSteps(t, succeed(t, environment, request, append([]string{"explain", "--json"}, args...)...))
			check(t, "canonical request", got.CanonicalRequest, c.CanonicalRequest)
			check(t, "string to sign", got.StringToSign, c.StringToSign)
			check(t, "signature", got.Signature, c.Signature)
			check(t, "url", got.URL, c.URL)
			check(t, "authorization", got.Authorization, "")

			signed := signRaw(t, environment, request, args...)
			parsed, err := testdata.ParseRequest(signed)
			if err != nil {
				t.Fatal(err)
			}
			_, query, _ := strings.Cut(got.URL, "?")
			check(t, "query", parsed.RawQuery, query)
			if again := execute(environment, signed, append([]string{"sign"}, args...)...); again.code != exitFailed {
				t.Errorf("signing again: exit code %d", again.code)
			}
		})
	}
}

// TestTimeInRequest has the time come from the request's own X-Amz-Date, as in
// all cases of AWS's test suite, in header mode and in query mode.
func TestTimeInRequest(t *testing.T) {
	t.Parallel()
	cases, err := testdata.Headers()
	if err != nil {
		t.Fatal(err)
	}
	raw := rawVectors(t, "header")
	count := 0
	for _, c := range cases {
		if values, _ := c.Request.Cut("X-Amz-Date"); len(values) != 1 {
			continue
		}
		count++
		environment, args := vectorCommand(c)
		got := parseSteps(t, succeed(t, environment, raw[c.Name], append([]string{"explain", "--json"}, args...)...))
		check(t, c.Name, got.Signature, c.Signature)

		signed := signRaw(t, environment, raw[c.Name], append([]string{"--query"}, args...)...)
		parsed, err := testdata.ParseRequest(signed)
		if err != nil {
			t.Fatal(err)
		}
		if values, _ := parsed.Cut("X-Amz-Date"); len(values) != 0 {
			t.Errorf("%s: X-Amz-Date is a header and a parameter", c.Name)
		}
		if !strings.Contains(parsed.RawQuery, "X-Amz-Date="+c.Time.Format("20060102T150405Z")) {
			t.Errorf("%s: the time is not the request's", c.Name)
		}
	}
	if count < 26 {
		t.Errorf("%d cases with a time of their own", count)
	}
}
