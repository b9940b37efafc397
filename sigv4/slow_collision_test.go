package sigv4_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// Two requests must have one canonical request exactly when they mean the same:
// a collision would let a signature be moved to another request.

// meaning is a request taken apart, with nothing joined that a delimiter in a
// value could fake.
type meaning struct {
	method, host, path, payload string
	pairs                       [][2]string // decoded, in an order of their own
	headers                     map[string]string
}

func meaningOf(in input, presign bool) meaning {
	pairs, signed, _ := slowHeaderParts(in)
	if presign {
		pairs, signed = slowPresignParts(in)
	}
	slices.SortFunc(pairs, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	return meaning{
		method: in.Request.Method, host: in.Request.Host, path: slowPath(in), payload: in.Request.Payload.String(),
		pairs: pairs, headers: slowHeaderMap(signed),
	}
}

// checkCollision signs two requests with the same credentials, options and time
// in both ways. It reports what became of them: refused, equal or different.
func checkCollision(t testing.TB, in input, a, b sigv4.Request) (fate string) {
	t.Helper()
	first, second := in, in
	first.Request, second.Request = a, b
	s := in.signer(t)
	for _, presign := range []bool{false, true} {
		explain := func(r sigv4.Request) (sigv4.Explanation, error) {
			if presign {
				return s.ExplainPresigned(&r, in.Expires, in.Time)
			}
			return s.Explain(&r, in.Time)
		}
		ea, err := explain(a)
		if err != nil {
			return "refused"
		}
		eb, err := explain(b)
		if err != nil {
			return "refused"
		}
		ma, mb := meaningOf(first, presign), meaningOf(second, presign)
		same := reflect.DeepEqual(ma, mb)
		if same != (ea.CanonicalRequest == eb.CanonicalRequest) || same != (ea.Signature == eb.Signature) {
			t.Errorf("presign %v, %v: these mean the same: %v\n%+v\n%+v\nbut sign\n%q\n%q",
				presign, in.Options, same, ma, mb, ea.CanonicalRequest, eb.CanonicalRequest)
		}
		fate = map[bool]string{true: "equal", false: "different"}[same]
	}
	return fate
}

// near returns a request that is much like r: something moved over a delimiter,
// was escaped or unescaped, doubled, swapped or respelled.
func (g generator) near(r sigv4.Request) sigv4.Request {
	r.Headers = slices.Clone(r.Headers)
	swap := func(s string, old, new string) string {
		if g.one(2) {
			old, new = new, old
		}
		return strings.Replace(s, old, new, 1+g.n(3))
	}
	moves := [][2]string{
		{"%26", "&"}, {"%3D", "="}, {"%3d", "="}, {"%2B", "+"}, {"%20", "+"}, {"%20", " "}, {"%25", "%"}, {"%7e", "~"}, {"%3F", "?"}, {"%0A", "\n"},
		{"&", "&&"}, {"&", ";"}, {"=", ""}, {"=&", "&"}, {"%2F", "/"}, {"/", "//"}, {"/", "/./"}, {"/a/../", "/"}, {"%2e", "."}, {"%41", "A"},
		{"%ff", "%FF"}, {"a=1", "a%3D1"}, {",", "%2C"}, {"é", "%C3%A9"}, {"é", "e\u0301"},
	}
	move := moves[g.n(len(moves))]
	switch g.n(14) {
	case 0, 1:
		r.Path = swap(r.Path, move[0], move[1])
	case 2, 3:
		r.RawQuery = swap(r.RawQuery, move[0], move[1])
	case 4: // the end of the path into the query, and back
		whole := r.Path + "?" + r.RawQuery
		if i := g.n(len(whole)); g.one(2) {
			whole = strings.Replace(whole, "?", "%3F", 1)
			r.Path, r.RawQuery = whole[:i], whole[i:]
		} else {
			r.Path, r.RawQuery, _ = strings.Cut(strings.Replace(whole, "/", "?", i), "?")
		}
	case 5: // the pairs in another order
		pairs := strings.Split(r.RawQuery, "&")
		i, j := g.n(len(pairs)), g.n(len(pairs))
		pairs[i], pairs[j] = pairs[j], pairs[i]
		r.RawQuery = strings.Join(pairs, "&")
	case 6: // the start of the path into the host
		r.Host, r.Path = r.Host+strings.TrimSuffix(r.Path, "/"), "/"
	case 7:
		r.Method = swap(r.Method, "GET", g.pick("get", "GET\n", "GETT"))
	case 8:
		r.Payload = []sigv4.PayloadHash{sigv4.EmptyPayload, sigv4.UnsignedPayload, sigv4.StreamingSigned}[g.n(3)]
	default:
		if len(r.Headers) == 0 {
			r.Headers = []sigv4.Header{{Name: "a", Value: r.RawQuery}}
			break
		}
		i, j := g.n(len(r.Headers)), g.n(len(r.Headers))
		h := &r.Headers[i]
		switch g.n(10) {
		case 0: // another order
			r.Headers[i], r.Headers[j] = r.Headers[j], r.Headers[i]
		case 1: // another spelling
			h.Name = g.pick(strings.ToUpper(h.Name), strings.ToLower(h.Name))
		case 2: // the name's end into the value, and back
			whole := h.Name + ":" + h.Value
			at := g.n(len(whole) + 1)
			h.Name, h.Value = whole[:at], strings.TrimPrefix(whole[at:], ":")
		case 3: // two values in one, and one in two
			if before, after, ok := strings.Cut(h.Value, ","); ok {
				h.Value = before
				r.Headers = slices.Insert(r.Headers, i+1, sigv4.Header{Name: h.Name, Value: after})
			} else {
				r.Headers = append(r.Headers, sigv4.Header{Name: h.Name, Value: h.Value})
				h.Value += "," + h.Value
			}
		case 4: // one header in another's value
			h.Value += g.pick("\n", "\r\n", ",", "%0A", " ") + r.Headers[j].Name + ":" + r.Headers[j].Value
			r.Headers = slices.Delete(r.Headers, j, j+1)
		case 5:
			h.Value = swap(h.Value, " ", g.pick("  ", "\t", ""))
		case 6:
			h.Value = g.pick(" ", "\t", "", ",") + h.Value + g.pick(" ", "\t", "", ",")
		case 7: // into the query
			r.RawQuery += "&" + h.Name + "=" + h.Value
			r.Headers = slices.Delete(r.Headers, i, i+1)
		case 8:
			r.Headers = slices.Delete(r.Headers, i, i+1)
		case 9:
			r.Headers = append(r.Headers, sigv4.Header{Name: g.pick("x-amz-content-sha256", "host", "x-amz-date", "hosts"), Value: r.Payload.String()})
		}
	}
	return r
}

func TestNoCollision(t *testing.T) {
	t.Parallel()
	g := newGenerator("sig4 collisions 1")
	fates := map[string]int{}
	for i := range 10_000 {
		in := g.input()
		in.Time, in.Expires = time.Unix(1440938160, 0), time.Hour
		a := in.Request
		if len(a.Headers) > 6 {
			a.Headers = a.Headers[:6]
		}
		b := g.near(a)
		if g.one(2) {
			b = g.near(b)
		}
		if g.one(50) {
			b = g.request()
		}
		fates[checkCollision(t, in, a, b)]++
		if t.Failed() {
			t.Fatalf("at pair %d", i)
		}
	}
	for _, fate := range []string{"refused", "equal", "different"} {
		if fates[fate] < 500 {
			t.Errorf("the fates of the pairs are %v: the generator lost its balance", fates)
		}
	}
}

// TestNoCollisionKnown holds pairs that implementations are known to confuse,
// each with what it must be.
func TestNoCollisionKnown(t *testing.T) {
	in := input{
		Credentials: sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")},
		Time:        time.Unix(1440938160, 0), Expires: time.Hour,
	}
	headers := func(h ...string) (out []sigv4.Header) {
		for i := 0; i < len(h); i += 2 {
			out = append(out, sigv4.Header{Name: h[i], Value: h[i+1]})
		}
		return out
	}
	for _, tt := range []struct {
		name, service string
		a, b          sigv4.Request
		want          string
	}{
		{"escaped ampersand", "s3", sigv4.Request{RawQuery: "a=1%26b=2"}, sigv4.Request{RawQuery: "a=1&b=2"}, "different"},
		{"escaped equals sign", "s3", sigv4.Request{RawQuery: "a%3Db=c"}, sigv4.Request{RawQuery: "a=b%3Dc"}, "different"},
		{"second equals sign", "s3", sigv4.Request{RawQuery: "a=b=c"}, sigv4.Request{RawQuery: "a=b%3Dc"}, "equal"},
		{"semicolon", "s3", sigv4.Request{RawQuery: "a=1;b=2"}, sigv4.Request{RawQuery: "a=1&b=2"}, "different"},
		{"plus and space", "s3", sigv4.Request{RawQuery: "a=b+c"}, sigv4.Request{RawQuery: "a=b%20c"}, "equal"},
		{"plus and escaped plus", "s3", sigv4.Request{RawQuery: "a=b+c"}, sigv4.Request{RawQuery: "a=b%2Bc"}, "different"},
		{"no value", "s3", sigv4.Request{RawQuery: "acl"}, sigv4.Request{RawQuery: "acl="}, "equal"},
		{"empty pairs", "s3", sigv4.Request{RawQuery: "&a=1&&"}, sigv4.Request{RawQuery: "a=1"}, "equal"},
		{"repeated pair", "s3", sigv4.Request{RawQuery: "a=1&a=1"}, sigv4.Request{RawQuery: "a=1"}, "different"},
		{"query in the path", "s3", sigv4.Request{Path: "/a%3Fb=c"}, sigv4.Request{Path: "/a", RawQuery: "b=c"}, "different"},
		{"escaped slash", "s3", sigv4.Request{Path: "/a%2Fb"}, sigv4.Request{Path: "/a/b"}, "equal"},
		{"escaped slash", "iam", sigv4.Request{Path: "/a%2Fb"}, sigv4.Request{Path: "/a/b"}, "different"},
		{"two slashes", "s3", sigv4.Request{Path: "/a//b"}, sigv4.Request{Path: "/a/b"}, "different"},
		{"two slashes", "iam", sigv4.Request{Path: "/a//b"}, sigv4.Request{Path: "/a/b"}, "equal"},
		{"dot segments", "s3", sigv4.Request{Path: "/a/../b"}, sigv4.Request{Path: "/b"}, "different"},
		{"dot segments", "iam", sigv4.Request{Path: "/a/../b"}, sigv4.Request{Path: "/b"}, "equal"},
		{"escaped dot segments", "iam", sigv4.Request{Path: "/a/%2e%2e/b"}, sigv4.Request{Path: "/b"}, "different"},
		{"trailing slash", "iam", sigv4.Request{Path: "/a/"}, sigv4.Request{Path: "/a"}, "different"},
		{"unicode's normal forms", "s3", sigv4.Request{Path: "/\u00e9"}, sigv4.Request{Path: "/e\u0301"}, "different"},
		{"two headers and a list", "s3", sigv4.Request{Headers: headers("A", "1", "a", "2")}, sigv4.Request{Headers: headers("a", "1,2")}, "equal"},
		{"order of equal names", "s3", sigv4.Request{Headers: headers("a", "1", "a", "2")}, sigv4.Request{Headers: headers("a", "2", "a", "1")}, "different"},
		{"order of names", "s3", sigv4.Request{Headers: headers("a", "1", "b", "2")}, sigv4.Request{Headers: headers("b", "2", "a", "1")}, "equal"},
		{"space after a comma", "s3", sigv4.Request{Headers: headers("a", "1, 2")}, sigv4.Request{Headers: headers("a", "1,2")}, "different"},
		{"runs of spaces", "s3", sigv4.Request{Headers: headers("a", " 1  2 ")}, sigv4.Request{Headers: headers("a", "1 2")}, "equal"},
		{"space and tab", "s3", sigv4.Request{Headers: headers("a", "1 2")}, sigv4.Request{Headers: headers("a", "1\t2")}, "different"},
		{"a header in a value", "s3", sigv4.Request{Headers: headers("a", "1\nb:2")}, sigv4.Request{Headers: headers("a", "1", "b", "2")}, "refused"},
		{"a colon in a name", "s3", sigv4.Request{Headers: headers("a:b", "c")}, sigv4.Request{Headers: headers("a", "b:c")}, "refused"},
		{"a semicolon in a name", "s3", sigv4.Request{Headers: headers("a;b", "c")}, sigv4.Request{Headers: headers("a", "", "b", "c")}, "refused"},
		{"empty and absent header", "s3", sigv4.Request{Headers: headers("a", "")}, sigv4.Request{}, "different"},
		{"a line in the method", "s3", sigv4.Request{Method: "GET\n/"}, sigv4.Request{Method: "GET"}, "refused"},
		{"case of the method", "s3", sigv4.Request{Method: "get"}, sigv4.Request{Method: "GET"}, "different"},
		{"case of the host", "s3", sigv4.Request{Host: "H"}, sigv4.Request{Host: "h"}, "different"},
		{"a port", "s3", sigv4.Request{Host: "h:443"}, sigv4.Request{Host: "h"}, "different"},
		{"the payload", "s3", sigv4.Request{Payload: sigv4.UnsignedPayload}, sigv4.Request{Payload: sigv4.StreamingSigned}, "different"},
	} {
		t.Run(fmt.Sprintf("%s, %s", tt.name, tt.service), func(t *testing.T) {
			in := in
			in.Scope = sigv4.Scope{Region: "us-east-1", Service: tt.service}
			for _, r := range []*sigv4.Request{&tt.a, &tt.b} {
				if r.Method == "" {
					r.Method = "GET"
				}
				if r.Host == "" {
					r.Host = "h"
				}
				if r.Payload == (sigv4.PayloadHash{}) {
					r.Payload = sigv4.EmptyPayload
				}
			}
			if got := checkCollision(t, in, tt.a, tt.b); got != tt.want {
				t.Errorf("the pair is %s, want %s", got, tt.want)
			}
		})
	}
}
