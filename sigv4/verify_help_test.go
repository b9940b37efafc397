package sigv4_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

// verifier returns one that accepts what in.signer signs, changed by change.
func (in input) verifier(t testing.TB, change ...func(*sigv4.VerifierConfig)) *sigv4.Verifier {
	t.Helper()
	keys, err := sigv4.NewStaticKeys(in.Credentials)
	if err != nil {
		t.Fatal(err)
	}
	c := sigv4.VerifierConfig{
		Keys: keys, Regions: []string{in.Scope.Region}, Services: []string{in.Scope.Service},
		Options: in.Options, Payload: sigv4.AllowAnyPayload,
	}
	for _, f := range change {
		f(&c)
	}
	v, err := sigv4.NewVerifier(c)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// received is what a server gets of in, signed in the header or in the query.
func (in input) received(t testing.TB, presigned bool) sigv4.Received {
	t.Helper()
	r := sigv4.Received{
		Method: in.Request.Method, Host: in.Request.Host, Path: in.Request.Path, RawQuery: in.Request.RawQuery,
		Headers: slices.Clone(in.Request.Headers), Payload: in.Request.Payload,
	}
	if !presigned {
		e, err := in.signer(t).Explain(&in.Request, in.Time)
		if err != nil {
			t.Fatal(err)
		}
		r.Headers = append(r.Headers, e.Added...)
		return r
	}
	// A path that no URL can carry may still stand on a request line.
	e, err := in.signer(t).ExplainPresigned(&in.Request, in.Expires, in.Time)
	if err != nil {
		t.Fatal(err)
	}
	r.RawQuery = e.Query
	return r
}

// header returns the value of the one header of that name, to be changed.
func header(t testing.TB, r *sigv4.Received, name string) *string {
	t.Helper()
	for i := range r.Headers {
		if strings.EqualFold(r.Headers[i].Name, name) {
			return &r.Headers[i].Value
		}
	}
	t.Fatalf("no header %s", name)
	return nil
}

func replaceIn(t testing.TB, s *string, old, with string) {
	t.Helper()
	if !strings.Contains(*s, old) {
		t.Fatalf("%q does not hold %q", *s, old)
	}
	*s = strings.Replace(*s, old, with, 1)
}

// reasonOf returns the reason of a refusal, 0 for no error. It fails for an
// error of another kind, and for one that comes with an identity.
func reasonOf(t testing.TB, id sigv4.Identity, err error) sigv4.Reason {
	t.Helper()
	if err == nil {
		if id.AccessKeyID == "" {
			t.Error("accepted, and nobody's")
		}
		return 0
	}
	var e *sigv4.Refusal
	if !errors.As(err, &e) || !errors.Is(err, e.Reason) || strings.Contains(e.Reason.String(), "unknown") && e.Reason != sigv4.UnknownAccessKey && e.Reason != sigv4.PayloadUnknown {
		t.Fatalf("error %v (%T), want a Refusal with a reason", err, err)
	}
	if e.Code() == "" || e.Message() == "" || e.Status() < 400 {
		t.Errorf("%v has no answer: %d %q %q", err, e.Status(), e.Code(), e.Message())
	}
	if id.AccessKeyID != "" || id.Path != "" || id.SignedHeaders.String() != "" || !id.SessionToken.IsZero() {
		t.Errorf("%v came with an identity", err)
	}
	return e.Reason
}

func wantReason(t testing.TB, v *sigv4.Verifier, in input, r sigv4.Received, want sigv4.Reason) {
	t.Helper()
	id, err := v.Verify(t.Context(), &r, in.Time)
	if got := reasonOf(t, id, err); got != want {
		t.Errorf("reason %v, want %v (error %v)", got, want, err)
	}
}
