package main

import (
	"strings"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

// A plan is a request that only its signature is missing from.
type plan struct {
	request sigv4.Request
	scope   sigv4.Scope
	token   sigv4.TokenMode

	// named says that parameters of an operation may have become headers, which
	// is not plain from the command line.
	named bool

	hostBucket, pathBucket string // of version 2 alone

	warnings []string
}

// A planner turns a key, or the parameters of a call, into a plan, by what the
// flags say. It is not changed once it was made: lines of standard input are
// planned several at a time.
type planner struct {
	method   string // "" leaves it to the operation
	payload  string
	legacy   bool
	endpoint s3.Endpoint
	headers  []sigv4.Header
	query    []s3.QueryParameter

	op     s3.Operation   // the zero value without --op
	params map[string]any // of every call

	bucket, key string // of the target; the key may be a prefix of keys
}

// newPlanner reads the flags that hold for whatever is presigned.
func (p *presign) newPlanner() (*planner, error) {
	n := &planner{method: string(p.method), payload: string(p.payload), legacy: p.signature.v2()}
	for _, parameter := range p.query {
		name, value, _ := strings.Cut(parameter, "=")
		if name == "" {
			return nil, usagef("--query: the name is empty; write NAME=VALUE")
		}
		n.query = append(n.query, s3.QueryParameter{Name: name, Value: value})
	}
	for _, header := range p.headers {
		name, value, ok := strings.Cut(header, ":")
		if !ok || strings.TrimSpace(name) == "" {
			return nil, usagef("--header: no name before a colon; write 'Name: value'")
		}
		if strings.EqualFold(name, "Host") {
			return nil, usagef("--header: the host follows from the target; leave Host out")
		}
		n.headers = append(n.headers, sigv4.Header{Name: name, Value: strings.Trim(value, " \t")})
	}
	return n, nil
}

// object plans a request for a key of the target's bucket, or for the bucket
// itself where whole says so.
func (n *planner) object(key string, whole bool) (*plan, error) {
	var address s3.Address
	var err error
	if whole {
		address, err = n.endpoint.Bucket(n.bucket)
	} else {
		address, err = n.endpoint.Object(s3.Location{Bucket: n.bucket, Key: key})
	}
	if err != nil {
		return nil, addressError(err)
	}
	r := sigv4.Request{Method: n.method, Scheme: address.Scheme, Host: address.Host, Path: address.Path}
	if r.Method == "" {
		r.Method = "GET"
	}
	n.extend(&r)
	return n.at(r, address, n.bucket, key)
}

// call plans a call of the operation.
func (n *planner) call(params map[string]any) (*plan, error) {
	request, err := n.endpoint.Request(s3.Call{Operation: n.op, Params: params, Method: n.method, Headers: n.headers, Query: n.query})
	if err != nil {
		return nil, callError(n.op, err)
	}
	plan, err := n.at(request.SigV4(), request.Address, request.Bucket, request.Key)
	if err != nil {
		return nil, err
	}
	plan.named = true
	return plan, nil
}

// at finishes the plan of a request to an address of S3.
func (n *planner) at(r sigv4.Request, a s3.Address, bucket, key string) (*plan, error) {
	if err := a.RequireSigV4(); err != nil {
		return nil, addressError(err)
	}
	p := &plan{request: r, scope: a.Scope()}
	if a.Session {
		p.token = sigv4.TokenS3Express
	}
	if n.legacy {
		var err error
		if p.hostBucket, p.pathBucket, err = legacyBuckets(n.endpoint, a, bucket); err != nil {
			return nil, err
		}
	}
	if text := s3.KeyWarning(key); text != "" {
		p.warnings = append(p.warnings, text)
	}
	return p, n.setPayload(p)
}

// extend adds the headers and the parameters that the flags give.
func (n *planner) extend(r *sigv4.Request) {
	r.Headers = n.headers // of a URL or an object, which have none
	for _, q := range n.query {
		r.RawQuery = appendParameter(r.RawQuery, q.Name, q.Value)
	}
}

// setPayload decides what the signature says of the body: what --payload says, or
// a header X-Amz-Content-Sha256. Where both do, they must agree.
func (n *planner) setPayload(p *plan) error {
	r := &p.request
	var err error
	switch n.payload {
	case "unsigned":
		r.Payload = sigv4.UnsignedPayload
	case "hash":
		r.Payload = sigv4.EmptyPayload
	case "":
		r.Payload = sigv4.EmptyPayload
		if p.scope.S3Family() {
			r.Payload = sigv4.UnsignedPayload
		}
	default:
		if r.Payload, err = parsePayload(n.payload); err != nil {
			return err
		}
	}
	said := n.payload != ""
	for _, h := range r.Headers {
		if !strings.EqualFold(h.Name, "X-Amz-Content-Sha256") {
			continue
		}
		announced, err := sigv4.ParsePayloadHash(h.Value)
		switch {
		case err != nil:
			return usagef("--header: X-Amz-Content-Sha256 holds no payload hash; use UNSIGNED-PAYLOAD, " +
				"or the body's SHA-256 as 64 lower-case hexadecimal digits")
		case said && announced != r.Payload && n.payload != "":
			return usagef("--header: X-Amz-Content-Sha256 says another hash than --payload; leave one out")
		case said && announced != r.Payload:
			return usagef("--header: X-Amz-Content-Sha256 is there twice; leave one out")
		}
		r.Payload, said = announced, true
	}
	return nil
}
