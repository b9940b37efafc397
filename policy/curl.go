package policy

import "strings"

// AppendCurl appends a command line for a POSIX shell that sends the form with
// curl and uploads the file of that name; "-" is standard input, as curl has
// it, and then "-" is also what "${filename}" becomes. A field of Missing is
// sent with its exact value, or with its prefix alone. There is no line end.
//
// Every word is in single quotes. Fields are given with --form-string, which
// takes a value as it is, where --form would read a file after "@" or "<" and
// options after ";". A NUL cannot stand in a command line and is an error
// ([ErrForm]), as is an empty file name; then dst is returned as it was.
//
// The line holds all that the form holds: keep it out of logs, and bear in mind
// that other users of a machine may see the arguments of its programs.
func (f Form) AppendCurl(dst []byte, file string) ([]byte, error) {
	if err := f.check(curlValue); err != nil {
		return dst, err
	}
	switch {
	case file == "":
		return dst, fail(ErrForm, "the name of the file is empty")
	case strings.Contains(file, "\x00"):
		return dst, fail(ErrForm, "the name of the file holds a NUL, which a command line cannot")
	}
	b := append(dst, "curl"...)
	for _, field := range f.Fields {
		b = appendFormString(b, field)
	}
	for _, c := range f.Missing {
		field, _ := needed(c)
		b = appendFormString(b, field)
	}
	// Within double quotes curl takes "," and ";" as they are.
	b = append(b, " --form "...)
	b = appendQuoted(b, `file=@"`, strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(file), `"`)
	b = append(b, ' ')
	return appendQuoted(b, f.URL), nil
}

func appendFormString(b []byte, f Field) []byte {
	b = append(b, " --form-string "...)
	return appendQuoted(b, f.Name, "=", f.Value)
}

// appendQuoted appends one shell word. POSIX.1-2024, Shell Command Language,
// 2.2.2: nothing is special within single quotes but the single quote.
func appendQuoted(b []byte, parts ...string) []byte {
	b = append(b, '\'')
	for _, s := range parts {
		for i := 0; i < len(s); i++ {
			if s[i] == '\'' {
				b = append(b, `'\''`...)
			} else {
				b = append(b, s[i])
			}
		}
	}
	return append(b, '\'')
}

// curlValue returns why f cannot be an argument, or "".
func curlValue(f Field, _ bool) (reason string) {
	if strings.Contains(f.Value, "\x00") {
		return "its value holds a NUL, which a command line cannot"
	}
	return ""
}
