package sigv4http

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"net/http"

	"github.com/sig4/sig4/sigv4"
)

// ErrBody is the kind of error for a body that cannot be hashed and sent.
var ErrBody = errors.New("invalid body")

func bodyError(reason string) error {
	return &sigv4.Error{Err: ErrBody, Offset: -1, Reason: reason}
}

// attach gives r, a copy, the body that was read into memory.
func attach(r *http.Request, data []byte) {
	r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	r.Body, _ = r.GetBody()
	r.ContentLength = int64(len(data))
	r.TransferEncoding = nil
	if len(data) == 0 {
		r.Body, r.GetBody = http.NoBody, func() (io.ReadCloser, error) { return http.NoBody, nil }
	}
}

// announced sets hash to the one that a header among pairs holds.
func announced(hash *sigv4.PayloadHash, pairs []sigv4.Header) (ok bool, err error) {
	for i := range pairs {
		p := &pairs[i]
		if !sameName(p.Name, "x-amz-content-sha256") {
			continue
		}
		if ok {
			return false, &sigv4.Error{Err: sigv4.ErrPayloadHash, Name: "X-Amz-Content-Sha256", Offset: -1, Reason: "the header is there twice"}
		}
		ok = true
		if *hash, err = sigv4.ParsePayloadHash(p.Value); err != nil {
			return false, err
		}
	}
	return ok, nil
}

// payload sets v.Payload to what a header signature covers of r's body. Where
// hashing used the body up, it returns the bytes to send in its place.
func (s *Signer) payload(v *sigv4.Request, r *http.Request) (buffered []byte, err error) {
	ok, err := announced(&v.Payload, v.Headers)
	switch {
	case ok || err != nil:
		return nil, err
	case s.Payload == UnsignedPayload:
		v.Payload = sigv4.UnsignedPayload
		return nil, nil
	}
	return hashBody(&v.Payload, r, s.MaxBuffer)
}

// hashBody hashes r's body so that it can still be sent. Of a body that can be
// read only once it reads at most limit bytes, and returns them.
func hashBody(hash *sigv4.PayloadHash, r *http.Request, limit int64) (buffered []byte, err error) {
	if r.Body == nil || r.Body == http.NoBody {
		*hash = sigv4.EmptyPayload
		return nil, nil
	}
	if r.GetBody != nil {
		body, err := r.GetBody()
		if err != nil {
			return nil, err
		}
		defer body.Close()
		return nil, hashReader(hash, body, r.ContentLength)
	}
	if seeker, ok := r.Body.(io.ReadSeeker); ok {
		if start, err := seeker.Seek(0, io.SeekCurrent); err == nil {
			err = hashReader(hash, seeker, r.ContentLength)
			if _, back := seeker.Seek(start, io.SeekStart); err == nil && back != nil {
				err = bodyError("it was read but cannot be wound back")
			}
			return nil, err
		}
	}
	return bufferBody(hash, r, limit)
}

// hashReader hashes what body holds. A length that is known must be right.
func hashReader(hash *sigv4.PayloadHash, body io.Reader, length int64) error {
	h := sha256.New()
	n, err := io.Copy(h, body)
	if err != nil {
		return err
	}
	if length > 0 && n != length {
		return bodyError("it has not the length that ContentLength says")
	}
	var sum [sha256.Size]byte
	h.Sum(sum[:0])
	*hash = sigv4.SHA256Payload(sum)
	return nil
}

// bufferBody reads a body that can be read only once.
func bufferBody(hash *sigv4.PayloadHash, r *http.Request, limit int64) ([]byte, error) {
	if limit <= 0 {
		return nil, bodyError("it can be read only once; set GetBody, MaxBuffer, or X-Amz-Content-Sha256 to its hash")
	}
	defer r.Body.Close()
	// Room for one byte more tells a body that is too long.
	data, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, bodyError("it can be read only once and is longer than MaxBuffer")
	}
	if r.ContentLength > 0 && int64(len(data)) != r.ContentLength {
		return nil, bodyError("it has not the length that ContentLength says")
	}
	*hash = sigv4.HashPayload(data)
	return data, nil
}
