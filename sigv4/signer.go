package sigv4

import (
	"sync/atomic"
	"time"
)

// A Signer signs with fixed credentials, scope and options.
//
// It is immutable, and safe for concurrent use by several goroutines. It keeps
// the signing key of the day that it was last asked for, so that a signature
// costs little more than its hashes; the key goes with the Signer, so it never
// outlives a change of the secret. The zero value is not valid: use [NewSigner].
// Printing a Signer shows neither the secret nor a key.
type Signer struct {
	credentials Credentials
	scope       Scope
	options     Options

	path pathRule // Options.Path and Options.Encoding, decided

	// What the signer adds and signs, a bit each; see header.go and query.go.
	ownHeaders uint
	parameters uint

	escapedToken Secret // the session token, percent-encoded

	today atomic.Pointer[dayKey]
}

// Options are the choices that a few services need. The zero value follows the
// service: S3's own rules for s3, s3-outposts, s3-object-lambda and s3express,
// the general ones for all others.
type Options struct {
	Path          PathStyle
	Encoding      Encoding
	Token         TokenMode
	ContentSHA256 ContentSHA256
}

// A TokenMode says how a session token goes with the request.
type TokenMode uint8

const (
	// TokenSigned sends the token as X-Amz-Security-Token and signs it.
	TokenSigned TokenMode = iota
	// TokenUnsigned adds X-Amz-Security-Token after signing, as AWS IoT wants
	// it.
	TokenUnsigned
	// TokenS3Express sends and signs the token of an S3 Express session as
	// X-Amz-S3session-Token. It needs a session token.
	TokenS3Express
)

// A ContentSHA256 says whether the payload hash is also sent, and signed, as
// x-amz-content-sha256.
type ContentSHA256 uint8

const (
	// ContentSHA256ByService sends it to the S3 family, in a presigned URL only
	// when the body is covered.
	ContentSHA256ByService ContentSHA256 = iota
	// ContentSHA256Always sends it to any service; some others ask for it.
	ContentSHA256Always
	// ContentSHA256Never leaves it to the caller's headers.
	ContentSHA256Never
)

// NewSigner returns a Signer with the service's own options. Its errors are
// those of [Credentials.Validate] and [Scope.Validate].
func NewSigner(c Credentials, s Scope) (*Signer, error) {
	return NewSignerWithOptions(c, s, Options{})
}

// NewSignerWithOptions is [NewSigner] for the services that need a choice. It
// also fails with [ErrOptions], for a value that is none of the constants, and
// for [TokenS3Express] without a session token.
func NewSignerWithOptions(c Credentials, s Scope, o Options) (*Signer, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	if err := s.Validate(); err != nil {
		return nil, err
	}
	if err := o.validate(); err != nil {
		return nil, err
	}
	if o.Token == TokenS3Express && c.SessionToken.IsZero() {
		return nil, fail(ErrOptions, "TokenS3Express needs credentials with a session token")
	}
	s3 := s.S3Family()
	signer := &Signer{
		credentials:  c,
		scope:        s,
		options:      o,
		path:         newPathRule(o, s3),
		escapedToken: NewSecret(string(AppendEscaped(nil, c.SessionToken.Reveal()))),
	}
	signer.ownHeaders = 1<<ownHost | 1<<ownDate
	signer.parameters = 1<<paramAlgorithm | 1<<paramCredential | 1<<paramDate | 1<<paramExpires | 1<<paramSignedHeaders
	if o.ContentSHA256 == ContentSHA256Always || o.ContentSHA256 == ContentSHA256ByService && s3 {
		signer.ownHeaders |= 1 << ownHash
		signer.parameters |= 1 << paramHash
	}
	if o.Token != TokenUnsigned && !c.SessionToken.IsZero() {
		signer.ownHeaders |= 1 << signer.tokenHeader()
		signer.parameters |= 1 << signer.tokenParameter()
	}
	return signer, nil
}

func (o Options) validate() error {
	if o.Path > PathNormalize || o.Encoding > EncodeTwice || o.Token > TokenS3Express || o.ContentSHA256 > ContentSHA256Never {
		return fail(ErrOptions, "a value is none of its constants")
	}
	return nil
}

func (s *Signer) tokenHeader() ownHeader {
	if s.options.Token == TokenS3Express {
		return ownS3Token
	}
	return ownToken
}

func (s *Signer) tokenParameter() parameter {
	if s.options.Token == TokenS3Express {
		return paramS3Token
	}
	return paramToken
}

// Credentials returns what the Signer signs with.
func (s *Signer) Credentials() Credentials { return s.credentials }

// Scope returns the region and the service.
func (s *Signer) Scope() Scope { return s.scope }

// AppendCredential appends the access key ID and the credential scope of t's
// day, for example AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request. It fails
// with [ErrTime] when t's year is outside 0001 to 9999.
func (s *Signer) AppendCredential(dst []byte, t time.Time) ([]byte, error) {
	k, err := s.dayKey(t.Unix())
	if err != nil {
		return dst, err
	}
	return append(dst, k.credential...), nil
}

// dayKey returns the key of the day that holds the second unix.
func (s *Signer) dayKey(unix int64) (*dayKey, error) {
	if s == nil {
		return nil, fail(ErrOptions, "the Signer is its zero value; use NewSigner")
	}
	if err := checkTime(unix); err != nil {
		return nil, err
	}
	day := unixDay(unix)
	k := s.today.Load()
	if k == nil || k.day != day {
		if s.parameters == 0 {
			return nil, fail(ErrOptions, "the Signer is its zero value; use NewSigner")
		}
		k = newDayKey(&s.credentials, s.scope, day)
		s.today.Store(k)
	}
	return k, nil
}
