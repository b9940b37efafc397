package policy

import "strconv"

// appendMain appends the element that tells the script about the form.
func (f *Form) appendMain(b []byte, redirects bool) []byte {
	b = append(b, `<main id="page" data-url="`...)
	b = appendAttribute(b, f.URL)
	b = append(b, '"')
	if f.Size != nil {
		b = append(b, ` data-min="`...)
		b = strconv.AppendInt(b, f.Size.Min, 10)
		b = append(b, `" data-max="`...)
		b = strconv.AppendInt(b, f.Size.Max, 10)
		b = append(b, '"')
	}
	if redirects {
		b = append(b, " data-redirect"...)
	} else if f.several() {
		b = append(b, " data-several"...)
	}
	return append(b, ">\n"...)
}

// appendFile appends the input for the file and what is known about its size.
func (f *Form) appendFile(b []byte) []byte {
	b = append(b, `<div class="field">
<label for="file" id="file-label">File</label>
<input type="file" id="file" name="file" required`...)
	if f.Size == nil {
		return append(b, ">\n</div>\n"...)
	}
	b = append(b, ` aria-describedby="size">`+"\n"+`<p class="note" id="size">`...)
	if f.Size.Min > 0 {
		b = append(b, "At least "...)
		b = appendBytes(b, f.Size.Min)
		b = append(b, ", at most "...)
	} else {
		b = append(b, "At most "...)
	}
	b = appendBytes(b, f.Size.Max)
	return append(b, ".</p>\n</div>\n"...)
}

// appendBytes appends a number of bytes as people read it: 10,485,760 bytes
// (10 MiB), with a larger unit where it is a whole number of it.
func appendBytes(b []byte, n int64) []byte {
	start := len(b)
	b = strconv.AppendInt(b, n, 10)
	for i := len(b) - 3; i > start; i -= 3 {
		b = append(b[:i], append([]byte{','}, b[i:]...)...)
	}
	if n == 1 {
		return append(b, " byte"...)
	}
	b = append(b, " bytes"...)
	for i, unit := range []string{"TiB", "GiB", "MiB", "KiB"} {
		if size := int64(1) << (40 - 10*i); n >= size && n%size == 0 {
			b = append(b, " ("...)
			b = strconv.AppendInt(b, n/size, 10)
			b = append(b, ' ')
			b = append(b, unit...)
			return append(b, ')')
		}
	}
	return b
}

func (f *Form) appendUntil(b []byte) []byte {
	if f.Effective.IsZero() {
		return b
	}
	end := f.Effective.UTC()
	b = append(b, `<p class="note until">This form can be used until <time datetime="`...)
	b = end.AppendFormat(b, "2006-01-02T15:04:05Z")
	b = append(b, `">`...)
	b = end.AppendFormat(b, "2006-01-02 15:04:05 UTC")
	return append(b, "</time>.</p>\n"...)
}
