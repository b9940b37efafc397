package sigv4_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/testdata"
)

// TestHeaderVectors compares one step after the other, so that a failure names
// the step, and then every function that signs with the explanation.
func TestHeaderVectors(t *testing.T) {
	cases, err := testdata.Headers()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			in := vectorInput(t, c)
			signer := in.signer(t)

			e, err := signer.Explain(&in.Request, in.Time)
			if err != nil {
				t.Fatal(err)
			}
			checkSteps(t, c, in, e)

			// S3's pages print the elements with a comma and no space between;
			// everything else AWS publishes has the space, and so do we.
			got := e.Authorization
			if !strings.Contains(c.Authorization, ", ") {
				got = strings.ReplaceAll(got, ", ", ",")
			}
			if got != c.Authorization {
				t.Errorf("Authorization:\n got %s\nwant %s", got, c.Authorization)
			}

			// What the signer adds is what was cut out of the raw request, and
			// the token where it is added after signing.
			want := []sigv4.Header{{Name: "X-Amz-Date", Value: c.Time.Format("20060102T150405Z")}}
			if hash, _ := c.Request.Cut("x-amz-content-sha256"); len(hash) == 1 {
				want = append(want, sigv4.Header{Name: "X-Amz-Content-Sha256", Value: hash[0]})
			}
			if c.SessionToken != "" {
				want = append(want, sigv4.Header{Name: tokenNames[c.Token], Value: c.SessionToken})
			}
			want = append(want, sigv4.Header{Name: "Authorization", Value: e.Authorization})
			if diff := cmp.Diff(want, e.Added); diff != "" {
				t.Errorf("added headers (-want +got)\n%s", diff)
			}
			checkHeaderSigning(t, in, e)

			// The hash may also come among the headers: the same signature.
			if hash, _ := c.Request.Cut("x-amz-content-sha256"); len(hash) == 1 {
				in.Request.Headers = append(in.Request.Headers, sigv4.Header{Name: "x-amz-content-sha256", Value: hash[0]})
				again, err := signer.Explain(&in.Request, in.Time)
				if err != nil {
					t.Fatal(err)
				}
				if again.CanonicalRequest != e.CanonicalRequest || again.Authorization != e.Authorization {
					t.Error("with x-amz-content-sha256 among the headers the signature is another")
				}
				checkHeaderSigning(t, in, again)
			}
		})
	}
}

// TestQueryVectors is TestHeaderVectors for presigned URLs.
func TestQueryVectors(t *testing.T) {
	cases, err := testdata.Queries()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			in := vectorInput(t, c)
			e, err := in.signer(t).ExplainPresigned(&in.Request, c.Expires, in.Time)
			if err != nil {
				t.Fatal(err)
			}
			checkSteps(t, c, in, e)
			if e.URL != c.URL {
				t.Errorf("URL:\n got %s\nwant %s", e.URL, c.URL)
			}
			checkPresigning(t, in, e)
		})
	}
}

func TestKeyVectors(t *testing.T) {
	cases, err := testdata.Keys()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			// The steps, in the obvious way: the library has no names for them.
			key := []byte("AWS4" + c.SecretAccessKey)
			for _, step := range []struct{ name, message, want string }{
				{"kDate", c.Date.Format("20060102"), c.KDate},
				{"kRegion", c.Region, c.KRegion},
				{"kService", c.Service, c.KService},
				{"kSigning", "aws4_request", c.KSigning},
			} {
				mac := hmac.New(sha256.New, key)
				mac.Write([]byte(step.message))
				key = mac.Sum(nil)
				if got := hex.EncodeToString(key); step.want != "" && got != step.want {
					t.Errorf("%s = %s, want %s", step.name, got, step.want)
				}
			}
			for _, at := range []time.Duration{0, 24*time.Hour - 1} {
				got, err := sigv4.AppendSigningKey([]byte("before"), sigv4.NewSecret(c.SecretAccessKey),
					sigv4.Scope{Region: c.Region, Service: c.Service}, c.Date.Add(at))
				if err != nil {
					t.Fatal(err)
				}
				if rest, ok := strings.CutPrefix(string(got), "before"); !ok || hex.EncodeToString([]byte(rest)) != c.KSigning {
					t.Errorf("AppendSigningKey = %x, want %s behind what was there", got, c.KSigning)
				}
			}
		})
	}
}

// checkSteps compares the steps that both ways of signing have.
func checkSteps(t *testing.T, c testdata.Case, in input, e sigv4.Explanation) {
	t.Helper()
	if diff := cmp.Diff(c.CanonicalRequest, e.CanonicalRequest); diff != "" {
		t.Errorf("canonical request (-want +got)\n%s", diff)
	}
	if c.CanonicalRequestHash != "" && e.CanonicalRequestHash != c.CanonicalRequestHash {
		t.Errorf("hash of the canonical request = %s, want %s", e.CanonicalRequestHash, c.CanonicalRequestHash)
	}
	if diff := cmp.Diff(c.StringToSign, e.StringToSign); diff != "" {
		t.Errorf("string to sign (-want +got)\n%s", diff)
	}
	key, err := sigv4.AppendSigningKey(nil, in.Credentials.SecretAccessKey, in.Scope, in.Time)
	if err != nil {
		t.Error(err)
	}
	if got := hex.EncodeToString(key); c.SigningKey != "" && got != c.SigningKey {
		t.Errorf("signing key = %s, want %s", got, c.SigningKey)
	}
	if e.Signature != c.Signature {
		t.Errorf("signature = %s, want %s", e.Signature, c.Signature)
	}

	// The parts are those of the whole, and the caller's own string to sign
	// gives the same signature.
	whole := in.Request.Method + "\n" + e.CanonicalURI + "\n" + e.CanonicalQuery + "\n" +
		e.CanonicalHeaders + "\n" + e.SignedHeaders + "\n" + e.PayloadHash
	if whole != e.CanonicalRequest {
		t.Errorf("the parts of the canonical request are not those of the whole:\n%q\n%q", whole, e.CanonicalRequest)
	}
	again, err := in.signer(t).AppendSignature([]byte("before"), []byte(c.StringToSign), in.Time)
	if err != nil || string(again) != "before"+c.Signature {
		t.Errorf("AppendSignature = %s, %v, want %s behind what was there", again, err, c.Signature)
	}
}

// tokenNames are the headers that carry the token, by the vectors' word.
var tokenNames = map[string]string{
	"signed": "X-Amz-Security-Token", "after": "X-Amz-Security-Token", "s3express": "X-Amz-S3session-Token",
}

// vectorInput makes what the library is called with of a vector. The headers
// that the signer adds are cut out of the raw request; if they are there, they
// must say what the vector says.
func vectorInput(t testing.TB, c testdata.Case) input {
	t.Helper()
	in := input{
		Credentials: sigv4.Credentials{
			AccessKeyID: c.AccessKeyID, SecretAccessKey: sigv4.NewSecret(c.SecretAccessKey), SessionToken: sigv4.NewSecret(c.SessionToken),
		},
		Scope: sigv4.Scope{Region: c.Region, Service: c.Service},
		Options: sigv4.Options{
			Path:          map[string]sigv4.PathStyle{"keep": sigv4.PathKeep, "normalize": sigv4.PathNormalize}[c.Path],
			Encoding:      map[string]sigv4.Encoding{"once": sigv4.EncodeOnce, "twice": sigv4.EncodeTwice}[c.Encoding],
			Token:         map[string]sigv4.TokenMode{"after": sigv4.TokenUnsigned, "s3express": sigv4.TokenS3Express}[c.Token],
			ContentSHA256: map[string]sigv4.ContentSHA256{"always": sigv4.ContentSHA256Always, "never": sigv4.ContentSHA256Never}[c.ContentSHA256],
		},
		Request: sigv4.Request{
			Method: c.Request.Method, Path: c.Request.Path, RawQuery: c.Request.RawQuery,
			Payload: sigv4.HashPayload([]byte(c.Request.Body)),
		},
		Time:    c.Time,
		Expires: c.Expires,
	}
	if c.Payload != "" {
		var err error
		if in.Request.Payload, err = sigv4.ParsePayloadHash(c.Payload); err != nil {
			t.Fatal(err)
		}
	}
	raw := c.Request
	cut := func(name, want string) {
		t.Helper()
		var values []string
		values, raw.Headers = raw.Cut(name)
		if len(values) > 0 && (len(values) > 1 || values[0] != want) {
			t.Fatalf("the raw request's %s is %q, want %q", name, values, want)
		}
		if name == "host" && len(values) == 1 {
			in.Request.Host = values[0]
		}
	}
	hosts, _ := raw.Cut("host")
	cut("host", strings.Join(hosts, ","))
	cut("x-amz-date", c.Time.Format("20060102T150405Z"))
	cut("x-amz-content-sha256", in.Request.Payload.String())
	cut(tokenNames[c.Token], c.SessionToken)
	for _, h := range raw.Headers {
		in.Request.Headers = append(in.Request.Headers, sigv4.Header{Name: h.Name, Value: h.Value})
	}
	return in
}
