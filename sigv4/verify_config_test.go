package sigv4_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

func TestNewVerifierRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(c *sigv4.VerifierConfig)
		want   error
	}{
		"no keys":                {func(c *sigv4.VerifierConfig) { c.Keys = nil }, sigv4.ErrOptions},
		"no regions":             {func(c *sigv4.VerifierConfig) { c.Regions = nil }, sigv4.ErrRegion},
		"an empty region":        {func(c *sigv4.VerifierConfig) { c.Regions = []string{"a", ""} }, sigv4.ErrRegion},
		"no services":            {func(c *sigv4.VerifierConfig) { c.Services = nil }, sigv4.ErrService},
		"an impossible service":  {func(c *sigv4.VerifierConfig) { c.Services = []string{"s3/x"} }, sigv4.ErrService},
		"options":                {func(c *sigv4.VerifierConfig) { c.Options.Path = 9 }, sigv4.ErrOptions},
		"negative skew":          {func(c *sigv4.VerifierConfig) { c.Skew = -1 }, sigv4.ErrOptions},
		"long skew":              {func(c *sigv4.VerifierConfig) { c.Skew = 24*time.Hour + 1 }, sigv4.ErrOptions},
		"negative life":          {func(c *sigv4.VerifierConfig) { c.MaxLifetime = -time.Second }, sigv4.ErrOptions},
		"short life":             {func(c *sigv4.VerifierConfig) { c.MaxLifetime = time.Millisecond }, sigv4.ErrOptions},
		"long life":              {func(c *sigv4.VerifierConfig) { c.MaxLifetime = sigv4.MaxExpires + time.Second }, sigv4.ErrOptions},
		"a fraction of life":     {func(c *sigv4.VerifierConfig) { c.MaxLifetime = time.Second + 1 }, sigv4.ErrOptions},
		"another payload rule":   {func(c *sigv4.VerifierConfig) { c.Payload = 1 << 7 }, sigv4.ErrOptions},
		"another exemption":      {func(c *sigv4.VerifierConfig) { c.Exempt = 9 }, sigv4.ErrOptions},
		"a negative cache":       {func(c *sigv4.VerifierConfig) { c.KeyCache = -1 }, sigv4.ErrOptions},
		"a huge cache":           {func(c *sigv4.VerifierConfig) { c.KeyCache = 1<<20 + 1 }, sigv4.ErrOptions},
		"an impossible host":     {func(c *sigv4.VerifierConfig) { c.Hosts = []string{"a/b"} }, sigv4.ErrHost},
		"an empty host":          {func(c *sigv4.VerifierConfig) { c.Hosts = []string{""} }, sigv4.ErrHost},
		"a header of no token":   {func(c *sigv4.VerifierConfig) { c.MustSign = []string{"a b"} }, sigv4.ErrHeader},
		"a header without names": {func(c *sigv4.VerifierConfig) { c.MustSign = []string{""} }, sigv4.ErrHeader},
	} {
		c := sigv4.VerifierConfig{Keys: sigv4.StaticKeys{}, Regions: []string{"auto"}, Services: []string{"s3"}}
		if _, err := sigv4.NewVerifier(c); err != nil {
			t.Fatal(err)
		}
		tt.change(&c)
		v, err := sigv4.NewVerifier(c)
		var e *sigv4.Error
		if v != nil || !errors.Is(err, tt.want) || !errors.As(err, &e) || e.Reason == "" {
			t.Errorf("%s: %v, %v, want %v", name, v, err, tt.want)
		}
	}

	in := plain("s3")
	r := in.received(t, false)
	if _, err := new(sigv4.Verifier).Verify(t.Context(), &r, in.Time); !errors.Is(err, sigv4.ErrOptions) {
		t.Errorf("the zero Verifier: %v", err)
	}
	if _, err := new(sigv4.Verifier).Explain(&r, in.Time); !errors.Is(err, sigv4.ErrOptions) {
		t.Errorf("the zero Verifier explains: %v", err)
	}
	if _, err := in.verifier(t).Verify(t.Context(), &sigv4.Received{}, in.Time); reasonOf(t, sigv4.Identity{}, err) != sigv4.MalformedMethod {
		t.Errorf("the zero Received: %v", err)
	}
	for name, keys := range map[string][]sigv4.Credentials{"twice": {in.Credentials, in.Credentials}, "empty": {{}}} {
		if _, err := sigv4.NewStaticKeys(keys...); !errors.Is(err, sigv4.ErrAccessKeyID) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestVerifyLookup: the lookup gets the caller's context and the access key ID,
// is not asked about requests of bad form, and its error is the cause.
func TestVerifyLookup(t *testing.T) {
	type keyType struct{}
	in := plain("s3")
	for _, presigned := range []bool{false, true} {
		asked := 0
		v := in.verifier(t, func(c *sigv4.VerifierConfig) {
			c.Keys = sigv4.LookupFunc(func(ctx sigv4.Context, id string) (sigv4.Credentials, error) {
				asked++
				if real := context.Context(ctx); real.Value(keyType{}) != "here" || id != "AKIDEXAMPLE" {
					t.Errorf("context %v, access key ID %q", ctx, id)
				}
				return sigv4.Credentials{}, errLookup
			})
		})
		r := in.received(t, presigned)
		ctx := context.WithValue(t.Context(), keyType{}, "here")
		if _, err := v.Verify(ctx, &r, in.Time); !errors.Is(err, errLookup) || !errors.Is(err, sigv4.LookupFailed) || strings.Contains(err.Error(), errLookup.Error()) {
			t.Errorf("%v", err)
		}
		r.Host = ""
		if _, err := v.Verify(ctx, &r, in.Time); !errors.Is(err, sigv4.MissingHost) || asked != 1 {
			t.Errorf("%v; asked %d times", err, asked)
		}
	}
}

// TestIncidentCachedKeys: CVE-2025-11621 and aws-sdk-go-v2 #3350: a cache that is
// keyed by less than what a key is derived from.
func TestIncidentCachedKeys(t *testing.T) {
	old, in := plain("s3"), plain("s3")
	in.Credentials.SecretAccessKey = sigv4.NewSecret("a changed secret, of the old one's ID....")
	var current atomic.Pointer[sigv4.Credentials]
	current.Store(&old.Credentials)
	v := in.verifier(t, func(c *sigv4.VerifierConfig) {
		c.Keys = sigv4.LookupFunc(func(sigv4.Context, string) (sigv4.Credentials, error) { return *current.Load(), nil })
		c.KeyCache = 1
	})
	for range 3 {
		for _, now := range []struct{ good, bad *input }{{&old, &in}, {&in, &old}} {
			current.Store(&now.good.Credentials)
			wantReason(t, v, in, now.good.received(t, false), 0)
			wantReason(t, v, in, now.bad.received(t, false), sigv4.SignatureMismatch)
			wantReason(t, v, in, now.good.received(t, true), 0)
			wantReason(t, v, in, now.bad.received(t, true), sigv4.SignatureMismatch)
		}
	}
}

// TestVerifyConcurrently uses one Verifier with more keys and days than its
// cache holds, from several goroutines, while a secret changes.
func TestVerifyConcurrently(t *testing.T) {
	t.Parallel()
	const users, days = 20, 3
	var credentials []sigv4.Credentials
	for i := range users {
		c := plain("s3").Credentials
		c.AccessKeyID += string(rune('A' + i))
		c.SecretAccessKey = sigv4.NewSecret(strings.Repeat(string(rune('a'+i)), 40))
		credentials = append(credentials, c)
	}
	in := plain("s3")
	keys, err := sigv4.NewStaticKeys(credentials...)
	if err != nil {
		t.Fatal(err)
	}
	v := in.verifier(t, func(c *sigv4.VerifierConfig) { c.Keys, c.KeyCache = keys, 8 })
	var wait sync.WaitGroup
	for worker := range 8 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := range 150 {
				in := plain("s3")
				in.Credentials = credentials[(worker*7+i)%users]
				in.Time = in.Time.Add(time.Duration(i%days) * 24 * time.Hour)
				r := in.received(t, i%2 == 0)
				id, err := v.Verify(t.Context(), &r, in.Time)
				if err != nil || id.AccessKeyID != in.Credentials.AccessKeyID {
					t.Errorf("%v, %+v", err, id)
				}
				replaceIn(t, &r.Method, "GET", "PUT")
				if _, err := v.Verify(t.Context(), &r, in.Time); !errors.Is(err, sigv4.SignatureMismatch) {
					t.Errorf("changed: %v", err)
				}
			}
		}()
	}
	wait.Wait()
}

// TestVerifyTokens verifies each way of sending a token, and refuses another one.
func TestVerifyTokens(t *testing.T) {
	for _, mode := range []sigv4.TokenMode{sigv4.TokenSigned, sigv4.TokenUnsigned, sigv4.TokenS3Express} {
		for _, presigned := range []bool{false, true} {
			in := plain("s3")
			in.Options.Token = mode
			in.Credentials.SessionToken = sigv4.NewSecret("a/token+=")
			checkVerified(t, in, presigned)
			other := in
			for _, token := range []string{"a/token+x", "a/token+=="} {
				other.Credentials.SessionToken = sigv4.NewSecret(token)
				wantReason(t, in.verifier(t), in, other.received(t, presigned), sigv4.InvalidToken)
			}
			// One who signs without the token has not got these credentials.
			other.Credentials.SessionToken, other.Options.Token = sigv4.Secret{}, sigv4.TokenSigned
			wantReason(t, in.verifier(t), in, other.received(t, presigned), sigv4.InvalidToken)
		}
	}
}

// TestParseTime compares ParseTime with the standard library's.
func TestParseTime(t *testing.T) {
	const form = "20060102T150405Z"
	g := newGenerator("sig4 times")
	good := 0
	for i := range 20_000 {
		s := time.Unix(-62135596800+int64(g.source.Uint64()%315537897600), 0).UTC().Format(form)
		if i%2 == 1 { // most of these are no time
			b := []byte(s)
			b[g.n(len(b))] = "0123456789TZ :-/"[g.n(16)]
			s = string(b)
		}
		want, wantErr := time.Parse(form, s)
		if wantErr == nil && want.Year() < 1 {
			wantErr = sigv4.ErrTime
		}
		got, err := sigv4.ParseTime(s)
		if (err == nil) != (wantErr == nil) || err == nil && (got != want || string(sigv4.AppendTime(nil, got)) != s) {
			t.Errorf("ParseTime(%q) = %v, %v, want %v, %v", s, got, err, want, wantErr)
		}
		if err == nil {
			good++
		}
	}
	if good < 10_000 || good > 19_000 {
		t.Errorf("%d of 20000 were times", good)
	}
}
