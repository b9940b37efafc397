package sigv4http

import (
	"net/http"
	"sync/atomic"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// A Payload says how a signature covers a body.
type Payload uint8

const (
	// HashPayload signs the SHA-256 hash of the body.
	HashPayload Payload = iota
	// UnsignedPayload signs the marker UNSIGNED-PAYLOAD, so the body may be
	// changed on its way unnoticed. S3 accepts it; use it over TLS only.
	UnsignedPayload
)

// A Signer signs requests for one region and service.
//
// Source and Scope are required; the zero value of everything else is a good
// default. A Signer is safe for concurrent use as long as its fields are not
// changed. It keeps a derived key, which goes when the credentials change, and
// must not be copied after first use. Printing it shows no secret.
type Signer struct {
	// Source is asked for the credentials of every request.
	Source Source

	// Scope is the region and the signing name of the service.
	Scope sigv4.Scope

	// Options are the choices that a few services need.
	Options sigv4.Options

	// Payload is how bodies are covered. A request that carries an
	// X-Amz-Content-Sha256 header decides for itself.
	Payload Payload

	// SignHeaders names headers of the request, in any case, to be signed
	// beside Content-Type, Content-MD5 and x-amz-*. Host and what the signer
	// adds itself need no mention.
	//
	// A request without one of them is refused. So are names that are changed
	// on the way and could not be verified: accept-encoding, connection,
	// content-length, expect, keep-alive, proxy-authenticate,
	// proxy-authorization, te, trailer, transfer-encoding, upgrade, user-agent
	// and x-amzn-trace-id. Cookie is a poor choice too: HTTP/2 cuts it into
	// pieces and writes its spaces anew.
	SignHeaders []string

	// MaxBuffer is how many bytes of a body that can be read only once Sign may
	// hold in memory to hash it. Zero or less: such a body is an error.
	MaxBuffer int64

	// Now is the clock, time.Now when nil. It must be safe for concurrent use.
	Now func() time.Time

	last atomic.Pointer[keyed]
}

// begin checks what both Sign and Presign need, fetches the credentials and
// makes v the request as it goes over the wire, but for headers and payload. It
// returns v's host as well: taken out of v it would drag v to the heap.
func (s *Signer) begin(v *sigv4.Request, r *http.Request) (core *sigv4.Signer, host string, err error) {
	switch {
	case s == nil:
		return nil, "", fail(ErrSigner, "it is nil")
	case s.Payload > UnsignedPayload:
		return nil, "", fail(ErrSigner, "its Payload is none of the constants")
	case r == nil:
		return nil, "", fail(ErrRequest, "it is nil")
	case r.URL == nil:
		return nil, "", fail(ErrRequest, "its URL is nil")
	}
	if host, err = wireView(v, r); err != nil {
		return nil, "", err
	}
	if r.URL.RawPath != "" && !s.Scope.S3Family() {
		if err = checkPath(r.URL, v.Path); err != nil {
			return nil, "", err
		}
	}
	core, err = s.core(r.Context())
	return core, host, err
}

func (s *Signer) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}
