package main

import (
	"context"
	"flag"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// presign prints a URL that carries its signature, or many.
type presign struct {
	addressFlags
	op        wordFlag
	params    wordFlag
	service   wordFlag
	method    wordFlag
	headers   listFlag
	query     listFlag
	payload   wordFlag
	expires   expiresFlag
	early     earlyFlags
	time      timeFlag
	signature signatureFlags
	hoist     switchFlag
	batch     bool
	output    outputFlags
}

func (p *presign) define(fs *flag.FlagSet) {
	p.addressFlags.define(fs)
	fs.Var(&p.op, "op", "")
	fs.Var(&p.params, "params", "")
	fs.Var(&p.service, "service", "")
	fs.Var(&p.method, "method", "")
	fs.BoolVar(&p.expressIAM, "express-iam", false, "")
	fs.Var(&p.headers, "header", "")
	fs.Var(&p.query, "query", "")
	fs.Var(&p.payload, "payload", "")
	fs.Var(&p.expires, "expires", "")
	p.early.define(fs)
	fs.Var(&p.time, "time", "")
	p.signature.define(fs, true)
	fs.Var(&p.hoist, "hoist", "")
	fs.BoolVar(&p.batch, "batch", false, "")
	p.output.define(fs, "url", "json", "curl")
}

func (p *presign) run(ctx context.Context, e *env, args []string) error {
	format, err := p.output.format()
	if err != nil {
		return err
	}
	if err := p.check(); err != nil {
		return err
	}
	n, err := p.newPlanner()
	if err != nil {
		return err
	}
	if p.batch {
		return p.runBatch(ctx, e, n, args, format)
	}
	plan, err := p.plan(e, n, args)
	if err != nil {
		return err
	}
	s, err := p.newPresigner(ctx, e, format)
	if err != nil {
		return err
	}
	result, warnings, err := s.append(nil, plan, e.time(p.time))
	if err != nil {
		return err
	}
	for _, w := range warnings {
		e.warn("%s", w)
	}
	return e.print(result)
}

// check refuses flags that contradict each other.
func (p *presign) check() error {
	if err := p.early.check(); err != nil {
		return err
	}
	if err := p.signature.check(); err != nil {
		return err
	}
	switch {
	case p.params != "" && p.op == "":
		return usagef("--params without --op; say whose parameters they are, as in --op get_object")
	case p.op != "" && p.service != "":
		return usagef("--service is for URLs; that of an operation follows from it")
	case p.signature.v2() && p.payload != "":
		return usagef("--payload is for version 4; --signature v2 signs no body")
	}
	return nil
}

// plan plans the one request of the command line.
func (p *presign) plan(e *env, n *planner, args []string) (*plan, error) {
	if p.op != "" {
		return p.callPlan(e, n, args)
	}
	target, err := one("presign", args, "target")
	if err != nil {
		return nil, err
	}
	switch schemeOf(target) {
	case "s3":
		return p.objectPlan(e, n, target)
	case "https", "http":
		return p.urlPlan(e, n, target)
	}
	return nil, usagef("the target is neither s3://BUCKET/KEY nor a URL that begins with https:// or http://")
}

func (p *presign) objectPlan(e *env, n *planner, target string) (*plan, error) {
	if p.service != "" && p.service != "s3" {
		return nil, usagef("--service is for URLs; that of an s3:// target follows from the target")
	}
	location, slash, err := parseS3(target)
	if err == nil && slash && location.Key == "" {
		err = usagef("the key is empty; write s3://BUCKET/KEY, or s3://BUCKET without a slash for the bucket itself")
	}
	if err != nil {
		return nil, err
	}
	if n.endpoint, err = p.resolve(e); err != nil {
		return nil, err
	}
	n.bucket = location.Bucket
	plan, err := n.object(location.Key, !slash)
	if err == nil {
		p.warnOldName(e, location.Bucket)
	}
	return plan, err
}

func (p *presign) urlPlan(e *env, n *planner, target string) (*plan, error) {
	if name := p.given(); name != "" {
		return nil, usagef("--%s is for s3:// targets; a URL already says where it goes", name)
	}
	if p.signature.v2() {
		return nil, usagef("--signature v2 is for s3:// targets and --op; of a URL it is not known where its bucket stands")
	}
	w, err := parseURL(target)
	if err != nil {
		return nil, err
	}
	plan := &plan{request: sigv4.Request{Method: string(p.method), Scheme: w.scheme, Host: w.host, Path: w.path, RawQuery: w.query}}
	if p.method == "" {
		plan.request.Method = "GET"
	}
	if plan.scope, err = e.scope(string(p.region), string(p.service), w.host); err != nil {
		return nil, err
	}
	if hasDotSegment(w.path) {
		plan.warnings = append(plan.warnings, `the path has a segment "." or "..", which browsers and curl without --path-as-is remove from the URL`)
	}
	n.extend(&plan.request)
	return plan, n.setPayload(plan)
}

// warnEffective says that what was signed ends with the credentials.
func (e *env) warnEffective(what string, end time.Time) {
	e.warn("the credentials expire first, so the %s stops working at %s", what, end.Format(time.RFC3339))
}

// appendPresignedJSON appends what there is to know of a URL.
func appendPresignedJSON(dst []byte, p *sigv4.Presigned, compact bool) []byte {
	j := jsonWriter{buf: dst, compact: compact}
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
