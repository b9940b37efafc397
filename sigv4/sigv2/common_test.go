package sigv2_test

import (
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv2"
)

var now = time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)

func docCredentials() sigv4.Credentials {
	return sigv4.Credentials{
		AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
		SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	}
}

func withToken(c sigv4.Credentials, token string) sigv4.Credentials {
	c.SessionToken = sigv4.NewSecret(token)
	return c
}

func newSigner(t testing.TB, c sigv4.Credentials, o sigv2.Options) *sigv2.LegacySigner {
	t.Helper()
	s, err := sigv2.NewLegacySignerWithOptions(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// object is a request for an object in virtual-host style.
func object() sigv2.Request {
	return sigv2.Request{Method: "GET", Host: "b.s3.amazonaws.com", HostBucket: "b", Path: "/k"}
}
