// Command v2 signs a form with version 2. A test looks at what it links.
package main

import (
	"time"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv2"
)

func main() {
	signer, _ := sigv2.NewLegacySigner(sigv4.Credentials{})
	_, err := policy.SignLegacyV2(policy.Post{}, signer, time.Time{})
	println(err.Error())
}
