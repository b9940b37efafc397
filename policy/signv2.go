package policy

import (
	"time"

	"github.com/sig4/sig4/sigv4"
)

// A LegacySigner makes signatures of version 2. It is a *sigv2.LegacySigner of
// this module; an interface here, so that a program that signs with version 4
// alone does not link SHA-1.
type LegacySigner interface {
	// Credentials returns what the signer signs with.
	Credentials() sigv4.Credentials
	// AppendPostSignature appends the signature of a policy's base64 form.
	AppendPostSignature(dst, base64Policy []byte) ([]byte, error)
}

// SignLegacyV2 is [Sign] with the LEGACY signature version 2, for stores that
// know nothing newer. AWS refuses it for all buckets but old ones; nothing
// chooses it by itself.
//
// The form has the fields AWSAccessKeyId and signature, and neither
// x-amz-algorithm, x-amz-credential, x-amz-date nor x-amz-signature; the policy
// demands nothing about AWSAccessKeyId, as boto3 has it. So it is bound to no
// region and no day, and whoever learns the signing key has the secret itself.
// All else is as Sign has it, the limit of 7 days included.
//
// Errors of the signer are returned as they are.
//
// Source: Amazon S3 User Guide, "Browser-based uploads using POST (AWS signature
// version 2)"; the order of fields and conditions from botocore, HmacV1PostAuth.
func SignLegacyV2(p Post, s LegacySigner, now time.Time) (Form, error) {
	if s == nil {
		return Form{}, fail(ErrSigner, "there is none; package sigv2 makes one")
	}
	// A signer that can sign nothing, a nil pointer for one, says so here; its
	// credentials could not be asked for.
	if _, err := s.AppendPostSignature(nil, []byte("e30=")); err != nil {
		return Form{}, err
	}
	d := draft{post: p, credentials: s.Credentials(), signatureName: "signature"}
	if err := d.setTime(now); err != nil {
		return Form{}, err
	}
	d.signing = []Field{{"AWSAccessKeyId", d.credentials.AccessKeyID}}
	if token := d.credentials.SessionToken; !token.IsZero() {
		d.signing = append(d.signing, Field{"x-amz-security-token", token.Reveal()})
		d.covered = d.signing[1:]
	}
	return d.sign(func(encoded []byte) (string, error) {
		signature, err := s.AppendPostSignature(nil, encoded)
		return string(signature), err
	})
}
