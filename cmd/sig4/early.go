package main

import (
	"flag"
	"fmt"
	"time"
)

// earlyFlags say what happens when the credentials expire before what they sign.
// With neither there is a warning.
type earlyFlags struct{ strict, clamp bool }

func (f *earlyFlags) define(fs *flag.FlagSet) {
	fs.BoolVar(&f.strict, "strict", false, "")
	fs.BoolVar(&f.clamp, "clamp", false, "")
}

func (f *earlyFlags) check() error {
	if f.strict && f.clamp {
		return usagef("--strict and --clamp contradict each other; leave one out")
	}
	return nil
}

// apply returns for how long to sign, from now in whole seconds on, what is
// called what. The zero end never comes.
func (f *earlyFlags) apply(what string, expires time.Duration, now, end time.Time) (time.Duration, error) {
	start := time.Unix(now.Unix(), 0)
	switch {
	case end.IsZero() || !end.Before(start.Add(expires)):
		return expires, nil
	case f.strict:
		return 0, fmt.Errorf("--strict: the credentials expire at %s, before the %s; ask for less with --expires, or use --clamp",
			end.UTC().Format(time.RFC3339), what)
	case !f.clamp:
		return expires, nil
	}
	left := end.Sub(start).Truncate(time.Second)
	if left < time.Second {
		return 0, fmt.Errorf("--clamp: the credentials have less than a second left; get new ones")
	}
	return left, nil
}
