package credentials_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/sig4/sig4/credentials"
	"github.com/sig4/sig4/sigv4"
)

func ExampleEnvironment() {
	// The zero value reads the process's environment. A Lookup reads another.
	vars := map[string]string{
		"AWS_ACCESS_KEY_ID":     "AKIAIOSFODNN7EXAMPLE",
		"AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
	}
	source := credentials.Environment{Lookup: func(name string) (string, bool) {
		value, ok := vars[name]
		return value, ok
	}}
	c, err := source.Credentials(context.Background())
	fmt.Println(c.AccessKeyID, c.SecretAccessKey, err)

	delete(vars, "AWS_SECRET_ACCESS_KEY")
	_, err = source.Credentials(context.Background())
	fmt.Println(err)

	delete(vars, "AWS_ACCESS_KEY_ID")
	_, err = source.Credentials(context.Background())
	fmt.Println(errors.Is(err, credentials.ErrNotConfigured))
	// Output:
	// AKIAIOSFODNN7EXAMPLE [redacted] <nil>
	// credentials: incomplete credentials: AWS_SECRET_ACCESS_KEY: it is not set, although AWS_ACCESS_KEY_ID is
	// true
}

func ExampleStatic() {
	source := credentials.Static(sigv4.Credentials{
		AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
		SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	})
	c, err := source.Credentials(context.Background())
	fmt.Println(c.AccessKeyID, c.SecretAccessKey, err)
	// Output:
	// AKIAIOSFODNN7EXAMPLE [redacted] <nil>
}
