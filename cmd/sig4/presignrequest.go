package main

import (
	"errors"
	"strings"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

// request is what is signed: the target, and the flags beside it.
func (p *presign) request(w wire, scope sigv4.Scope) (sigv4.Request, error) {
	r := sigv4.Request{Method: p.method, Scheme: w.scheme, Host: w.host, Path: w.path, RawQuery: w.query}
	for _, parameter := range p.query {
		name, value, _ := strings.Cut(parameter, "=")
		if name == "" {
			return r, usagef("--query: the name is empty; write NAME=VALUE")
		}
		r.RawQuery = appendParameter(r.RawQuery, name, value)
	}
	for _, header := range p.headers {
		name, value, ok := strings.Cut(header, ":")
		if !ok || strings.TrimSpace(name) == "" {
			return r, usagef("--header: no name before a colon; write 'Name: value'")
		}
		if strings.EqualFold(name, "Host") {
			return r, usagef("--header: the host follows from the target; leave Host out")
		}
		r.Headers = append(r.Headers, sigv4.Header{Name: name, Value: strings.Trim(value, " \t")})
	}
	payload := p.payload
	if i := indexHeader(r.Headers, "X-Amz-Content-Sha256"); i >= 0 && payload == "" {
		payload = r.Headers[i].Value
	}
	var err error
	switch {
	case payload == "unsigned" || payload == "" && scope.S3Family():
		r.Payload = sigv4.UnsignedPayload
	case payload == "hash" || payload == "":
		r.Payload = sigv4.EmptyPayload
	default:
		r.Payload, err = parsePayload(payload)
	}
	return r, err
}

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

// warnKept says which of S3's own headers must be sent in spite of --hoist.
func warnKept(e *env, headers []sigv4.Header) {
	for _, h := range headers {
		if name := strings.ToLower(h.Name); strings.HasPrefix(name, "x-amz-") {
			e.warn("--hoist leaves %s a header, which must be sent with the URL", quote(name))
		}
	}
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
