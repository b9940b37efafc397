package sigv4_test

import (
	"errors"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// TestNil: a nil Signer or Request is refused as the zero value is.
func TestNil(t *testing.T) {
	t.Parallel()
	now := time.Unix(1369353600, 0)
	signer, err := sigv4.NewSigner(sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")},
		sigv4.Scope{Region: "us-east-1", Service: "s3"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		signer *sigv4.Signer
		r      *sigv4.Request
		want   error
	}{
		{"Signer", nil, &sigv4.Request{Method: "GET", Host: "h", Payload: sigv4.EmptyPayload}, sigv4.ErrOptions},
		{"Request", signer, nil, sigv4.ErrMethod},
	} {
		_, sign := tt.signer.Sign(tt.r, now)
		_, authorization := tt.signer.AppendAuthorization(nil, tt.r, now)
		_, presign := tt.signer.Presign(tt.r, time.Minute, now)
		_, presigned := tt.signer.AppendPresigned(nil, tt.r, time.Minute, now)
		_, explain := tt.signer.Explain(tt.r, now)
		_, explainPresigned := tt.signer.ExplainPresigned(tt.r, time.Minute, now)
		for _, err := range []error{sign, authorization, presign, presigned, explain, explainPresigned} {
			if !errors.Is(err, tt.want) {
				t.Errorf("nil %s: %v, want %v", tt.name, err, tt.want)
			}
		}
	}
	if _, err := (*sigv4.Signer)(nil).AppendSignature(nil, []byte("x"), now); !errors.Is(err, sigv4.ErrOptions) {
		t.Errorf("AppendSignature of a nil Signer: %v", err)
	}
	if _, err := (*sigv4.Signer)(nil).AppendCredential(nil, now); !errors.Is(err, sigv4.ErrOptions) {
		t.Errorf("AppendCredential of a nil Signer: %v", err)
	}
}
