package sigv4_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4"
)

// checkHeaderSigning reports whether AppendAuthorization and Sign agree with an
// explanation.
func checkHeaderSigning(t testing.TB, in input, want sigv4.Explanation) {
	t.Helper()
	s := in.signer(t)
	auth, err := s.AppendAuthorization([]byte("before"), &in.Request, in.Time)
	if err != nil || string(auth) != "before"+want.Authorization {
		t.Errorf("AppendAuthorization = %q, %v, want %q behind what was there", auth, err, want.Authorization)
	}
	added, err := s.Sign(&in.Request, in.Time)
	if err != nil || !slices.Equal(added, want.Added) {
		t.Errorf("Sign = %q, %v, want %q", added, err, want.Added)
	}
}

// checkPresigning is the same for AppendPresigned and Presign, which refuse a
// path that no URL can carry.
func checkPresigning(t testing.TB, in input, want sigv4.Explanation) {
	t.Helper()
	s := in.signer(t)
	if refusals := slowURLRefusals(in); len(refusals) > 0 {
		dst, err := s.AppendPresigned([]byte("before"), &in.Request, in.Expires, in.Time)
		checkRefused(t, "AppendPresigned", err, errors.Join(refusals...))
		p, err2 := s.Presign(&in.Request, in.Expires, in.Time)
		checkRefused(t, "Presign", err2, errors.Join(refusals...))
		if string(dst) != "before" || p.URL != "" {
			t.Errorf("a refused path still gave %q and %q", dst, p.URL)
		}
		return
	}
	dst, err := s.AppendPresigned([]byte("before"), &in.Request, in.Expires, in.Time)
	if err != nil || string(dst) != "before"+want.URL {
		t.Errorf("AppendPresigned = %q, %v, want %q behind what was there", dst, err, want.URL)
	}
	if !strings.HasSuffix(want.URL, "?"+want.Query) {
		t.Errorf("the URL %q does not end in the query %q", want.URL, want.Query)
	}
	p, err := s.Presign(&in.Request, in.Expires, in.Time)
	if err != nil {
		t.Fatal(err)
	}
	expires, effective := effective(in)
	if diff := cmp.Diff(sigv4.Presigned{
		Method:        in.Request.Method,
		URL:           want.URL,
		Headers:       append([]sigv4.Header(nil), in.Request.Headers...),
		SignedHeaders: strings.Split(want.SignedHeaders, ";"),
		Expires:       expires,
		Effective:     effective,
	}, p); diff != "" {
		t.Errorf("Presign (-want +got)\n%s", diff)
	}
}

// checkRefused reports whether the fast implementation's error is a typed one,
// of a kind that the slow implementation also found.
func checkRefused(t testing.TB, call string, got, want error) {
	t.Helper()
	var typed *sigv4.Error
	if !errors.As(got, &typed) || !errors.Is(want, typed.Err) {
		t.Errorf("%s: error %v, want one of: %v", call, got, want)
	}
}

// checkHeader signs in with both implementations and returns what they agree
// on: the slow and the fast explanation, or the slow error.
func checkHeader(t testing.TB, in input) (slow, fast sigv4.Explanation, refused error) {
	t.Helper()
	slow, slowErr := slowExplain(in)
	s := in.signer(t)
	fast, err := s.Explain(&in.Request, in.Time)
	if (err != nil) != (slowErr != nil) {
		t.Fatalf("Explain: error %v, the slow implementation's is %v", err, slowErr)
	}
	if err != nil {
		checkRefused(t, "Explain", err, slowErr)
		dst, err := s.AppendAuthorization([]byte("before"), &in.Request, in.Time)
		checkRefused(t, "AppendAuthorization", err, slowErr)
		added, err := s.Sign(&in.Request, in.Time)
		checkRefused(t, "Sign", err, slowErr)
		if string(dst) != "before" || added != nil || fast.CanonicalRequest != "" {
			t.Errorf("a refused request still gave %q, %q, %q", dst, added, fast.CanonicalRequest)
		}
		return slow, fast, slowErr
	}
	checkEqual(t, slow, fast)
	checkHeaderSigning(t, in, slow)
	return slow, fast, nil
}

// checkQuery is checkHeader for presigning.
func checkQuery(t testing.TB, in input) (slow, fast sigv4.Explanation, refused error) {
	t.Helper()
	slow, slowErr := slowExplainPresigned(in)
	s := in.signer(t)
	fast, err := s.ExplainPresigned(&in.Request, in.Expires, in.Time)
	if (err != nil) != (slowErr != nil) {
		t.Fatalf("ExplainPresigned: error %v, the slow implementation's is %v", err, slowErr)
	}
	if err != nil {
		checkRefused(t, "ExplainPresigned", err, slowErr)
		want := errors.Join(append(slowURLRefusals(in), slowErr)...)
		dst, err := s.AppendPresigned([]byte("before"), &in.Request, in.Expires, in.Time)
		checkRefused(t, "AppendPresigned", err, want)
		p, err := s.Presign(&in.Request, in.Expires, in.Time)
		checkRefused(t, "Presign", err, want)
		if string(dst) != "before" || p.URL != "" || fast.URL != "" {
			t.Errorf("a refused request still gave %q, %q, %q", dst, p.URL, fast.URL)
		}
		return slow, fast, slowErr
	}
	checkEqual(t, slow, fast)
	checkPresigning(t, in, slow)
	return slow, fast, nil
}

func checkEqual(t testing.TB, slow, fast sigv4.Explanation) {
	t.Helper()
	// Comparing the texts first is much faster than cmp.
	if slow.CanonicalRequest == fast.CanonicalRequest && slow.Authorization == fast.Authorization && slow.URL == fast.URL &&
		slow.CanonicalHeaders == fast.CanonicalHeaders && slow.StringToSign == fast.StringToSign && slow.Query == fast.Query &&
		slow.CanonicalURI == fast.CanonicalURI && slow.CanonicalQuery == fast.CanonicalQuery && slow.SignedHeaders == fast.SignedHeaders &&
		slow.PayloadHash == fast.PayloadHash && slow.CanonicalRequestHash == fast.CanonicalRequestHash && slow.Scope == fast.Scope &&
		slow.Signature == fast.Signature && slices.Equal(slow.Added, fast.Added) {
		return
	}
	t.Errorf("explanation (-slow +fast)\n%s", cmp.Diff(slow, fast))
}
