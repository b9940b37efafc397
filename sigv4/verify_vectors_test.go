package sigv4_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/testdata"
)

// TestVerifyVectors verifies every vector and compares what is said to be proven
// with what was signed.
func TestVerifyVectors(t *testing.T) {
	for _, kind := range []struct {
		name      string
		load      func() ([]testdata.Case, error)
		presigned bool
	}{{"header", testdata.Headers, false}, {"query", testdata.Queries, true}} {
		cases, err := kind.load()
		if err != nil || len(cases) == 0 {
			t.Fatalf("%d cases, error %v", len(cases), err)
		}
		for _, c := range cases {
			t.Run(kind.name+"/"+c.Name, func(t *testing.T) {
				t.Parallel()
				in := vectorInput(t, c)
				checkVerified(t, in, kind.presigned)

				r := in.received(t, kind.presigned)
				e, err := in.verifier(t).Explain(&r, in.Time)
				if err != nil {
					t.Fatal(err)
				}
				checkText(t, "canonical request", e.CanonicalRequest, c.CanonicalRequest)
				checkText(t, "string to sign", e.StringToSign, c.StringToSign)
				if e.Signature+e.Authorization+e.URL+e.Query != "" || e.Added != nil {
					t.Errorf("Explain gives a signature away: %+v", e)
				}
			})
		}
	}
}

// checkVerified verifies what in.signer signs.
func checkVerified(t *testing.T, in input, presigned bool) {
	t.Helper()
	r := in.received(t, presigned)
	id, err := in.verifier(t).Verify(t.Context(), &r, in.Time)
	if err != nil {
		t.Fatalf("%v: %+v", err, r)
	}
	signed := slowSignedNames(in, presigned)
	if got := id.SignedHeaders.String(); got != signed || strings.Join(id.SignedHeaders.Names(), ";") != signed {
		t.Errorf("signed headers %q, %q, want %q", got, id.SignedHeaders.Names(), signed)
	}
	for _, name := range strings.Split(signed, ";") {
		if !id.SignedHeaders.Has(strings.ToUpper(name)) {
			t.Errorf("Has(%q) is false", name)
		}
	}
	if id.SignedHeaders.Has("authorization") || id.SignedHeaders.Has("") {
		t.Error("Has is true for what was not signed")
	}
	end := in.Time.Truncate(time.Second).Add(sigv4.DefaultSkew)
	if presigned {
		end = in.Time.Truncate(time.Second).Add(in.Expires)
	}
	path := r.Path
	if slowNormalizes(in) {
		path = slowNormalize(path)
	}
	if path == "" {
		path = "/"
	}
	switch {
	case id.AccessKeyID != in.Credentials.AccessKeyID || id.Scope != in.Scope || id.Presigned != presigned:
		t.Errorf("identity %+v", id)
	case !id.Time.Equal(in.Time.Truncate(time.Second)) || !id.Expires.Equal(in.Credentials.Earlier(end)):
		t.Errorf("time %v, expires %v, want %v, %v", id.Time, id.Expires, in.Time, in.Credentials.Earlier(end))
	case id.Path != path:
		t.Errorf("path %q, want %q", id.Path, path)
	case id.Payload != in.Request.Payload || id.BodyChecked != in.Request.Payload.IsHash():
		t.Errorf("payload %v, checked %v", id.Payload, id.BodyChecked)
	case !id.SessionToken.Equal(in.Credentials.SessionToken):
		t.Error("another session token")
	}
}

func slowSignedNames(in input, presigned bool) string {
	var headers []sigv4.Header
	if presigned {
		_, headers = slowPresignParts(in)
	} else {
		_, headers, _ = slowHeaderParts(in)
	}
	_, names := slowHeaders(headers)
	return names
}

// TestVerifyRandom verifies random requests in both forms: what the Signer signs
// is accepted, but for the marker that no HMAC may stand for and credentials
// that had expired; and no change of one bit of each byte is.
func TestVerifyRandom(t *testing.T) {
	t.Parallel()
	count := 1500
	if testing.Short() {
		count = 300
	}
	g, accepted := newGenerator("sig4 verify 1"), 0
	for i := range count {
		in := g.input()
		for _, presigned := range []bool{false, true} {
			if slowRefuses(in, presigned) {
				continue
			}
			r := in.received(t, presigned)
			want := sigv4.Reason(0)
			switch {
			case in.Request.Payload == sigv4.StreamingSigned4A || in.Request.Payload == sigv4.StreamingSigned4ATrailer:
				want = sigv4.PayloadNotAllowed
			case !in.Credentials.Expires.IsZero() && !in.Time.Before(in.Credentials.Expires):
				want = sigv4.ExpiredCredentials
			}
			wantReason(t, in.verifier(t), in, r, want)
			if want == 0 {
				accepted++
				checkVerified(t, in, presigned)
				if i%20 == 0 {
					mutateAll(t, in, presigned, i/20%8)
				}
			}
			if t.Failed() {
				t.Fatalf("at request %d: %+v", i, in)
			}
		}
	}
	if accepted < count {
		t.Errorf("only %d of %d were to be accepted", accepted, 2*count)
	}
}

func slowRefuses(in input, presigned bool) bool {
	if presigned {
		_, err := slowExplainPresigned(in)
		return err != nil
	}
	_, err := slowExplain(in)
	return err != nil
}
