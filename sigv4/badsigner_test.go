package sigv4_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// badSigner makes sure that no Signer comes of in.
func badSigner(t *testing.T, name string, change func(*input), want refusal) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		in := canaryInput()
		in.signer(t)
		change(&in)
		s, err := sigv4.NewSignerWithOptions(in.Credentials, in.Scope, in.Options)
		want.check(t, "NewSignerWithOptions", err)
		if s != nil {
			t.Error("an error and a Signer")
		}
		validate := err
		switch want.kind {
		case sigv4.ErrOptions:
			return
		case sigv4.ErrRegion, sigv4.ErrService:
			validate = in.Scope.Validate()
		default:
			validate = in.Credentials.Validate()
		}
		want.check(t, "Validate", validate)
		if _, err = sigv4.NewSigner(in.Credentials, in.Scope); err == nil {
			t.Error("NewSigner accepts it")
		} else {
			want.check(t, "NewSigner", err)
		}
	})
}

func TestBadCredentials(t *testing.T) {
	id := func(s string) func(*input) { return func(in *input) { in.Credentials.AccessKeyID = s } }
	secret := func(s string) func(*input) {
		return func(in *input) { in.Credentials.SecretAccessKey = sigv4.NewSecret(s) }
	}
	token := func(s string) func(*input) {
		return func(in *input) { in.Credentials.SessionToken = sigv4.NewSecret(s) }
	}
	badSigner(t, "zero credentials", func(in *input) { in.Credentials = sigv4.Credentials{} }, refusal{sigv4.ErrAccessKeyID, "", -1})
	badSigner(t, "empty access key ID", id(""), refusal{sigv4.ErrAccessKeyID, "", -1})
	badSigner(t, "empty secret", secret(""), refusal{sigv4.ErrSecretAccessKey, "", -1})
	badSigner(t, "space before the secret", secret(" "+canarySecret), refusal{sigv4.ErrSecretAccessKey, "", -1})
	badSigner(t, "space behind the secret", secret(canarySecret+" "), refusal{sigv4.ErrSecretAccessKey, "", -1})
	badSigner(t, "a space as secret", secret(" "), refusal{sigv4.ErrSecretAccessKey, "", -1})
	for c := range 256 {
		c := string([]byte{byte(c)})
		control := c[0] < ' ' || c[0] == 0x7f
		if control || c[0] > 0x7f || c == " " || c == "/" || c == "," || c == "=" {
			// The secret and the token as ID, as when two variables are mixed up.
			badSigner(t, fmt.Sprintf("access key ID with byte %q", c), id("AKID"+c+canarySecret), refusal{sigv4.ErrAccessKeyID, "", 4})
		}
		if control {
			// Not even where it stands is said of a secret.
			badSigner(t, fmt.Sprintf("secret with byte %q", c), secret(canarySecret+c+"x"), refusal{sigv4.ErrSecretAccessKey, "", -1})
			badSigner(t, fmt.Sprintf("byte %q before the secret", c), secret(c+canarySecret), refusal{sigv4.ErrSecretAccessKey, "", -1})
		}
		if control || c[0] > 0x7f || c == " " {
			badSigner(t, fmt.Sprintf("token with byte %q", c), token(canaryToken+c+"x"), refusal{sigv4.ErrSessionToken, "", -1})
		}
	}
	badSigner(t, "token copied with its line end", token(canaryToken+"\r\n"), refusal{sigv4.ErrSessionToken, "", -1})
	badSigner(t, "secret copied with its line end", secret(canarySecret+"\n"), refusal{sigv4.ErrSecretAccessKey, "", -1})

	// A space is printable, so the reason names it.
	in := canaryInput()
	in.Credentials.SessionToken = sigv4.NewSecret(" ")
	if err := in.Credentials.Validate(); err == nil || !strings.Contains(err.Error(), "a space") {
		t.Errorf("the error about a token with a space is %v", err)
	}
}

func TestBadScope(t *testing.T) {
	for kind, change := range map[error]func(in *input, s string){
		sigv4.ErrRegion:  func(in *input, s string) { in.Scope.Region = s },
		sigv4.ErrService: func(in *input, s string) { in.Scope.Service = s },
	} {
		bad := func(name, s string, offset int) {
			t.Helper()
			badSigner(t, fmt.Sprintf("%v: %s", kind, name), func(in *input) { change(in, s) }, refusal{kind, "", offset})
			in := canaryInput()
			change(&in, s)
			dst, err := sigv4.AppendSigningKey([]byte("before"), in.Credentials.SecretAccessKey, in.Scope, in.Time)
			refusal{kind, "", offset}.check(t, "AppendSigningKey", err)
			if string(dst) != "before" {
				t.Errorf("AppendSigningKey: dst came back as %q", dst)
			}
		}
		bad("empty", "", -1)
		bad("space before it", " us-east-1", 0)
		bad("line feed behind it", "us-east-1\n", 9)
		bad("two in one", "us-east-1/s3", 9)
		for _, c := range bytesOutside(alphanumeric + "-_.") {
			bad(fmt.Sprintf("byte %#02x", c), "us-"+string([]byte{c})+"east", 3)
		}
	}
}

func TestBadOptions(t *testing.T) {
	for name, change := range map[string]func(*input){
		"path style":                 func(in *input) { in.Options.Path = sigv4.PathNormalize + 1 },
		"encoding":                   func(in *input) { in.Options.Encoding = sigv4.EncodeTwice + 1 },
		"token mode":                 func(in *input) { in.Options.Token = sigv4.TokenS3Express + 1 },
		"content hash":               func(in *input) { in.Options.ContentSHA256 = sigv4.ContentSHA256Never + 1 },
		"highest value":              func(in *input) { in.Options.Encoding = 255 },
		"S3 Express without a token": func(in *input) { in.Options.Token, in.Credentials.SessionToken = sigv4.TokenS3Express, sigv4.Secret{} },
		"S3 Express with empty token": func(in *input) {
			in.Options.Token, in.Credentials.SessionToken = sigv4.TokenS3Express, sigv4.NewSecret("")
		},
	} {
		badSigner(t, name, change, refusal{sigv4.ErrOptions, "", -1})
	}
}

// TestBadTime asks every function that takes a time.
func TestBadTime(t *testing.T) {
	east := time.FixedZone("east", 14*60*60)
	west := time.FixedZone("west", -12*60*60)
	for name, at := range map[string]time.Time{
		"second before year 1":                  time.Date(1, 1, 1, 0, 0, 0, -1, time.UTC),
		"year 0":                                time.Date(0, 6, 15, 0, 0, 0, 0, time.UTC),
		"year -1":                               time.Date(-1, 6, 15, 0, 0, 0, 0, time.UTC),
		"year 10000":                            time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC),
		"year 1 in the east is year 0 in UTC":   time.Date(1, 1, 1, 13, 0, 0, 0, east),
		"year 9999 in the west is 10000 in UTC": time.Date(9999, 12, 31, 12, 0, 0, 0, west),
		"year 12015":                            time.Date(12015, 8, 30, 0, 0, 0, 0, time.UTC),
		"lowest":                                time.Unix(math.MinInt64, 0),
		"highest":                               time.Unix(math.MaxInt64, 0),
		"milliseconds taken for seconds":        time.Unix(1440938160000, 0),
	} {
		want := refusal{sigv4.ErrTime, "", -1}
		badRequest(t, name, func(in *input) { in.Time = at }, want)

		in := canaryInput()
		s := in.signer(t)
		for call, f := range map[string]func([]byte) ([]byte, error){
			"AppendSignature":  func(dst []byte) ([]byte, error) { return s.AppendSignature(dst, []byte(canaryToken), at) },
			"AppendCredential": func(dst []byte) ([]byte, error) { return s.AppendCredential(dst, at) },
			"AppendSigningKey": func(dst []byte) ([]byte, error) {
				return sigv4.AppendSigningKey(dst, in.Credentials.SecretAccessKey, in.Scope, at)
			},
		} {
			dst, err := f([]byte("before"))
			want.check(t, call+" "+name, err)
			if string(dst) != "before" {
				t.Errorf("%s, %s: dst came back as %q", call, name, dst)
			}
		}
	}
	for _, s := range []string{
		"", "20150830", "20150830T123600", "20150830T123600z", "20150830t123600Z", "2015-08-30T12:36:00Z", "20150830T123600Z ",
		" 20150830T123600Z", "20150830T123600.5Z", "20151330T123600Z", "20150230T123600Z", "20150830T243600Z", "20150830T126000Z",
		"20150830T123660Z", "00000101T000000Z", "+2015083T123600Z", "2015083aT123600Z", "20150830T1236.0Z", canaryToken,
	} {
		at, err := sigv4.ParseTime(s)
		refusal{sigv4.ErrTime, "", -1}.check(t, fmt.Sprintf("ParseTime(%q)", s), err)
		if !at.IsZero() {
			t.Errorf("ParseTime(%q) = %v and an error", s, at)
		}
	}
}

// TestBadSigner asks the zero Signer, which a pointer to a struct makes easily.
func TestBadSigner(t *testing.T) {
	in := canaryInput()
	for name, at := range map[string]time.Time{"some day": in.Time, "1970-01-01": time.Unix(0, 0)} {
		for call, f := range map[string]func(*sigv4.Signer) error{
			"AppendAuthorization": func(s *sigv4.Signer) error { _, err := s.AppendAuthorization(nil, &in.Request, at); return err },
			"Sign":                func(s *sigv4.Signer) error { _, err := s.Sign(&in.Request, at); return err },
			"AppendHeaders":       func(s *sigv4.Signer) error { _, err := s.AppendHeaders(nil, &in.Request, at); return err },
			"Explain":             func(s *sigv4.Signer) error { _, err := s.Explain(&in.Request, at); return err },
			"AppendPresigned":     func(s *sigv4.Signer) error { _, err := s.AppendPresigned(nil, &in.Request, in.Expires, at); return err },
			"Presign":             func(s *sigv4.Signer) error { _, err := s.Presign(&in.Request, in.Expires, at); return err },
			"ExplainPresigned":    func(s *sigv4.Signer) error { _, err := s.ExplainPresigned(&in.Request, in.Expires, at); return err },
			"AppendSignature":     func(s *sigv4.Signer) error { _, err := s.AppendSignature(nil, nil, at); return err },
			"AppendCredential":    func(s *sigv4.Signer) error { _, err := s.AppendCredential(nil, at); return err },
		} {
			s := &sigv4.Signer{}
			refusal{sigv4.ErrOptions, "", -1}.check(t, call+" on "+name, f(s))
			refusal{sigv4.ErrOptions, "", -1}.check(t, call+" again on "+name, f(s))
		}
	}
	_, err := sigv4.AppendSigningKey(nil, sigv4.Secret{}, in.Scope, in.Time)
	refusal{sigv4.ErrSecretAccessKey, "", -1}.check(t, "AppendSigningKey of no secret", err)
	if c := (&sigv4.Signer{}).Credentials(); c.AccessKeyID != "" || !c.SecretAccessKey.IsZero() {
		t.Error("the zero Signer has credentials")
	}
}

func TestErrorText(t *testing.T) {
	long := strings.Repeat("n", 64)
	for _, tt := range []struct {
		err  sigv4.Error
		want string
	}{
		{sigv4.Error{Err: sigv4.ErrHost, Offset: -1, Reason: "it is empty"}, "sigv4: invalid host: it is empty"},
		{sigv4.Error{Err: sigv4.ErrPath, Offset: 0, Reason: "why"}, "sigv4: invalid path: why (at byte 0)"},
		{sigv4.Error{Err: sigv4.ErrHeader, Name: "a\r\n\x1b\xff\"", Offset: 12, Reason: "why"}, `sigv4: invalid header "a\r\n\x1b\xff\"": why (at byte 12)`},
		{sigv4.Error{Err: sigv4.ErrHeader, Name: long, Offset: -1, Reason: "why"}, `sigv4: invalid header "` + long + `": why`},
		{sigv4.Error{Err: sigv4.ErrHeader, Name: long + "n", Offset: -1, Reason: "why"}, `sigv4: invalid header "` + long + `...": why`},
		{sigv4.Error{}, "sigv4: invalid input:  (at byte 0)"},
	} {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
		if errors.Unwrap(&tt.err) != tt.err.Err {
			t.Errorf("%s: it wraps %v", tt.want, errors.Unwrap(&tt.err))
		}
	}
}
