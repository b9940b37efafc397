package sigv4_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/testdata"
)

// FuzzVerify verifies whatever the fuzzer makes of good requests. Nothing
// panics, and what is accepted is what the credentials' owner would have signed:
// the slow implementation gives the same signature.
func FuzzVerify(f *testing.F) {
	for _, presigned := range []bool{false, true} {
		load := testdata.Headers
		if presigned {
			load = testdata.Queries
		}
		addSeeds(f, load, func(z fuzzed) {
			in := z.input()
			in.Time = in.Time.UTC()
			r := in.received(f, presigned)
			f.Add(r.Method, r.Host, r.Path, r.RawQuery, fuzzHeaders(r.Headers), z.secret, z.token, z.region, z.service, z.options, z.unix)
		})
	}
	f.Fuzz(func(t *testing.T, method, host, path, query, headers, secret, token, region, service string, options uint32, unix int64) {
		in := fuzzed{
			method: method, host: host, path: path, query: query, headers: headers, payload: sigv4.EmptyPayload.String(),
			secret: secret, token: token, region: region, service: service, options: options, unix: unix, expires: int64(time.Hour),
		}.input()
		if !checkSigner(t, in) {
			return
		}
		// The vectors' access keys are not all this one.
		v := in.verifier(t, func(c *sigv4.VerifierConfig) {
			c.KeyCache = 4
			c.Keys = sigv4.LookupFunc(func(_ sigv4.Context, id string) (sigv4.Credentials, error) {
				known := in.Credentials
				known.AccessKeyID = id
				return known, nil
			})
		})
		r := sigv4.Received{Method: method, Host: host, Path: path, RawQuery: query, Headers: in.Request.Headers, Payload: sigv4.EmptyPayload}
		id, err := v.Verify(t.Context(), &r, in.Time)
		if reasonOf(t, id, err) != 0 {
			return
		}
		e, err := v.Explain(&r, in.Time)
		if err != nil {
			t.Fatal(err)
		}
		want := slowSignatureOf(in, r, id)
		if !strings.Contains(r.RawQuery+headers, want) {
			t.Errorf("accepted, and the signature would be %s: %+v\n%s", want, r, e.CanonicalRequest)
		}
	})
}

// slowSignatureOf signs again, by the slow implementation, what id says that was
// proven of r.
func slowSignatureOf(in input, r sigv4.Received, id sigv4.Identity) string {
	in.Time = id.Time
	in.Request.Path, in.Request.Method, in.Request.Payload = r.Path, r.Method, id.Payload
	var pairs [][2]string
	for _, p := range slowPairs(r.RawQuery) {
		if p[0] == "X-Amz-Signature" || p[0] == "X-Amz-Security-Token" && in.Options.Token == sigv4.TokenUnsigned {
			continue
		}
		pairs = append(pairs, p)
	}
	headers := []sigv4.Header{{Name: "Host", Value: r.Host}}
	for _, h := range r.Headers {
		if id.SignedHeaders.Has(h.Name) {
			headers = append(headers, h)
		}
	}
	return slowSteps(in, pairs, headers).Signature
}
