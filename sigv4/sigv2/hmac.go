package sigv2

import (
	"crypto/fips140"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
)

// mac returns the base64 form of the HMAC-SHA1 of text under the secret access
// key (RFC 2104).
func (s *LegacySigner) mac(text []byte) (signature string, err error) {
	if fips140.Enabled() {
		// With fips140=only both crypto/hmac and crypto/sha1 panic. Since Go
		// 1.26 crypto/fips140 tells that mode from fips140=on beforehand; before,
		// only the panic does. Nothing else in here panics.
		defer func() {
			if recover() != nil {
				signature, err = "", fail(ErrSHA1, "the program runs with GODEBUG=fips140=only; use Signature Version 4")
			}
		}()
	}
	h := hmac.New(sha1.New, []byte(s.credentials.SecretAccessKey.Reveal()))
	h.Write(text)
	var sum [sha1.Size]byte
	return base64.StdEncoding.EncodeToString(h.Sum(sum[:0])), nil
}
