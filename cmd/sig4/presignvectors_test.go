package main

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/testdata"
)

// Boto3's URLs, made by the command. Package s3 has the same vectors, and the
// reasons why some differ; here it counts that the command line can say all of
// what they say.

// different returns how a vector's URL may differ from boto3's, or "".
func different(f *testdata.File) string {
	switch name := f.Name; {
	case f.Key("botocore-error") != "":
		return "boto3 has no URL"
	case strings.Contains(name, "-op-v4-list-objects"), strings.Contains(name, "-op-v2-list-objects"):
		return "boto3 adds encoding-type=url"
	case strings.HasSuffix(name, "-write-get-object-response"):
		return "boto3's host is of a region that is none"
	case strings.HasPrefix(name, "botocore-params-") && strings.HasSuffix(name, "-delete"), name == "botocore-params-v2-kms":
		return "boto3 writes True"
	case strings.Contains(name, "example-com-443-"), strings.Contains(name, "example-com-80-"):
		return "boto3 keeps the default port in the text"
	}
	return ""
}

// presignArguments puts a vector's keys into flags.
func presignArguments(t *testing.T, f *testdata.File) (environment map[string]string, args []string) {
	t.Helper()
	environment = map[string]string{"AWS_ACCESS_KEY_ID": f.Key("access-key-id"), "AWS_SECRET_ACCESS_KEY": f.Key("secret-access-key")}
	if token := f.Key("session-token"); token != "" {
		environment["AWS_SESSION_TOKEN"] = token
	}
	args = []string{"presign", "--op", f.Key("operation"), "--json", "--params", "-",
		"--region", f.Key("region"), "--time", f.Key("time"), "--expires", f.Key("expires"), "--signature", f.Key("signature")}
	for _, flag := range []struct{ key, name string }{
		{"endpoint-url", "--endpoint-url"}, {"addressing", "--addressing"}, {"method", "--method"},
	} {
		if v := f.Key(flag.key); v != "" {
			args = append(args, flag.name, v)
		}
	}
	for _, option := range strings.Fields(f.Key("options")) {
		flag, ok := map[string]string{"dual-stack": "--dualstack", "accelerate": "--accelerate", "global": "--global-endpoint"}[option]
		if !ok {
			t.Fatalf("unknown option %q", option)
		}
		args = append(args, flag)
	}
	return environment, args
}

// presigned is what presign --json prints.
type presigned struct {
	Method          string            `json:"method"`
	URL             string            `json:"url"`
	Headers         map[string]string `json:"headers"`
	SignedHeaders   []string          `json:"signed_headers"`
	Expires         string            `json:"expires"`
	EffectiveExpiry string            `json:"effective_expiry"`
}

// runPresign runs a command line that may warn.
func runPresign(t *testing.T, environment map[string]string, stdin string, args []string) (p presigned) {
	t.Helper()
	got := execute(environment, stdin, args...)
	checkRules(t, args, got)
	if got.code != exitDone {
		t.Fatalf("sig4 %q: exit code %d, %s", args, got.code, got.stderr)
	}
	d := json.NewDecoder(strings.NewReader(got.stdout))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		t.Fatalf("%v in %s", err, got.stdout)
	}
	return p
}

// urlParts are what two URLs are compared by: scheme, host and path as they are
// written, and the parameters in any order.
type urlParts struct {
	Target string
	Query  []string
}

func takeApart(t *testing.T, text string) urlParts {
	t.Helper()
	target, query, ok := strings.Cut(text, "?")
	if !ok {
		t.Fatalf("%q is no presigned URL", text)
	}
	p := urlParts{Target: target}
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		decodedName, err1 := url.PathUnescape(name)
		decoded, err2 := url.PathUnescape(value)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		p.Query = append(p.Query, decodedName+"="+decoded)
	}
	slices.Sort(p.Query)
	return p
}

func TestPresignOperationVectors(t *testing.T) {
	t.Parallel()
	files, err := testdata.Dir("presign")
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, f := range files {
		how := different(f)
		count[f.Key("signature")+" "+how]++
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			environment, args := presignArguments(t, f)
			params, ok := f.Section("params")
			if !ok {
				t.Fatal("no parameters")
			}
			got := runPresign(t, environment, params, args)
			text, ok := f.Section("url")
			if ok == (how == "boto3 has no URL") {
				t.Fatal("want a URL, or a reason why there is none")
			}
			if !ok {
				return
			}
			want, have := takeApart(t, text), takeApart(t, got.URL)
			if diff := cmp.Diff(want, have); (diff == "") != (how == "") {
				t.Errorf("%s (-boto3 +sig4):\n%s", how, diff)
			}

			// boto3 adds a parameter that the caller may well give.
			if how == "boto3 adds encoding-type=url" {
				args = append(args, "--query", "encoding-type=url")
				if diff := cmp.Diff(want, takeApart(t, runPresign(t, environment, params, args).URL)); diff != "" {
					t.Errorf("with encoding-type (-boto3 +sig4):\n%s", diff)
				}
			}
		})
	}
	want := map[string]int{
		"v4 ": 124, "v2 ": 31, "v4 boto3 has no URL": 14, "v4 boto3 adds encoding-type=url": 2, "v2 boto3 adds encoding-type=url": 1,
		"v4 boto3's host is of a region that is none": 1, "v2 boto3's host is of a region that is none": 1,
		"v4 boto3 writes True": 1, "v2 boto3 writes True": 2, "v4 boto3 keeps the default port in the text": 7,
	}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Errorf("how many vectors differ, and how (-want +got):\n%s", diff)
	}
}

// TestLegacyURLVectors makes the URLs of Signature Version 2 as those of objects,
// with the query and the headers in flags.
func TestLegacyURLVectors(t *testing.T) {
	t.Parallel()
	files, err := testdata.Dir("sigv2/url")
	if err != nil {
		t.Fatal(err)
	}
	done := 0
	for _, f := range files {
		raw, _ := f.Section("request")
		request, err := testdata.ParseRequest(raw)
		if err != nil {
			t.Fatal(err)
		}
		bucket := f.Key("host-bucket")
		hosts, headers := request.Cut("host")
		rest, ok := strings.CutPrefix(strings.TrimSpace(hosts[0]), bucket+".")
		if !ok || request.Path == "/" {
			continue // no object: package sigv2 has it
		}
		done++
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			want, ok := f.Section("url")
			if !ok {
				want, _ = f.Section("computed url")
			}
			key, err := url.PathUnescape(request.Path[1:])
			if err != nil {
				t.Fatal(err)
			}
			scheme, _, _ := strings.Cut(want, "://")
			environment := map[string]string{"AWS_ACCESS_KEY_ID": f.Key("access-key-id"), "AWS_SECRET_ACCESS_KEY": f.Key("secret-access-key")}
			if token := f.Key("session-token"); token != "" {
				environment["AWS_SESSION_TOKEN"] = token
			}
			args := []string{"presign", "--signature", "v2", "--json", "--method", request.Method, "--endpoint-url", scheme + "://" + rest,
				"--addressing", "virtual", "--region", "us-east-1", "--time", f.Key("time"), "--expires", f.Key("expires")}
			for _, h := range headers {
				args = append(args, "--header", h.Name+":"+h.Value)
			}
			for pair := range strings.SplitSeq(request.RawQuery, "&") {
				if pair == "" {
					continue
				}
				decoded, err := url.PathUnescape(pair)
				if err != nil {
					t.Fatal(err)
				}
				args = append(args, "--query", decoded)
			}
			got := runPresign(t, environment, "", append(args, "--", "s3://"+bucket+"/"+key))
			if diff := cmp.Diff(takeApart(t, want), takeApart(t, got.URL)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if done < 33 {
		t.Errorf("%d of %d vectors", done, len(files))
	}
}
