package sigv4http

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// ErrBody is the kind of error for a body that cannot be hashed and sent.
var ErrBody = errors.New("invalid body")

func bodyError(reason string) error {
	return &sigv4.Error{Err: ErrBody, Offset: -1, Reason: reason}
}

// A payload is the hash of a body and, where hashing used the body up, the
// bytes to send in its place.
type payload struct {
	hash     sigv4.PayloadHash
	buffered []byte // nil: the body is as it was
}

// attach gives the copy of the request a body that was read into memory.
func (p *payload) attach(r *http.Request) {
	if p.buffered == nil {
		return
	}
	data := p.buffered
	r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	r.Body, _ = r.GetBody()
	r.ContentLength = int64(len(data))
	r.TransferEncoding = nil
	if len(data) == 0 {
		r.Body, r.GetBody = http.NoBody, func() (io.ReadCloser, error) { return http.NoBody, nil }
	}
}

// announced returns the payload hash that the request's own header holds.
func announced(h http.Header) (hash sigv4.PayloadHash, ok bool, err error) {
	for name, values := range h {
		if !strings.EqualFold(name, "X-Amz-Content-Sha256") || len(values) == 0 {
			continue
		}
		if ok || len(values) > 1 {
			return hash, false, &sigv4.Error{Err: sigv4.ErrPayloadHash, Name: name, Offset: -1, Reason: "the header is there more than once"}
		}
		ok = true
		if hash, err = sigv4.ParsePayloadHash(values[0]); err != nil {
			return hash, false, err
		}
	}
	return hash, ok, nil
}

// payload says what a signature covers of r's body, and hashes it. It reads at
// most limit bytes of a body that can be read only once.
func (s *Signer) payload(r *http.Request, limit int64) (payload, error) {
	hash, ok, err := announced(r.Header)
	switch {
	case err != nil:
		return payload{}, err
	case ok:
		return payload{hash: hash}, nil
	case s.Payload == UnsignedPayload:
		return payload{hash: sigv4.UnsignedPayload}, nil
	case r.Body == nil || r.Body == http.NoBody:
		return payload{hash: sigv4.EmptyPayload}, nil
	}
	if r.GetBody != nil {
		body, err := r.GetBody()
		if err != nil {
			return payload{}, err
		}
		defer body.Close()
		return hashBody(body, r.ContentLength)
	}
	if seeker, ok := r.Body.(io.ReadSeeker); ok {
		if start, err := seeker.Seek(0, io.SeekCurrent); err == nil {
			p, err := hashBody(seeker, r.ContentLength)
			if _, back := seeker.Seek(start, io.SeekStart); err == nil && back != nil {
				err = bodyError("it was read but cannot be wound back")
			}
			return p, err
		}
	}
	return bufferBody(r, limit)
}

// hashBody hashes what body holds. A length that is known must be right.
func hashBody(body io.Reader, length int64) (payload, error) {
	h := sha256.New()
	n, err := io.Copy(h, body)
	if err != nil {
		return payload{}, err
	}
	if length > 0 && n != length {
		return payload{}, bodyError("it has not the length that ContentLength says")
	}
	var sum [sha256.Size]byte
	h.Sum(sum[:0])
	return payload{hash: sigv4.SHA256Payload(sum)}, nil
}

// bufferBody reads a body that can be read only once.
func bufferBody(r *http.Request, limit int64) (payload, error) {
	if limit <= 0 {
		return payload{}, bodyError("it can be read only once; set GetBody, MaxBuffer, or X-Amz-Content-Sha256 to its hash")
	}
	defer r.Body.Close()
	// Room for one byte more tells a body that is too long.
	data, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	if err != nil {
		return payload{}, err
	}
	if int64(len(data)) > limit {
		return payload{}, bodyError("it can be read only once and is longer than MaxBuffer")
	}
	if r.ContentLength > 0 && int64(len(data)) != r.ContentLength {
		return payload{}, bodyError("it has not the length that ContentLength says")
	}
	return payload{hash: sigv4.HashPayload(data), buffered: data}, nil
}
