package sigv2

// AppendPostSignature appends the legacy signature of a browser form to dst: the
// base64 form of the HMAC-SHA1 of the policy's base64 text (S3 User Guide,
// "Browser-based uploads using POST (AWS signature version 2)", "Constructing a
// policy"). It goes into the form's field signature, beside AWSAccessKeyId and
// policy, and with temporary credentials x-amz-security-token, which the policy
// must name in a condition.
//
// It fails with [ErrPolicy] when the text is empty or not of base64's standard
// alphabet: the same key signs requests, and a policy's signature must never be
// one of these. It fails with [ErrSHA1] where SHA-1 is not allowed. dst is then
// returned as it was.
func (s *LegacySigner) AppendPostSignature(dst, base64Policy []byte) ([]byte, error) {
	if err := s.check(); err != nil {
		return dst, err
	}
	if len(base64Policy) == 0 {
		return dst, fail(ErrPolicy, "it is empty")
	}
	for i, c := range base64Policy {
		if !isAlnum(c) && c != '+' && c != '/' && c != '=' {
			return dst, failAt(ErrPolicy, i, "it holds a byte that is not of base64's standard alphabet; sign the base64 text, in one line, not the JSON")
		}
	}
	signature, err := s.mac(base64Policy)
	if err != nil {
		return dst, err
	}
	return append(dst, signature...), nil
}
