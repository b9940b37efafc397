package main

import (
	"errors"
	"strings"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
	"github.com/sig4/sig4/sigv4/sigv2"
)

// hoist moves what it can of the headers into the query.
func hoist(r sigv4.Request, scope sigv4.Scope) (sigv4.Request, error) {
	if scope.Service != "s3" {
		return r, usagef("--hoist is for S3; other services do not read headers in the query")
	}
	r, err := s3.Hoist(r)
	var refused *s3.Error
	if errors.As(err, &refused) {
		return r, usagef("--hoist: header %s: %s", quote(refused.Name), refused.Reason)
	}
	return r, err
}

// parsePayload reads the value of --payload that is neither of its words.
func parsePayload(s string) (sigv4.PayloadHash, error) {
	payload, err := sigv4.ParsePayloadHash(s)
	if err != nil {
		return payload, usagef("--payload: use unsigned, hash, or the body's SHA-256 as 64 lower-case hexadecimal digits")
	}
	return payload, nil
}

// refused is requestError for what was presigned: it knows which flag gave a name
// that is the signer's, and what package sigv2 has a kind of its own for.
func (s *presigner) refused(err error) error {
	if errors.Is(err, sigv2.ErrBucket) {
		return usagef("--signature v2: %s", plain(err))
	}
	var refused *sigv4.Error
	if !errors.Is(err, sigv4.ErrReserved) || !errors.As(err, &refused) {
		return requestError(err)
	}
	for _, f := range [...]struct {
		flag, separator, what string
		given                 listFlag
	}{
		{"--header", ":", "header", s.headers},
		{"--query", "=", "parameter", s.query},
	} {
		for _, text := range f.given {
			if name, _, _ := strings.Cut(text, f.separator); strings.EqualFold(name, refused.Name) {
				return usagef("%s: %s belongs to the signer, which writes this %s itself; leave it out", f.flag, quote(name), f.what)
			}
		}
	}
	return requestError(err)
}

// caseMatters is what to say of a method for which isLower holds.
const caseMatters = "methods are case-sensitive, and those of HTTP are written in capitals, as in GET"

// isLower reports whether a method is a word that is not all in capitals.
func isLower(method string) bool {
	return shown(method, "") != "" && strings.ToUpper(method) != method
}

// requestError makes a usage error of what the core refused in a request that
// comes from the command line alone, and names the flag where it knows it.
func requestError(err error) error {
	for _, f := range [...]struct {
		kind error
		flag string
	}{
		{sigv4.ErrMethod, "--method: "},
		{sigv4.ErrTime, "--time: "},
		{sigv4.ErrPayloadHash, "--payload: "},
		{sigv4.ErrHeader, "--header: "},
		{sigv4.ErrHost, ""}, {sigv4.ErrPath, ""}, {sigv4.ErrQuery, ""}, {sigv4.ErrReserved, ""},
	} {
		if errors.Is(err, f.kind) {
			return usagef("%s%s", f.flag, plain(err))
		}
	}
	return err
}
