package sigv4http

import (
	"bytes"
	"crypto/sha256"
	"io"
	"net/http"

	"github.com/sig4/sig4/sigv4"
)

// payload sets v.Payload to what a header signature covers of r's body. Where
// hashing used the body up, as it may up to limit bytes, it returns one to send
// in its place.
func (s *Signer) payload(v *sigv4.Request, r *http.Request, limit int64) (*bytes.Reader, error) {
	ok, err := announced(&v.Payload, v.Headers)
	switch {
	case ok || err != nil:
		return nil, err
	case s.Payload == UnsignedPayload:
		v.Payload = sigv4.UnsignedPayload
		return nil, nil
	}
	return hashBody(&v.Payload, r, limit)
}

// announced sets hash to the one that a header among pairs holds.
func announced(hash *sigv4.PayloadHash, pairs []sigv4.Header) (ok bool, err error) {
	const name = "X-Amz-Content-Sha256"
	for i := range pairs {
		if !sameName(pairs[i].Name, name) {
			continue
		}
		if ok {
			return false, failNamed(sigv4.ErrPayloadHash, name, "the header is there twice")
		}
		ok = true
		if *hash, err = sigv4.ParsePayloadHash(pairs[i].Value); err != nil {
			if e, ok := err.(*sigv4.Error); ok {
				e.Name = name // it is new, so nobody else has it
			}
			return false, err
		}
	}
	return ok, nil
}

// hashBody hashes r's body so that it can still be sent. Of a body that can be
// read only once it keeps at most limit bytes, and returns them.
func hashBody(hash *sigv4.PayloadHash, r *http.Request, limit int64) (*bytes.Reader, error) {
	if r.Body == nil || r.Body == http.NoBody {
		if r.ContentLength > 0 {
			return nil, errLength()
		}
		*hash = sigv4.EmptyPayload
		return nil, nil
	}
	if r.GetBody != nil {
		body, err := r.GetBody()
		if err != nil {
			return nil, failRead("GetBody failed", err)
		}
		if body == nil {
			return nil, fail(ErrBody, "GetBody returned nil")
		}
		defer body.Close()
		return nil, hashReader(hash, body, r.ContentLength)
	}
	if seeker, ok := r.Body.(io.ReadSeeker); ok {
		// A pipe is a file too, but it does not know where it is.
		if start, err := seeker.Seek(0, io.SeekCurrent); err == nil {
			err = hashReader(hash, seeker, r.ContentLength)
			if _, back := seeker.Seek(start, io.SeekStart); err == nil && back != nil {
				err = failRead("it was read and cannot be wound back", back)
			}
			return nil, err
		}
	}
	return bufferBody(hash, r, limit)
}

func errLength() error { return fail(ErrBody, "it has not the length that ContentLength says") }

// hashReader hashes what body holds. A length that is known must be right.
func hashReader(hash *sigv4.PayloadHash, body io.Reader, length int64) error {
	h := sha256.New()
	n, err := io.Copy(h, body)
	if err != nil {
		return failRead("it cannot be read", err)
	}
	if length > 0 && n != length {
		return errLength()
	}
	var sum [sha256.Size]byte
	h.Sum(sum[:0])
	*hash = sigv4.SHA256Payload(sum)
	return nil
}

// bufferBody reads a body that can be read only once. It does not close it.
func bufferBody(hash *sigv4.PayloadHash, r *http.Request, limit int64) (*bytes.Reader, error) {
	if limit <= 0 {
		return nil, fail(ErrBody, "it can be read only once; set GetBody, MaxBuffer, or X-Amz-Content-Sha256 to its hash")
	}
	const tooLong = "it can be read only once and is longer than MaxBuffer"
	if r.ContentLength > limit {
		return nil, fail(ErrBody, tooLong)
	}
	data, err := io.ReadAll(io.LimitReader(r.Body, limit))
	if err == nil && int64(len(data)) == limit {
		var more [1]byte
		switch _, err = io.ReadFull(r.Body, more[:]); err {
		case nil:
			return nil, fail(ErrBody, tooLong)
		case io.EOF:
			err = nil
		}
	}
	if err != nil {
		return nil, failRead("it cannot be read", err)
	}
	if r.ContentLength > 0 && int64(len(data)) != r.ContentLength {
		return nil, errLength()
	}
	*hash = sigv4.HashPayload(data)
	return bytes.NewReader(data), nil
}

// replaceBody gives signed, a copy of a request, the body that was read into
// memory instead of the one that it was read from, which it closes.
func replaceBody(signed *http.Request, data *bytes.Reader) error {
	if err := signed.Body.Close(); err != nil {
		return failRead("it cannot be closed", err)
	}
	signed.ContentLength = data.Size()
	signed.TransferEncoding = nil
	signed.GetBody = func() (io.ReadCloser, error) {
		if data.Size() == 0 {
			return http.NoBody, nil // net/http takes a length of 0 for an unknown one
		}
		again := *data
		return io.NopCloser(&again), nil
	}
	signed.Body, _ = signed.GetBody()
	return nil
}
