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
// Missing whose value the sender chooses, and the file last.
//
// The page needs no script and loads nothing. Where a browser runs its script, it
// shows the upload's progress and the store's answer, refuses at once a file that
// the policy would not admit, fills in Content-Type from the file, and, when the
// key ends in "${filename}", takes several files and sends them one after the
// other. For that the bucket's CORS rules must admit POST from the page's
// origin; where they do not, the page offers to send the form without the script.
// With success_action_redirect the browser always sends the form itself. A
// Content-Security-Policy in the page admits its own style and script alone.
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
	redirects := f.redirects()
	b := append(dst, `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="`...)
	b = appendSecurityPolicy(b, f.URL, redirects)
	b = append(b, `">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Upload a file</title>
<style>`...)
	b = append(b, pageStyle...)
	b = append(b, "</style>\n</head>\n<body>\n"...)
	b = f.appendMain(b, redirects)
	b = append(b, `<h1 id="title">Upload a file</h1>`+"\n"...)
	// autocomplete="off": Firefox restores hidden inputs too when a page is
	// loaded again, and the old signature would go with the new policy.
	b = append(b, `<form id="form" action="`...)
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
	b = f.appendFile(b)
	// No button has a name: a named one would be a field, after the file.
	b = append(b, `<div class="buttons">
<button type="submit" id="send">Upload</button>
<button type="button" id="stop" hidden>Stop</button>
<button type="button" id="plain" hidden>Send without progress</button>
</div>
</form>
<p id="status" role="status" aria-live="polite"></p>
<ol id="list"></ol>
`...)
	b = f.appendUntil(b)
	b = append(b, "</main>\n<script>"...)
	b = append(b, pageScript...)
	return append(b, "</script>\n</body>\n</html>\n"...), nil
}

func appendHidden(b []byte, f Field) []byte {
	b = append(b, `<input type="hidden" name="`...)
	b = appendAttribute(b, f.Name)
	b = append(b, `" value="`...)
	b = appendAttribute(b, f.Value)
	return append(b, "\">\n"...)
}

// appendText appends a text input that already holds the prefix f.Value. The
// one for Content-Type has a name that the script knows.
func appendText(b []byte, f Field, i int) []byte {
	id := strconv.AppendInt([]byte("field-"), int64(i), 10)
	isType := strings.EqualFold(f.Name, "Content-Type")
	if isType {
		id = []byte("type")
	}
	b = append(b, "<div class=\"field\">\n<label for=\""...)
	b = append(b, id...)
	b = append(b, `">`...)
	b = appendAttribute(b, f.Name)
	b = append(b, `</label>
<input type="text" id="`...)
	b = append(b, id...)
	b = append(b, `" name="`...)
	b = appendAttribute(b, f.Name)
	b = append(b, `" value="`...)
	b = appendAttribute(b, f.Value)
	b = append(b, `" spellcheck="false" autocapitalize="none"`...)
	if f.Value == "" && !isType {
		return append(b, ">\n</div>\n"...)
	}
	b = append(b, ` aria-describedby="`...)
	b = append(b, id...)
	b = append(b, `-note">
<p class="note" id="`...)
	b = append(b, id...)
	b = append(b, `-note">`...)
	if f.Value != "" {
		b = append(b, "It must start with "...)
		b = appendAttribute(b, f.Value)
		b = append(b, '.')
	}
	return append(b, "</p>\n</div>\n"...)
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
