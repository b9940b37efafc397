package peers

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

var emptySum = func() []byte { s := sha256.Sum256(nil); return s[:] }()

// signedAt is the instant of AWS's S3 examples.
var signedAt = time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)

// agree fails when the signers do not make the same of r.
func agree(t *testing.T, r *request, withMinio bool) {
	t.Helper()
	at := signedAt
	var results []result
	var names []string
	if withMinio {
		res, now := signMinio(t, r)
		at = now
		results, names = append(results, res), append(names, minio)
	}
	var want result
	for i, s := range signers() {
		res := s.sign(t, r, at)
		if i == 0 {
			want = res
			continue
		}
		if !s.sorted && res.url != "" && res.url != want.url && sameURL(t, res.url, want.url) {
			res.url = want.url
		}
		results, names = append(results, res), append(names, s.name)
	}
	if want.signature() == "" {
		t.Fatalf("no signature in %+v", want)
	}
	for i, got := range results {
		if got != want {
			t.Errorf("%+v\n%s: %+v\n%s: %+v\ncanonical request of sig4:\n%s", *r, core, want, names[i], got, r.canonical(t, at))
		}
	}
}

// TestAgree signs requests of the kinds that services see, in the header and in
// the query, with long-lived and with temporary credentials.
func TestAgree(t *testing.T) {
	t.Parallel()
	header := func(pairs ...string) (h []sigv4.Header) {
		for i := 0; i < len(pairs); i += 2 {
			h = append(h, sigv4.Header{Name: pairs[i], Value: pairs[i+1]})
		}
		return h
	}
	const bucket = "https://examplebucket.s3.amazonaws.com"
	for _, tt := range []struct {
		name string
		request
		noMinio bool // it cannot sign this, see TestDiffer
	}{
		{name: "object", request: request{method: "GET", url: bucket + "/test.txt", service: "s3"}},
		{name: "range", request: request{method: "GET", url: bucket + "/test.txt", headers: header("Range", "bytes=0-9"), service: "s3"}},
		{name: "bucket", request: request{method: "GET", url: bucket + "/", service: "s3"}},
		{name: "sub-resource without a value", request: request{method: "GET", url: bucket + "/?lifecycle", service: "s3"}},
		{name: "list", request: request{method: "GET", url: bucket + "/?max-keys=2&prefix=J", service: "s3"}},
		{name: "escaped key", request: request{method: "PUT", url: bucket + "/test%24file%20%2B%25%E2%82%AC.text", service: "s3"}},
		{name: "dot segments of a key", request: request{method: "GET", url: bucket + "/a//b/../c/./d/", service: "s3"}},
		{name: "metadata", request: request{method: "PUT", url: bucket + "/k", service: "s3",
			headers: header("X-Amz-Meta-A", "b", "X-Amz-Storage-Class", "REDUCED_REDUNDANCY", "Content-Type", "text/plain")}},
		{name: "a header twice", request: request{method: "PUT", url: bucket + "/k", service: "s3", headers: header("X-Amz-Meta-A", "b", "X-Amz-Meta-A", "a")}},
		{name: "spaces around a value", request: request{method: "GET", url: bucket + "/k", service: "s3", headers: header("X-Amz-Meta-A", "  b  ")}},
		{name: "port", request: request{method: "GET", url: "http://localhost:9000/b/k", service: "s3"}},
		{name: "space and plus in the query", request: request{method: "GET", url: bucket + "/?prefix=a+b%2Bc%20d", service: "s3"}},
		{name: "lower-case escapes in the query", request: request{method: "GET", url: bucket + "/?prefix=%c3%a9%7e", service: "s3"}},
		{name: "empty pairs in the query", request: request{method: "GET", url: bucket + "/?a=1&&b=2&", service: "s3"}},
		{name: "equals sign in a value", request: request{method: "GET", url: bucket + "/?a=b=c", service: "s3"}},

		{name: "IAM", request: request{method: "GET", url: "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08", service: "iam",
			headers: header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")}, noMinio: true},
		{name: "escapes twice", request: request{method: "GET", url: "https://es.us-east-1.amazonaws.com/a%20b/c%3Ad", service: "es"}, noMinio: true},
		{name: "sub-delimiters", request: request{method: "GET", url: "https://es.us-east-1.amazonaws.com/a,b;c=d@e:f!", service: "es"}, noMinio: true},
		{name: "POST", request: request{method: "POST", url: "https://dynamodb.us-east-1.amazonaws.com/", service: "dynamodb",
			headers: header("X-Amz-Target", "DynamoDB_20120810.ListTables", "Content-Type", "application/x-amz-json-1.0")}, noMinio: true},
	} {
		for _, token := range []string{"", "IQoJb3JpZ2luX2VjE/with+signs="} {
			for _, expires := range []time.Duration{0, 24 * time.Hour} {
				t.Run(fmt.Sprintf("%s/token=%v/presigned=%v", tt.name, token != "", expires > 0), func(t *testing.T) {
					t.Parallel()
					r := tt.request
					r.token, r.expires = token, expires
					agree(t, &r, !tt.noMinio)
				})
			}
		}
	}
}

// TestAgreeAtRandom signs seeded random requests, within what all the signers
// read alike; TestDiffer shows what is outside.
func TestAgreeAtRandom(t *testing.T) {
	t.Parallel()
	n := 5000
	if testing.Short() {
		n = 500
	}
	rng := rand.New(rand.NewPCG(4, 4))
	presigned, s3 := 0, 0
	for range n {
		r := randomRequest(rng)
		if r.expires > 0 {
			presigned++
		}
		if r.s3() {
			s3++
		}
		// minio-go signs other services' paths as S3's, and presigns for S3 only.
		agree(t, r, r.s3())
		if t.Failed() {
			return
		}
	}
	t.Logf("%d requests, %d for S3, %d presigned", n, s3, presigned)
}

const (
	plain = "ABCXYZabcxyz0189-._~"
	many  = plain + " !\"#$%&'()*+,:;<=>?@[\\]^`{|}é€😀\x01\x7f"
)

func randomRequest(rng *rand.Rand) *request {
	r := &request{method: pick(rng, "GET", "PUT", "POST", "DELETE", "HEAD"), service: "s3"}
	if rng.IntN(3) == 0 {
		r.service = pick(rng, "iam", "es", "execute-api", "dynamodb", "sts")
	}
	if rng.IntN(3) == 0 {
		r.token = word(rng, plain+"/+=", 1, 200)
	}
	if rng.IntN(2) == 0 {
		r.expires = time.Duration(1+rng.IntN(604800)) * time.Second
	}

	var u strings.Builder
	u.WriteString(pick(rng, "https://examplebucket.s3.us-east-1.amazonaws.com", "http://localhost:9000", "https://[::1]:8443", "https://h"))
	for range 1 + rng.IntN(4) {
		u.WriteByte('/')
		segment := word(rng, many, 0, 12)
		if !r.s3() { // sig4 normalises: no segment is empty or of dots
			segment = "s" + segment
		}
		u.Write(sigv4.AppendEscaped(nil, segment))
	}
	// Names apart in their first letter have one order, encoded or not.
	sep := byte('?')
	for i := range rng.IntN(6) {
		u.WriteByte(sep)
		u.WriteString(string(rune('a'+i)) + word(rng, plain, 0, 6))
		if rng.IntN(5) > 0 {
			u.WriteByte('=')
			u.Write(sigv4.AppendEscaped(nil, word(rng, many, 0, 20)))
		}
		sep = '&'
	}
	r.url = u.String()

	names := []string{"X-Amz-Meta-A", "X-Amz-Acl", "Content-Type", "Range", "Cache-Control", "My-Header", "X-Amz-Meta-B", "If-Match", "X-Amz-Target"}
	rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names[:rng.IntN(len(names))] {
		for range 1 + rng.IntN(2) {
			value := strings.Join(strings.Fields(word(rng, plain+" ,;=\"/é", 0, 30)), " ")
			r.headers = append(r.headers, sigv4.Header{Name: name, Value: value})
		}
	}
	return r
}

func pick(rng *rand.Rand, words ...string) string { return words[rng.IntN(len(words))] }

// word returns least to most characters out of from.
func word(rng *rand.Rand, from string, least, most int) string {
	runes := []rune(from)
	var b strings.Builder
	for range least + rng.IntN(most-least+1) {
		b.WriteRune(runes[rng.IntN(len(runes))])
	}
	return b.String()
}
