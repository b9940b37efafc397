package main

import (
	"errors"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
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
