package main

import (
	"errors"
	"flag"
	"strconv"
	"strings"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// The kinds of values that flags take. Each is a flag.Value; its Set returns
// what is wrong and what would be right, without the value.

// listFlag is a flag that may be repeated.
type listFlag []string

func (l *listFlag) String() string { return "" }
func (l *listFlag) Set(s string) error {
	*l = append(*l, s)
	return nil
}

// wordFlag is any text but none.
type wordFlag string

func (w *wordFlag) String() string { return "" }
func (w *wordFlag) Set(s string) error {
	if s == "" {
		return errors.New("it is empty; leave the flag out, or give it a value")
	}
	*w = wordFlag(s)
	return nil
}

// choiceFlag is one of several words.
type choiceFlag struct {
	given   bool
	value   string
	choices []string
}

func choice(words ...string) choiceFlag { return choiceFlag{value: words[0], choices: words} }

func (c *choiceFlag) String() string { return c.value }
func (c *choiceFlag) Set(s string) error {
	for _, word := range c.choices {
		if s == word {
			c.given, c.value = true, s
			return nil
		}
	}
	return errors.New("its value is not known; use " + strings.Join(c.choices, ", "))
}

// switchFlag is true, false, or left to the default.
type switchFlag struct{ given, value bool }

func (f *switchFlag) String() string   { return "" }
func (f *switchFlag) IsBoolFlag() bool { return true }
func (f *switchFlag) Set(s string) error {
	switch s {
	case "true", "false":
		*f = switchFlag{true, s == "true"}
		return nil
	}
	return errSwitch
}

var errSwitch = errors.New("use =true or =false")

// timeFlag is an instant.
type timeFlag struct {
	given bool
	t     time.Time
}

func (f *timeFlag) String() string { return "" }
func (f *timeFlag) Set(s string) error {
	t, err := sigv4.ParseTime(s)
	if err != nil {
		t, err = time.Parse(time.RFC3339, s)
	}
	if err != nil {
		return errors.New("not a time; use RFC 3339 or 20130524T000000Z, as in 2013-05-24T00:00:00Z")
	}
	*f = timeFlag{true, t.UTC()}
	return nil
}

// expiresFlag is how long a URL or a form is valid: a number of seconds, or a
// duration such as 15m.
type expiresFlag struct {
	given bool
	d     time.Duration
}

func (f *expiresFlag) String() string { return "1h" }
func (f *expiresFlag) Set(s string) error {
	d, err := parseExpires(s)
	if err != nil {
		return err
	}
	*f = expiresFlag{true, d}
	return nil
}

const expiresAllowed = "use 1 to 604800 seconds (7 days), as in 900, or a number with s, m or h, as in 15m"

func parseExpires(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if digits := strings.TrimPrefix(s, "-"); isDigits(digits) && digits != s {
		d, err = -time.Second, nil // however many
	}
	if isDigits(s) {
		var n int64
		n, err = strconv.ParseInt(s, 10, 64)
		d = time.Duration(n) * time.Second
		if n > int64(sigv4.MaxExpires/time.Second) { // also where the product would overflow
			d, err = sigv4.MaxExpires+time.Second, nil
		}
	}
	switch {
	case err != nil && !isDigits(s):
		return 0, errors.New("not a duration; " + expiresAllowed)
	case err != nil || d > sigv4.MaxExpires:
		return 0, errors.New("too long; " + expiresAllowed)
	case d < sigv4.MinExpires:
		return 0, errors.New("too short; " + expiresAllowed)
	case d%time.Second != 0:
		return 0, errors.New("not a whole number of seconds; " + expiresAllowed)
	}
	return d, nil
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// duration returns the value, or the default of an hour.
func (f *expiresFlag) duration() time.Duration {
	if f.given {
		return f.d
	}
	return time.Hour
}

// sizeFlag is a number of bytes.
type sizeFlag struct {
	given bool
	n     int64
}

func (f *sizeFlag) String() string { return "" }
func (f *sizeFlag) Set(s string) error {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || !isDigits(s) {
		return errors.New("not a number of bytes; use digits only, as in 1048576")
	}
	*f = sizeFlag{true, n}
	return nil
}

// fileFlag is the name of a file. It is not opened.
type fileFlag struct{ path string }

func (f *fileFlag) String() string { return stdinName }
func (f *fileFlag) Set(s string) error {
	if s == "" {
		return errors.New("the name is empty; give the path of a file, or - for standard input")
	}
	f.path = s
	return nil
}

// stdinName is what curl and many others call standard input.
const stdinName = "-"

func (f *fileFlag) orStdin() string {
	if f.path == "" {
		return stdinName
	}
	return f.path
}

// outputFlags are --output and --json, its short form.
type outputFlags struct {
	choice choiceFlag
	json   bool
}

// define adds the flags; the first of the words is the default.
func (o *outputFlags) define(fs *flag.FlagSet, words ...string) {
	o.choice = choice(words...)
	fs.Var(&o.choice, "output", "")
	fs.BoolVar(&o.json, "json", false, "")
}

// format returns the word that was chosen.
func (o *outputFlags) format() (string, error) {
	switch {
	case !o.json:
		return o.choice.value, nil
	case o.choice.given && o.choice.value != "json":
		return "", usagef("--json and --output %s contradict each other; leave one out", o.choice.value)
	}
	return "json", nil
}
