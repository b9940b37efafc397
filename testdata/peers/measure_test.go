package peers

import (
	"context"
	"crypto/sha256"
	"net/http"
	"strings"
	"testing"
	"time"

	miniosigner "github.com/minio/minio-go/v7/pkg/signer"

	"github.com/sig4/sig4/sigv4"
)

// A subject is one of those r. sign does what is measured once, and
// returns a text that holds the signature in the form that it has: it is looked
// at before the measuring begins.
type subject struct {
	name string
	sign func() (string, []byte)
}

// limit is what no signer can do without: hashing as many SHA-256 blocks, in as
// many messages, and nothing else.
const limit = "limit"

// An operation is measured for all subjects with the same request. The first
// subject is sig4, the last the limit.
type operation struct {
	name     string
	about    string
	request  *request
	subjects func(t testing.TB, r *request) []subject
}

// operations are the comparisons. Each signer is used through its own API, with
// everything built once that its API lets a caller build once, and with the
// day's key kept where the signer keeps one: sig4 and aws-sdk-go-v2 do,
// smithy-go and minio-go derive it for every signature.
var operations = []operation{
	{"SignHeader", "GET with a Range: sig4's core, the peers signing one http.Request in place", &small, signHeaderSubjects},
	{"SignHeaderRich", "PUT with metadata and a session token: as above", &rich, signHeaderSubjects},
	{"Presign", "GET: sig4's core, the peers presigning one http.Request", &smallURL, presignSubjects},
	{"PresignRich", "PUT with metadata and a session token: as above", &richURL, presignSubjects},
	{"SignHTTP", "GET with a Range: all through net/http, the caller's request unchanged", &small, signHTTPSubjects},
	{"SignHTTPRich", "PUT with metadata and a session token: as above", &rich, signHTTPSubjects},
	{"SignHTTPInPlace", "GET with a Range: as SignHTTP, but the peers may change the request and sig4 may not", &small, signInPlaceSubjects},
}

// small is AWS's documentation's first example of header signing, smallURL its
// example of a presigned URL. rich is what an application with temporary
// credentials sends.
var (
	small = request{
		method: "GET", url: "https://examplebucket.s3.amazonaws.com/test.txt", service: "s3",
		headers: []sigv4.Header{{Name: "Range", Value: "bytes=0-9"}},
	}
	smallURL = request{
		method: "GET", url: "https://examplebucket.s3.amazonaws.com/test.txt", service: "s3", expires: 24 * time.Hour,
	}
	rich = request{
		method:  "PUT",
		url:     "https://examplebucket.s3.eu-central-1.amazonaws.com/photos/2013/a%20day%20at%20the%20sea.jpg?partNumber=7&uploadId=VXBsb2FkIElE",
		service: "s3", token: strings.Repeat("IQoJb3JpZ2luX2Vj", 40),
		headers: []sigv4.Header{
			{Name: "Content-Type", Value: "image/jpeg"}, {Name: "Content-Md5", Value: "1B2M2Y8AsgTpgAmY7PhCfg=="},
			{Name: "Cache-Control", Value: "max-age=3600"}, {Name: "X-Amz-Meta-Author", Value: "eric"},
			{Name: "X-Amz-Meta-Camera", Value: "A Camera"}, {Name: "X-Amz-Storage-Class", Value: "STANDARD_IA"},
			{Name: "X-Amz-Tagging", Value: "a=b&c=d"}, {Name: "X-Amz-Server-Side-Encryption", Value: "AES256"},
		},
	}
	richURL = func() request { r := rich; r.expires = 24 * time.Hour; return r }()
)

func signHeaderSubjects(t testing.TB, r *request) []subject {
	s, v := r.core(t)
	var buf []byte
	return append([]subject{{"sig4", func() (string, []byte) {
		var err error
		if buf, err = s.AppendAuthorization(buf[:0], v, signedAt); err != nil {
			t.Fatal(err)
		}
		return "", buf
	}}}, peersInPlace(t, r)...)
}

// peersInPlace sign the same request again and again; each replaces what it
// wrote before.
func peersInPlace(t testing.TB, r *request) []subject {
	aws, smithy := newAWS(r), newSmithy(r)
	credentials, hash := awsCredentials(r), r.body().String()
	forAWS, forMinio := r.http(t), r.http(t)
	in := smithyInput(r, r.http(t), signedAt)
	return []subject{
		{awsSDK, func() (string, []byte) {
			if err := aws.SignHTTP(context.Background(), credentials, forAWS, hash, "s3", region, signedAt); err != nil {
				t.Fatal(err)
			}
			return forAWS.Header["Authorization"][0], nil
		}},
		{"smithy-go", func() (string, []byte) {
			if err := smithy.SignRequest(in); err != nil {
				t.Fatal(err)
			}
			return in.Request.Header["Authorization"][0], nil
		}},
		{minio, func() (string, []byte) {
			miniosigner.SignV4(*forMinio, keyID, secret, r.token, region)
			return forMinio.Header["Authorization"][0], nil
		}},
		limitOf(t, r),
	}
}

func presignSubjects(t testing.TB, r *request) []subject {
	s, v := r.core(t)
	var buf []byte
	aws, smithy := newAWS(r), newSmithy(r)
	credentials := awsCredentials(r)
	forAWS, bare := withExpires(r.http(t), r.expires), r.http(t)
	in := smithyInput(r, nil, signedAt)
	return []subject{
		{"sig4", func() (string, []byte) {
			var err error
			if buf, err = s.AppendPresigned(buf[:0], v, r.expires, signedAt); err != nil {
				t.Fatal(err)
			}
			return "", buf
		}},
		{awsSDK, func() (string, []byte) {
			u, _, err := aws.PresignHTTP(context.Background(), credentials, forAWS, sigv4.UnsignedPayload.String(), "s3", region, signedAt)
			if err != nil {
				t.Fatal(err)
			}
			return u, nil
		}},
		{"smithy-go", func() (string, []byte) {
			in.Request = forAWS.Clone(context.Background()) // its query is added to
			if err := smithy.SignRequest(in); err != nil {
				t.Fatal(err)
			}
			return in.Request.URL.String(), nil
		}},
		{minio, func() (string, []byte) {
			u := *bare.URL // its query is added to
			h := *bare
			h.URL = &u
			return miniosigner.PreSignV4(h, keyID, secret, r.token, region, 86400).URL.String(), nil
		}},
		limitOf(t, r),
	}
}

func adapterSubject(t testing.TB, r *request) subject {
	s, h := newAdapter(r, signedAt), r.http(t)
	h.Header.Del("X-Amz-Content-Sha256") // it adds this itself
	return subject{"sig4", func() (string, []byte) {
		signed, err := s.Sign(h)
		if err != nil {
			t.Fatal(err)
		}
		return signed.Header["Authorization"][0], nil
	}}
}

func signInPlaceSubjects(t testing.TB, r *request) []subject {
	return append([]subject{adapterSubject(t, r)}, peersInPlace(t, r)...)
}

func signHTTPSubjects(t testing.TB, r *request) []subject {
	aws, smithy := newAWS(r), newSmithy(r)
	credentials, hash := awsCredentials(r), r.body().String()
	bare := r.http(t)
	bare.Header.Del("X-Amz-Content-Sha256")
	clone := func() *http.Request {
		h := bare.Clone(context.Background())
		h.Header.Set("X-Amz-Content-Sha256", hash)
		return h
	}
	in := smithyInput(r, nil, signedAt)
	return []subject{
		adapterSubject(t, r),
		{awsSDK, func() (string, []byte) {
			h := clone()
			if err := aws.SignHTTP(context.Background(), credentials, h, hash, "s3", region, signedAt); err != nil {
				t.Fatal(err)
			}
			return h.Header["Authorization"][0], nil
		}},
		{"smithy-go", func() (string, []byte) {
			in.Request = clone()
			if err := smithy.SignRequest(in); err != nil {
				t.Fatal(err)
			}
			return in.Request.Header["Authorization"][0], nil
		}},
		{minio, func() (string, []byte) {
			return miniosigner.SignV4(*clone(), keyID, secret, r.token, region).Header["Authorization"][0], nil
		}},
		limitOf(t, r),
	}
}

var sum [sha256.Size]byte

// limitOf hashes what the signature of r must: its canonical request, its string
// to sign and the outer hash of the HMAC, each filled up to the end of its last
// block. The HMAC's states after the pads are kept.
func limitOf(t testing.TB, r *request) subject {
	canonical := r.canonical(t, signedAt)
	s, _ := r.core(t)
	toSign := len("AWS4-HMAC-SHA256\n20130524T000000Z\n\n") + len(s.Scope().At(signedAt)) + 2*sha256.Size
	var messages [][]byte
	for _, n := range []int{len(canonical), toSign, sha256.Size} {
		messages = append(messages, make([]byte, (n+8)/sha256.BlockSize*sha256.BlockSize+sha256.BlockSize-9))
	}
	return subject{limit, func() (string, []byte) {
		for _, m := range messages {
			sum = sha256.Sum256(m)
		}
		return "", nil
	}}
}
