package policy

import (
	"strconv"
	"strings"
)

// HTML returns what [Form.AppendHTML] appends.
func (f Form) HTML() (string, error) {
	b, err := f.AppendHTML(nil)
	return string(b), err
}

// AppendHTML appends a whole HTML page in UTF-8 that holds the form: all fields
// as hidden inputs in their order, a labelled text input for each field of
// Missing whose value the sender chooses, and the file last. It needs no script
// and loads nothing.
//
// Browsers do not send every value as it was given: they turn each line break
// into CR LF, drop those of a text input, cannot hold NUL, and replace the value
// of a field named _charset_. A form with such a value would be refused by the
// store, so it is an error ([ErrForm]), and dst is returned as it was.
//
// Source: HTML Living Standard, 4.10.22.4 "Constructing the entry list" and
// 4.10.22.8 "Multipart form data".
func (f Form) AppendHTML(dst []byte) ([]byte, error) {
	if err := f.check(htmlValue); err != nil {
		return dst, err
	}
	b := append(dst, `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Upload a file</title>
</head>
<body>
<main>
<h1>Upload a file</h1>
`...)
	if !f.Effective.IsZero() {
		end := f.Effective.UTC()
		b = append(b, `<p>This form can be used until <time datetime="`...)
		b = end.AppendFormat(b, "2006-01-02T15:04:05Z")
		b = append(b, `">`...)
		b = end.AppendFormat(b, "2006-01-02 15:04:05 UTC")
		b = append(b, "</time>.</p>\n"...)
	}
	// autocomplete="off": Firefox restores hidden inputs too when a page is
	// loaded again, and the old signature would go with the new policy.
	b = append(b, `<form action="`...)
	b = appendAttribute(b, f.URL)
	b = append(b, `" method="post" enctype="multipart/form-data" accept-charset="UTF-8" autocomplete="off">`+"\n"...)
	for _, field := range f.Fields {
		b = appendHidden(b, field)
	}
	for i, c := range f.Missing {
		if field, open := needed(c); open {
			b = appendText(b, field, i)
		} else {
			b = appendHidden(b, field)
		}
	}
	// The button has no name: a named one would be a field, after the file.
	return append(b, `<p><label for="file">File</label> <input type="file" id="file" name="file" required></p>
<p><button type="submit">Upload</button></p>
</form>
</main>
</body>
</html>
`...), nil
}

func appendHidden(b []byte, f Field) []byte {
	b = append(b, `<input type="hidden" name="`...)
	b = appendAttribute(b, f.Name)
	b = append(b, `" value="`...)
	b = appendAttribute(b, f.Value)
	return append(b, "\">\n"...)
}

// appendText appends a text input that already holds the prefix f.Value.
func appendText(b []byte, f Field, i int) []byte {
	b = append(b, `<p><label for="field-`...)
	b = strconv.AppendInt(b, int64(i), 10)
	b = append(b, `">`...)
	b = appendAttribute(b, f.Name)
	if f.Value != "" {
		b = append(b, ` (starts with `...)
		b = appendAttribute(b, f.Value)
		b = append(b, ')')
	}
	b = append(b, `</label> <input type="text" id="field-`...)
	b = strconv.AppendInt(b, int64(i), 10)
	b = append(b, `" name="`...)
	b = appendAttribute(b, f.Name)
	b = append(b, `" value="`...)
	b = appendAttribute(b, f.Value)
	return append(b, "\"></p>\n"...)
}

// appendAttribute escapes s for a quoted attribute value, and so for text too.
// Line breaks are written as references, because the parser normalises raw ones.
func appendAttribute(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '&':
			b = append(b, "&amp;"...)
		case '<':
			b = append(b, "&lt;"...)
		case '>':
			b = append(b, "&gt;"...)
		case '"':
			b = append(b, "&quot;"...)
		case '\'':
			b = append(b, "&#39;"...)
		case '\t':
			b = append(b, "&#9;"...)
		case '\n':
			b = append(b, "&#10;"...)
		case '\r':
			b = append(b, "&#13;"...)
		default:
			b = append(b, c)
		}
	}
	return b
}

// htmlValue returns why a browser would not send f as it is, or "".
func htmlValue(f Field, open bool) (reason string) {
	switch whole := strings.ReplaceAll(f.Value, "\r\n", ""); {
	case strings.EqualFold(f.Name, "_charset_"):
		return "browsers replace the value of a field of this name"
	case strings.Contains(f.Value, "\x00"):
		return "its value holds a NUL, which HTML cannot"
	case strings.ContainsAny(whole, "\r\n"):
		return "its value holds a line break that is not CR LF, which browsers change"
	case open && whole != f.Value:
		return "its value holds a line break, which a text input drops"
	}
	return ""
}
