package main

import (
	"context"
	"flag"
	"strings"
)

// explain prints every step of signing a raw request.
type explain struct {
	signFlags
	output outputFlags
}

func (x *explain) define(fs *flag.FlagSet) {
	x.signFlags.define(fs)
	x.output.define(fs, "text", "json")
}

func (x *explain) run(ctx context.Context, e *env, args []string) error {
	format, err := x.output.format()
	if err != nil {
		return err
	}
	if err := none("explain", args); err != nil {
		return err
	}
	result, err := x.sign(ctx, e)
	if err != nil {
		return err
	}
	if format == "json" {
		return e.print(result.stepsJSON())
	}
	return e.print([]byte(result.text()))
}

func (s *signed) stepsJSON() []byte {
	var j jsonWriter
	j.open('{')
	j.member("canonical_request", s.steps.CanonicalRequest)
	j.member("string_to_sign", s.steps.StringToSign)
	j.member("scope", s.steps.Scope)
	j.member("signature", s.steps.Signature)
	j.member("authorization", s.steps.Authorization)
	j.member("signed_request", string(s.request.bytes()))
	j.member("url", s.steps.URL)
	j.close('}')
	return j.end()
}

// text tells the steps in the order and by the names of AWS's description (IAM
// User Guide, "Create a signed AWS API request").
func (s *signed) text() string {
	var t explanation
	x := &s.steps
	lines := strings.Split(x.StringToSign, "\n")

	t.heading("1. Canonical request: what is signed of the request, one way to write it")
	t.line("method", s.request.method)
	t.line("canonical URI", x.CanonicalURI)
	t.line("canonical query", strings.ReplaceAll(x.CanonicalQuery, "&", "\n&"))
	t.line("canonical headers", strings.TrimSuffix(x.CanonicalHeaders, "\n"))
	t.line("signed headers", x.SignedHeaders)
	t.line("payload hash", x.PayloadHash)
	if names := s.unsigned(); len(names) > 0 {
		t.line("not signed", strings.Join(names, ", "))
	}

	t.heading("2. Hash of the canonical request: SHA-256, in hexadecimal")
	t.line("hash", x.CanonicalRequestHash)

	t.heading("3. String to sign: four lines")
	t.line("algorithm", lines[0])
	t.line("time", lines[1])
	t.line("scope", x.Scope)
	t.line("hash", x.CanonicalRequestHash)

	scope := strings.Split(x.Scope, "/")
	t.heading("4. Signing key: HMAC-SHA256 four times, the result of each is the next one's key (not shown)")
	t.line("date key", `key "AWS4" + secret access key, text `+scope[0])
	t.line("region key", "text "+scope[1])
	t.line("service key", "text "+scope[2])
	t.line("signing key", "text "+scope[3])

	t.heading("5. Signature: HMAC-SHA256 of the string to sign with the signing key, in hexadecimal")
	t.line("signature", x.Signature)

	if x.URL != "" {
		t.heading("6. Result: a URL that carries its signature; the signed headers must be sent with it")
		t.line("url", x.URL)
		return t.String()
	}
	t.heading("6. Result: headers to add to the request")
	for _, h := range x.Added {
		t.line(h.Name, h.Value)
	}
	return t.String()
}

// unsigned names the headers of the request that the signature leaves out.
func (s *signed) unsigned() (names []string) {
	signed := ";" + s.steps.SignedHeaders + ";"
	for _, h := range s.request.headers {
		name := strings.ToLower(h.name)
		if name != "authorization" && !strings.Contains(signed, ";"+name+";") {
			names = append(names, name)
		}
	}
	return names
}

// explanation is a text of headings and labelled lines.
type explanation struct{ strings.Builder }

func (t *explanation) heading(text string) {
	if t.Len() > 0 {
		t.WriteByte('\n')
	}
	t.WriteString(text)
	t.WriteByte('\n')
}

// line writes a label and a value; further lines of the value stand below its
// first. What is not printable is shown escaped, for the text may go to a
// terminal.
func (t *explanation) line(label, value string) {
	const width = 22
	for i, v := range strings.Split(value, "\n") {
		if i > 0 {
			label = ""
		}
		text := "  " + label + strings.Repeat(" ", max(1, width-len(label))) + printable(v)
		t.WriteString(strings.TrimRight(text, " "))
		t.WriteByte('\n')
	}
}
