package policy

import "strings"

// checkGuards refuses the two prefixes that leave everything open, unless the
// caller said so. l holds all conditions.
func (p *Post) checkGuards(l *conditionList) error {
	if c, ok := l.find("key").(StartsWith); ok && c.Prefix == "" && !p.InsecureAllowAnyKey {
		return fail(ErrKey, `it is ${filename} alone, which admits every key of the bucket; put a prefix that ends in "/" before it, or set InsecureAllowAnyKey`)
	}
	if c, ok := l.find("content-type").(StartsWith); ok && c.Prefix == "" && !p.InsecureAllowAnyContentType {
		const reason = `its empty prefix admits every type, text/html too, which a browser may run; give a prefix such as "image/", or set InsecureAllowAnyContentType`
		for i, c := range p.Conditions {
			if strings.EqualFold(conditionName(c), "content-type") {
				return failAt(ErrCondition, i, conditionName(c), reason)
			}
		}
		for i, f := range p.Fields {
			if strings.EqualFold(f.Name, "content-type") {
				return failAt(ErrField, i, f.Name, reason)
			}
		}
	}
	return nil
}

// maxFields is how many bytes of a form may precede the file.
// Source: Amazon S3 API Reference, "POST Object": 20 KB;
// MaxPostPreDataLengthExceeded names 20,480.
const maxFields = 20480

// perField is what multipart/form-data adds to a field's name and value, with
// the longest boundary: RFC 2046 section 5.1.1 allows 70 bytes. Browsers and
// curl take 38 to 60, so some forms that S3 would take by a few hundred bytes
// are refused, and none that it would not.
const perField = 2 + 70 + len("\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n\r\n")

// checkSize holds all that precedes the file to S3's limit.
func checkSize(fields []Field, missing []Condition) error {
	n := 0
	for _, f := range fields {
		n += perField + len(f.Name) + len(f.Value)
	}
	for _, c := range missing {
		f, _ := needed(c)
		n += perField + len(f.Name) + len(f.Value)
	}
	if n > maxFields {
		return &Error{
			Err: ErrSize, Index: -1,
			Reason: "its fields have more than 20,480 bytes in a request, policy and session token included",
			Answer: "Your POST request fields preceeding the upload file was too large.",
		}
	}
	return nil
}
