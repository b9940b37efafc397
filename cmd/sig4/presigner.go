package main

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv2"
)

// A presigner signs plans and writes them as they are put out. Several
// goroutines may use it at once.
type presigner struct {
	credentials sigv4.Credentials
	expires     time.Duration
	early       earlyFlags
	hoist       bool
	format      string
	batch       bool // one line for each

	headers, query listFlag // of the command line, which errors blame

	legacy *sigv2.LegacySigner          // of version 2, else nil
	sent   bool                         // it leaves headers to the sender
	last   atomic.Pointer[scopedSigner] // of version 4: the one that was used last
}

type scopedSigner struct {
	scope  sigv4.Scope
	token  sigv4.TokenMode
	signer *sigv4.Signer
}

func (p *presign) newPresigner(ctx context.Context, e *env, format string) (*presigner, error) {
	credentials, err := e.credentials(ctx)
	if err != nil {
		return nil, err
	}
	s := &presigner{
		credentials: credentials, expires: p.expires.duration(), early: p.early, format: format, batch: p.batch,
		headers: p.headers, query: p.query,
		hoist: p.hoist.value, sent: p.hoist.given && !p.hoist.value,
	}
	now := e.time(p.time)
	if err := alive(credentials, now); err != nil {
		return nil, err
	}
	expires, err := s.early.apply("URL", s.expires, now, credentials.Expires)
	if err != nil {
		return nil, err
	}
	if p.signature.v2() {
		if s.legacy, err = p.signature.signer(e, credentials, s.sent); err != nil {
			return nil, err
		}
	}
	if isLower(string(p.method)) {
		e.warn("--method: %s", caseMatters)
	}
	// A time that cannot be signed for is told of by the signer.
	if end := now.Truncate(time.Second).Add(expires); now.Year() > 0 && credentials.Earlier(end).Before(end) {
		e.warnEffective("URL", credentials.Earlier(end))
	}
	return s, nil
}

// append signs a plan and appends what is to be put out, with what the user
// should know. dst comes back as it was when there is an error.
func (s *presigner) append(dst []byte, p *plan, now time.Time) ([]byte, []string, error) {
	warnings := p.warnings
	if err := alive(s.credentials, now); err != nil {
		return dst, warnings, err
	}
	expires, err := s.early.apply("URL", s.expires, now, s.credentials.Expires)
	if err != nil {
		return dst, warnings, err
	}
	if s.legacy != nil {
		return s.appendLegacy(dst, p, expires, now)
	}
	r := p.request
	if s.hoist {
		if r, err = hoist(r, p.scope); err != nil {
			return dst, warnings, err
		}
		warnings = append(warnings, kept(r.Headers)...)
	}
	signer, err := s.signer(p)
	if err != nil {
		return dst, warnings, err
	}
	if s.format == "url" {
		with, err := signer.AppendPresigned(dst, &r, expires, now)
		if err != nil {
			return dst, warnings, s.refused(err)
		}
		if p.named && !s.hoist {
			warnings = append(warnings, toSend(r.Headers)...)
		}
		return append(with, '\n'), warnings, nil
	}
	signed, err := signer.Presign(&r, expires, now)
	if err != nil {
		return dst, warnings, s.refused(err)
	}
	dst, more := s.write(dst, &signed, p)
	return dst, append(warnings, more...), nil
}

func (s *presigner) appendLegacy(dst []byte, p *plan, expires time.Duration, now time.Time) ([]byte, []string, error) {
	r := p.legacyRequest()
	signed, err := s.legacy.Presign(&r, expires, now)
	if err != nil {
		return dst, p.warnings, s.refused(err)
	}
	warnings := append(p.warnings, legacyWarnings(&signed, s.sent)...)
	if s.format == "url" {
		if p.named {
			warnings = append(warnings, toSend(signed.Headers)...)
		}
		return append(append(dst, signed.URL...), '\n'), warnings, nil
	}
	dst, more := s.write(dst, &sigv4.Presigned{
		Method: signed.Method, URL: signed.URL, SignedHeaders: signed.SignedHeaders, Expires: signed.Expires, Effective: signed.Effective,
		Headers: append(signed.Headers[:len(signed.Headers):len(signed.Headers)], signed.Unsigned...),
	}, p)
	return dst, append(warnings, more...), nil
}

// write appends what is not the URL alone.
func (s *presigner) write(dst []byte, signed *sigv4.Presigned, p *plan) ([]byte, []string) {
	if s.format == "json" {
		return appendPresignedJSON(dst, signed, s.batch), nil
	}
	var warnings []string
	if !s.batch && (signed.Method == "PUT" || signed.Method == "POST") {
		warnings = append(warnings, "the line sends no body; add --upload-file FILE to send one")
	}
	return append(dst, curlLine(signed, p.request.Path)...), warnings
}

// signer returns the signer for a plan's scope: the last one where that will do,
// because it holds the key of the day.
func (s *presigner) signer(p *plan) (*sigv4.Signer, error) {
	if last := s.last.Load(); last != nil && last.scope == p.scope && last.token == p.token {
		return last.signer, nil
	}
	signer, err := newSigner(s.credentials, p.scope, sigv4.Options{Token: p.token})
	if err != nil {
		return nil, err
	}
	s.last.Store(&scopedSigner{p.scope, p.token, signer})
	return signer, nil
}

// toSend says which headers a URL that is printed alone needs.
func toSend(headers []sigv4.Header) []string {
	if len(headers) == 0 {
		return nil
	}
	var names strings.Builder
	for i, h := range headers {
		if i > 0 {
			names.WriteString(", ")
		}
		names.WriteString(quote(h.Name))
	}
	return []string{"the URL works only with these headers, which must be sent with it: " + names.String() + "; --json shows their values"}
}

// kept says which of S3's own headers must be sent in spite of --hoist.
func kept(headers []sigv4.Header) (warnings []string) {
	for _, h := range headers {
		if name := strings.ToLower(h.Name); strings.HasPrefix(name, "x-amz-") {
			warnings = append(warnings, "--hoist leaves "+quote(name)+" a header, which must be sent with the URL")
		}
	}
	return warnings
}
