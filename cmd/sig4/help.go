package main

import (
	"context"
	"flag"
)

// help prints the help of the program or of a subcommand.
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
	c, ok := find(name)
	if !ok {
		return unknownSubcommand(name)
	}
	return e.print([]byte(c.help))
}
