package testdata

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// File is one parsed vector file. The zero value is an empty file.
// A File that Parse returned is only read, so it is safe for concurrent use.
type File struct {
	// Name is the file's name without its folder and without ".txt".
	Name string

	keys     map[string]string
	sections map[string]string
}

// Key returns the value of a key, or "" when the file has no such key.
// A key that is present is never empty.
func (f *File) Key(name string) string { return f.keys[name] }

// Section returns the bytes of a section and whether the file has it.
func (f *File) Section(name string) (content string, ok bool) {
	content, ok = f.sections[name]
	return content, ok
}

// Schema lists what the files of one kind may hold. The key "source" is
// required in every kind and the key "note" is allowed in every kind; neither
// needs to be listed.
type Schema struct {
	Keys             []string // required
	OptionalKeys     []string
	Sections         []string // required
	OptionalSections []string
}

// Check reports everything in which f departs from s: unknown keys and
// sections, and required ones that are missing.
func (f *File) Check(s Schema) error {
	required := append([]string{"source"}, s.Keys...)
	optional := append([]string{"note"}, s.OptionalKeys...)
	return errors.Join(
		checkNames("key", f.keys, required, optional),
		checkNames("section", f.sections, s.Sections, s.OptionalSections),
	)
}

func checkNames(what string, have map[string]string, required, optional []string) error {
	var errs []error
	for _, name := range required {
		if _, ok := have[name]; !ok {
			errs = append(errs, fmt.Errorf("missing %s %q", what, name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(have)) {
		if !slices.Contains(required, name) && !slices.Contains(optional, name) {
			errs = append(errs, fmt.Errorf("unknown %s %q", what, name))
		}
	}
	return errors.Join(errs...)
}

// Parse reads one vector file. The format:
//
//	# A comment.
//	source: https://example.com/where-it-was-published
//	region: us-east-1
//
//	-- request --
//	GET / HTTP/1.1
//	Host: example.com
//
//	-- body (escaped) --
//	bytes that text cannot show: \r\n\xff
//
// The head is lines of "key: value", with empty lines and lines that start
// with '#' between them. A key is written once and its value is not empty.
//
// A line "-- name --" starts a section, which holds every byte up to the next
// such line or the end of the file, but for one final LF: that one belongs to
// the format. So the section "request" above ends in one LF (its empty line),
// and a section with no line at all is empty.
//
// A file is UTF-8 and ends with LF. It holds no CR and no other control byte
// but LF and TAB, and no line ends in a space or a TAB: an editor or a checkout
// could change these unseen. A section that needs them is marked
// "-- name (escaped) --"; in it \r, \n, \t, \\ and \xNN (two lower-case
// hexadecimal digits) stand for one byte each, and a backslash at the end of a
// line joins it to the next, with nothing between.
func Parse(name string, data []byte) (*File, error) {
	if err := checkText(data); err != nil {
		return nil, err
	}
	f := &File{Name: name, keys: map[string]string{}, sections: map[string]string{}}

	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	i := 0
	for ; i < len(lines) && !isSectionLine(lines[i]); i++ {
		if lines[i] == "" || lines[i][0] == '#' {
			continue
		}
		key, value, ok := strings.Cut(lines[i], ": ")
		if !ok || !isName(key, "-") || strings.TrimLeft(value, " \t") != value || value == "" {
			return nil, fmt.Errorf("line %d: want \"key: value\"", i+1)
		}
		if _, ok := f.keys[key]; ok {
			return nil, fmt.Errorf("line %d: key %q is there twice", i+1, key)
		}
		f.keys[key] = value
	}

	for i < len(lines) {
		start := i + 1
		section, escaped := strings.CutSuffix(lines[i][3:len(lines[i])-3], " (escaped)")
		if !isName(section, " -") {
			return nil, fmt.Errorf("line %d: bad section name", start)
		}
		if _, ok := f.sections[section]; ok {
			return nil, fmt.Errorf("line %d: section %q is there twice", start, section)
		}
		for i++; i < len(lines) && !isSectionLine(lines[i]); i++ {
		}
		content := strings.Join(lines[start:i], "\n")
		if escaped {
			var err error
			if content, err = unescape(content); err != nil {
				return nil, fmt.Errorf("section %q: %w", section, err)
			}
		}
		f.sections[section] = content
	}
	return f, nil
}

func isSectionLine(line string) bool {
	return len(line) > 6 && strings.HasPrefix(line, "-- ") && strings.HasSuffix(line, " --")
}

// isName reports whether s is made of lower-case letters, digits and the bytes
// of inner, which neither start nor end it.
func isName(s, inner string) bool {
	if s == "" || strings.Trim(s, inner) != s {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || strings.IndexByte(inner, c) >= 0) {
			return false
		}
	}
	return true
}

func checkText(data []byte) error {
	if !utf8.Valid(data) {
		return errors.New("not UTF-8")
	}
	if len(data) == 0 || data[len(data)-1] != '\n' {
		return errors.New("the last line has no LF")
	}
	line := 1
	for i, c := range data {
		switch {
		case c == '\n':
			if i > 0 && (data[i-1] == ' ' || data[i-1] == '\t') {
				return fmt.Errorf("line %d: ends in a space or a TAB", line)
			}
			line++
		case c == '\r':
			return fmt.Errorf("line %d: holds a CR", line)
		case c < ' ' && c != '\t' || c == 0x7f:
			return fmt.Errorf("line %d: holds the control byte %#02x", line, c)
		}
	}
	return nil
}

func unescape(s string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		i++
		if i == len(s) {
			return "", errors.New("a backslash ends it")
		}
		switch s[i] {
		case '\\':
			b.WriteByte('\\')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		case '\n': // joins two lines
		case 'x':
			if i+2 >= len(s) || strings.ToLower(s[i+1:i+3]) != s[i+1:i+3] {
				return "", fmt.Errorf("byte %d: want \\xNN in lower case", i-1)
			}
			n, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
			if err != nil {
				return "", fmt.Errorf("byte %d: want \\xNN in lower case", i-1)
			}
			b.WriteByte(byte(n))
			i += 2
		default:
			return "", fmt.Errorf("byte %d: unknown escape \\%c", i-1, s[i])
		}
	}
	return b.String(), nil
}
