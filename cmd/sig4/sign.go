package main

import (
	"context"
	"flag"

	"github.com/sig4/sig4/sigv4"
)

// sign prints the signed form of a raw request.
type sign struct {
	signFlags
	output outputFlags
}

func (s *sign) define(fs *flag.FlagSet) {
	s.signFlags.define(fs)
	s.output.define(fs, "raw", "json")
}

func (s *sign) run(ctx context.Context, e *env, args []string) error {
	format, err := s.output.format()
	if err != nil {
		return err
	}
	if err := none("sign", args); err != nil {
		return err
	}
	result, err := s.sign(ctx, e)
	if err != nil {
		return err
	}
	result.request.warn(e)
	if format == "json" {
		return e.print(result.json())
	}
	return e.print(result.request.bytes())
}

// signed is a raw request after signing, and the steps that led there.
type signed struct {
	request *rawRequest
	steps   sigv4.Explanation
}

// apply changes the request to its signed form.
func (s *signed) apply() {
	if s.steps.Query != "" {
		path, _ := cutTarget(s.request.target)
		s.request.target = path + "?" + s.steps.Query
	}
	for _, h := range s.steps.Added {
		s.request.headers = append(s.request.headers, rawHeader{h.Name, h.Value, h.Name + ": " + h.Value})
	}
}

func (s *signed) json() []byte {
	var j jsonWriter
	j.open('{')
	j.headers("headers", s.steps.Added)
	j.member("authorization", s.steps.Authorization)
	j.member("url", s.steps.URL)
	j.member("signed_request", string(s.request.bytes()))
	j.close('}')
	return j.end()
}
