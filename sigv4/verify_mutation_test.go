package sigv4_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/testdata"
)

// coverage is all that a signature covers of r, by the slow implementation. Two
// spellings of one path or query mean the same.
func coverage(in input, r sigv4.Received) string {
	in.Request.Path = r.Path
	pairs := slowPairs(r.RawQuery)
	b := fmt.Sprintf("%s %s %s %s", r.Method, r.Host, slowURI(in), slowQuery(pairs))
	values := slowHeaderMap(r.Headers)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		b += "\n" + name + ":" + values[name]
	}
	return b
}

// reasonsFor says for which reasons a change may be refused.
var reasonsFor = map[string][]sigv4.Reason{
	"method": {sigv4.SignatureMismatch, sigv4.MalformedMethod},
	"host":   {sigv4.SignatureMismatch, sigv4.MalformedHost},
	"path":   {sigv4.SignatureMismatch, sigv4.MalformedPath},
	"query":  {sigv4.SignatureMismatch, sigv4.MalformedQuery, sigv4.DuplicateHeader, sigv4.MalformedPayloadHash, sigv4.MissingPayloadHash, sigv4.PayloadMismatch, sigv4.PayloadUnknown, sigv4.PayloadNotAllowed},
	"header name": {sigv4.MissingSignedHeader, sigv4.MalformedHeader, sigv4.MissingDate, sigv4.MissingPayloadHash, sigv4.InvalidToken,
		sigv4.SignatureMismatch, sigv4.MixedAuthentication, sigv4.MissingAuthentication, sigv4.UnsignedHeader},
	"header value":         {sigv4.SignatureMismatch, sigv4.MalformedHeader, sigv4.InvalidToken},
	"x-amz-date":           {sigv4.MalformedDate, sigv4.WrongScopeDate, sigv4.TimeTooSkewed, sigv4.SignatureMismatch},
	"x-amz-content-sha256": {sigv4.MalformedPayloadHash, sigv4.SignatureMismatch, sigv4.DuplicateHeader},
	"algorithm":            {sigv4.UnsupportedAlgorithm, sigv4.MalformedAuthorization},
	"element":              {sigv4.MalformedAuthorization, sigv4.MissingElement, sigv4.MalformedCredential, sigv4.MalformedSignedHeaders, sigv4.MalformedSignature, sigv4.MissingSignedHeader, sigv4.WrongTerminator},
	"access key":           {sigv4.UnknownAccessKey, sigv4.MalformedCredential, sigv4.MalformedAuthorization},
	"scope date":           {sigv4.WrongScopeDate, sigv4.MalformedCredential, sigv4.MalformedAuthorization},
	"region":               {sigv4.WrongRegion, sigv4.MalformedCredential, sigv4.MalformedAuthorization},
	"service":              {sigv4.WrongService, sigv4.MalformedCredential, sigv4.MalformedAuthorization},
	"terminator":           {sigv4.WrongTerminator, sigv4.MalformedCredential, sigv4.MalformedAuthorization},
	"signed headers":       {sigv4.MalformedSignedHeaders, sigv4.MissingSignedHeader, sigv4.UnsignedHost, sigv4.UnsignedHeader, sigv4.MalformedAuthorization},
	"signature":            {sigv4.SignatureMismatch, sigv4.MalformedSignature, sigv4.MalformedAuthorization, sigv4.MalformedSignedHeaders},

	// Any change in the query of a presigned request that does not say where.
	"X-Amz-Algorithm":       {sigv4.UnsupportedAlgorithm, sigv4.MalformedQuery, sigv4.MissingElement},
	"X-Amz-Credential":      {sigv4.UnknownAccessKey, sigv4.WrongScopeDate, sigv4.WrongRegion, sigv4.WrongService, sigv4.WrongTerminator, sigv4.MalformedCredential, sigv4.MalformedQuery},
	"X-Amz-Date":            {sigv4.MalformedDate, sigv4.WrongScopeDate, sigv4.NotYetValid, sigv4.Expired, sigv4.SignatureMismatch, sigv4.MalformedQuery},
	"X-Amz-Expires":         {sigv4.MalformedExpires, sigv4.SignatureMismatch, sigv4.Expired, sigv4.MalformedQuery},
	"X-Amz-SignedHeaders":   {sigv4.MalformedSignedHeaders, sigv4.MissingSignedHeader, sigv4.UnsignedHost, sigv4.UnsignedHeader, sigv4.MalformedQuery},
	"X-Amz-Signature":       {sigv4.SignatureMismatch, sigv4.MalformedSignature, sigv4.MalformedQuery},
	"X-Amz-Security-Token":  {sigv4.SignatureMismatch, sigv4.InvalidToken, sigv4.MalformedQuery},
	"X-Amz-S3session-Token": {sigv4.SignatureMismatch, sigv4.InvalidToken, sigv4.MalformedQuery},
	"X-Amz-Content-Sha256":  {sigv4.DuplicateHeader, sigv4.SignatureMismatch, sigv4.MalformedPayloadHash, sigv4.MalformedQuery},
}

// mutate changes each bit of *part, and of what bits says only, and wants r
// refused for a reason of kind, or found to mean the same.
func mutate(t *testing.T, v *sigv4.Verifier, in input, r *sigv4.Received, kind string, part *string, from, to int, bits ...int) {
	t.Helper()
	if len(bits) == 0 {
		bits = []int{0, 1, 2, 3, 4, 5, 6, 7}
	}
	if reasonsFor[kind] == nil {
		t.Fatalf("no reasons for %q", kind)
	}
	whole, before := *part, coverage(in, *r)
	defer func() { *part = whole }()
	for i := from; i < to; i++ {
		for _, bit := range bits {
			*part = whole[:i] + string([]byte{whole[i] ^ 1<<bit}) + whole[i+1:]
			id, err := v.Verify(t.Context(), r, in.Time)
			switch reason := reasonOf(t, id, err); {
			case reason == 0 && coverage(in, *r) != before:
				t.Errorf("%s: accepted with byte %d of %q changed: %q", kind, i, whole, *part)
			case reason != 0 && !slices.Contains(reasonsFor[kind], reason):
				t.Errorf("%s: byte %d of %q changed to %q: reason %v, want one of %v", kind, i, whole, *part, reason, reasonsFor[kind])
			}
		}
	}
}

// mutateAll changes every bit of everything of a good request.
func mutateAll(t *testing.T, in input, presigned bool, bits ...int) {
	t.Helper()
	v, r := in.verifier(t), in.received(t, presigned)
	if id, err := v.Verify(t.Context(), &r, in.Time); err != nil {
		t.Fatalf("%v: %+v (%+v)", err, r, id)
	}
	each := func(kind string, part *string) { t.Helper(); mutate(t, v, in, &r, kind, part, 0, len(*part), bits...) }
	each("method", &r.Method)
	each("host", &r.Host)
	each("path", &r.Path)
	for i := range r.Headers {
		h := &r.Headers[i]
		each("header name", &h.Name)
		switch name := strings.ToLower(h.Name); name {
		case "authorization":
			mutateAuthorization(t, v, in, &r, &h.Value, bits...)
		case "x-amz-date", "x-amz-content-sha256":
			each(name, &h.Value)
		default:
			each("header value", &h.Value)
		}
	}
	if !presigned {
		each("query", &r.RawQuery)
		return
	}
	// Each pair by itself. A changed delimiter or name counts to what it was.
	start := 0
	for _, pair := range strings.Split(r.RawQuery, "&") {
		name, _, _ := strings.Cut(pair, "=")
		kind := "query"
		if reasonsFor[name] != nil {
			kind = name
		}
		value := start + len(name) + 1
		if kind != "query" {
			mutate(t, v, in, &r, kind, &r.RawQuery, min(value, start+len(pair)), start+len(pair), bits...)
		} else {
			mutate(t, v, in, &r, kind, &r.RawQuery, start, start+len(pair), bits...)
		}
		start += len(pair) + 1
	}
}

func mutateAuthorization(t *testing.T, v *sigv4.Verifier, in input, r *sigv4.Received, value *string, bits ...int) {
	t.Helper()
	at := 0
	next := func(kind, until string) {
		t.Helper()
		n := len(*value) - at
		if until != "" {
			n = strings.Index((*value)[at:], until)
		}
		mutate(t, v, in, r, kind, value, at, at+n, bits...)
		at += n
	}
	next("algorithm", " ")
	at++
	next("element", "AKI")
	next("access key", "/")
	for _, part := range []string{"scope date", "region", "service"} {
		at++
		next(part, "/")
	}
	at++
	next("terminator", ",")
	at += len(", ")
	next("element", "=")
	at++
	next("signed headers", ",")
	at += len(", ")
	next("element", "=")
	at++
	next("signature", "")
}

// TestVerifyMutation changes each bit of every vector.
func TestVerifyMutation(t *testing.T) {
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
				mutateAll(t, vectorInput(t, c), kind.presigned)
			})
		}
	}
}
