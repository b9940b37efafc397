package sigv4_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// generator makes random inputs. The same seed makes the same inputs for ever:
// ChaCha8 is specified, and numbers are drawn by remainder here, not by the
// methods of rand.Rand, which may change.
type generator struct{ source *rand.ChaCha8 }

func newGenerator(seed string) generator {
	return generator{rand.NewChaCha8(sha256.Sum256([]byte(seed)))}
}

// n returns a number from 0 to limit-1.
func (g generator) n(limit int) int { return int(g.source.Uint64() % uint64(limit)) }

// one returns true once in n times.
func (g generator) one(n int) bool { return g.n(n) == 0 }

func (g generator) pick(from ...string) string { return from[g.n(len(from))] }

// Pieces that texts are made of: plain ones, delimiters of every syntax that a
// signature joins, escapes in both cases, and bytes that are no UTF-8.
var (
	plainPieces = []string{"a", "B", "z9", "key", "0", "-", ".", "_", "~"}
	pathPieces  = []string{
		"/", "//", "/./", "/../", "/.", "/..", "..", ".", "%2F", "%2f", "%2e", "%2E%2E", "%20", "%25", "%7E", "%41", "%0a", "%00", "%ff",
		" ", "+", "é", "e\u0301", "🍺", "\xff", "!", "$", "&", "'", "(", ")", "*", ",", ";", "=", ":", "@", "\"", "<", "\\", "|", "^", "`", "{",
	}
	queryPieces = []string{
		"&", "&&", "=", "==", "+", " ", "%20", "%2B", "%2b", "%26", "%3D", "%3d", "%7e", "%0A", "%ff", "%25", "é", "🍺", "\xff",
		";", "/", "?", ":", ",", "*", "'", "!", "@", "$", "[", "]", "id-type", "id", "a-b", "a", "X-Amz-Meta", "x-amz-content-sha256x",
	}
	valuePieces = []string{
		" ", "  ", "\t", " \t ", ",", ", ", ";", ":", "=", "\"", "\"a  b\"", "é", "\u00a0", "\xff", "%20", "value", "host:x", "x-amz-date:",
	}
	badPieces = []string{"\n", "\r", "\x00", "\x7f", "%", "%zz", "%4", "#", "?", "\r\nhost:evil", "\nx"}
)

// text joins up to max pieces; one text in 1000 holds a bad one.
func (g generator) text(max int, pieces []string) string {
	var b strings.Builder
	for range g.n(max + 1) {
		if g.one(2) {
			b.WriteString(g.pick(plainPieces...))
		} else {
			b.WriteString(g.pick(pieces...))
		}
	}
	if g.one(1000) {
		b.WriteString(g.pick(badPieces...))
	}
	return b.String()
}

// word returns 1 to max letters and digits.
func (g generator) word(max int) string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	b := make([]byte, 1+g.n(max))
	for i := range b {
		b[i] = letters[g.n(len(letters))]
	}
	return string(b)
}

func (g generator) input() input {
	in := input{
		Credentials: sigv4.Credentials{
			AccessKeyID: "AKIA" + g.word(28),
			// Up to 120 bytes: with "AWS4" before it, on both sides of
			// SHA-256's block size.
			SecretAccessKey: sigv4.NewSecret(g.word(60) + g.pick("/", "+", "é", " ", "=") + g.word(60)),
		},
		Scope: sigv4.Scope{
			Region: g.pick("us-east-1", "eu-central-1", "auto", "cn-north-1", g.word(20)),
			Service: g.pick("s3", "s3", "s3-outposts", "s3-object-lambda", "s3express", "iam", "service", "execute-api",
				"iotdevicegateway", "S3", g.word(12)),
		},
		Options: sigv4.Options{
			Path: sigv4.PathStyle(g.n(3)), Encoding: sigv4.Encoding(g.n(3)), ContentSHA256: sigv4.ContentSHA256(g.n(3)),
		},
		// From the year 1 to the year 9999, any second and fraction, and a zone.
		Time: time.Unix(-62135596800+int64(g.source.Uint64()%315537897600), int64(g.n(1e9))).
			In(time.FixedZone("", 60*(g.n(24*60)-12*60))),
		Expires: time.Duration(1+g.n(604800)) * time.Second,
	}
	if g.one(3) {
		in.Credentials.SessionToken = sigv4.NewSecret(g.pick("", "AQoD/+=") + g.word(200) + g.pick("", "=", "%"))
		in.Options.Token = sigv4.TokenMode(g.n(3))
	}
	if g.one(4) {
		in.Credentials.Expires = in.Time.Add(time.Duration(g.n(604800*2)-604800) * time.Second)
	}
	if g.one(3) {
		in.Options.Path, in.Options.Encoding, in.Options.ContentSHA256 = 0, 0, 0
	}
	in.Request = g.request()
	switch g.n(400) {
	case 0:
		in.Expires = time.Duration(g.n(3)-1) * 604801 * time.Second
	case 1:
		in.Expires += time.Millisecond
	case 2:
		in.Time = time.Unix(253402300800+int64(g.n(1e9)), 0)
	}
	return in
}

func (g generator) request() sigv4.Request {
	r := sigv4.Request{
		Method: g.pick("GET", "PUT", "POST", "HEAD", "DELETE", "PATCH", "get", g.word(8)),
		Scheme: g.pick("", "https", "http"),
		Host:   g.pick("examplebucket.s3.amazonaws.com", "EXAMPLE.com", "localhost", "[::1]", "a_b."+g.word(9)) + g.pick("", "", ":8080"),
		Path:   g.pick("", "/", "/", "/", "//", "/.", "/%2e") + strings.TrimLeft(g.text(12, pathPieces), "/"),
	}
	pairs := make([]string, g.n(6))
	if g.one(50) {
		pairs = make([]string, 60) // past every fixed buffer, as the headers below
	}
	for i := range pairs {
		pairs[i] = g.text(4, queryPieces)
	}
	r.RawQuery = strings.Join(pairs, "&")
	if r.Path != "" && r.Path[0] != '/' && !g.one(500) {
		r.Path = "/" + r.Path
	}
	switch g.n(4) {
	case 0:
		r.Payload = sigv4.EmptyPayload
	case 1:
		r.Payload = sigv4.UnsignedPayload
	case 2:
		r.Payload = sigv4.HashPayload([]byte(g.word(100)))
	case 3:
		r.Payload = []sigv4.PayloadHash{
			sigv4.StreamingSigned, sigv4.StreamingSignedTrailer, sigv4.StreamingUnsignedTrailer, sigv4.StreamingSigned4A, sigv4.StreamingSigned4ATrailer,
		}[g.n(5)]
	}
	count := g.n(6)
	if g.one(50) {
		count = 60
	}
	for range count {
		name := g.pick("content-type", "Content-Type", "x-amz-meta-a", "X-AMZ-META-A", "x-amz-meta-a-b", "x-amz-acl", "date", "Range",
			"a", "A", "hosts", "x-amz-dat", "!#$%&'*+-.^_`|~", g.word(20))
		r.Headers = append(r.Headers, sigv4.Header{Name: name, Value: g.text(8, valuePieces)})
	}
	if g.one(10) {
		r.Headers = append(r.Headers, sigv4.Header{Name: g.pick("x-amz-content-sha256", "X-Amz-Content-Sha256"), Value: r.Payload.String()})
	}
	if g.one(20) {
		r.RawQuery += "&" + g.pick("x-amz-content-sha256", "X-Amz%2DContent-Sha256") + "=" + r.Payload.String()
	}
	switch g.n(300) {
	case 0:
		r.Method = g.pick("", "GET ", "G(T", "GET\n")
	case 1:
		r.Host = g.pick("", "a b", "a/b", "a\n", "a@b", "é")
	case 2:
		r.Payload = sigv4.PayloadHash{}
	case 3:
		r.Headers = append(r.Headers, sigv4.Header{Name: g.pick(append(ownedNames, "Host", "host", "", "a b", "a:", "é", "X-Amz-Date", "x-amz-content-sha256")...), Value: "v"})
	case 4:
		r.RawQuery += "&" + g.pick(append(ownedNames, "X-Amz-Signature", "x%2damz-date", "x-amz-content-sha256")...) + "=v"
	case 5:
		r.Scheme = g.pick("ftp", "HTTPS", "https:")
	}
	return r
}

// The digests of all that both implementations say of the first inputs of one
// seed. They change only if signatures do.
const (
	accumulatedSeed = "sig4 accumulated 1"
	accumulated10k  = "f678529821386256be7853cb006d601c3d4067d3b352f0d55b827afb95446eab"
	accumulated1M   = "9d3de178bc0a4006dfdb1b62010a9415f33cf17bef6f4a9a9b47d77686ee7252"
)

// TestAccumulated signs random requests with both implementations, in the
// header and in the query, and compares each answer and a digest of all of
// them. SIG4_ACCUMULATED=1 in the environment signs 1,000,000.
func TestAccumulated(t *testing.T) {
	t.Parallel()
	count, want := 10_000, accumulated10k
	if os.Getenv("SIG4_ACCUMULATED") == "1" {
		count, want = 1_000_000, accumulated1M
	}
	g := newGenerator(accumulatedSeed)
	slow, fast := sha256.New(), sha256.New()
	refused := 0
	for i := range count {
		in := g.input()
		s, f, err := checkHeader(t, in)
		accumulate(slow, s, err)
		accumulate(fast, f, err)
		s, f, err2 := checkQuery(t, in)
		accumulate(slow, s, err2)
		accumulate(fast, f, err2)
		if err2 != nil {
			refused++
		}
		if t.Failed() {
			t.Fatalf("at request %d: %+v", i, in)
		}
	}
	if refused < count/200 || refused > count/10 {
		t.Errorf("%d of %d requests were refused: the generator lost its balance", refused, count)
	}
	for name, h := range map[string]hash.Hash{"slow": slow, "fast": fast} {
		if got := hex.EncodeToString(h.Sum(nil)); got != want {
			t.Errorf("the %s implementation's digest of %d requests is %s, want %s", name, count, got, want)
		}
	}
}

// accumulate adds an answer to a digest, its parts with their lengths.
func accumulate(h hash.Hash, e sigv4.Explanation, err error) {
	if err != nil {
		fmt.Fprint(h, "refused;")
		return
	}
	for _, s := range []string{e.CanonicalRequest, e.StringToSign, e.Signature, e.Authorization, e.URL} {
		fmt.Fprintf(h, "%d:%s;", len(s), s)
	}
	for _, a := range e.Added {
		fmt.Fprintf(h, "%d:%s%d:%s;", len(a.Name), a.Name, len(a.Value), a.Value)
	}
}
