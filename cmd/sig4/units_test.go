package main

import (
	"context"
	"encoding/json"
	"errors"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

func TestParseAWSHost(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]awsHost{
		"s3.amazonaws.com":                                     {s3: true},
		"bucket.s3.amazonaws.com":                              {s3: true},
		"a.dotted.bucket.s3.amazonaws.com":                     {s3: true},
		"S3.EU-WEST-1.amazonaws.com:443":                       {s3: true, region: "eu-west-1"},
		"bucket.s3.us-gov-west-1.amazonaws.com":                {s3: true, region: "us-gov-west-1"},
		"bucket.s3.dualstack.ap-southeast-7.amazonaws.com":     {s3: true, region: "ap-southeast-7"},
		"bucket.s3-fips.us-east-1.amazonaws.com":               {s3: true, region: "us-east-1"},
		"bucket.s3-fips.dualstack.us-east-1.amazonaws.com":     {s3: true, region: "us-east-1"},
		"bucket.s3-us-west-2.amazonaws.com":                    {s3: true, region: "us-west-2"},
		"bucket.s3-accelerate.amazonaws.com":                   {s3: true},
		"bucket.s3-accelerate.dualstack.amazonaws.com":         {s3: true},
		"ap-1234.s3-accesspoint.us-east-1.amazonaws.com":       {s3: true, region: "us-east-1"},
		"bucket.s3.cn-north-1.amazonaws.com.cn":                {s3: true, region: "cn-north-1"},
		"us-west-2.s3.amazonaws.com":                           {s3: true},
		"iam.amazonaws.com":                                    {},
		"sts.eu-west-1.amazonaws.com":                          {region: "eu-west-1"},
		"abc.execute-api.eu-west-1.amazonaws.com":              {region: "eu-west-1"},
		"domain.eu-west-1.es.amazonaws.com":                    {region: "eu-west-1"},
		"bucket.s3-object-lambda.eu-west-1.amazonaws.com":      {region: "eu-west-1"},
		"s3-outposts.eu-west-1.amazonaws.com":                  {region: "eu-west-1"},
		"amazonaws.com":                                        {},
		"s3.example.com":                                       {},
		"s3.amazonaws.com.example.com":                         {},
		"s3amazonaws.com":                                      {},
		"bucket.s3.eu-west-1.amazonaws.com.evil.test":          {},
		"s3.execute-api.eu-west-1.amazonaws.com":               {region: "eu-west-1"},
		"[::1]:9000":                                           {},
		"":                                                     {},
		"localhost:9000":                                       {},
		"bucket.s3express-use1-az4.us-east-1.amazonaws.com":    {region: "us-east-1"},
		"s3.eu--1.amazonaws.com":                               {},
		"s3.europe-west-1.amazonaws.com":                       {},
		"s3.eu-west-one.amazonaws.com":                         {},
		"s3.eu-1.amazonaws.com":                                {},
		"s3.eu-we5t-1.amazonaws.com":                           {},
		"vpce-1a2b3c.s3.us-east-1.vpce.amazonaws.com":          {region: "us-east-1"},
		"bucket.bucket.vpce-1a2b3c.s3.us-east-1.amazonaws.com": {s3: true, region: "us-east-1"},
		"eu-west-1.us-east-1.amazonaws.com":                    {region: "us-east-1"},
	} {
		if got := parseAWSHost(host); got != want {
			t.Errorf("parseAWSHost(%q) = %+v, want %+v", host, got, want)
		}
	}
}

// TestParseExpires holds the parser to one that is written down otherwise.
func TestParseExpires(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"1": time.Second, "0001": time.Second, "3600": time.Hour, "604800": 7 * 24 * time.Hour,
		"1s": time.Second, "15m": 15 * time.Minute, "1h30m": 90 * time.Minute, "1.5h": 90 * time.Minute, "1000ms": time.Second,
		"168h": 7 * 24 * time.Hour, "+1m": time.Minute,
	} {
		if got, err := parseExpires(text); err != nil || got != want {
			t.Errorf("parseExpires(%q) = %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", " ", "0", "-1", "00", "0s", "999ms", "1.5", "1.5s", "1s1ms", "604801", "604800.5", "168h1s", "1e3", "1d", "1 h", "0x10",
		"9223372036854775807", "9223372036854775808", "18446744073709551617", "9223372037", "99999999999h", "1_000", "٣",
	} {
		if got, err := parseExpires(text); err == nil {
			t.Errorf("parseExpires(%q) = %v", text, got)
		}
	}
}

func TestHasDotSegment(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{
		"": false, "/": false, "/a/b": false, "/.": true, "/..": true, "/a/./b": true, "/a/../": true, "/...": false, "/.a": false,
		"/%2e": true, "/%2E%2e/": true, "/.%2e": true, "/%2e%2e%2e": false, "//": false, "/a.": false,
	} {
		if got := hasDotSegment(path); got != want {
			t.Errorf("hasDotSegment(%q) = %t, want %t", path, got, want)
		}
	}
}

func TestJSONWriter(t *testing.T) {
	t.Parallel()
	all := ""
	for r := rune(0); r < 0x180; r++ {
		all += string(r)
	}
	for _, value := range []string{"", all, "\u2028\u2029", "😀", "</script>&", "\uFFFD"} {
		var got string
		if err := json.Unmarshal(appendJSON(nil, value), &got); err != nil || got != value {
			t.Errorf("%q is written as %s: %v", value, appendJSON(nil, value), err)
		}
	}
	check(t, "not UTF-8", string(appendJSON(nil, "a\xff\xfeb")), "\"a\uFFFD\uFFFDb\"")
	check(t, "readable", string(appendJSON(nil, "https://a/?b=c&d=<ü>'")), `"https://a/?b=c&d=<ü>'"`)

	var j jsonWriter
	j.open('{')
	j.member("b", "1")
	j.headers("headers", []sigv4.Header{{Name: "Z", Value: "1"}, {Name: "A", Value: "2"}, {Name: "z", Value: "3"}})
	j.key("empty")
	j.open('{')
	j.close('}')
	j.key("list")
	j.open('[')
	j.element("x")
	j.element("y")
	j.close(']')
	j.member("a", "")
	j.close('}')
	want := "{\n  \"b\": \"1\",\n  \"headers\": {\n    \"Z\": \"1,3\",\n    \"A\": \"2\"\n  },\n  \"empty\": {},\n" +
		"  \"list\": [\n    \"x\",\n    \"y\"\n  ],\n  \"a\": \"\"\n}\n"
	check(t, "document", string(j.end()), want)
}

func TestPrintable(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                     "",
		"plain ü 漢 😀":          "plain ü 漢 😀",
		"a\x1b[31mb":           `a\x1b[31mb`,
		"a\nb\rc\td":           `a\nb\rc\td`,
		"\x00\x7f\u0085\u009b": `\x00\x7f\u0085\u009b`,
		"\xff\xc3(":            `\xff\xc3(`,
		"\u202e\u200b\ufeff":   `\u202e\u200b\ufeff`,
		"\uFFFD":               "\uFFFD",
		"it's \"x\" \\":        "it's \"x\" \\",
	} {
		check(t, "printable", printable(text), want)
	}
	if got := quote(strings.Repeat("x", 200)); len(got) > 90 {
		t.Errorf("a long word is quoted in full: %s", got)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

// TestBrokenOutput: a result that cannot be written is a failure.
func TestBrokenOutput(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"presign", "s3://examplebucket/k"}, {"post", "s3://examplebucket/k", "--max-size", "1"}, {"version"}, {"help"}, {"presign", "-h"},
	} {
		var stderr strings.Builder
		code := run(context.Background(), env{
			args: args, stdout: brokenWriter{}, stderr: &stderr,
			lookup:    func(name string) (string, bool) { v, ok := docEnvironment()[name]; return v, ok },
			now:       func() time.Time { return testClock },
			buildInfo: func() (*debug.BuildInfo, bool) { return nil, false },
		})
		if code != exitFailed || stderr.String() != "sig4: cannot write the result: disk full\n" {
			t.Errorf("sig4 %q: exit code %d, %s", args, code, stderr.String())
		}
	}
}

// TestVersionUnknown: a program may be built without build information.
func TestVersionUnknown(t *testing.T) {
	t.Parallel()
	for _, info := range []*debug.BuildInfo{nil, {GoVersion: "go1.99.0"}} {
		var stdout strings.Builder
		code := run(context.Background(), env{
			args: []string{"version"}, stdout: &stdout,
			buildInfo: func() (*debug.BuildInfo, bool) { return info, info != nil },
		})
		if code != exitDone || !strings.HasPrefix(stdout.String(), "sig4 (unknown) (go1.") {
			t.Errorf("exit code %d, %s", code, stdout.String())
		}
	}
}

// TestEveryByteInURL: each byte is kept, or refused with its escape.
func TestEveryByteInURL(t *testing.T) {
	t.Parallel()
	for c := range 256 {
		if c == '%' || c == '?' || c == '#' || c == '/' {
			continue // they have a meaning
		}
		url := "https://example.com/a" + string([]byte{byte(c)}) + "b"
		got := execute(docEnvironment(), "", "presign", url, "--service", "s3")
		legal := c > ' ' && c < 0x7f && !strings.ContainsRune("\"<>[\\]^`{|}", rune(c))
		switch {
		case legal && got.code != exitDone:
			t.Errorf("%q: %s", url, got.stderr)
		case !legal && (got.code != exitUsage || !strings.Contains(got.stderr, "byte at 21 ")):
			t.Errorf("%q: exit code %d, %s", url, got.code, got.stderr)
		}
		// The core may write it in another way, but it must mean the same.
		got = execute(docEnvironment(), "", "presign", url, "--service", "my-service", "--region", "us-east-1")
		if legal && !strings.HasPrefix(got.stdout, url+"?X-Amz-Algorithm=") {
			t.Errorf("%q became %s", url, got.stdout)
		}
	}
}

// TestPostJSON: the answer is boto3's, and its order is kept.
func TestPostJSON(t *testing.T) {
	t.Parallel()
	out := succeed(t, with(docEnvironment(), "AWS_SESSION_TOKEN", "a-token"), "", "post", "s3://examplebucket/k",
		"--max-size", "1", "--field", "x-amz-meta-z=1", "--field", "acl=private")
	var answer struct {
		URL    string            `json:"url"`
		Fields map[string]string `json:"fields"`
	}
	d := json.NewDecoder(strings.NewReader(out))
	d.DisallowUnknownFields()
	if err := d.Decode(&answer); err != nil {
		t.Fatal(err)
	}
	check(t, "url", answer.URL, "https://examplebucket.s3.us-east-1.amazonaws.com/")
	names := []string{
		"x-amz-meta-z", "acl", "key", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-security-token", "policy", "x-amz-signature",
	}
	at := 0
	for _, name := range names {
		i := strings.Index(out, "\n    \""+name+"\": ")
		if i <= at {
			t.Errorf("%s is out of order", name)
		}
		at = i
	}
	if len(answer.Fields) != len(names) {
		t.Errorf("%d fields, want %d", len(answer.Fields), len(names))
	}
}

func TestParseS3(t *testing.T) {
	t.Parallel()
	const point = "arn:aws:s3:eu-west-1:123456789012:accesspoint"
	for _, tt := range []struct {
		target, bucket, key string
		slash               bool
	}{
		{"b", "b", "", false},
		{"b/", "b", "", true},
		{"b/k", "b", "k", true},
		{"b//k", "b", "/k", true},
		{"b/accesspoint/k", "b", "accesspoint/k", true},
		{point, point, "", false},
		{point + "/", point + "/", "", false}, // the name is missing, which package s3 says
		{point + "/p", point + "/p", "", false},
		{point + ":p", point + ":p", "", false},
		{point + "/p/", point + "/p", "", true},
		{point + "/p/k", point + "/p", "k", true},
		{point + "/p//k/accesspoint/x", point + "/p", "/k/accesspoint/x", true},
		{"arn:aws:s3:::b/k", "arn:aws:s3:::b", "k", true},
	} {
		l, slash, err := parseS3("s3://" + tt.target)
		if err != nil || l.Bucket != tt.bucket || l.Key != tt.key || slash != tt.slash {
			t.Errorf("parseS3(%q) = %q, %q, %v, %v", tt.target, l.Bucket, l.Key, slash, err)
		}
	}
}

// TestPostPage: the page is package policy's, whole, and nothing else.
func TestPostPage(t *testing.T) {
	t.Parallel()
	for target, several := range map[string]bool{"s3://examplebucket/k": false, "s3://examplebucket/u/${filename}": true} {
		page := succeed(t, docEnvironment(), "", "post", target, "--max-size", "10", "--output", "html")
		for _, part := range []string{"<!DOCTYPE html>\n", "<form ", " name=\"policy\" ", "</form>", "<script>", "</html>\n"} {
			if strings.Count(page, part) != 1 {
				t.Errorf("%s: %q is there %d times", target, part, strings.Count(page, part))
			}
		}
		if !strings.HasPrefix(page, "<!DOCTYPE html>\n") || !strings.HasSuffix(page, "</html>\n") {
			t.Errorf("%s: the page is not all of the output", target)
		}
		if got := strings.Contains(page, `value="u/${filename}"`); got != several {
			t.Errorf("%s: the name of the file: %v", target, got)
		}
	}
}
