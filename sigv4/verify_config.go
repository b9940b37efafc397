package sigv4

import "time"

// The defaults of a [VerifierConfig].
const (
	DefaultSkew     = 15 * time.Minute
	DefaultKeyCache = 1024 // keys
)

// A VerifierConfig says what a [Verifier] accepts. Keys, Regions and Services
// are required; the zero value of everything else is the strictest.
type VerifierConfig struct {
	// Keys finds the credentials of an access key ID.
	Keys Lookup

	// Regions and Services are the allowed ones: a key is never derived for
	// another scope. S3 has one service, "s3".
	Regions, Services []string

	// Hosts, if there are any, are the allowed hosts, as Received.Host has
	// them, in any case.
	Hosts []string

	// Options are those that the signers use. The zero value follows the
	// service. ContentSHA256ByService demands x-amz-content-sha256 in the
	// headers of the S3 family and takes a presigned URL without it for
	// UNSIGNED-PAYLOAD there; ContentSHA256Always demands it of every request;
	// ContentSHA256Never takes Received.Payload where it is missing, as
	// ContentSHA256ByService does for other services.
	Options Options

	// Skew is how far X-Amz-Date may be from now: in both directions for signed
	// headers, in the future only for presigned URLs. 0 means [DefaultSkew];
	// less than 0 or more than a day is an error.
	Skew time.Duration

	// MaxLifetime is the longest X-Amz-Expires: whole seconds up to
	// [MaxExpires], which 0 means too.
	MaxLifetime time.Duration

	// Payload says which markers may stand instead of the body's hash.
	Payload PayloadRule

	// StrictPath refuses paths that are read in more than one way: with dot
	// segments, plain or escaped, empty segments, backslashes, escaped slashes
	// and backslashes, and escaped NULs.
	StrictPath bool

	// Exempt lets four x-amz-* headers go unsigned; see [Exemption].
	Exempt Exemption

	// MustSign are further headers, in any case, that must be signed if they
	// arrive, such as content-type. All x-amz-* headers must, and the host.
	MustSign []string

	// HideUnknownKeys refuses an unknown access key ID as a wrong signature is
	// refused, so that nobody can find out which exist.
	HideUnknownKeys bool

	// KeyCache is how many signing keys are kept, rounded up to a power of two
	// of at least 4. 0 means [DefaultKeyCache]; less than 0 or more than
	// 1,048,576 is an error. A key takes about 500 bytes. As many are kept for
	// unknown access keys, of a secret that is nobody's, so that these cost the
	// same work.
	KeyCache int
}

// A PayloadRule is a set of the payload markers that a verifier allows. The zero
// value is [HashRequired].
type PayloadRule uint8

const (
	// AllowUnsigned allows UNSIGNED-PAYLOAD, which S3's presigned URLs use.
	AllowUnsigned PayloadRule = 1 << iota
	// AllowStreamingSigned allows aws-chunked bodies with signed chunks.
	AllowStreamingSigned
	// AllowStreamingUnsigned allows aws-chunked bodies whose chunks are not
	// signed: STREAMING-UNSIGNED-PAYLOAD-TRAILER.
	AllowStreamingUnsigned

	// HashRequired allows no marker: the signature must cover the body's hash.
	HashRequired PayloadRule = 0
	// AllowAnyPayload allows all markers of Signature Version 4. Those of 4A
	// are never right with an HMAC.
	AllowAnyPayload = AllowUnsigned | AllowStreamingSigned | AllowStreamingUnsigned
)

func (rule PayloadRule) allows(p *PayloadHash) bool {
	switch p.kind {
	case payloadSum:
		return true
	case payloadUnsigned:
		return rule&AllowUnsigned != 0
	case payloadStreaming, payloadStreamingTrailer:
		return rule&AllowStreamingSigned != 0
	case payloadStreamingUnsignedTrailer:
		return rule&AllowStreamingUnsigned != 0
	}
	return false
}

// An Exemption says in which requests these headers may arrive unsigned:
// x-amz-content-sha256, whose value is covered all the same,
// x-amz-decoded-content-length, x-amz-trailer and x-amz-checksum-algorithm. A
// few clients leave them out.
type Exemption uint8

const (
	ExemptNone      Exemption = iota // in none
	ExemptPresigned                  // in presigned ones
	ExemptAll                        // in all
)

func exempt(name []byte) bool {
	switch string(name) {
	case hashName, "x-amz-decoded-content-length", "x-amz-trailer", "x-amz-checksum-algorithm":
		return true
	}
	return false
}

// A service is an allowed one with its rules.
type service struct {
	name string
	path pathRule
	s3   bool
}

// NewVerifier returns a Verifier. It copies the slices of c. It fails with an
// [*Error]: [ErrRegion] or [ErrService] for one that is missing or invalid,
// [ErrHost] and [ErrHeader] for the like of hosts and header names, and
// [ErrOptions] for everything else that is out of its range.
func NewVerifier(c VerifierConfig) (*Verifier, error) {
	if c.Keys == nil {
		return nil, fail(ErrOptions, "Keys is missing")
	}
	if len(c.Regions) == 0 {
		return nil, fail(ErrRegion, "none is allowed")
	}
	if len(c.Services) == 0 {
		return nil, fail(ErrService, "none is allowed")
	}
	if err := c.Options.validate(); err != nil {
		return nil, err
	}
	if c.Skew == 0 {
		c.Skew = DefaultSkew
	}
	if c.MaxLifetime == 0 {
		c.MaxLifetime = MaxExpires
	}
	if c.KeyCache == 0 {
		c.KeyCache = DefaultKeyCache
	}
	switch {
	case c.Skew < 0 || c.Skew > 24*time.Hour:
		return nil, fail(ErrOptions, "Skew must be from 0 to a day")
	case c.MaxLifetime < MinExpires || c.MaxLifetime > MaxExpires || c.MaxLifetime%time.Second != 0:
		return nil, fail(ErrOptions, "MaxLifetime must be whole seconds, from one to 604800")
	case c.Payload > AllowAnyPayload:
		return nil, fail(ErrOptions, "Payload holds a bit that is none of its constants")
	case c.Exempt > ExemptAll:
		return nil, fail(ErrOptions, "Exempt is none of its constants")
	case c.KeyCache < 0 || c.KeyCache > 1<<20:
		return nil, fail(ErrOptions, "KeyCache must be from 0 to 1048576")
	}

	v := &Verifier{config: c, keys: newKeyCache(c.KeyCache), strangers: newKeyCache(c.KeyCache)}
	v.config.Regions = append([]string(nil), c.Regions...)
	v.config.Hosts = append([]string(nil), c.Hosts...)
	v.config.Services, v.config.MustSign = nil, nil
	for _, region := range c.Regions {
		if err := validScopePart(ErrRegion, region); err != nil {
			return nil, err
		}
	}
	for _, name := range c.Services {
		if err := validScopePart(ErrService, name); err != nil {
			return nil, err
		}
		s3 := Scope{Service: name}.S3Family()
		v.services = append(v.services, service{name, newPathRule(c.Options, s3), s3})
	}
	for _, host := range c.Hosts {
		if host == "" || !all(host, hostByte) {
			return nil, fail(ErrHost, "one of Hosts is empty or no host with an optional port")
		}
	}
	for _, name := range c.MustSign {
		folded := make([]byte, len(name))
		for i := range folded {
			folded[i] = lowered[name[i]]
		}
		if name == "" || !all(name, tokenByte) {
			return nil, fail(ErrHeader, "one of MustSign is no token")
		}
		v.config.MustSign = append(v.config.MustSign, string(folded))
	}
	return v, nil
}
