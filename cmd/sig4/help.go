package main

import (
	"context"
	"flag"

	"github.com/sig4/sig4/sigv4/s3"
)

// help prints the help of the program, of a subcommand, or of an operation.
type help struct{}

func (*help) define(*flag.FlagSet) {}

func (*help) run(_ context.Context, e *env, args []string) error {
	if len(args) == 0 {
		return e.print([]byte(helpHelp))
	}
	name, err := one("help", args, "subcommand")
	if err != nil {
		return err
	}
	if c, ok := find(name); ok {
		return e.print([]byte(c.help))
	}
	if name == "operations" {
		return e.print(operationsHelp())
	}
	if op, err := s3.Lookup(name); err == nil {
		return e.print(operationHelp(op))
	}
	return unknownTopic(name)
}
