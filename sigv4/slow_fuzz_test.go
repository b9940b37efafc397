package sigv4_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/testdata"
)

// fuzzed is an input as arguments that the fuzzer can vary.
type fuzzed struct {
	method, host, path, query string
	headers                   string // "Name:Value" pairs, split at headerEnd
	payload                   string // as in x-amz-content-sha256; any other text is a body
	secret, token             string
	region, service           string
	options                   uint32 // two bits for each option, and one for the scheme
	unix, expires             int64  // seconds; nanoseconds
}

// headerEnd is a byte that no good header holds, so LF and CR can be fuzzed too.
const headerEnd = "\x1e"

func fuzzHeaders(headers []sigv4.Header) string {
	var lines []string
	for _, h := range headers {
		lines = append(lines, h.Name+":"+h.Value)
	}
	return strings.Join(lines, headerEnd)
}

func unfuzzHeaders(s string) (headers []sigv4.Header) {
	if s == "" {
		return nil
	}
	for _, line := range strings.Split(s, headerEnd) {
		name, value, _ := strings.Cut(line, ":")
		headers = append(headers, sigv4.Header{Name: name, Value: value})
	}
	return headers
}

func unfuzzPayload(s string) sigv4.PayloadHash {
	if p, err := sigv4.ParsePayloadHash(s); err == nil {
		return p
	}
	return sigv4.HashPayload([]byte(s))
}

func (f fuzzed) input() input {
	return input{
		Credentials: sigv4.Credentials{
			AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: sigv4.NewSecret(f.secret), SessionToken: sigv4.NewSecret(f.token),
		},
		Scope: sigv4.Scope{Region: f.region, Service: f.service},
		Options: sigv4.Options{
			Path: sigv4.PathStyle(f.options & 3), Encoding: sigv4.Encoding(f.options >> 2 & 3),
			Token: sigv4.TokenMode(f.options >> 4 & 3), ContentSHA256: sigv4.ContentSHA256(f.options >> 6 & 3),
		},
		Request: sigv4.Request{
			Method: f.method, Host: f.host, Path: f.path, RawQuery: f.query, Headers: unfuzzHeaders(f.headers),
			Scheme: []string{"", "http"}[f.options>>8&1], Payload: unfuzzPayload(f.payload),
		},
		Time: time.Unix(f.unix, 0), Expires: time.Duration(f.expires),
	}
}

func fuzzInput(in input) fuzzed {
	o := in.Options
	return fuzzed{
		method: in.Request.Method, host: in.Request.Host, path: in.Request.Path, query: in.Request.RawQuery,
		headers: fuzzHeaders(in.Request.Headers), payload: in.Request.Payload.String(),
		secret: in.Credentials.SecretAccessKey.Reveal(), token: in.Credentials.SessionToken.Reveal(),
		region: in.Scope.Region, service: in.Scope.Service,
		options: uint32(o.Path) | uint32(o.Encoding)<<2 | uint32(o.Token)<<4 | uint32(o.ContentSHA256)<<6,
		unix:    in.Time.Unix(), expires: int64(in.Expires),
	}
}

// addSeeds adds every vector of one kind. A fuzz target without seeds would
// test next to nothing, so it fails.
func addSeeds(f *testing.F, load func() ([]testdata.Case, error), add func(fuzzed)) {
	cases, err := load()
	if err != nil || len(cases) == 0 {
		f.Fatalf("%d seeds, error %v", len(cases), err)
	}
	for _, c := range cases {
		in := vectorInput(f, c)
		if in.Expires == 0 {
			in.Expires = time.Hour
		}
		add(fuzzInput(in))
	}
}

// checkSigner reports whether a Signer can be made of in, and whether both
// implementations think so.
func checkSigner(t *testing.T, in input) bool {
	t.Helper()
	want := errors.Join(slowSignerRefusals(in)...)
	s, err := sigv4.NewSignerWithOptions(in.Credentials, in.Scope, in.Options)
	if (err != nil) != (want != nil) {
		t.Fatalf("NewSignerWithOptions: error %v, the slow implementation's is %v", err, want)
	}
	if err != nil {
		checkRefused(t, "NewSignerWithOptions", err, want)
		if s != nil {
			t.Error("an error came with a Signer")
		}
	}
	return err == nil
}

func FuzzSign(f *testing.F) {
	addSeeds(f, testdata.Headers, func(z fuzzed) {
		f.Add(z.method, z.host, z.path, z.query, z.headers, z.payload, z.secret, z.token, z.region, z.service, z.options, z.unix)
	})
	f.Fuzz(func(t *testing.T, method, host, path, query, headers, payload, secret, token, region, service string, options uint32, unix int64) {
		in := fuzzed{method, host, path, query, headers, payload, secret, token, region, service, options, unix, 0}.input()
		if checkSigner(t, in) {
			checkHeader(t, in)
		}
	})
}

func FuzzPresign(f *testing.F) {
	addSeeds(f, testdata.Queries, func(z fuzzed) {
		f.Add(z.method, z.host, z.path, z.query, z.headers, z.payload, z.secret, z.token, z.region, z.service, z.options, z.unix, z.expires)
	})
	f.Fuzz(func(t *testing.T, method, host, path, query, headers, payload, secret, token, region, service string, options uint32, unix, expires int64) {
		in := fuzzed{method, host, path, query, headers, payload, secret, token, region, service, options, unix, expires}.input()
		if checkSigner(t, in) {
			checkQuery(t, in)
		}
	})
}

// FuzzNoCollision signs two requests that differ in what the fuzzer makes of
// them; TestNoCollision says what must hold.
func FuzzNoCollision(f *testing.F) {
	var seeds []fuzzed
	addSeeds(f, testdata.Headers, func(z fuzzed) { seeds = append(seeds, z) })
	for i, a := range seeds {
		b := seeds[(i+1)%len(seeds)]
		f.Add(a.method, a.host, a.path, a.query, a.headers, b.method, b.host, b.path, b.query, b.headers, a.service, a.options)
	}
	f.Fuzz(func(t *testing.T, method, host, path, query, headers, method2, host2, path2, query2, headers2, service string, options uint32) {
		z := fuzzed{
			method: method, host: host, path: path, query: query, headers: headers, secret: "wJalrXUtnFEMI/K7MDENG",
			region: "us-east-1", service: service, options: options &^ 0x30, expires: int64(time.Hour),
		}
		a := z.input()
		z.method, z.host, z.path, z.query, z.headers = method2, host2, path2, query2, headers2
		b := z.input()
		if checkSigner(t, a) {
			checkCollision(t, a, a.Request, b.Request)
		}
	})
}
