package main

import (
	"context"
	"flag"
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// signFlags say how a raw request is signed; sign and explain share them.
type signFlags struct {
	region        wordFlag
	service       wordFlag
	time          timeFlag
	query         bool
	expires       expiresFlag
	payload       wordFlag
	normalize     switchFlag
	doubleEncode  switchFlag
	token         choiceFlag
	headers       wordFlag
	contentSHA256 switchFlag
}

func (f *signFlags) define(fs *flag.FlagSet) {
	f.token = choice("signed", "after", "s3express")
	f.headers = "all"
	fs.Var(&f.region, "region", "")
	fs.Var(&f.service, "service", "")
	fs.Var(&f.time, "time", "")
	fs.BoolVar(&f.query, "query", false, "")
	fs.Var(&f.expires, "expires", "")
	fs.Var(&f.payload, "payload", "")
	fs.Var(&f.normalize, "normalize", "")
	fs.Var(&f.doubleEncode, "double-encode", "")
	fs.Var(&f.token, "token", "")
	fs.Var(&f.headers, "sign-headers", "")
	fs.Var(&f.contentSHA256, "content-sha256", "")
}

// sign reads the request from standard input and signs it.
func (f *signFlags) sign(ctx context.Context, e *env) (*signed, error) {
	if f.expires.given && !f.query {
		return nil, usagef("--expires is for --query; a signature in a header has no expiry of its own")
	}
	if f.payload != "" && f.payload != "hash" && f.payload != "unsigned" {
		if _, err := parsePayload(string(f.payload)); err != nil {
			return nil, err
		}
	}
	raw, err := readRequest(e.stdin, maxRequest)
	if err != nil {
		return nil, err
	}
	if err := refuseSigned(raw); err != nil {
		return nil, err
	}
	host, err := hostOf(raw)
	if err != nil {
		return nil, err
	}
	scope, err := e.scope(string(f.region), string(f.service), host)
	if err != nil {
		return nil, err
	}
	now, err := f.takeTime(e, raw)
	if err != nil {
		return nil, err
	}
	credentials, err := e.credentials(ctx)
	if err != nil {
		return nil, err
	}
	if err := f.takeToken(&credentials, raw); err != nil {
		return nil, err
	}
	if err := alive(credentials, now); err != nil {
		return nil, err
	}
	payload, err := f.payloadOf(e, raw, scope)
	if err != nil {
		return nil, err
	}
	request := sigv4.Request{Method: raw.method, Host: host, Payload: payload}
	request.Path, request.RawQuery = cutTarget(raw.target)
	if request.Headers, err = f.choose(raw); err != nil {
		return nil, err
	}
	signer, err := newSigner(credentials, scope, f.options())
	if err != nil {
		return nil, err
	}
	result := &signed{request: raw}
	if f.query {
		result.steps, err = signer.ExplainPresigned(&request, f.expires.duration(), now)
		if end := now.Add(f.expires.duration()); err == nil && credentials.Earlier(end).Before(end) {
			e.warnEffective("URL", credentials.Earlier(end))
		}
	} else {
		result.steps, err = signer.Explain(&request, now)
	}
	if err != nil {
		return nil, err
	}
	result.apply()
	return result, nil
}

// newSigner makes a signer, and says what to do where it cannot.
func newSigner(c sigv4.Credentials, s sigv4.Scope, o sigv4.Options) (*sigv4.Signer, error) {
	signer, err := sigv4.NewSignerWithOptions(c, s, o)
	if err != nil && o.Token == sigv4.TokenS3Express && c.SessionToken.IsZero() {
		err = hint(err, "set AWS_SESSION_TOKEN to the session's token")
	}
	return signer, err
}

func (f *signFlags) options() (o sigv4.Options) {
	if f.normalize.given {
		o.Path = sigv4.PathKeep
		if f.normalize.value {
			o.Path = sigv4.PathNormalize
		}
	}
	if f.doubleEncode.given {
		o.Encoding = sigv4.EncodeOnce
		if f.doubleEncode.value {
			o.Encoding = sigv4.EncodeTwice
		}
	}
	if f.contentSHA256.given {
		o.ContentSHA256 = sigv4.ContentSHA256Never
		if f.contentSHA256.value {
			o.ContentSHA256 = sigv4.ContentSHA256Always
		}
	}
	switch f.token.value {
	case "after":
		o.Token = sigv4.TokenUnsigned
	case "s3express":
		o.Token = sigv4.TokenS3Express
	}
	return o
}

// cutTarget cuts a target into path and query.
func cutTarget(target string) (path, query string) {
	path, query, _ = strings.Cut(target, "?")
	return path, query
}
