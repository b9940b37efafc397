package policy

import (
	"strconv"
	"time"
)

// appendPolicy appends the policy as Python's json.dumps writes it, which is
// what boto3 signs. The conditions must hold valid UTF-8.
func appendPolicy(dst []byte, expires time.Time, conditions []Condition) []byte {
	dst = append(dst, `{"expiration": "`...)
	dst = expires.AppendFormat(dst, "2006-01-02T15:04:05Z")
	dst = append(dst, `", "conditions": [`...)
	for i, c := range conditions {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = appendCondition(dst, c)
	}
	return append(dst, "]}"...)
}

func appendCondition(dst []byte, c Condition) []byte {
	switch c := c.(type) {
	case Exact:
		dst = append(dst, '{')
		dst = appendString(dst, c.Name)
		dst = append(dst, ": "...)
		dst = appendString(dst, c.Value)
		return append(dst, '}')
	case Equals:
		return appendOperation(dst, "eq", c.Name, c.Value)
	case StartsWith:
		return appendOperation(dst, "starts-with", c.Name, c.Prefix)
	case ContentLengthRange:
		dst = append(dst, `["content-length-range", `...)
		dst = strconv.AppendInt(dst, c.Min, 10)
		dst = append(dst, ", "...)
		dst = strconv.AppendInt(dst, c.Max, 10)
		return append(dst, ']')
	}
	return dst
}

func appendOperation(dst []byte, operator, name, value string) []byte {
	dst = append(dst, '[', '"')
	dst = append(dst, operator...)
	dst = append(dst, `", `...)
	dst = appendString(dst, "$"+name)
	dst = append(dst, ", "...)
	dst = appendString(dst, value)
	return append(dst, ']')
}

// appendString appends a JSON string in ASCII with Python's choice of escapes:
// the short ones of RFC 8259 section 7 but for "/", and \uXXXX in lower case,
// in surrogate pairs above U+FFFF, for all else outside 0x20 to 0x7e.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for _, r := range s {
		switch r {
		case '"':
			dst = append(dst, `\"`...)
		case '\\':
			dst = append(dst, `\\`...)
		case '\b':
			dst = append(dst, `\b`...)
		case '\f':
			dst = append(dst, `\f`...)
		case '\n':
			dst = append(dst, `\n`...)
		case '\r':
			dst = append(dst, `\r`...)
		case '\t':
			dst = append(dst, `\t`...)
		default:
			switch {
			case ' ' <= r && r <= '~':
				dst = append(dst, byte(r))
			case r < 0x10000:
				dst = appendUnit(dst, r)
			default: // The Unicode Standard 3.9, definition D91: UTF-16
				r -= 0x10000
				dst = appendUnit(dst, 0xd800+r>>10)
				dst = appendUnit(dst, 0xdc00+r&0x3ff)
			}
		}
	}
	return append(dst, '"')
}

// appendUnit appends one UTF-16 code unit as \uXXXX.
func appendUnit(dst []byte, u rune) []byte {
	const hex = "0123456789abcdef"
	return append(dst, '\\', 'u', hex[u>>12&15], hex[u>>8&15], hex[u>>4&15], hex[u&15])
}
