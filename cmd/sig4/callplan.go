package main

import (
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// callPlan plans a call of --op with --params, and with the bucket and the key
// of a target where there is one.
func (p *presign) callPlan(e *env, n *planner, args []string) (*plan, error) {
	if err := p.readCall(e, n); err != nil {
		return nil, err
	}
	params := n.params
	if len(args) > 0 {
		if err := p.takeTarget(n, args); err != nil {
			return nil, err
		}
		params = merge(params, map[string]any{"Bucket": n.bucket})
		if n.key != "" {
			params["Key"] = n.key
		}
	}
	var err error
	if n.endpoint, err = p.resolve(e); err != nil {
		return nil, err
	}
	plan, err := n.call(params)
	if err != nil {
		return nil, err
	}
	if bucket, ok := params["Bucket"].(string); ok {
		p.warnOldName(e, bucket)
	}
	if n.op.NeedsChecksum() && !hasChecksum(plan.request.Headers) {
		plan.warnings = append(plan.warnings, "S3 wants a checksum of this operation's body: send Content-MD5 with it, "+
			"or sign a header such as x-amz-checksum-sha256 that is sent with it")
	}
	return plan, nil
}

// readCall reads --op and --params.
func (p *presign) readCall(e *env, n *planner) error {
	var err error
	if n.op, err = operation(string(p.op)); err != nil {
		return err
	}
	if p.params != "" {
		n.params, err = readParams(e, string(p.params))
	}
	return err
}

// takeTarget reads an s3:// target beside --op or --batch.
func (p *presign) takeTarget(n *planner, args []string) error {
	target, err := one("presign", args, "target")
	if err != nil {
		return err
	}
	beside := "--op"
	if p.op == "" {
		beside = "--batch"
	}
	if schemeOf(target) != "s3" {
		return usagef("%s takes a target of the form s3://BUCKET/KEY only", beside)
	}
	l, _, err := parseS3(target)
	if err != nil {
		return err
	}
	for _, given := range [...]struct{ name, value string }{{"Bucket", l.Bucket}, {"Key", l.Key}} {
		if _, twice := n.params[given.name]; twice && given.value != "" {
			return usagef("both the target and --params say the %s; leave one out", given.name)
		}
	}
	n.bucket, n.key = l.Bucket, l.Key
	return nil
}

// hasChecksum reports whether a request signs a checksum of its body.
func hasChecksum(headers []sigv4.Header) bool {
	for _, h := range headers {
		name := strings.ToLower(h.Name)
		if name == "content-md5" || strings.HasPrefix(name, "x-amz-checksum-") {
			return true
		}
	}
	return false
}
