package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// What a raw request says of its own signature, and how that goes together with
// the flags and the credentials. Where two of them differ, nothing is signed.

// refuseSigned refuses a request that carries a signature already.
func refuseSigned(raw *rawRequest) error {
	const remedy = "take the old signature out, with all that came with it, and sign the bare request"
	if _, ok := raw.get("Authorization"); ok {
		return errors.New("the request has an Authorization header already; " + remedy)
	}
	_, query := cutTarget(raw.target)
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if strings.EqualFold(strings.ReplaceAll(strings.ToLower(name), "%2d", "-"), "X-Amz-Signature") {
			return errors.New("the request has X-Amz-Signature in its query already; " + remedy)
		}
	}
	return nil
}

func hostOf(raw *rawRequest) (string, error) {
	host, count := "", 0
	for _, h := range raw.headers {
		if strings.EqualFold(h.name, "Host") {
			host = h.value
			count++
		}
	}
	switch {
	case count == 0 || host == "":
		return "", errors.New("the request has no Host header; add one, as in Host: example.amazonaws.com")
	case count > 1:
		return "", errors.New("the request has Host twice; leave one in")
	}
	return host, nil
}

// takeTime takes X-Amz-Date out of the request, which the signer writes anew,
// and returns the time to sign with.
func (f *signFlags) takeTime(e *env, raw *rawRequest) (time.Time, error) {
	value, ok, err := raw.take("X-Amz-Date")
	if err != nil || !ok {
		return e.time(f.time), err
	}
	t, err := sigv4.ParseTime(value)
	switch {
	case err != nil:
		return t, fmt.Errorf("X-Amz-Date: %s", plain(err))
	case f.time.given && f.time.t.Truncate(time.Second) != t:
		return t, errors.New("X-Amz-Date and --time differ; leave one out")
	}
	return t, nil
}

// takeToken takes the session token out of the request, which the signer writes
// anew. It serves as the credentials' when these have none.
func (f *signFlags) takeToken(c *sigv4.Credentials, raw *rawRequest) error {
	name := "X-Amz-Security-Token"
	if f.token.value == "s3express" {
		name = "X-Amz-S3session-Token"
	}
	value, ok, err := raw.take(name)
	if err != nil || !ok {
		return err
	}
	token := sigv4.NewSecret(value)
	switch {
	case c.SessionToken.IsZero():
		c.SessionToken = token
		return nil
	case !c.SessionToken.Equal(token):
		return fmt.Errorf("%s in the request is not the session token of the credentials; take it out, "+
			"or unset AWS_SESSION_TOKEN", name)
	}
	return nil
}

// payloadOf decides what the signature says of the body: what --payload says;
// else what the request's X-Amz-Content-Sha256 says; else nothing for a presigned
// S3 URL, and the body's hash for everything else.
func (f *signFlags) payloadOf(e *env, raw *rawRequest, scope sigv4.Scope) (sigv4.PayloadHash, error) {
	header, ok := raw.get("X-Amz-Content-Sha256")
	var announced sigv4.PayloadHash
	if ok {
		var err error
		if announced, err = sigv4.ParsePayloadHash(header); err != nil {
			return announced, fmt.Errorf("X-Amz-Content-Sha256: %s", plain(err))
		}
	}
	var payload sigv4.PayloadHash
	switch {
	case f.payload == "unsigned":
		payload = sigv4.UnsignedPayload
	case f.payload != "" && f.payload != "hash":
		payload, _ = sigv4.ParsePayloadHash(string(f.payload)) // sign has checked it
	case f.payload == "" && ok && (!announced.IsHash() || len(raw.body) == 0):
		return announced, nil
	case f.payload == "" && !ok && f.query && scope.S3Family():
		return sigv4.UnsignedPayload, nil
	default:
		if err := checkBody(e, raw); err != nil {
			return payload, err
		}
		payload = sigv4.HashPayload(raw.body)
	}
	if ok && payload != announced {
		if f.payload == "" || f.payload == "hash" {
			return payload, errors.New("X-Amz-Content-Sha256 is not the hash of the body; correct it, or take it out and the signer writes it")
		}
		return payload, errors.New("X-Amz-Content-Sha256 and --payload differ; leave one out")
	}
	return payload, nil
}

// checkBody looks at a body that is about to be hashed: is it what a server will
// hash?
func checkBody(e *env, raw *rawRequest) error {
	if coding, ok := raw.get("Transfer-Encoding"); ok && !strings.EqualFold(coding, "identity") {
		return errors.New("the body has a Transfer-Encoding, and servers hash what is within it; " +
			"give the bare body, or its hash with --payload")
	}
	length, ok := raw.get("Content-Length")
	if n, err := strconv.ParseInt(length, 10, 64); ok && (err != nil || n != int64(len(raw.body))) {
		e.warn("Content-Length does not say %d, which is the length of the body on standard input; "+
			"is there a line end too many or too few?", len(raw.body))
	}
	return nil
}
