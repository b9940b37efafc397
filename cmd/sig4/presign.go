package main

import (
	"context"
	"flag"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

// presign prints a URL that carries its signature.
type presign struct {
	addressFlags
	service string
	method  string
	headers listFlag
	query   listFlag
	payload string
	expires expiresFlag
	time    timeFlag
	hoist   bool
	output  outputFlags
}

func (p *presign) define(fs *flag.FlagSet) {
	p.addressFlags.define(fs)
	fs.StringVar(&p.service, "service", "", "")
	fs.StringVar(&p.method, "method", "GET", "")
	fs.Var(&p.headers, "header", "")
	fs.Var(&p.query, "query", "")
	fs.StringVar(&p.payload, "payload", "", "")
	fs.Var(&p.expires, "expires", "")
	fs.Var(&p.time, "time", "")
	fs.BoolVar(&p.hoist, "hoist", false, "")
	p.output.define(fs, "url", "json", "curl")
}

func (p *presign) run(ctx context.Context, e *env, args []string) error {
	format, err := p.output.format()
	if err != nil {
		return err
	}
	target, err := one("presign", args, "target")
	if err != nil {
		return err
	}
	w, scope, err := p.target(e, target)
	if err != nil {
		return err
	}
	request, err := p.request(w, scope)
	if err != nil {
		return err
	}
	if p.hoist {
		if request, err = hoist(request, scope); err != nil {
			return err
		}
	}
	credentials, err := e.credentials(ctx)
	if err != nil {
		return err
	}
	now := e.time(p.time)
	if err := alive(credentials, now); err != nil {
		return err
	}
	signer, err := newSigner(credentials, scope, sigv4.Options{Token: w.token})
	if err != nil {
		return err
	}
	result, err := signer.Presign(&request, p.expires.duration(), now)
	if err != nil {
		return requestError(err)
	}
	if result.Effective.Before(result.Expires) {
		e.warnEffective("URL", result.Effective)
	}
	if p.hoist {
		warnKept(e, result.Headers)
	}
	switch format {
	case "json":
		return e.print(presignedJSON(&result))
	case "curl":
		if p.method == "PUT" || p.method == "POST" {
			e.warn("the line sends no body; add --upload-file FILE to send one")
		}
		return e.print(curlLine(&result, w.path))
	}
	return e.print([]byte(result.URL + "\n"))
}

// target returns what the target says of the request, and the scope.
func (p *presign) target(e *env, target string) (wire, sigv4.Scope, error) {
	switch schemeOf(target) {
	case "s3":
		return p.s3Target(e, target)
	case "https", "http":
		return p.urlTarget(e, target)
	}
	return wire{}, sigv4.Scope{}, usagef("the target is neither s3://BUCKET/KEY nor a URL that begins with https:// or http://")
}

func (p *presign) s3Target(e *env, target string) (wire, sigv4.Scope, error) {
	if p.service != "" && p.service != "s3" {
		return wire{}, sigv4.Scope{}, usagef("--service is for URLs; that of an s3:// target follows from the target")
	}
	location, slash, err := parseS3(target)
	if err == nil && slash && location.Key == "" {
		err = usagef("the key is empty; write s3://BUCKET/KEY, or s3://BUCKET without a slash for the bucket itself")
	}
	if err != nil {
		return wire{}, sigv4.Scope{}, err
	}
	endpoint, err := p.resolve(e)
	if err != nil {
		return wire{}, sigv4.Scope{}, err
	}
	var address s3.Address
	if slash {
		address, err = endpoint.Object(location)
	} else {
		address, err = endpoint.Bucket(location.Bucket)
	}
	if err == nil {
		err = address.RequireSigV4()
	}
	if err != nil {
		return wire{}, sigv4.Scope{}, addressError(err)
	}
	p.warnOldName(e, location.Bucket)
	if text := s3.KeyWarning(location.Key); text != "" {
		e.warn("%s", text)
	}
	w := wire{scheme: address.Scheme, host: address.Host, path: address.Path}
	if address.Session {
		w.token = sigv4.TokenS3Express
	}
	return w, address.Scope(), nil
}

func (p *presign) urlTarget(e *env, target string) (wire, sigv4.Scope, error) {
	if name := p.given(); name != "" {
		return wire{}, sigv4.Scope{}, usagef("--%s is for s3:// targets; a URL already says where it goes", name)
	}
	w, err := parseURL(target)
	if err != nil {
		return w, sigv4.Scope{}, err
	}
	scope, err := e.scope(p.region, p.service, w.host)
	if err == nil && hasDotSegment(w.path) {
		e.warn(`the path has a segment "." or "..", which browsers and curl without --path-as-is remove from the URL`)
	}
	return w, scope, err
}

// warnEffective says that what was signed ends with the credentials.
func (e *env) warnEffective(what string, end time.Time) {
	e.warn("the credentials expire first, so the %s stops working at %s", what, end.Format(time.RFC3339))
}

func presignedJSON(p *sigv4.Presigned) []byte {
	var j jsonWriter
	j.open('{')
	j.member("method", p.Method)
	j.member("url", p.URL)
	j.headers("headers", p.Headers)
	j.key("signed_headers")
	j.open('[')
	for _, name := range p.SignedHeaders {
		j.element(name)
	}
	j.close(']')
	j.member("expires", p.Expires.Format(time.RFC3339))
	j.member("effective_expiry", p.Effective.UTC().Format(time.RFC3339))
	j.close('}')
	return j.end()
}
