package sigv4http

import (
	"net/http"
	"net/url"

	"github.com/sig4/sig4/sigv4"
)

// Sign returns a signed copy of r, ready to be sent. r itself stays as it is:
// the copy has its own URL and header map and shares the body.
//
// The body's hash is read through r.GetBody where there is one, as there is for
// the readers that [http.NewRequest] knows. A body that can seek, such as a
// file, is read and wound back. Any other body is read into memory, up to
// MaxBuffer bytes, and the copy gets a new one; r's is then used up. A request
// whose X-Amz-Content-Sha256 header holds the hash of its body or a marker is
// signed with that, and its body is not read.
//
// The errors are of type [*sigv4.Error]: what package sigv4 refuses, [ErrBody],
// [ErrSigner], a header that is to be signed but missing, or a request that is
// signed already. Errors of the Source are wrapped.
func (s *Signer) Sign(r *http.Request) (*http.Request, error) {
	core, err := s.core(r.Context())
	if err != nil {
		return nil, err
	}
	host, err := wireHost(r)
	if err != nil {
		return nil, err
	}
	var pairs [16]sigv4.Header
	header := make(http.Header, len(r.Header)+maxAdded)
	v := sigv4.Request{Host: host}
	wireView(&v, r)
	if v.Headers, err = s.headers(r.Header, header, pairs[:0]); err != nil {
		return nil, err
	}
	buffered, err := s.payload(&v, r)
	if err != nil {
		return nil, err
	}

	var room [maxAdded]sigv4.Header
	add, err := core.AppendHeaders(room[:0], &v, s.now())
	if err != nil {
		return nil, err
	}

	signed := &signedRequest{Request: *r, url: *r.URL}
	signed.URL = &signed.url
	signed.Host = host
	signed.Header = header
	for i, a := range add {
		signed.values[i] = a.Value
		header[a.Name] = signed.values[i : i+1 : i+1]
	}
	if buffered != nil {
		attach(&signed.Request, buffered)
	}
	return &signed.Request, nil
}

// maxAdded is how many headers signing adds at most: the date, the payload
// hash, the session token and the signature.
const maxAdded = 4

// A signedRequest is a request with what its copy needs, in one piece of
// memory.
type signedRequest struct {
	http.Request
	url    url.URL
	values [maxAdded]string // of the added headers
}
