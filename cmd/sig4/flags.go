package main

import (
	"flag"
	"strings"
)

// parse sets the flags of fs from args and returns the other arguments. It
// reads what package flag reads, -name and --name, with the value after "=" or
// as the next argument, and flags may also come after a positional argument.
// After "--" nothing is a flag any more.
func parse(fs *flag.FlagSet, args []string) (positional []string, err error) {
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if arg == "--" {
			return append(positional, args...), nil
		}
		if len(arg) < 2 || arg[0] != '-' {
			positional = append(positional, arg)
			continue
		}
		name, value, hasValue := strings.Cut(strings.TrimPrefix(arg[1:], "-"), "=")
		f := fs.Lookup(name)
		switch {
		case f == nil && (name == "h" || name == "help"):
			return nil, flag.ErrHelp
		case f == nil:
			return nil, unknownFlag(fs, name)
		case !hasValue && isBool(f):
			value = "true"
		case !hasValue && len(args) == 0:
			return nil, usagef("--%s needs a value; 'sig4 help %s' tells which", name, fs.Name())
		case !hasValue:
			value, args = args[0], args[1:]
		}
		if err := fs.Set(name, value); err != nil {
			if isBool(f) {
				err = errSwitch // the flag package's own says "parse error"
			}
			return nil, usagef("--%s: %s", name, plain(err))
		}
	}
	return positional, nil
}

func isBool(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

func unknownFlag(fs *flag.FlagSet, name string) error {
	for _, part := range [...]string{"secret", "access-key", "session-token", "password"} {
		if strings.Contains(name, part) {
			return usagef("unknown flag --%s; secrets never come from flags, which others can see: "+
				"set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN", word(name))
		}
	}
	names := []string{"help"}
	fs.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	if meant := suggest(name, names); meant != "" {
		return usagef("unknown flag --%s; did you mean --%s? 'sig4 help %s' lists the flags", word(name), meant, fs.Name())
	}
	return usagef("unknown flag --%s; 'sig4 help %s' lists the flags", word(name), fs.Name())
}

// word quotes a name unless it is plainly a word.
func word(name string) string {
	if quoted := quote(name); strings.ContainsAny(name, " '") || len(quoted) != len(name)+2 {
		return quoted
	}
	return name
}

// shown quotes what was typed where a name belongs if it looks like a word, and
// is otherwise, as it may be a secret, the description.
func shown(name, otherwise string) string {
	const longest = 20
	if name == "" || len(name) > longest {
		return otherwise
	}
	for i := range len(name) {
		if c := name[i]; c != '-' && (c|0x20 < 'a' || 'z' < c|0x20) {
			return otherwise
		}
	}
	return quote(name)
}

// one returns the single positional argument, which is described as what.
func one(name string, args []string, what string) (string, error) {
	switch len(args) {
	case 0:
		return "", usagef("no %s; 'sig4 help %s' shows examples", what, name)
	case 1:
		return args[0], nil
	}
	return "", unexpected(name, args[1], "second")
}

// none refuses positional arguments.
func none(name string, args []string) error {
	if len(args) > 0 {
		return unexpected(name, args[0], "first")
	}
	return nil
}

// unexpected refuses an argument without showing it: what was put in the wrong
// place may be a secret.
func unexpected(name, arg, which string) error {
	if arg == "true" || arg == "false" {
		return usagef("unexpected argument %s; the value of a true-or-false flag follows an equals sign, as in --flag=%[1]s", arg)
	}
	return usagef("unexpected argument, the %s that is no flag; 'sig4 help %s' shows examples", which, name)
}
