package s3

import (
	"sync/atomic"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// A PresignConfig is what a [Presigner] is made of. The zero value is not valid:
// an Endpoint and Credentials are required.
type PresignConfig struct {
	Endpoint    Endpoint
	Credentials sigv4.Credentials

	// Options are of the signature. The zero value does for S3, and where the
	// [Address] wants the credentials of an S3 Express session it stands for
	// [sigv4.TokenS3Express].
	Options sigv4.Options

	// Early is what happens when the credentials expire before the URL.
	Early Early

	// Hoist moves the headers that S3 takes from the query into the URL; see the
	// function [Hoist].
	Hoist bool
}

// A Presigner makes presigned URLs for calls.
//
// It is immutable, and safe for concurrent use by several goroutines. It keeps
// the [sigv4.Signer] that it used last, and so the signing key of the day;
// a program that makes many URLs keeps one Presigner. The zero value is not
// valid and signs nothing: use [NewPresigner].
type Presigner struct {
	config PresignConfig
	last   atomic.Pointer[scopedSigner]
}

// NewPresigner returns a Presigner. Its errors are those of
// [sigv4.Credentials.Validate], and an [*Error] of kind [ErrExpiry] if Early is
// none of its constants. The endpoint is checked with each call.
func NewPresigner(c PresignConfig) (*Presigner, error) {
	if err := c.Credentials.Validate(); err != nil {
		return nil, err
	}
	if c.Early > EarlyClamp {
		return nil, &Error{Err: ErrExpiry, Name: "Early", Offset: -1, Reason: "it is none of the constants"}
	}
	return &Presigner{config: c}, nil
}

// scopedSigner is a signer with what it was made for.
type scopedSigner struct {
	scope   sigv4.Scope
	session bool
	signer  *sigv4.Signer
}

// A Presigned is what [Presigner.Presign] returns: of [sigv4.Presigned] the
// method and the URL, the headers that must be sent with just their values, the
// names of all signed headers, and when the URL expires; and warnings.
//
// The zero value holds nothing. The URL is as good as a password until it
// expires.
type Presigned struct {
	sigv4.Presigned

	// Warnings say in words why the URL may not do what was asked: the
	// credentials expire before it, or some clients rewrite the key.
	Warnings []string
}

// EndsEarly reports whether the URL stops working before Expires, because the
// credentials do. It then works until Effective.
func (p Presigned) EndsEarly() bool { return p.Effective.Before(p.Expires) }

// Presign returns a URL that makes the call for whoever holds it, from now on
// for expires: whole seconds from [sigv4.MinExpires] to [sigv4.MaxExpires].
//
// Errors are those of [Endpoint.Request]; an [*Error] of kind [ErrExpiry] for
// [EarlyRefuse] and [EarlyClamp], [ErrAlgorithm] or [ErrHoist]; and a
// [*sigv4.Error] about the credentials, the expiry, the time or the method.
func (p *Presigner) Presign(c Call, expires time.Duration, now time.Time) (Presigned, error) {
	r, signer, expires, err := p.prepare(c, expires, now)
	if err != nil {
		return Presigned{}, err
	}
	signed, err := signer.Presign(&r, expires, now)
	if err != nil {
		return Presigned{}, err
	}
	out := Presigned{Presigned: signed}
	if out.EndsEarly() {
		out.Warnings = append(out.Warnings, "the credentials expire at "+out.Effective.Format(time.RFC3339)+", before the URL does")
	}
	if key, ok := c.Params["Key"].(string); ok {
		if w := KeyWarning(key); w != "" {
			out.Warnings = append(out.Warnings, w)
		}
	}
	return out, nil
}

// AppendURL appends what Presign would return as the URL. It tells neither the
// headers to send nor any warning, so it is for calls that have none.
func (p *Presigner) AppendURL(dst []byte, c Call, expires time.Duration, now time.Time) ([]byte, error) {
	r, signer, expires, err := p.prepare(c, expires, now)
	if err != nil {
		return dst, err
	}
	return signer.AppendPresigned(dst, &r, expires, now)
}

// prepare does all but the signature.
func (p *Presigner) prepare(c Call, expires time.Duration, now time.Time) (sigv4.Request, *sigv4.Signer, time.Duration, error) {
	if p == nil || p.config.Credentials.AccessKeyID == "" {
		return sigv4.Request{}, nil, 0, &sigv4.Error{Err: sigv4.ErrOptions, Offset: -1, Reason: "there are no credentials to sign with; only its constructor makes a valid presigner"}
	}
	request, err := p.config.Endpoint.Request(c)
	if err != nil {
		return sigv4.Request{}, nil, 0, err
	}
	if err := request.Address.RequireSigV4(); err != nil {
		return sigv4.Request{}, nil, 0, err
	}
	r := request.SigV4()
	if p.config.Hoist {
		if r, err = Hoist(r); err != nil {
			return sigv4.Request{}, nil, 0, err
		}
	}
	signer, err := p.signer(request.Address)
	if err != nil {
		return sigv4.Request{}, nil, 0, err
	}
	expires, err = p.config.Early.Apply(expires, now, p.config.Credentials.Expires)
	return r, signer, expires, err
}

// signer returns a signer for an address: the last one where that will do.
func (p *Presigner) signer(a Address) (*sigv4.Signer, error) {
	scope := a.Scope()
	if last := p.last.Load(); last != nil && last.scope == scope && last.session == a.Session {
		return last.signer, nil
	}
	options := p.config.Options
	if a.Session && options.Token == sigv4.TokenSigned {
		options.Token = sigv4.TokenS3Express
	}
	signer, err := sigv4.NewSignerWithOptions(p.config.Credentials, scope, options)
	if err != nil {
		return nil, err
	}
	p.last.Store(&scopedSigner{scope, a.Session, signer})
	return signer, nil
}
