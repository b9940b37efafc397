package sigv4_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// Each test here is named after an incident in another server or library that
// the rule it checks would have prevented.

// TestIncidentPayloadMarkers: CVE-2025-31489, CVE-2026-40344, CVE-2026-41145.
// MinIO did not check the signature of some markers, nor where the access key
// came from. Here exactly the good cells of form x marker x signature pass.
func TestIncidentPayloadMarkers(t *testing.T) {
	payloads := map[string]bool{ // whether an HMAC may stand for it
		sigv4.EmptyPayload.String(): true, sigv4.UnsignedPayload.String(): true,
		sigv4.StreamingSigned.String(): true, sigv4.StreamingSignedTrailer.String(): true, sigv4.StreamingUnsignedTrailer.String(): true,
		sigv4.StreamingSigned4A.String(): false, sigv4.StreamingSigned4ATrailer.String(): false,
		"STREAMING-UNSIGNED-PAYLOAD": false, "": false,
	}
	good := 0
	for payload, allowed := range payloads {
		for _, form := range []string{"header", "query", "both", "none"} {
			for _, signature := range []string{"good", "wrong", "missing"} {
				in := plain("s3")
				in.Request.Method = "PUT"
				bad := false
				var err error
				if in.Request.Payload, err = sigv4.ParsePayloadHash(payload); err != nil {
					in.Request.Payload, bad = sigv4.EmptyPayload, true
				}
				if signature == "wrong" {
					in.Credentials.SecretAccessKey = sigv4.NewSecret("quite another secret")
				}
				presigned := form == "query" || form == "both"
				in.Options.ContentSHA256 = sigv4.ContentSHA256Always
				r := in.received(t, presigned)
				r.Payload = sigv4.PayloadHash{}
				if bad && presigned {
					replaceIn(t, &r.RawQuery, in.Request.Payload.String(), payload)
				} else if bad {
					*header(t, &r, "x-amz-content-sha256") = payload
				}
				if form == "both" {
					h := in.received(t, false)
					r.Headers = h.Headers
				}
				if form == "none" {
					without("authorization")(t, &in, &r)
				}
				if signature == "missing" && form != "none" {
					if presigned {
						withoutParameter("X-Amz-Signature")(t, &in, &r)
					} else {
						a := header(t, &r, "authorization")
						*a = (*a)[:strings.Index(*a, ", Signature=")]
					}
				}
				want := (form == "header" || form == "query") && signature == "good" && allowed
				v := plain("s3").verifier(t, func(c *sigv4.VerifierConfig) { c.Payload = sigv4.AllowAnyPayload })
				id, err := v.Verify(t.Context(), &r, in.Time)
				if (reasonOf(t, id, err) == 0) != want {
					t.Errorf("%s, %s, %s signature: error %v, want accepted: %v", form, payload, signature, err, want)
				}
				if err == nil {
					good++
					if id.Payload.String() != payload {
						t.Errorf("payload %s, want %s", id.Payload, payload)
					}
				}
			}
		}
	}
	if good != 10 {
		t.Errorf("%d cells are good, want 10", good)
	}
	// Each bit of the rule allows its markers and no others.
	for rule, want := range map[sigv4.PayloadRule][]sigv4.PayloadHash{
		sigv4.HashRequired: {}, sigv4.AllowUnsigned: {sigv4.UnsignedPayload},
		sigv4.AllowStreamingSigned:   {sigv4.StreamingSigned, sigv4.StreamingSignedTrailer},
		sigv4.AllowStreamingUnsigned: {sigv4.StreamingUnsignedTrailer},
	} {
		for payload, hmac := range payloads {
			in := plain("s3")
			p, err := sigv4.ParsePayloadHash(payload)
			if err != nil || !hmac {
				continue
			}
			in.Request.Payload = p
			r := in.received(t, false)
			reason := sigv4.PayloadNotAllowed
			if p.IsHash() || slices.Contains(want, p) {
				reason = 0
			}
			wantReason(t, in.verifier(t, func(c *sigv4.VerifierConfig) { c.Payload = rule }), in, r, reason)
		}
	}
}

// TestIncidentBothForms: rustfs #7796, CVE-2026-41145. One request, one signature.
func TestIncidentBothForms(t *testing.T) {
	in := plain("s3")
	h, q := in.received(t, false), in.received(t, true)
	v := in.verifier(t)

	both := h
	both.RawQuery = q.RawQuery
	wantReason(t, v, in, both, sigv4.MixedAuthentication)
	for _, pair := range strings.Split(q.RawQuery, "&") { // one parameter is too many
		if strings.Contains(pair, "Content-Sha256") {
			continue
		}
		r := h
		r.RawQuery = pair
		wantReason(t, v, in, r, sigv4.MixedAuthentication)
	}
	twice := h
	twice.Headers = append(slices.Clone(h.Headers), h.Headers[len(h.Headers)-1])
	wantReason(t, v, in, twice, sigv4.DuplicateHeader)
}

// TestIncidentKeylessSignature: CVE-2020-11012, SeaweedFS #8878, gopherstack
// #1654: an access key alone, or a hash without a key, was a signature.
func TestIncidentKeylessSignature(t *testing.T) {
	in := plain("s3")
	r := in.received(t, false)
	v := in.verifier(t)
	e, err := v.Explain(&r, in.Time)
	if err != nil {
		t.Fatal(err)
	}
	signer := in.signer(t)
	signature, err := signer.AppendSignature(nil, []byte(e.StringToSign), in.Time)
	if err != nil {
		t.Fatal(err)
	}
	for _, fake := range []string{e.CanonicalRequestHash, sigv4.HashPayload([]byte(e.StringToSign)).String(), strings.Repeat("0", 64)} {
		changed := in.received(t, false)
		replaceIn(t, header(t, &changed, "authorization"), string(signature), fake)
		wantReason(t, v, in, changed, sigv4.SignatureMismatch)
	}
	// Nor is the key of unknown access keys a way in.
	stranger := in
	stranger.Credentials = sigv4.Credentials{AccessKeyID: "STRANGER", SecretAccessKey: sigv4.NewSecret(strings.Repeat("0", 40))}
	wantReason(t, v, in, stranger.received(t, false), sigv4.UnknownAccessKey)
	wantReason(t, v, in, stranger.received(t, true), sigv4.UnknownAccessKey)
}

// amzHeaders change what a request does.
var amzHeaders = []string{
	"X-Amz-Acl", "X-Amz-Copy-Source", "X-Amz-Copy-Source-Range", "X-Amz-Tagging", "X-Amz-Tagging-Directive", "X-Amz-Metadata-Directive",
	"X-Amz-Grant-Full-Control", "X-Amz-Grant-Read", "X-Amz-Meta-A", "X-Amz-Storage-Class", "X-Amz-Website-Redirect-Location",
	"X-Amz-Server-Side-Encryption", "X-Amz-Server-Side-Encryption-Customer-Key", "X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id",
	"X-Amz-Object-Lock-Mode", "X-Amz-Object-Lock-Retain-Until-Date", "X-Amz-Bypass-Governance-Retention", "X-Amz-Request-Payer",
	"X-Amz-Checksum-Sha256", "X-Amz-Mfa", "X-Amz-Trailer", "X-Amz-Decoded-Content-Length", "X-Amz-Checksum-Algorithm",
}

// TestIncidentUnsignedHeaders: SeaweedFS #9121, GHSA-g8w9-qw9q-fghr,
// GHSA-xm99-m3gq-83g8, s3s #818: an unsigned x-amz-copy-source made of a PUT a
// copy with the signer's rights.
func TestIncidentUnsignedHeaders(t *testing.T) {
	for _, presigned := range []bool{false, true} {
		for _, name := range amzHeaders {
			in := plain("s3")
			v, r := in.verifier(t), in.received(t, presigned)
			r.Headers = append(r.Headers, sigv4.Header{Name: name, Value: "v"})
			_, err := v.Verify(t.Context(), &r, in.Time)
			var e *sigv4.Refusal
			if !errors.As(err, &e) || e.Reason != sigv4.UnsignedHeader || !slices.Equal(e.Unsigned, []string{strings.ToLower(name)}) {
				t.Errorf("%s unsigned, presigned %v: %v, want it named", name, presigned, err)
			}

			exempt := slices.Contains([]string{"X-Amz-Trailer", "X-Amz-Decoded-Content-Length", "X-Amz-Checksum-Algorithm"}, name)
			for exemption, applies := range map[sigv4.Exemption]bool{sigv4.ExemptNone: false, sigv4.ExemptPresigned: presigned, sigv4.ExemptAll: true} {
				want := sigv4.UnsignedHeader
				if exempt && applies {
					want = 0
				}
				wantReason(t, in.verifier(t, func(c *sigv4.VerifierConfig) { c.Exempt = exemption }), in, r, want)
			}

			in.Request.Headers = pairs(name, "v")
			wantReason(t, v, in, in.received(t, presigned), 0)

			// X_Amz_Acl, which some front-ends read as X-Amz-Acl.
			r.Headers[len(r.Headers)-1].Name = strings.ReplaceAll(name, "-", "_")
			wantReason(t, v, in, r, sigv4.UnderscoreHeader)
			in.Request.Headers = pairs(strings.ReplaceAll(name, "-", "_"), "v")
			wantReason(t, v, in, in.received(t, presigned), sigv4.UnderscoreHeader)
		}
		in := plain("s3")
		v, r := in.verifier(t), in.received(t, presigned)
		r.Headers = append(r.Headers, pairs("User-Agent", "x", "Content-Type", "text/plain", "x-amzn-trace-id", "1", "x_meta", "1", "x", "1")...)
		wantReason(t, v, in, r, 0)
	}
}

// TestIncidentSubstitutedHeader: versitygw took a signed header that did not
// arrive for an empty one, MinIO for the query parameter of its name.
func TestIncidentSubstitutedHeader(t *testing.T) {
	for _, presigned := range []bool{false, true} {
		in := plain("s3")
		in.Request.Headers = pairs("X-Amz-Meta-A", "")
		in.Request.RawQuery = "x-amz-meta-a="
		r := in.received(t, presigned)
		without("X-Amz-Meta-A")(t, &in, &r)
		wantReason(t, in.verifier(t), in, r, sigv4.MissingSignedHeader)
	}
}

// TestIncidentHost: aws-iam-authenticator, SeaweedFS #8444. The host is signed,
// there is one, and it is one of those allowed.
func TestIncidentHost(t *testing.T) {
	in := plain("s3")
	for host, want := range map[string]sigv4.Reason{
		"example.com": 0, "EXAMPLE.com": sigv4.SignatureMismatch, "example.com.": sigv4.SignatureMismatch, "example.com:443": sigv4.SignatureMismatch,
		"evil.example": sigv4.SignatureMismatch, "": sigv4.MissingHost, "a@b": sigv4.MalformedHost, "[::1]": sigv4.SignatureMismatch,
	} {
		r := in.received(t, false)
		r.Host = host
		wantReason(t, in.verifier(t), in, r, want)
		if want == sigv4.SignatureMismatch {
			allowed := func(c *sigv4.VerifierConfig) { c.Hosts = []string{"Example.com"} }
			want := sigv4.WrongHost
			if host == "EXAMPLE.com" {
				want = sigv4.SignatureMismatch
			}
			wantReason(t, in.verifier(t, allowed), in, r, want)
		}
	}
	r := in.received(t, false)
	r.Headers = append(r.Headers, sigv4.Header{Name: "Host", Value: "example.com"})
	wantReason(t, in.verifier(t), in, r, sigv4.DuplicateHeader)
}

// TestIncidentDuplicateParameters: CVE-2022-2385. One copy of a parameter was
// validated and another one used.
func TestIncidentDuplicateParameters(t *testing.T) {
	in := plain("s3")
	in.Credentials.SessionToken = sigv4.NewSecret("token")
	good := in.received(t, true)
	v := in.verifier(t)
	wantReason(t, v, in, good, 0)
	for _, name := range []string{
		"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature", "X-Amz-Security-Token",
	} {
		for _, spelled := range []string{name, strings.ToLower(name), strings.ToUpper(name), "%58" + name[1:], strings.ReplaceAll(name, "-", "%2D"), "%78%2d" + name[2:]} {
			for _, pair := range []string{spelled, spelled + "=", spelled + "=x"} {
				r := good
				r.RawQuery += "&" + pair
				wantReason(t, v, in, r, sigv4.DuplicateParameter)
				r.RawQuery = pair + "&" + good.RawQuery
				wantReason(t, v, in, r, sigv4.DuplicateParameter)
			}
		}
		r := good
		replaceIn(t, &r.RawQuery, name, strings.ToLower(name))
		wantReason(t, v, in, r, sigv4.MissingElement)
	}
}

// TestIncidentDroppedPairs: Go's url.Query drops a=1;b=2 and %zz without a word.
func TestIncidentDroppedPairs(t *testing.T) {
	for _, presigned := range []bool{false, true} {
		in := plain("s3")
		in.Request.RawQuery = "a=1;b=2&c=%2B"
		good := in.received(t, presigned)
		v := in.verifier(t)
		wantReason(t, v, in, good, 0)
		for old, with := range map[string]string{"b%3D2": "b%3D3", "a=1": "a=2"} {
			r := good
			if !presigned {
				old, with = strings.ReplaceAll(old, "%3D", "="), strings.ReplaceAll(with, "%3D", "=")
			}
			replaceIn(t, &r.RawQuery, old, with)
			wantReason(t, v, in, r, sigv4.SignatureMismatch)
		}
		for _, pair := range []string{"%zz", "d=%zz", "d=%4", "%", "a#b", "a\x00"} {
			r := good
			r.RawQuery += "&" + pair
			wantReason(t, v, in, r, sigv4.MalformedQuery)
		}
	}
}

// TestIncidentPaths: CVE-2026-54917, CVE-2023-28433. What was signed is what is
// to be routed, and strict paths have one reading.
func TestIncidentPaths(t *testing.T) {
	for path, strict := range map[string]bool{
		"/": true, "": true, "/bucket/key": true, "/a+b": true, "/a%2Bb": true, "/a%20b": true, "/%C3%A9": true, "/%252F": true, "/...": true, "/.a": true, "/a./b..": true, "/bucket/": true,
		"/bucket/../secret": false, "/bucket/%2e%2e/secret": false, "/bucket/.%2E/secret": false, "/bucket/a//b": false, "//": false, "/.": false, "/..": false, "/a/.": false, "/%2e/": false,
		"/a%2Fb": false, "/a%2fb": false, "/a%5Cb": false, "/a%5cb": false, "/a\\b": false, "/a%00": false,
	} {
		in := plain("s3")
		in.Request.Path = path
		r := in.received(t, false)
		want := sigv4.AmbiguousPath
		if strict {
			want = 0
		}
		wantReason(t, in.verifier(t, func(c *sigv4.VerifierConfig) { c.StrictPath = true }), in, r, want)
		checkVerified(t, in, false)

		in = plain("iam") // normalises: the identity has the path that was signed
		in.Request.Path = path
		checkVerified(t, in, false)
	}
}

// TestIncidentSmuggledHeaders: two values of which a server reads one.
func TestIncidentSmuggledHeaders(t *testing.T) {
	in := plain("s3")
	in.Credentials.SessionToken = sigv4.NewSecret("token")
	for _, name := range []string{"authorization", "X-Amz-Date", "x-amz-content-sha256", "X-AMZ-SECURITY-TOKEN", "Host", "content-length", "x-amz-decoded-content-length"} {
		in.Request.Headers = pairs("Content-Length", "0", "X-Amz-Decoded-Content-Length", "0")
		r := in.received(t, false)
		r.Headers = append(r.Headers, sigv4.Header{Name: name, Value: "0"})
		wantReason(t, in.verifier(t), in, r, sigv4.DuplicateHeader)
	}
	in.Request.Headers = pairs("X-Amz-Meta-A", "1", "x-amz-meta-a", "2") // of others, all values are signed
	good := in.received(t, false)
	wantReason(t, in.verifier(t), in, good, 0)
	good.Headers = good.Headers[1:]
	wantReason(t, in.verifier(t), in, good, sigv4.SignatureMismatch)
}

// TestIncidentTime: CVE-2025-68671, CVE-2015-8466, NooBaa #8493, fakecloud
// #1577: no check, none without Date, none of NaN, none of X-Amz-Expires.
func TestIncidentTime(t *testing.T) {
	in := plain("s3")
	at := in.Time
	for d, want := range map[time.Duration]sigv4.Reason{
		0: 0, 15 * time.Minute: 0, -15 * time.Minute: 0,
		15*time.Minute + 1: sigv4.TimeTooSkewed, -15*time.Minute - 1: sigv4.TimeTooSkewed,
		200 * 365 * 24 * time.Hour: sigv4.TimeTooSkewed, -200 * 365 * 24 * time.Hour: sigv4.TimeTooSkewed,
	} {
		r := in.received(t, false)
		in := in
		in.Time = at.Add(d)
		wantReason(t, in.verifier(t), in, r, want)
	}
	for d, want := range map[time.Duration]sigv4.Reason{
		0: 0, time.Hour: 0, time.Hour + 1: sigv4.Expired, -15 * time.Minute: 0, -15*time.Minute - 1: sigv4.NotYetValid,
		time.Hour + 14*time.Minute: sigv4.Expired, // no grace
	} {
		r := in.received(t, true)
		in := in
		in.Time = at.Add(d)
		wantReason(t, in.verifier(t), in, r, want)
	}
	for _, date := range []string{"", "20150830", "20150830T123600", "20150830T123600z", "20150830t123600Z", "20151330T123600Z", "20150230T123600Z", "20150830T240000Z", "20150830T126000Z", "20150830T123660Z", "00000830T123600Z", "2015-08-30T12:36:00Z", "Sun, 30 Aug 2015 12:36:00 GMT", "NaN"} {
		r := in.received(t, false)
		*header(t, &r, "x-amz-date") = date
		wantReason(t, in.verifier(t), in, r, sigv4.MalformedDate)
	}
	// Date is a header like any other: it neither replaces X-Amz-Date nor
	// stands beside it.
	in.Request.Headers = pairs("Date", "Sun, 30 Aug 1970 12:36:00 GMT")
	r := in.received(t, false)
	wantReason(t, in.verifier(t), in, r, 0)
	without("x-amz-date")(t, &in, &r)
	wantReason(t, in.verifier(t), in, r, sigv4.MissingDate)
}

// TestIncidentScope: a signature for one service, region or day is none for
// another, though the same credentials made it.
func TestIncidentScope(t *testing.T) {
	in := plain("s3")
	v := in.verifier(t, func(c *sigv4.VerifierConfig) {
		c.Regions, c.Services = []string{"us-east-1", "auto"}, []string{"s3", "iam"}
	})
	for _, presigned := range []bool{false, true} {
		for scope, want := range map[sigv4.Scope]sigv4.Reason{
			{Region: "us-east-1", Service: "s3"}: 0, {Region: "auto", Service: "iam"}: 0,
			{Region: "us-east-1", Service: "sts"}: sigv4.WrongService, {Region: "eu-west-1", Service: "s3"}: sigv4.WrongRegion, {Region: "US", Service: "s3"}: sigv4.WrongRegion,
		} {
			other := in
			other.Scope = scope
			r := other.received(t, presigned)
			r.Payload = sigv4.EmptyPayload
			wantReason(t, v, in, r, want)
		}
		r := in.received(t, presigned) // announced for another scope than signed
		if presigned {
			replaceIn(t, &r.RawQuery, "us-east-1", "auto")
		} else {
			replaceIn(t, header(t, &r, "authorization"), "us-east-1", "auto")
		}
		wantReason(t, v, in, r, sigv4.SignatureMismatch)
	}
}
