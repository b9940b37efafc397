package s3

import "github.com/sig4/sig4/sigv4"

// A Call is an operation with its parameters.
//
// The zero value is not valid: an Operation is required. A Call is only read,
// so it may be copied and used by several goroutines.
type Call struct {
	Operation Operation

	// Params are the parameters by the names that boto3 and the S3 API Reference
	// give them. [Operation.Params] tells the format of each, and the format
	// decides which Go types a value may have:
	//
	//   - FormatString: string; for PartNumberMarker also what FormatInteger takes
	//   - FormatInteger: all integers; a float64 that is whole; a json.Number
	//   - FormatBoolean: bool
	//   - FormatHTTPDate and FormatISO8601: time.Time; a string as in RFC 3339 or
	//     an HTTP date; a number, as seconds since 1970
	//   - FormatList: []string, []any of strings
	//   - FormatMap: map[string]string, map[string]any of strings
	//   - FormatCopySource: string, or a map of strings with the members Bucket,
	//     Key and perhaps VersionId
	//   - FormatSSEKey: string, []byte, sigv4.Secret
	//
	// So what encoding/json makes of a JSON object will do. Values of the body
	// may be anything and are not looked at.
	Params map[string]any

	// Method is the method to sign in place of the operation's own, or "".
	// Nothing else of the request changes: get_object with HEAD is the usual use.
	Method string

	// Headers are further headers to sign, and so to send, beside those that the
	// parameters yield: Content-MD5 or x-amz-checksum-sha256 of a body that is
	// known, for example, which delete_objects and others ask for but have no
	// parameter of. None may name a header that a parameter yields.
	Headers []sigv4.Header

	// Query are further parameters of the query, not percent-encoded, beside
	// those that the operation and its parameters yield: a mark to find the
	// request in a log, for example. None may have the name of one of these.
	Query []QueryParameter
}

// A QueryParameter is a name and a value, neither of them percent-encoded.
type QueryParameter struct{ Name, Value string }

// A Request is a call as it goes over the wire, but for the signature.
//
// The zero value is not valid; [Endpoint.Request] makes it.
type Request struct {
	Operation Operation
	Method    string
	Address   Address

	// Bucket and Key are the parameters, "" where the operation has none.
	Bucket, Key string

	// Query is percent-encoded: the operation's own part, then the parameters.
	Query string

	// Headers are to be signed, and sent with just these values.
	Headers []sigv4.Header
}

// URL returns the URL without a signature.
func (r Request) URL() string {
	if r.Query == "" {
		return r.Address.URL()
	}
	return r.Address.URL() + "?" + r.Query
}

// SigV4 returns the request for a [sigv4.Signer] of Address.Scope. The body is
// left out of the signature, as S3's presigned URLs have it.
func (r Request) SigV4() sigv4.Request {
	return sigv4.Request{
		Method: r.Method, Scheme: r.Address.Scheme, Host: r.Address.Host, Path: r.Address.Path,
		RawQuery: r.Query, Headers: r.Headers, Payload: sigv4.UnsignedPayload,
	}
}

// Request checks a call and puts each parameter into its place.
//
// A required parameter that is part of the body may be left out. No parameter is
// added by itself, so the lists of objects come without encoding-type=url unless
// EncodingType asks for it.
//
// The error is a [*CallError] with all problems at once, or an [*Error] of kind
// [ErrOperation] for a call without an operation.
func (e Endpoint) Request(c Call) (Request, error) {
	if c.Operation.IsZero() {
		return Request{}, fail(ErrOperation, "the call has none")
	}
	var space struct { // one allocation for calls of common size
		values  [8]given
		query   [128]byte
		headers [4]sigv4.Header
	}
	b := binder{
		operation: c.Operation, given: c.Params, params: c.Operation.params(),
		values: space.values[:0], query: space.query[:0], headers: space.headers[:0],
	}
	b.fixedQuery(c.Operation.Query())
	b.collect()
	b.bindAll()
	address, err := b.address(e)
	if err != nil {
		b.problems = append(b.problems, err)
	}
	b.refuseUnknown()
	b.addExtraHeaders(c.Headers)
	b.addExtraQuery(c.Query)
	if b.problems != nil {
		return Request{}, &CallError{Operation: c.Operation, Problems: b.problems}
	}
	r := Request{
		Operation: c.Operation, Method: c.Method, Address: address,
		Bucket: b.bucket, Key: b.key, Query: string(b.query), Headers: append([]sigv4.Header(nil), b.headers...),
	}
	if r.Method == "" {
		r.Method = c.Operation.Method()
	}
	return r, nil
}

// A binder turns one call into a request.
type binder struct {
	operation Operation
	given     map[string]any
	params    []Param
	values    []given
	unknown   []string // names, sorted
	problems  []error

	bucket, key, route string // what the address is made of, "" where it is wrong
	query              []byte
	headers            []sigv4.Header
}

// given is a value of Call.Params with the place of its parameter in params.
type given struct {
	param int
	value any
}

// collect sorts the call's values into the order of the parameters.
func (b *binder) collect() {
	for name, value := range b.given {
		i := b.find(name)
		if i < 0 {
			at := len(b.unknown)
			b.unknown = append(b.unknown, name)
			for ; at > 0 && b.unknown[at-1] > name; at-- {
				b.unknown[at] = b.unknown[at-1]
			}
			b.unknown[at] = name
			continue
		}
		at := len(b.values)
		b.values = append(b.values, given{})
		for ; at > 0 && b.values[at-1].param > i; at-- {
			b.values[at] = b.values[at-1]
		}
		b.values[at] = given{i, value}
	}
}

func (b *binder) find(name string) int {
	for i := range b.params {
		if b.params[i].Name == name {
			return i
		}
	}
	return -1
}

// bindAll binds the values, and refuses the call for each that is missing.
func (b *binder) bindAll() {
	values := b.values
	for i := range b.params {
		p := &b.params[i]
		switch {
		case len(values) > 0 && values[0].param == i:
			b.bind(p, values[0].value)
			values = values[1:]
		case p.Required && p.Place != InBody:
			b.fail(ErrMissingParam, p.Name, "")
		}
	}
}

func (b *binder) refuseUnknown() {
	for _, name := range b.unknown {
		reason := b.operation.Name() + " has none of that name"
		for i := range b.params {
			if sameLetters(b.params[i].Name, name) {
				reason = "is " + b.params[i].Name + " meant?"
			}
		}
		b.fail(ErrUnknownParam, name, reason)
	}
}

func (b *binder) fail(kind error, name, reason string) {
	b.problems = append(b.problems, &ParamError{Err: kind, Name: name, Reason: reason})
}

// wrongType refuses a value for its type.
func (b *binder) wrongType(name string, want Format) {
	b.fail(ErrParamType, name, "it must be "+want.String())
}
