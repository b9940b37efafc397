// The larger of the two programs that the size budget compares: it presigns a
// GET of S3 that works for an hour, with the credentials of the environment.
package main

import (
	"os"
	"time"

	"github.com/sig4/sig4/sigv4"
)

func main() {
	if len(os.Args) != 3 {
		os.Stderr.WriteString("usage: presign HOST PATH\n")
		os.Exit(2)
	}
	url, err := presign(os.Args[1], os.Args[2])
	if err != nil {
		os.Stderr.WriteString("presign: " + err.Error() + "\n")
		os.Exit(1)
	}
	os.Stdout.Write(append(url, '\n'))
}

func presign(host, path string) ([]byte, error) {
	signer, err := sigv4.NewSigner(sigv4.Credentials{
		AccessKeyID:     os.Getenv("AWS_ACCESS_KEY_ID"),
		SecretAccessKey: sigv4.NewSecret(os.Getenv("AWS_SECRET_ACCESS_KEY")),
		SessionToken:    sigv4.NewSecret(os.Getenv("AWS_SESSION_TOKEN")),
	}, sigv4.Scope{Region: os.Getenv("AWS_REGION"), Service: "s3"})
	if err != nil {
		return nil, err
	}
	r := sigv4.Request{Method: "GET", Host: host, Path: path, Payload: sigv4.UnsignedPayload}
	return signer.AppendPresigned(nil, &r, time.Hour, time.Now())
}
