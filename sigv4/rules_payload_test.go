package sigv4_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

var everyPayload = map[string]sigv4.PayloadHash{
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855": sigv4.EmptyPayload,
	"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824": sigv4.HashPayload([]byte("hello")),
	"UNSIGNED-PAYLOAD":                                 sigv4.UnsignedPayload,
	"STREAMING-AWS4-HMAC-SHA256-PAYLOAD":               sigv4.StreamingSigned,
	"STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER":       sigv4.StreamingSignedTrailer,
	"STREAMING-UNSIGNED-PAYLOAD-TRAILER":               sigv4.StreamingUnsignedTrailer,
	"STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD":         sigv4.StreamingSigned4A,
	"STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER": sigv4.StreamingSigned4ATrailer,
}

// TestRulePayload has every payload, service, option, and place where the
// caller may have written the hash already.
func TestRulePayload(t *testing.T) {
	for text, payload := range everyPayload {
		t.Run("written and read as "+text, func(t *testing.T) {
			checkText(t, "String", payload.String(), text)
			checkText(t, "Append", string(payload.Append([]byte("before"))), "before"+text)
			if p, err := sigv4.ParsePayloadHash(text); p != payload || err != nil {
				t.Errorf("ParsePayloadHash = %v, %v", p, err)
			}
			if payload.IsHash() != (len(text) == 64) {
				t.Errorf("IsHash = %v", payload.IsHash())
			}
		})
		for option, what := range map[sigv4.ContentSHA256]string{
			sigv4.ContentSHA256ByService: "sent by service", sigv4.ContentSHA256Always: "always sent", sigv4.ContentSHA256Never: "never sent",
		} {
			for _, service := range slices.Concat(s3Family, otherServices) {
				in := plain(service)
				in.Request.Payload, in.Options.ContentSHA256 = payload, option
				sends := option == sigv4.ContentSHA256Always || option == sigv4.ContentSHA256ByService && in.Scope.S3Family()
				// UNSIGNED-PAYLOAD is what S3 assumes of a URL that says nothing.
				inURL := sends && (payload != sigv4.UnsignedPayload || option == sigv4.ContentSHA256Always)

				t.Run(fmt.Sprintf("%s, %s to %s", text, what, service), func(t *testing.T) {
					checkPayload(t, in, text, sends, inURL)
				})
				t.Run(fmt.Sprintf("%s, %s to %s, given as header", text, what, service), func(t *testing.T) {
					in := in
					in.Request.Headers = pairs("X-amz-Content-SHA256", text)
					checkPayload(t, in, text, false, false)
				})
				t.Run(fmt.Sprintf("%s, %s to %s, given as parameter", text, what, service), func(t *testing.T) {
					in := in
					in.Request.RawQuery = "X-amz-Content-SHA256=" + text
					checkPayload(t, in, text, sends, false)
				})
				t.Run(fmt.Sprintf("%s, %s to %s, given as both", text, what, service), func(t *testing.T) {
					in := in
					in.Request.Headers, in.Request.RawQuery = pairs("x-amz-content-sha256", text), "x-amz-content-sha256="+text
					checkPayload(t, in, text, false, false)
				})
			}
		}
	}
}

// checkPayload makes sure of the last line, and that the hash is added as a
// header and as a parameter just if it should be. However it got there, it is
// there once at most, and signed.
func checkPayload(t *testing.T, in input, text string, adds, addsInURL bool) {
	t.Helper()
	header, query := explained(t, in)
	for _, e := range []sigv4.Explanation{header, query} {
		checkText(t, "payload hash", e.PayloadHash, text)
		checkText(t, "last line", e.CanonicalRequest[strings.LastIndexByte(e.CanonicalRequest, '\n')+1:], text)
	}
	given := len(in.Request.Headers)
	parameter := strings.Count(in.Request.RawQuery, "&") + min(len(in.Request.RawQuery), 1)

	want := "X-Amz-Date Authorization"
	if adds {
		want = "X-Amz-Date X-Amz-Content-Sha256 Authorization"
		checkText(t, "added hash", header.Added[1].Value, text)
		given++
	}
	checkText(t, "added headers", names(header.Added), want)
	if n := strings.Count(header.CanonicalHeaders, "x-amz-content-sha256:"+text+"\n"); n != given {
		t.Errorf("the hash is in %d lines of the canonical headers, want %d:\n%s", n, given, header.CanonicalHeaders)
	}
	if n := strings.Count(query.CanonicalHeaders, "x-amz-content-sha256:"+text+"\n"); n != len(in.Request.Headers) {
		t.Errorf("the hash is in %d lines of a URL's canonical headers:\n%s", n, query.CanonicalHeaders)
	}

	if n := strings.Count(strings.ToLower(header.CanonicalQuery), "x-amz-content-sha256="); n != parameter {
		t.Errorf("the hash is in %d parameters, want %d: %s", n, parameter, header.CanonicalQuery)
	}
	if addsInURL {
		parameter++
		checkText(t, "added parameter", valueOf(t, query.CanonicalQuery, "X-Amz-Content-Sha256"), text)
	}
	if n := strings.Count(strings.ToLower(query.CanonicalQuery), "x-amz-content-sha256="); n != parameter {
		t.Errorf("the hash is in %d parameters of a URL, want %d: %s", n, parameter, query.CanonicalQuery)
	}
}

func TestRulePayloadContradicted(t *testing.T) {
	for text, payload := range everyPayload {
		for other := range everyPayload {
			if other == text {
				continue
			}
			badRequest(t, text+" and another header, "+other, func(in *input) {
				in.Request.Payload, in.Request.Headers = payload, pairs("x-amz-content-sha256", other)
			}, refusal{sigv4.ErrPayloadHash, "x-amz-content-sha256", -1})
			badRequest(t, text+" and another parameter, "+other, func(in *input) {
				in.Request.Payload, in.Request.RawQuery = payload, "x-amz-content-sha256="+other
			}, refusal{sigv4.ErrPayloadHash, "x-amz-content-sha256", -1})
		}
		badRequest(t, text+" twice among the headers", func(in *input) {
			in.Request.Payload, in.Request.Headers = payload, pairs("x-amz-content-sha256", text, "X-Amz-Content-Sha256", text)
		}, refusal{sigv4.ErrPayloadHash, "x-amz-content-sha256", -1})
		badRequest(t, text+" twice in the query", func(in *input) {
			in.Request.Payload, in.Request.RawQuery = payload, "x-amz-content-sha256="+text+"&X-Amz-Content-Sha256="+text
		}, refusal{sigv4.ErrPayloadHash, "x-amz-content-sha256", -1})
	}
}
