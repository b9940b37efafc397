// Command v4 signs a form with version 4 alone. A test looks at what it links.
package main

import (
	"time"

	"github.com/sig4/sig4/policy"
)

func main() {
	_, err := policy.Sign(policy.Post{}, nil, time.Time{})
	println(err.Error())
}
