package sig4_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// A call is a request for an object, or for the bucket when key is empty, before it is signed.
type call struct {
	method  string
	key     string
	spelled string // the key as on the wire, where key would be spelled in another way
	query   string // as on the wire
	header  []sigv4.Header
	body    string
}

// A way is one of the ways to get a call signed. Every way signs all headers of the call.
type way struct {
	name   string
	query  bool // the signature is in the query
	hashed bool // the body is covered
	sign   func(t *testing.T, b *bucket, c call) *http.Request
}

// ways are all of them: in the header and in the query, with the core alone and with net/http, the body hashed and not.
var ways = slices.Concat(coreWays, httpWays)

var coreWays = []way{
	{name: "core header, hashed", hashed: true, sign: func(t *testing.T, b *bucket, c call) *http.Request {
		return signCore(t, b, c, sigv4.HashPayload([]byte(c.body)))
	}},
	{name: "core header, unsigned", sign: func(t *testing.T, b *bucket, c call) *http.Request {
		return signCore(t, b, c, sigv4.UnsignedPayload)
	}},
	{name: "core query, unsigned", query: true, sign: func(t *testing.T, b *bucket, c call) *http.Request {
		return presignCore(t, b, c, sigv4.UnsignedPayload)
	}},
	{name: "core query, hashed", query: true, hashed: true, sign: func(t *testing.T, b *bucket, c call) *http.Request {
		return presignCore(t, b, c, sigv4.HashPayload([]byte(c.body)))
	}},
}

// eachWay runs a test once per way, in parallel, each with a bucket of its own.
func eachWay(t *testing.T, test func(t *testing.T, b *bucket, w way)) {
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			test(t, newBucket(t), w)
		})
	}
}

// do signs a call and sends it.
func (w way) do(t *testing.T, b *bucket, c call) answer {
	t.Helper()
	return send(t, w.sign(t, b, c))
}

// request is the call as the core sees it: the strict spelling of the path.
func (b *bucket) request(c call, payload sigv4.PayloadHash) *sigv4.Request {
	path := "/" + b.name
	switch {
	case c.spelled != "":
		path += "/" + c.spelled
	case c.key != "":
		path += "/" + string(sigv4.AppendEscapedPath(nil, c.key))
	}
	return &sigv4.Request{
		Method:   c.method,
		Scheme:   "http",
		Host:     b.server.Host,
		Path:     path,
		RawQuery: c.query,
		Headers:  c.header,
		Payload:  payload,
	}
}

// newRequest is the call as a request of net/http with the address as given.
func newRequest(t *testing.T, c call, address string) *http.Request {
	t.Helper()
	var req *http.Request
	var err error
	if c.body == "" {
		req, err = http.NewRequest(c.method, address, nil)
	} else {
		req, err = http.NewRequest(c.method, address, strings.NewReader(c.body))
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range c.header {
		req.Header.Add(h.Name, h.Value)
	}
	return req
}

func signCore(t *testing.T, b *bucket, c call, payload sigv4.PayloadHash) *http.Request {
	t.Helper()
	r := b.request(c, payload)
	headers, err := b.signer(t).Sign(r, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	address := b.server.URL() + r.Path
	if r.RawQuery != "" {
		address += "?" + r.RawQuery
	}
	req := newRequest(t, c, address)
	if sent := b.server.URL() + req.URL.RequestURI(); sent != address {
		t.Fatalf("net/http would send %q, not %q", sent, address)
	}
	for _, h := range headers {
		req.Header.Set(h.Name, h.Value)
	}
	return req
}

func presignCore(t *testing.T, b *bucket, c call, payload sigv4.PayloadHash) *http.Request {
	t.Helper()
	address, err := b.signer(t).AppendPresigned(nil, b.request(c, payload), life, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return newRequest(t, c, string(address))
}
