package main

import (
	"context"
	"errors"
	"flag"
)

// A subcommand defines its flags, and then runs with what they were set to.
type subcommand interface {
	define(fs *flag.FlagSet)
	run(ctx context.Context, e *env, args []string) error
}

// entry is a subcommand's place in the list.
type entry struct {
	name string
	new  func() subcommand
	help string
}

// subcommands lists them in the order of the help.
func subcommands() []entry {
	return []entry{
		{"presign", func() subcommand { return new(presign) }, presignHelp},
		{"post", func() subcommand { return new(post) }, postHelp},
		{"sign", func() subcommand { return new(sign) }, signHelp},
		{"explain", func() subcommand { return new(explain) }, explainHelp},
		{"version", func() subcommand { return new(version) }, versionHelp},
		{"help", func() subcommand { return new(help) }, helpHelp},
	}
}

func find(name string) (entry, bool) {
	for _, c := range subcommands() {
		if c.name == name {
			return c, true
		}
	}
	return entry{}, false
}

func unknownSubcommand(name string) error {
	typed := shown(name, "")
	if typed != "" {
		typed = " " + typed
	}
	if meant := suggest(name, subcommandNames()); meant != "" {
		return usagef("unknown subcommand%s; did you mean %s? 'sig4 help' shows what there is", typed, meant)
	}
	return usagef("unknown subcommand%s; 'sig4 help' shows what there is", typed)
}

// unknownTopic is about help on a name that is neither a subcommand nor an
// operation, but may have been meant for either.
func unknownTopic(name string) error {
	topics := append(subcommandNames(), "operations")
	if meant := suggest(name, append(topics, operationNames(name)...)); meant != "" {
		return usagef("no help on %s; did you mean %s? 'sig4 help' shows what there is", shown(name, "this"), meant)
	}
	return usagef("no help on %s; 'sig4 help' shows the subcommands, 'sig4 help operations' S3's operations", shown(name, "this"))
}

func subcommandNames() (names []string) {
	for _, c := range subcommands() {
		names = append(names, c.name)
	}
	return names
}

// run executes one command line and returns its exit code.
func run(ctx context.Context, e env) int {
	if err := dispatch(ctx, &e); err != nil {
		return e.fail(err)
	}
	return exitDone
}

func dispatch(ctx context.Context, e *env) error {
	if len(e.args) == 0 {
		return usagef("no subcommand; 'sig4 help' shows what there is, with examples")
	}
	name, args := e.args[0], e.args[1:]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-version", "--version":
		name = "version"
	}
	c, ok := find(name)
	if !ok {
		return unknownSubcommand(name)
	}
	sub := c.new()
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	sub.define(fs)
	positional, err := parse(fs, args)
	if errors.Is(err, flag.ErrHelp) {
		return e.print([]byte(c.help))
	}
	if err != nil {
		return err
	}
	return sub.run(ctx, e, positional)
}
