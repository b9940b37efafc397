package sigv4

import "time"

// Step 1, the canonical request (IAM User Guide, "Create a signed AWS API
// request"): method, canonical URI, canonical query string, canonical headers,
// signed headers and payload hash, joined with line feeds.

// A signing is one signature in the making.
type signing struct {
	signer    *Signer
	path      pathRule
	key       *dayKey
	time      [timeLen]byte // X-Amz-Date
	own       uint          // the own headers to sign, a bit each
	presign   bool
	expires   int64 // seconds, when presign
	workspace *workspace

	// The canonical request, in the workspace, and the ends of its parts.
	canonical  []byte
	uri, query part
}

type part struct{ start, end int }

func (g *signing) part(p part) []byte { return g.canonical[p.start:p.end] }

// begin fixes the instant: the key's day and X-Amz-Date come from one second.
// free must follow.
func (g *signing) begin(s *Signer, t time.Time) (err error) {
	unix := t.Unix()
	if g.key, err = s.dayKey(unix); err != nil {
		return err
	}
	g.signer, g.path = s, s.path
	copy(g.time[:], g.key.date())
	putClock((*[timeLen - dateLen]byte)(g.time[dateLen:]), int(unix-g.key.day*secondsPerDay))
	g.workspace = workspaces.Get().(*workspace)
	return nil
}

func (g *signing) free() { g.workspace.free() }

// canonicalize writes the canonical request of r.
func (g *signing) canonicalize(r *Request) error {
	if err := r.check(); err != nil {
		return err
	}
	s, w := g.signer, g.workspace

	headerHash, err := w.collectHeaders(r)
	if err != nil {
		return err
	}
	queryHash := false
	w.pairs = w.pairs[:0]
	if r.RawQuery != "" {
		if queryHash, err = w.collectQuery(r); err != nil {
			return err
		}
	}
	g.own = 1 << ownHost
	if !g.presign {
		g.own |= s.ownHeaders
		if headerHash {
			g.own &^= 1 << ownHash
		}
	}
	// Before the query, which in a presigned request holds their names.
	if err := g.writeHeaders(r); err != nil {
		return err
	}
	return g.assemble(r, g.parameterSet(r, headerHash || queryHash))
}

// assemble writes the canonical request of r's method, path and payload, of the
// query and headers in the workspace, and of the parameters in set.
func (g *signing) assemble(r *Request, set uint) (err error) {
	w := g.workspace
	buf := append(append(w.canonical[:0], r.Method...), '\n')

	g.uri.start = len(buf)
	if buf, err = g.appendURI(buf, r.Path); err != nil {
		return err
	}
	g.uri.end = len(buf)

	if g.presign || len(w.pairs) > 0 {
		buf = g.appendQuery(buf, r, set)
	}
	if len(buf) > g.uri.end {
		buf[g.uri.end] = '\n' // instead of the first '&'
	} else {
		buf = append(buf, '\n')
	}
	g.query = part{g.uri.end + 1, len(buf)}
	buf = append(buf, '\n')

	buf = append(append(buf, w.lines...), '\n')
	buf = append(append(buf, w.signed...), '\n')
	buf = r.Payload.Append(buf)
	if cap(buf)-len(buf) < 2*len(zeroBlock) {
		// hash pads behind the end, and its padding is not kept.
		n := len(buf)
		buf = append(append(buf, zeroBlock[:]...), zeroBlock[:]...)[:n]
	}
	w.canonical, g.canonical = buf, buf
	return nil
}

// parameterSet returns the parameters that the signer adds to the query.
func (g *signing) parameterSet(r *Request, hasHash bool) uint {
	if !g.presign {
		return 0
	}
	set := g.signer.parameters
	// A covered body must be announced, or S3 takes it for UNSIGNED-PAYLOAD.
	if hasHash || r.Payload.kind == payloadUnsigned && g.signer.options.ContentSHA256 != ContentSHA256Always {
		set &^= 1 << paramHash
	}
	return set
}
