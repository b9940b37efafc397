package sigv4

import (
	"errors"
	"time"
)

// A Verifier plays the server's part: it finds out who signed a request, or why
// it is to be refused.
//
// It is safe for concurrent use by several goroutines. It keeps the signing keys
// that it derived, a bounded number of them, so that a verification costs little
// more than its hashes. The zero value refuses everything with [ErrOptions]: use
// [NewVerifier]. Printing a Verifier shows neither a secret nor a key.
type Verifier struct {
	config    VerifierConfig
	services  []service
	keys      *keyCache
	strangers *keyCache // of unknown access key IDs
}

// A verification is one request being verified. It shares the steps of signing
// and has no Signer.
type verification struct {
	signing
	v *Verifier
	r *Received
	claim
}

// A claim is what the request says of its signature.
type claim struct {
	presigned bool
	found     found

	// As they came, and where they are of the query, with their escapes.
	authorization string // the Authorization header's value
	stamp         string // X-Amz-Date
	signedList    string // the signed headers
	token         string // the session token
	hash          string // x-amz-content-sha256, decoded

	accessKeyID string
	service     *service // the verifier's, and so is the region
	region      string
	hasTime     bool
	unix        int64 // what X-Amz-Date means, seconds since 1970
	mac         [32]byte
	payload     PayloadHash // the last line of the canonical request
}

// Verify returns who signed r, at the instant now. It checks in this order, and
// each refusal is a [*Refusal] with the [Reason] of the first check that failed:
//
//  1. the form of the request: method, host, header names and values, the query,
//     and each of both forms' parameters at most once
//  2. which form of signature there is: in the Authorization header or in the
//     query, and not both
//  3. the algorithm, the elements or parameters, the credential's five parts and
//     the signature's 64 digits
//  4. X-Amz-Date, X-Amz-Expires, and the scope: terminator, service, region, and
//     its date, which is the day of X-Amz-Date
//  5. the time: not too far from now, and not over
//  6. the signed headers: their list, that each arrived, and that the host and
//     all that must be signed are among them
//  7. what stands for the body, and whether it is allowed
//  8. the path
//  9. the access key ID and the signature; an unknown one costs the same work
//  10. the session token, the credentials' end, and the body's hash if known
//
// The rules are those of the IAM User Guide, "Create a signed AWS API request",
// and of the S3 API Reference, "Authenticating Requests". It does not allocate
// for a good request of common size whose signing key is kept.
//
// ctx goes to the lookup alone, and may be nil if the lookup takes that.
func (v *Verifier) Verify(ctx Context, r *Received, now time.Time) (Identity, error) {
	if v.services == nil {
		return Identity{}, errNoVerifier()
	}
	var g verification
	g.v, g.r = v, r
	g.workspace = workspaces.Get().(*workspace)
	defer g.free()
	if reason := g.check(now); reason != nil {
		return Identity{}, reason
	}
	c, reason := g.compare(ctx)
	if reason == nil {
		reason = g.checkOwner(&c, now)
	}
	if reason != nil {
		return Identity{}, g.at(reason, now)
	}
	return g.identity(&c), nil
}

// check does all that needs no key, and writes the canonical request.
func (g *verification) check(now time.Time) error {
	reason := g.checkForm()
	if reason == nil {
		reason = g.checkTime(now)
	}
	if reason == nil {
		reason = g.canonicalize()
	}
	if reason != nil {
		return g.at(reason, now)
	}
	return nil
}

// checkForm does checks 1 to 4.
func (g *verification) checkForm() *Refusal {
	r := g.r
	switch {
	case r.Method == "" || !all(r.Method, tokenByte):
		return refuse(MalformedMethod, "", "")
	case r.Host == "":
		return refuse(MissingHost, "", "")
	case !all(r.Host, hostByte):
		return refuse(MalformedHost, "", "")
	case len(g.v.config.Hosts) > 0 && !g.v.allowsHost(r.Host):
		return refuse(WrongHost, "", "")
	}
	if reason := g.readHeaders(); reason != nil {
		return reason
	}
	if reason := g.readQuery(); reason != nil {
		return reason
	}
	if g.presigned {
		return nil // it is read already
	}
	return g.readAuthorization()
}

func (v *Verifier) allowsHost(host string) bool {
	for _, allowed := range v.config.Hosts {
		if sameFold(host, allowed) {
			return true
		}
	}
	return false
}

// compare does check 9.
func (g *verification) compare(ctx Context) (Credentials, *Refusal) {
	c, err := g.v.config.Keys.Lookup(ctx, g.accessKeyID)
	known := err == nil
	keys, secret := g.v.keys, c.SecretAccessKey
	switch {
	case err != nil && !errors.Is(err, ErrUnknownAccessKey):
		return Credentials{}, &Refusal{Reason: LookupFailed, Err: err}
	case known && (c.AccessKeyID != g.accessKeyID || secret.IsZero()):
		return Credentials{}, refuse(LookupFailed, "", "it returned other credentials, or no secret")
	case !known:
		keys, secret = g.v.strangers, strangersSecret
	}
	scope := Scope{g.region, g.service.name}
	g.key = keys.get(g.accessKeyID, secret, scope, unixDay(g.unix))
	mac := g.signature()
	equal := equalMAC(&mac, &g.mac)
	switch {
	case !known && !g.v.config.HideUnknownKeys:
		return Credentials{}, refuse(UnknownAccessKey, "", "")
	case !known || !equal:
		return Credentials{}, refuse(SignatureMismatch, "", "")
	}
	return c, nil
}

// strangersSecret is what an unknown access key ID's signature is compared with.
// It is no secret: whatever comes of that, the request is refused.
var strangersSecret = NewSecret("0000000000000000000000000000000000000000")

// equalMAC takes the same time wherever a and b differ.
func equalMAC(a, b *[32]byte) bool {
	var diff uint64
	for i := 0; i < len(a); i += 8 {
		x, y := a[i:i+8], b[i:i+8]
		diff |= (uint64(x[0]) | uint64(x[1])<<8 | uint64(x[2])<<16 | uint64(x[3])<<24 |
			uint64(x[4])<<32 | uint64(x[5])<<40 | uint64(x[6])<<48 | uint64(x[7])<<56) ^
			(uint64(y[0]) | uint64(y[1])<<8 | uint64(y[2])<<16 | uint64(y[3])<<24 |
				uint64(y[4])<<32 | uint64(y[5])<<40 | uint64(y[6])<<48 | uint64(y[7])<<56)
	}
	return diff == 0
}

// checkOwner does check 10.
func (g *verification) checkOwner(c *Credentials, now time.Time) *Refusal {
	name, presented := g.tokenName(), g.found&(foundToken|foundQueryToken) != 0
	switch token := c.SessionToken; {
	case token.IsZero() && presented:
		return refuse(InvalidToken, name, "these credentials have none")
	case !token.IsZero() && !presented:
		return refuse(InvalidToken, name, "it is missing")
	case presented && !g.sameToken(token.Reveal()):
		return refuse(InvalidToken, name, "it is another")
	}
	if !c.Expires.IsZero() && !now.Before(c.Expires) {
		return refuse(ExpiredCredentials, "", "")
	}
	if known := &g.r.Payload; known.kind != payloadMissing && g.payload.IsHash() && *known != g.payload {
		return refuse(PayloadMismatch, "", "the body's hash is another than the signed one")
	}
	return nil
}

// tokenName is where the session token stands.
func (g *verification) tokenName() string {
	if g.v.config.Options.Token == TokenS3Express {
		return ownNames[ownS3Token]
	}
	return ownNames[ownToken]
}

// sameToken compares the presented token in a time that depends on its length
// only.
func (g *verification) sameToken(want string) bool {
	w := g.workspace
	w.scratch = w.scratch[:0]
	if g.presigned {
		w.scratch = appendDecoded(w.scratch, g.token)
	} else {
		w.scratch = append(w.scratch, g.token...)
	}
	if len(w.scratch) != len(want) {
		return false
	}
	var diff byte
	for i := range w.scratch {
		diff |= w.scratch[i] ^ want[i]
	}
	return diff == 0
}

// identity tells what was proven.
func (g *verification) identity(c *Credentials) Identity {
	id := Identity{
		AccessKeyID:   c.AccessKeyID,
		Scope:         Scope{g.region, g.service.name},
		Time:          time.Unix(g.unix, 0).UTC(),
		Presigned:     g.presigned,
		SignedHeaders: SignedHeaders{g.signedList, g.presigned && hasEscape(g.signedList)},
		Path:          g.r.Path,
		Payload:       g.payload,
		BodyChecked:   g.payload.IsHash() && g.r.Payload == g.payload,
		SessionToken:  c.SessionToken,
	}
	end := id.Time.Add(g.v.config.Skew)
	if g.presigned {
		end = id.Time.Add(time.Duration(g.expires) * time.Second)
	}
	id.Expires = c.Earlier(end)
	if id.Path == "" {
		id.Path = "/"
	} else if g.path.normalize && !normal(id.Path) {
		id.Path = string(appendNormalized(nil, id.Path))
	}
	return id
}

func hasEscape(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == '%' || s[i] == '+' {
			return true
		}
	}
	return false
}

// refuse makes a refusal. The rest is filled in by at.
func refuse(reason Reason, name, detail string) *Refusal {
	return &Refusal{Reason: reason, Name: name, Detail: detail}
}

// at fills in what is known of the claim.
func (g *verification) at(e *Refusal, now time.Time) error {
	e.Presigned = g.presigned
	e.AccessKeyID = clone(g.accessKeyID)
	e.ServerTime = now.UTC()
	if g.hasTime {
		e.Time = time.Unix(g.unix, 0).UTC()
		if g.expires > 0 {
			e.Expires = e.Time.Add(time.Duration(g.expires) * time.Second)
		}
	}
	return e
}
