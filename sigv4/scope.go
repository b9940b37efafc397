package sigv4

import "time"

// A Scope says for which region and service a signature holds. With the day of
// the signature and a terminator it makes the credential scope (IAM User Guide,
// "Elements of an AWS API request signature").
//
// The zero value is not valid: both are required.
type Scope struct {
	// Region is the region's code, such as "eu-central-1". Stores that are not
	// AWS's have names of their own, such as "auto" or "us-east-1".
	Region string

	// Service is the signing name, such as "s3", "iam" or "execute-api". It is
	// not always the first label of the host.
	Service string
}

// Validate reports an [*Error] of kind [ErrRegion] or [ErrService] when one is
// empty or holds anything but letters, digits, "-", "_" and ".".
func (s Scope) Validate() error {
	if err := validScopePart(ErrRegion, s.Region); err != nil {
		return err
	}
	return validScopePart(ErrService, s.Service)
}

func validScopePart(kind error, s string) error {
	if s == "" {
		return fail(kind, "it is empty")
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.':
		default:
			return failAt(kind, i, "it holds "+byteName(c)+", which is neither a letter, a digit, '-', '_' nor '.'")
		}
	}
	return nil
}

// Append appends the credential scope of t's day in UTC to dst, for example
// 20150830/us-east-1/iam/aws4_request. The scope is not validated.
func (s Scope) Append(dst []byte, t time.Time) []byte {
	var buf [dateLen]byte
	dst = append(dst, appendDate(buf[:0], t)...)
	return s.appendAfterDate(dst)
}

// At returns what [Scope.Append] appends.
func (s Scope) At(t time.Time) string { return string(s.Append(nil, t)) }

func (s Scope) appendAfterDate(dst []byte) []byte {
	dst = append(dst, '/')
	dst = append(dst, s.Region...)
	dst = append(dst, '/')
	dst = append(dst, s.Service...)
	dst = append(dst, '/')
	return append(dst, terminator...)
}

// terminator ends every credential scope and every key derivation.
const terminator = "aws4_request"

// S3Family reports whether the service is one of those that follow S3's own
// rules: a path that is neither normalised nor encoded twice, the payload hash
// in x-amz-content-sha256, and UNSIGNED-PAYLOAD in presigned URLs (S3 API
// Reference, "Signature Calculations for the Authorization Header"). They are
// s3, s3-outposts, s3-object-lambda and s3express.
func (s Scope) S3Family() bool {
	switch s.Service {
	case "s3", "s3-outposts", "s3-object-lambda", "s3express":
		return true
	}
	return false
}
