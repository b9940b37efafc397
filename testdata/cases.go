package testdata

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Case is a request and what signing makes of it at every step.
type Case struct {
	Name   string
	Source string

	AccessKeyID     string
	SecretAccessKey string
	SessionToken    string // "" when the credentials have none
	Region          string
	Service         string
	Time            time.Time

	Path          string // "", "keep" or "normalize"; "" is the service's own rule, here and below
	Encoding      string // "", "once" or "twice"
	Token         string // "signed" (also when the file does not say), "after" or "s3express"
	ContentSHA256 string // "", "always" or "never"
	Payload       string // as in x-amz-content-sha256; "" is the hash of the request's body

	// Request holds every header that is signed. x-amz-date and the session
	// token's header are among them in header cases, as they were sent.
	Request Request

	CanonicalRequest     string
	CanonicalRequestHash string // lower-case hex, or "" when the file does not say
	StringToSign         string
	SigningKey           string // lower-case hex, or "" when the file does not say
	Signature            string // lower-case hex

	Authorization string // header cases: S3's pages print no space after its commas

	Expires time.Duration // query cases
	URL     string        // query cases
}

// KeyCase is one derivation of a signing key. All keys are lower-case hex.
type KeyCase struct {
	Name            string
	Source          string
	SecretAccessKey string
	Region          string
	Service         string
	Date            time.Time // midnight UTC

	KDate, KRegion, KService string // all "" when the page prints the last key only
	KSigning                 string
}

var caseSchema = Schema{
	Keys: []string{"access-key-id", "secret-access-key", "region", "service", "time", "signature"},
	OptionalKeys: []string{
		"session-token", "path", "encoding", "token", "content-sha256", "payload",
		"canonical-request-sha256", "signing-key", "computed-signing-key",
	},
	Sections: []string{"request"},
	OptionalSections: []string{
		"canonical request", "computed canonical request",
		"string to sign", "computed string to sign",
	},
}

// Headers returns the header cases.
func Headers() ([]Case, error) { return HeadersFS(FS) }

// HeadersFS is [Headers] over another tree.
func HeadersFS(tree fs.FS) ([]Case, error) {
	schema := caseSchema
	schema.OptionalSections = slices.Concat(schema.OptionalSections, []string{"authorization", "computed authorization"})
	return load(tree, "header", schema, func(f *File) (Case, error) {
		c, err := newCase(f)
		if err != nil {
			return c, err
		}
		c.Authorization, err = f.either("authorization")
		return c, err
	})
}

// Queries returns the query cases.
func Queries() ([]Case, error) { return QueriesFS(FS) }

// QueriesFS is [Queries] over another tree.
func QueriesFS(tree fs.FS) ([]Case, error) {
	schema := caseSchema
	schema.Keys = slices.Concat(schema.Keys, []string{"expires"})
	schema.OptionalSections = slices.Concat(schema.OptionalSections, []string{"url", "computed url"})
	return load(tree, "query", schema, func(f *File) (Case, error) {
		c, err := newCase(f)
		if err != nil {
			return c, err
		}
		seconds, err := strconv.Atoi(f.Key("expires"))
		if err != nil {
			return c, errors.New("key \"expires\": want whole seconds")
		}
		c.Expires = time.Duration(seconds) * time.Second
		c.URL, err = f.either("url")
		return c, err
	})
}

// Keys returns the key derivation cases.
func Keys() ([]KeyCase, error) { return KeysFS(FS) }

// KeysFS is [Keys] over another tree.
func KeysFS(tree fs.FS) ([]KeyCase, error) {
	schema := Schema{
		Keys:         []string{"secret-access-key", "region", "service", "date", "k-signing"},
		OptionalKeys: []string{"k-date", "k-region", "k-service"},
	}
	return load(tree, "key", schema, func(f *File) (KeyCase, error) {
		c := KeyCase{
			Name: f.Name, Source: f.Key("source"),
			SecretAccessKey: f.Key("secret-access-key"), Region: f.Key("region"), Service: f.Key("service"),
			KDate: f.Key("k-date"), KRegion: f.Key("k-region"), KService: f.Key("k-service"), KSigning: f.Key("k-signing"),
		}
		if (c.KDate == "") != (c.KRegion == "") || (c.KDate == "") != (c.KService == "") {
			return c, errors.New("keys k-date, k-region and k-service: want all or none")
		}
		for _, name := range []string{"k-date", "k-region", "k-service", "k-signing"} {
			if err := f.checkHash(name); err != nil {
				return c, err
			}
		}
		var err error
		if c.Date, err = time.Parse("20060102", f.Key("date")); err != nil {
			return c, errors.New("key \"date\": want YYYYMMDD")
		}
		return c, nil
	})
}

func load[T any](tree fs.FS, kind string, s Schema, decode func(*File) (T, error)) ([]T, error) {
	files, err := DirFS(tree, kind)
	if err != nil {
		return nil, err
	}
	var cases []T
	for _, f := range files {
		if err := f.Check(s); err != nil {
			return nil, fmt.Errorf("testdata: %s/%s: %w", kind, f.Name, err)
		}
		c, err := decode(f)
		if err != nil {
			return nil, fmt.Errorf("testdata: %s/%s: %w", kind, f.Name, err)
		}
		cases = append(cases, c)
	}
	return cases, nil
}

// newCase decodes what header and query cases have in common.
func newCase(f *File) (Case, error) {
	c := Case{
		Name: f.Name, Source: f.Key("source"),
		AccessKeyID: f.Key("access-key-id"), SecretAccessKey: f.Key("secret-access-key"),
		SessionToken: f.Key("session-token"),
		Region:       f.Key("region"), Service: f.Key("service"),
		Path: f.Key("path"), Encoding: f.Key("encoding"), Token: cmp.Or(f.Key("token"), "signed"),
		ContentSHA256: f.Key("content-sha256"), Payload: f.Key("payload"),
		CanonicalRequestHash: f.Key("canonical-request-sha256"),
		SigningKey:           cmp.Or(f.Key("signing-key"), f.Key("computed-signing-key")),
		Signature:            f.Key("signature"),
	}
	var errs []error
	oneOf := func(key string, allowed ...string) {
		if v := f.Key(key); v != "" && !slices.Contains(allowed, v) {
			errs = append(errs, fmt.Errorf("key %q: unknown value %q", key, v))
		}
	}
	oneOf("path", "keep", "normalize")
	oneOf("encoding", "once", "twice")
	oneOf("token", "signed", "after", "s3express")
	oneOf("content-sha256", "always", "never")
	for _, key := range []string{"signature", "canonical-request-sha256", "signing-key", "computed-signing-key"} {
		errs = append(errs, f.checkHash(key))
	}
	var err error
	if c.Time, err = time.Parse("20060102T150405Z", f.Key("time")); err != nil {
		errs = append(errs, errors.New("key \"time\": want YYYYMMDDTHHMMSSZ"))
	}
	raw, _ := f.Section("request")
	c.Request, err = ParseRequest(raw)
	errs = append(errs, err)
	c.CanonicalRequest, err = f.either("canonical request")
	errs = append(errs, err)
	c.StringToSign, err = f.either("string to sign")
	errs = append(errs, err)
	return c, errors.Join(errs...)
}

// either returns the section of that name, which the source prints, or the one
// whose name starts with "computed", which it does not.
func (f *File) either(name string) (string, error) {
	printed, ok := f.Section(name)
	computed, ok2 := f.Section("computed " + name)
	if ok == ok2 {
		return "", fmt.Errorf("want one of the sections %q and %q", name, "computed "+name)
	}
	return printed + computed, nil
}

// checkHash reports a key that is there and is not 64 lower-case hex digits.
func (f *File) checkHash(key string) error {
	v := f.Key(key)
	if v != "" && (len(v) != 64 || strings.Trim(v, "0123456789abcdef") != "") {
		return fmt.Errorf("key %q: want 64 lower-case hexadecimal digits", key)
	}
	return nil
}
