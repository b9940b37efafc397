package sigv4http

import (
	"net/http"
	"net/url"

	"github.com/sig4/sig4/sigv4"
)

// Sign returns a signed copy of r, ready to be sent. r itself stays as it is:
// the copy has its own URL and header map. It shares r's context, its body and
// the values in the header map, of which Set and Add make new ones.
//
// The body's hash is read through r.GetBody where there is one, as there is for
// the readers that [http.NewRequest] knows; r.Body is then not touched. A body
// that can seek, such as a file, is read from where it stands and wound back.
// Any other body is read into memory, up to MaxBuffer bytes, and closed, and the
// copy gets a new one. A request whose X-Amz-Content-Sha256 header holds the
// hash of its body, or a marker, is signed with that, and its body is not read.
//
// The copy's Host is the one that was signed, without a default port. A name
// that the header map holds in several spellings has one in the copy.
//
// Errors: an [*sigv4.Error] for what package sigv4 refuses, for [ErrSigner] and
// [ErrRequest], for a header that is to be signed but missing and for a request
// that is signed already; [ErrBody], with the error of the body where it has
// one; an error of the Source, wrapped. After an error r.Body may have been
// read, but it has not been closed, unless closing it is what failed.
func (s *Signer) Sign(r *http.Request) (*http.Request, error) {
	var v sigv4.Request
	core, host, err := s.begin(&v, r)
	if err != nil {
		return nil, err
	}
	if err := checkTarget(r.URL); err != nil {
		return nil, err
	}
	var pairs [8]sigv4.Header // enough for most requests
	header := make(http.Header, len(r.Header)+maxAdded)
	if v.Headers, err = s.headers(r.Header, header, pairs[:0]); err != nil {
		return nil, err
	}
	data, err := s.payload(&v, r, s.MaxBuffer)
	if err != nil {
		return nil, err
	}

	var room [maxAdded]sigv4.Header
	add, err := core.AppendHeaders(room[:0], &v, s.now())
	if err != nil {
		return nil, err
	}

	signed := new(signedRequest)
	signed.Request = *r
	signed.url = *r.URL
	signed.URL = &signed.url
	signed.Host = host
	signed.Header = header
	if len(signed.url.Opaque) > 1 && signed.url.Opaque[:2] == "//" { // see opaquePath
		signed.url.Opaque = "//" + host + v.Path
	}
	for i, a := range add {
		signed.values[i] = a.Value
		header[a.Name] = signed.values[i : i+1 : i+1]
	}
	if data != nil {
		if err := replaceBody(&signed.Request, data); err != nil {
			return nil, err
		}
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
