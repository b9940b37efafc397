package sig4_test

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/testdata/miniotest"
)

// assumeRole signs a request for temporary credentials, which the server's own token service answers.
func assumeRole(t *testing.T, b *bucket, scope sigv4.Scope, c sigv4.Credentials) answer {
	t.Helper()
	body := url.Values{"Action": {"AssumeRole"}, "Version": {"2011-06-15"}, "DurationSeconds": {"900"}}.Encode()
	signer, err := sigv4.NewSigner(c, scope)
	if err != nil {
		t.Fatal(err)
	}
	r := &sigv4.Request{
		Method:  http.MethodPost,
		Scheme:  "http",
		Host:    b.server.Host,
		Path:    "/",
		Headers: []sigv4.Header{{Name: "Content-Type", Value: "application/x-www-form-urlencoded; charset=utf-8"}},
		Payload: sigv4.HashPayload([]byte(body)),
	}
	headers, err := signer.Sign(r, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	req := newRequest(t, call{method: r.Method, header: append(headers, r.Headers...), body: body}, b.server.URL()+"/")
	return send(t, req)
}

// temporary gives the bucket temporary credentials of its user.
func (b *bucket) temporary(t *testing.T) *bucket {
	t.Helper()
	got := assumeRole(t, b, sigv4.Scope{Region: miniotest.Region, Service: "sts"}, b.creds)
	got.want(t, 200, "")
	var response struct {
		Credentials struct {
			AccessKeyID     string `xml:"AccessKeyId"`
			SecretAccessKey string
			SessionToken    string
			Expiration      time.Time
		} `xml:"AssumeRoleResult>Credentials"`
	}
	if err := xml.Unmarshal([]byte(got.body), &response); err != nil {
		t.Fatal(err)
	}
	c := response.Credentials
	if c.AccessKeyID == b.creds.AccessKeyID || c.SessionToken == "" {
		t.Fatal("these credentials are not temporary")
	}
	return &bucket{server: b.server, name: b.name, creds: sigv4.Credentials{
		AccessKeyID:     c.AccessKeyID,
		SecretAccessKey: sigv4.NewSecret(c.SecretAccessKey),
		SessionToken:    sigv4.NewSecret(c.SessionToken),
		Expires:         c.Expiration,
	}}
}

// The token service takes requests that are signed for it, and for nothing else.
func TestMinIOAssumeRole(t *testing.T) {
	t.Parallel()
	b := newBucket(t)
	wrong := b.creds
	wrong.SecretAccessKey = sigv4.NewSecret("wrong")
	for _, test := range []struct {
		name   string
		scope  sigv4.Scope
		creds  sigv4.Credentials
		status int
		says   string
	}{
		{"signed", sigv4.Scope{Region: miniotest.Region, Service: "sts"}, b.creds, 200, ""},
		{"for another service", sigv4.Scope{Region: miniotest.Region, Service: "s3"}, b.creds, 403, "incorrect service"},
		{"for another region", sigv4.Scope{Region: "us-east-1", Service: "sts"}, b.creds, 403, "the region is wrong"},
		{"with another secret", sigv4.Scope{Region: miniotest.Region, Service: "sts"}, wrong, 403, "signature we calculated does not match"},
		{"with temporary credentials", sigv4.Scope{Region: miniotest.Region, Service: "sts"}, b.temporary(t).creds, 403, "Access Denied"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := assumeRole(t, b, test.scope, test.creds)
			if test.status == 200 {
				got.want(t, 200, "")
			} else {
				got.want(t, test.status, "AccessDenied") // the token service has no other code
			}
			got.wantText(t, test.says)
		})
	}
}

// Temporary credentials sign like others, and send their token along.
func TestMinIOTemporaryCredentials(t *testing.T) {
	eachWay(t, func(t *testing.T, root *bucket, w way) {
		b := root.temporary(t)
		const key = "a b+c/é"
		w.do(t, b, call{method: http.MethodPut, key: key, body: "body"}).want(t, 200, "")
		if got, _ := b.read(t, key); got != "body" {
			t.Errorf("minio-go reads %q", got)
		}
		if got := w.do(t, b, call{method: http.MethodGet, key: key}); got.status != 200 || got.body != "body" {
			t.Errorf("GET gives %d %q", got.status, got.body)
		}
		w.do(t, b, call{method: http.MethodHead, key: key}).want(t, 200, "")
		w.do(t, b, listOf("")).want(t, 200, "")
		w.do(t, b, copyOf(b, key)).want(t, 200, "")

		// Without its token, or with the token of other credentials, the signature is worth nothing.
		other := root.temporary(t).creds.SessionToken
		for _, token := range []struct {
			name, value     string
			inQuery, inHead reply
		}{
			{"missing", "", reply{403, "InvalidTokenId"}, reply{400, "AccessDenied"}},
			{"other", other.Reveal(), reply{403, "InvalidTokenId"}, reply{403, "InvalidTokenId"}},
		} {
			want := token.inHead
			req := w.sign(t, b, call{method: http.MethodGet, key: key})
			if w.query {
				want = token.inQuery
				query := req.URL.Query()
				query.Del("X-Amz-Security-Token")
				if token.value != "" {
					query.Set("X-Amz-Security-Token", token.value)
				}
				req.URL.RawQuery = query.Encode()
			} else {
				req.Header.Del("X-Amz-Security-Token")
				if token.value != "" {
					req.Header.Set("X-Amz-Security-Token", token.value)
				}
			}
			t.Run("token "+token.name, func(t *testing.T) {
				send(t, req).want(t, want.status, want.code)
			})
		}

		w.do(t, b, call{method: http.MethodDelete, key: key}).want(t, 204, "")
	})
}

// The end of the credentials is the end of the URL, and the signer says so.
func TestMinIOTemporaryEnd(t *testing.T) {
	t.Parallel()
	b := newBucket(t).temporary(t)
	b.write(t, "key", "body")
	presigned, err := b.signer(t).Presign(b.request(call{method: http.MethodGet, key: "key"}, sigv4.UnsignedPayload), time.Hour, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if !presigned.Effective.Equal(b.creds.Expires) || !presigned.Effective.Before(presigned.Expires) {
		t.Errorf("it works until %v, but the credentials end at %v", presigned.Effective, b.creds.Expires)
	}
	if !strings.Contains(presigned.URL, "&X-Amz-Security-Token=") {
		t.Error("the URL has no token")
	}
	send(t, newRequest(t, call{method: http.MethodGet}, presigned.URL)).want(t, 200, "")
}
