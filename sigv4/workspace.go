package sigv4

import "sync"

// A workspace is the memory that one signature needs. Workspaces are pooled:
// clearing as much of a stack for every signature took longer than that, and a
// long session token would not fit there.
type workspace struct {
	canonical []byte // the canonical request
	names     []byte // header names in lower case
	headers   []span // where they are, sorted
	lines     []byte // the canonical headers
	signed    []byte // the signed headers
	query     []byte // the request's own parameters, encoded
	pairs     []span // where they are, sorted
	scratch   []byte // the string to sign; before that, a normalised path
	hasher    hasher
}

var workspaces = sync.Pool{New: func() any {
	return &workspace{
		canonical: make([]byte, 0, 4096),
		names:     make([]byte, 0, 512),
		headers:   make([]span, 0, 24),
		lines:     make([]byte, 0, 2048),
		signed:    make([]byte, 0, 512),
		query:     make([]byte, 0, 1024),
		pairs:     make([]span, 0, 24),
		scratch:   make([]byte, 0, 512),
		hasher:    hasher{digest: newDigest()},
	}
}}

// free returns w to the pool, unless a huge request has blown it up.
func (w *workspace) free() {
	if cap(w.canonical) <= 1<<16 && cap(w.query) <= 1<<16 {
		workspaces.Put(w)
	}
}

// A span marks a name in a buffer, buf[start:mid]. Of a parameter it also marks
// the value, buf[mid+1:end]; of a header it has its place in the request.
type span struct{ start, mid, end, order int32 }
