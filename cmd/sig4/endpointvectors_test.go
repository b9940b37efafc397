package main

import (
	"cmp"
	"net/url"
	"strings"
	"testing"

	"github.com/sig4/sig4/testdata"
)

// TestEndpointVectors resolves every address of package s3's vectors with the
// command's flags.
func TestEndpointVectors(t *testing.T) {
	t.Parallel()
	files, err := testdata.Dir("endpoint")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			args := []string{"presign", "--region", f.Key("region")}
			if v := f.Key("endpoint-url"); v != "" {
				args = append(args, "--endpoint-url", v)
			}
			if v := f.Key("addressing"); v != "" {
				args = append(args, "--addressing", v)
			}
			control := false
			for _, option := range strings.Fields(f.Key("options")) {
				if option == "control" {
					control = true
					continue
				}
				flag, ok := map[string]string{
					"dual-stack": "--dualstack", "fips": "--fips", "accelerate": "--accelerate", "global": "--global-endpoint", "express-iam": "--express-iam",
				}[option]
				if !ok {
					t.Fatalf("unknown option %q", option)
				}
				args = append(args, flag)
			}
			key, isObject := f.Section("key")
			switch bucket := f.Key("bucket"); {
			case control && bucket != "":
				args = append(args, "--op", "get_bucket_policy", "s3://"+bucket)
			case control:
				args = append(args, "--op", "list_directory_buckets")
			case isObject:
				args = append(args, "--op", "get_object", "s3://"+bucket+"/"+key)
			case bucket != "":
				args = append(args, "s3://"+bucket)
			default:
				args = append(args, "--op", "list_buckets")
			}
			environment := docEnvironment()
			if f.Key("auth") == "sigv4-s3express" {
				environment["AWS_SESSION_TOKEN"] = "token"
			}
			got := execute(environment, "", args...)
			checkRules(t, args, got)
			if f.Key("error") != "" || f.Key("auth") == "sigv4a" {
				if got.code != exitUsage {
					t.Errorf("exit code %d, %s", got.code, got.stdout)
				}
				return
			}
			if got.code != exitDone {
				t.Fatal(got.stderr)
			}
			address, query, _ := strings.Cut(strings.TrimSuffix(got.stdout, "\n"), "?")
			check(t, "URL", address, f.Key("url"))
			parameters, err := url.ParseQuery(query)
			if err != nil {
				t.Fatal(err)
			}
			check(t, "scope", parameters.Get("X-Amz-Credential"),
				docKeyID+"/20130524/"+f.Key("signing-region")+"/"+cmp.Or(f.Key("signing-service"), "s3")+"/aws4_request")
			if session := parameters.Has("X-Amz-S3session-Token"); session != (f.Key("auth") == "sigv4-s3express") {
				t.Errorf("the token of a session: %v", session)
			}
		})
	}
}
