package sigv4_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// A second implementation of Signature Version 4, written from the
// specification for readability alone and not from the package. The fast one is
// held to it by vectors, random requests and fuzzing.
//
// Sources: IAM User Guide, "Create a signed AWS API request"; S3 API Reference,
// "Authenticating Requests (AWS Signature Version 4)"; RFC 3986 section 5.2.4;
// RFC 2104.

// input is all that a signature depends on.
type input struct {
	Credentials sigv4.Credentials
	Scope       sigv4.Scope
	Options     sigv4.Options
	Request     sigv4.Request
	Time        time.Time
	Expires     time.Duration // presigning only
}

func (in input) signer(t testing.TB) *sigv4.Signer {
	t.Helper()
	s, err := sigv4.NewSignerWithOptions(in.Credentials, in.Scope, in.Options)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// slowExplain signs in the Authorization header. The error joins a sentinel of
// the package for each thing that must be refused.
func slowExplain(in input) (sigv4.Explanation, error) {
	if err := errors.Join(slowRefusals(in)...); err != nil {
		return sigv4.Explanation{}, err
	}
	pairs, signed, added := slowHeaderParts(in)
	e := slowSteps(in, pairs, signed)
	e.Authorization = fmt.Sprintf("AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s",
		in.Credentials.AccessKeyID, e.Scope, e.SignedHeaders, e.Signature)
	e.Added = append(added, sigv4.Header{Name: "Authorization", Value: e.Authorization})
	return e, nil
}

// slowHeaderParts returns the query parameters and headers that header signing
// covers, and the headers that it adds.
func slowHeaderParts(in input) (pairs [][2]string, signed, added []sigv4.Header) {
	added = []sigv4.Header{{Name: "X-Amz-Date", Value: slowTime(in.Time)}}
	if slowAddsHash(in) && !slowHasHash(in.Request.Headers) {
		added = append(added, sigv4.Header{Name: "X-Amz-Content-Sha256", Value: in.Request.Payload.String()})
	}
	signed = slices.Concat(in.Request.Headers, []sigv4.Header{{Name: "Host", Value: in.Request.Host}}, added)
	if token := in.Credentials.SessionToken.Reveal(); token != "" {
		h := sigv4.Header{Name: slowTokenName(in), Value: token}
		added = append(added, h)
		if in.Options.Token != sigv4.TokenUnsigned {
			signed = append(signed, h)
		}
	}
	return slowPairs(in.Request.RawQuery), signed, added
}

// slowExplainPresigned signs in the query.
func slowExplainPresigned(in input) (sigv4.Explanation, error) {
	if err := errors.Join(slices.Concat(slowRefusals(in), slowPresignRefusals(in))...); err != nil {
		return sigv4.Explanation{}, err
	}
	pairs, signed := slowPresignParts(in)
	e := slowSteps(in, pairs, signed)
	e.Query = e.CanonicalQuery + "&X-Amz-Signature=" + e.Signature
	if token := in.Credentials.SessionToken.Reveal(); token != "" && in.Options.Token == sigv4.TokenUnsigned {
		e.Query += "&X-Amz-Security-Token=" + slowEscape(token)
	}
	scheme, path := in.Request.Scheme, in.Request.Path
	if scheme == "" {
		scheme = "https"
	}
	if path == "" {
		path = "/"
	}
	if slowOnce(in) {
		path = e.CanonicalURI
	}
	e.URL = scheme + "://" + in.Request.Host + path + "?" + e.Query
	return e, nil
}

// slowPresignParts returns the query parameters and headers that presigning
// covers.
func slowPresignParts(in input) (pairs [][2]string, signed []sigv4.Header) {
	signed = append(slices.Clone(in.Request.Headers), sigv4.Header{Name: "Host", Value: in.Request.Host})
	_, signedHeaders := slowHeaders(signed)
	pairs = append(slowPairs(in.Request.RawQuery),
		[2]string{"X-Amz-Algorithm", "AWS4-HMAC-SHA256"},
		[2]string{"X-Amz-Credential", in.Credentials.AccessKeyID + "/" + slowScope(in)},
		[2]string{"X-Amz-Date", slowTime(in.Time)},
		[2]string{"X-Amz-Expires", fmt.Sprintf("%.0f", in.Expires.Seconds())},
		[2]string{"X-Amz-SignedHeaders", signedHeaders},
	)
	if token := in.Credentials.SessionToken.Reveal(); token != "" && in.Options.Token != sigv4.TokenUnsigned {
		pairs = append(pairs, [2]string{slowTokenName(in), token})
	}
	// A body that is covered must be announced: S3 takes a presigned body for
	// unsigned otherwise.
	covered := in.Request.Payload != sigv4.UnsignedPayload || in.Options.ContentSHA256 == sigv4.ContentSHA256Always
	announced := slowHasHash(in.Request.Headers) || slowHasHashParameter(in.Request.RawQuery)
	if slowAddsHash(in) && covered && !announced {
		pairs = append(pairs, [2]string{"X-Amz-Content-Sha256", in.Request.Payload.String()})
	}
	return pairs, signed
}

// slowSteps does steps 1 to 5 with the decoded query parameters and the headers.
func slowSteps(in input, pairs [][2]string, headers []sigv4.Header) (e sigv4.Explanation) {
	e.CanonicalURI = slowURI(in)
	e.CanonicalQuery = slowQuery(pairs)
	e.CanonicalHeaders, e.SignedHeaders = slowHeaders(headers)
	e.PayloadHash = in.Request.Payload.String()
	e.CanonicalRequest = strings.Join([]string{
		in.Request.Method, e.CanonicalURI, e.CanonicalQuery, e.CanonicalHeaders, e.SignedHeaders, e.PayloadHash,
	}, "\n")
	e.CanonicalRequestHash = fmt.Sprintf("%x", sha256.Sum256([]byte(e.CanonicalRequest)))
	e.Scope = slowScope(in)
	e.StringToSign = strings.Join([]string{"AWS4-HMAC-SHA256", slowTime(in.Time), e.Scope, e.CanonicalRequestHash}, "\n")
	e.Signature = hex.EncodeToString(slowHMAC(slowKey(in), e.StringToSign))
	return e
}

func slowS3(in input) bool {
	return slices.Contains([]string{"s3", "s3-outposts", "s3-object-lambda", "s3express"}, in.Scope.Service)
}

func slowOnce(in input) bool {
	return in.Options.Encoding == sigv4.EncodeOnce || in.Options.Encoding == sigv4.EncodeByService && slowS3(in)
}

func slowNormalizes(in input) bool {
	return in.Options.Path == sigv4.PathNormalize || in.Options.Path == sigv4.PathByService && !slowS3(in)
}

func slowAddsHash(in input) bool {
	return in.Options.ContentSHA256 == sigv4.ContentSHA256Always || in.Options.ContentSHA256 == sigv4.ContentSHA256ByService && slowS3(in)
}

func slowTokenName(in input) string {
	if in.Options.Token == sigv4.TokenS3Express {
		return "X-Amz-S3session-Token"
	}
	return "X-Amz-Security-Token"
}

func slowTime(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

func slowScope(in input) string {
	return in.Time.UTC().Format("20060102") + "/" + in.Scope.Region + "/" + in.Scope.Service + "/aws4_request"
}

func slowKey(in input) []byte {
	key := slowHMAC([]byte("AWS4"+in.Credentials.SecretAccessKey.Reveal()), in.Time.UTC().Format("20060102"))
	key = slowHMAC(key, in.Scope.Region)
	key = slowHMAC(key, in.Scope.Service)
	return slowHMAC(key, "aws4_request")
}

// slowHMAC is crypto/hmac. RFC 2104 section 2 pads a short key with zeros, so
// padding it here changes nothing but that Go's FIPS mode accepts it.
func slowHMAC(key []byte, message string) []byte {
	if len(key) < sha256.BlockSize {
		key = append(bytes.Clone(key), make([]byte, sha256.BlockSize-len(key))...)
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(message))
	return mac.Sum(nil)
}

// slowEscape percent-encodes all but A-Za-z0-9-._~, which is what QueryEscape
// does but for the space.
func slowEscape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// slowPath is the path that is encoded: the wire's, normalised or not, and
// decoded or not.
func slowPath(in input) string {
	path := in.Request.Path
	if path == "" {
		path = "/"
	}
	if slowNormalizes(in) {
		path = slowNormalize(path)
	}
	if slowOnce(in) {
		path, _ = url.PathUnescape(path) // malformed escapes were refused
	}
	return path
}

func slowURI(in input) string {
	segments := strings.Split(slowPath(in), "/")
	for i := range segments {
		segments[i] = slowEscape(segments[i])
	}
	return strings.Join(segments, "/")
}

// slowNormalize drops empty segments and then dot segments. A path that ends in
// a slash or a dot segment still ends in a slash.
func slowNormalize(path string) string {
	segments := strings.Split(path, "/")
	var out []string
	for _, s := range segments {
		switch s {
		case "", ".":
		case "..":
			out = out[:max(0, len(out)-1)]
		default:
			out = append(out, s)
		}
	}
	result := "/" + strings.Join(out, "/")
	if last := segments[len(segments)-1]; len(out) > 0 && (last == "" || last == "." || last == "..") {
		result += "/"
	}
	return result
}

// slowPairs decodes a query. Malformed escapes were refused before.
func slowPairs(raw string) (pairs [][2]string) {
	for _, pair := range strings.Split(raw, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, _ = url.QueryUnescape(name)
		value, _ = url.QueryUnescape(value)
		pairs = append(pairs, [2]string{name, value})
	}
	return pairs
}

func slowQuery(pairs [][2]string) string {
	var encoded [][2]string
	for _, p := range pairs {
		encoded = append(encoded, [2]string{slowEscape(p[0]), slowEscape(p[1])})
	}
	slices.SortFunc(encoded, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	var joined []string
	for _, p := range encoded {
		joined = append(joined, p[0]+"="+p[1])
	}
	return strings.Join(joined, "&")
}

var runOfSpaces = regexp.MustCompile(` +`)

// slowHeaderMap is what the headers mean: each name once, its values in order.
func slowHeaderMap(headers []sigv4.Header) map[string]string {
	values := map[string][]string{}
	for _, h := range headers {
		name := strings.ToLower(h.Name)
		values[name] = append(values[name], runOfSpaces.ReplaceAllString(strings.Trim(h.Value, " \t"), " "))
	}
	joined := map[string]string{}
	for name, v := range values {
		joined[name] = strings.Join(v, ",")
	}
	return joined
}

func slowHeaders(headers []sigv4.Header) (canonical, signed string) {
	values := slowHeaderMap(headers)
	names := slices.Sorted(maps.Keys(values))
	for _, name := range names {
		canonical += name + ":" + values[name] + "\n"
	}
	return canonical, strings.Join(names, ";")
}

func slowHasHash(headers []sigv4.Header) bool {
	_, ok := slowHeaderMap(headers)["x-amz-content-sha256"]
	return ok
}

func slowHasHashParameter(raw string) bool {
	for _, p := range slowPairs(raw) {
		if strings.EqualFold(p[0], "x-amz-content-sha256") {
			return true
		}
	}
	return false
}
