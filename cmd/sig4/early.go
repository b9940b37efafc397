package main

import (
	"errors"
	"flag"
	"fmt"
	"time"

	"github.com/sig4/sig4/sigv4/s3"
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

// apply returns for how long to sign what is called what.
func (f *earlyFlags) apply(what string, expires time.Duration, now, end time.Time) (time.Duration, error) {
	early := s3.EarlyWarn
	switch {
	case f.strict:
		early = s3.EarlyRefuse
	case f.clamp:
		early = s3.EarlyClamp
	}
	expires, err := early.Apply(expires, now, end)
	switch {
	case err == nil:
		return expires, nil
	case f.strict:
		return 0, fmt.Errorf("--strict: the credentials expire at %s, before the %s; ask for less with --expires, or use --clamp",
			end.UTC().Format(time.RFC3339), what)
	}
	return 0, errors.New("--clamp: the credentials have less than a second left; get new ones")
}
