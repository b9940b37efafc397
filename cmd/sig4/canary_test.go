package main

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"
)

const (
	canarySecret = "canary0secret0canary0secret0canary0secret"
	canaryToken  = "canary1token1canary1token1canary1token1"
)

// holds reports whether a text holds a canary: as it is, or in base64, in which
// a policy is written.
func holds(text, canary string) bool {
	if strings.Contains(text, canary) {
		return true
	}
	for shift := range 3 {
		// The middle of an encoding depends on what stands before it by its
		// length alone.
		encoded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + canary))
		if strings.Contains(text, encoded[4:len(encoded)-4]) {
			return true
		}
	}
	return false
}

// TestCanary runs every command line of the scripts with a secret and a token
// that are easy to find: all output modes, all errors. The secret is nowhere;
// the token is part of a signed request, and so of results, but never of a
// message.
func TestCanary(t *testing.T) {
	t.Parallel()
	done, failed, withToken := 0, 0, 0
	for name, text := range readScripts(t) {
		for _, s := range parseScript(t, text, docEnvironment()) {
			if s.command == nil {
				continue
			}
			for variable, canary := range map[string]string{
				"AWS_SECRET_ACCESS_KEY": canarySecret,
				"AWS_SESSION_TOKEN":     canaryToken,
			} {
				if value := s.environment[variable]; strings.TrimSpace(value) != "" || variable == "AWS_SESSION_TOKEN" {
					s.environment[variable] = canary
				}
			}
			got := execute(s.environment, s.stdin, s.command...)
			if holds(got.stdout, canarySecret) || holds(got.stderr, canarySecret) {
				t.Errorf("%s: sig4 %q shows the secret", name, s.command)
			}
			if holds(got.stderr, canaryToken) || got.code != exitDone && got.stdout != "" && !slices.Contains(s.command, "--batch") {
				t.Errorf("%s: sig4 %q shows the token in a message", name, s.command)
			}
			if got.code == exitDone {
				done++
			} else {
				failed++
			}
			if holds(got.stdout, canaryToken) {
				withToken++
			}
		}
	}
	if done < 50 || failed < 100 || withToken < 20 {
		t.Errorf("only %d results, %d errors and %d results with the token were seen", done, failed, withToken)
	}
}

// TestCanaryInEveryVariable puts the canaries where something else belongs, or
// in a form that is refused.
func TestCanaryInEveryVariable(t *testing.T) {
	t.Parallel()
	request := "GET / HTTP/1.1\nHost: examplebucket.s3.amazonaws.com\n\n"
	commands := [][]string{
		{"presign", "s3://examplebucket/k"},
		{"presign", "s3://examplebucket/k", "--json"},
		{"presign", "s3://examplebucket/k", "--output", "curl"},
		{"post", "s3://examplebucket/k"},
		{"post", "s3://examplebucket/k", "--output", "html"},
		{"presign", "s3://examplebucket/k", "--signature", "v2"},
		{"presign", "--op", "put_object", "s3://examplebucket/k", "--json"},
		{"presign", "--batch", "s3://examplebucket"},
		{"post", "s3://examplebucket/k", "--signature", "v2"},
		{"sign"}, {"sign", "--json"}, {"sign", "--query"},
		{"explain"}, {"explain", "--json"}, {"explain", "--query", "--token", "after"},
	}
	environments := []map[string]string{
		{"AWS_SECRET_ACCESS_KEY": canarySecret},
		{"AWS_SESSION_TOKEN": canaryToken, "AWS_SECRET_ACCESS_KEY": canarySecret},
		with(docEnvironment(), "AWS_SECRET_ACCESS_KEY", canarySecret+"\n"),
		with(docEnvironment(), "AWS_SECRET_ACCESS_KEY", "\x1b"+canarySecret),
		with(docEnvironment(), "AWS_SESSION_TOKEN", canaryToken+"\n"),
		with(docEnvironment(), "AWS_SESSION_TOKEN", canaryToken+" \x00"),
		with(docEnvironment(), "AWS_CREDENTIAL_EXPIRATION", canarySecret),
		with(docEnvironment(), "AWS_REGION", canarySecret+" "),
		with(docEnvironment(), "AWS_ACCESS_KEY_ID", canarySecret+"/"),
	}
	for _, environment := range environments {
		for _, command := range commands {
			got := execute(environment, request, command...)
			if got.code == exitDone {
				t.Errorf("sig4 %q with %d variables: done", command, len(environment))
			}
			checkRules(t, command, got)
			if all := got.stdout + got.stderr; holds(all, canarySecret) || holds(all, canaryToken) {
				t.Errorf("sig4 %q shows a canary: %s", command, all)
			}
		}
	}
}

// TestCanaryInValues has every value that a user may give be refused without
// being shown: a header or a field may well hold a password.
func TestCanaryInValues(t *testing.T) {
	t.Parallel()
	const target = "s3://examplebucket/k"
	for _, command := range [][]string{
		{"presign", target, "--header", canarySecret},
		{"presign", target, "--header", "Authorization: " + canarySecret},
		{"presign", target, "--header", "A: " + canarySecret + "\x00"},
		{"presign", target, "--header", "X-Amz-Content-Sha256: " + canarySecret},
		{"presign", target, "--query", "X-Amz-Signature=" + canarySecret},
		{"presign", target, "--query", "=" + canarySecret},
		{"presign", target, "--payload", canarySecret},
		{"presign", "--op", "get_object", "--params", canarySecret},
		{"presign", "--op", "get_object", "--params", `{"Bucket":"` + canarySecret + ` "}`},
		{"presign", "--op", "get_object", "--params", `{"Bucket":"b","Key":{"` + `x":"` + canarySecret + `"}}`},
		{"presign", "--op", "get_object", "--params", `{"Bucket":"b","Key":"` + canarySecret},
		{"presign", "--op", "get_object", "--params", `{"Bucket":"b","Key":"k","SSECustomerKey":"` + canarySecret + `"}`},
		{"presign", "--op", "put_object", "--params", `{"Bucket":"b","Key":"k","Metadata":{"a":"` + canarySecret + `é"}}`},
		{"presign", target, "--expires", canarySecret},
		{"presign", target, "--time", canarySecret},
		{"presign", target, "--region", canarySecret + " "},
		{"presign", target, "--method", canarySecret + " "},
		{"presign", target, "--endpoint-url", "http://user:" + canarySecret + "@localhost:9000"},
		{"presign", target, "--endpoint-url", canarySecret},
		{"presign", target, "--secret-access-key=" + canarySecret},
		{"presign", target, "--secret-access-key", canarySecret},
		{"presign", "https://user:" + canarySecret + "@example.com/"},
		{"presign", "https://example.com/#" + canarySecret},
		{"presign", "https://example.com/?X-Amz-Signature=" + canarySecret, "--service", "s3"},
		{"presign", canarySecret},
		{canarySecret}, {"--" + canarySecret[:20] + "=" + canarySecret}, {"help", canarySecret}, {"help", "presign", canarySecret},
		{"version", canarySecret}, {"version", "--output", canarySecret},
		{"presign", target, canarySecret}, {"presign", target, "--method", "PUT", canarySecret},
		{"presign", target, "--output", canarySecret}, {"presign", target, "--addressing", canarySecret},
		{"presign", target, "--signature", canarySecret}, {"presign", target, "--legacy-store", canarySecret},
		{"presign", target, "--nonsense", canarySecret}, {"presign", target, "--nonsense=" + canarySecret},
		{"presign", target, "--fips=" + canarySecret}, {"presign", target, "--hoist=" + canarySecret},
		{"presign", "--op", canarySecret}, {"presign", "--op", canarySecret, target}, {"presign", "--batch", target, canarySecret},
		{"presign", "--batch", "--op", canarySecret},
		{"post", canarySecret}, {"post", target, canarySecret}, {"post", target, "--output", canarySecret},
		{"post", target, "--max-size", "1", "--nonsense", canarySecret},
		{"sign", canarySecret}, {"sign", "--token", canarySecret}, {"sign", "--output", canarySecret},
		{"sign", "--service", "s3", "--sign-headers", canarySecret}, {"sign", "--service", "s3", "--payload", canarySecret},
		{"sign", "--service", canarySecret + "/", "--region", "us-east-1"}, {"explain", canarySecret}, {"explain", "--token", canarySecret},
		{"post", target, "--field", canarySecret},
		{"post", target, "--field", "policy=" + canarySecret},
		{"post", target, "--field", "acl=" + canarySecret, "--condition", `{"acl":"private"}`},
		{"post", target, "--condition", canarySecret},
		{"post", target, "--condition", `["eq","` + canarySecret + `"]`},
		{"post", target, "--min-size", canarySecret},
		{"sign", "--normalize=" + canarySecret},
	} {
		got := execute(docEnvironment(), "GET / HTTP/1.1\nHost: example.com\n\n", command...)
		if got.code == exitDone {
			t.Errorf("sig4 %q: done", command)
		}
		checkRules(t, command, got)
		if holds(got.stdout+got.stderr, canarySecret) {
			t.Errorf("sig4 %q shows the value: %s", command, got.stderr)
		}
	}
}
