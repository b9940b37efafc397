package s3

import (
	"math"
	"strconv"

	"github.com/sig4/sig4/sigv4"
)

// bind puts one value where p says.
func (b *binder) bind(p *Param, value any) {
	switch p.Format {
	case FormatBody:
	case FormatMap:
		b.bindMap(p, value)
	case FormatSSEKey:
		b.bindSSEKey(p, value)
	default:
		text, ok := b.text(p, value)
		if !ok {
			return
		}
		switch p.Place {
		case InAddress:
			b.bindAddress(p, text)
		case InQuery:
			b.addQuery(p.Wire, text)
		case InHeader:
			if p.Name == "RequestRoute" {
				b.bindAddress(p, text)
			}
			b.addHeader(p.Name, p.Wire, text)
		}
	}
}

// text returns a value as it is written, or refuses it.
func (b *binder) text(p *Param, value any) (text string, ok bool) {
	switch p.Format {
	case FormatString:
		if text, ok = value.(string); ok {
			return text, true
		}
		// The one parameter of which AWS's SDKs do not agree: boto3 has an integer.
		if n, ok := integer(value); ok && p.Name == "PartNumberMarker" {
			return strconv.FormatInt(n, 10), true
		}
	case FormatInteger:
		if n, ok := integer(value); ok {
			if least := minimum(p.Name); n < least {
				b.fail(ErrParamValue, p.Name, "it is less than "+strconv.FormatInt(least, 10))
				return "", false
			}
			return strconv.FormatInt(n, 10), true
		}
	case FormatBoolean:
		if v, ok := value.(bool); ok {
			return strconv.FormatBool(v), true
		}
	case FormatHTTPDate, FormatISO8601:
		return b.timeText(p, value)
	case FormatList:
		return b.listText(p, value)
	case FormatCopySource:
		return b.copySource(p, value)
	}
	b.wrongType(p.Name, p.Format)
	return "", false
}

// bindAddress keeps what the address is made of. What is empty is refused here,
// because to address it would seem not to be given.
func (b *binder) bindAddress(p *Param, value string) {
	var kind error
	switch p.Name {
	case "Bucket":
		b.bucket, kind = value, ErrBucket
	case "Key":
		b.key, kind = value, ErrKey
	default:
		b.route, kind = value, ErrRoute
	}
	if value == "" {
		b.problems = append(b.problems, &ParamError{Err: fail(kind, "it is empty"), Name: p.Name})
	}
}

// fixedQuery writes the operation's own part of the query. A name without a
// value gets its "=" here, as the signature has it and as some stores need it.
func (b *binder) fixedQuery(query string) {
	hasValue := false
	for i := 0; i < len(query); i++ {
		switch c := query[i]; {
		case c == '=':
			hasValue = true
		case c == '&':
			if !hasValue {
				b.query = append(b.query, '=')
			}
			hasValue = false
		}
		b.query = append(b.query, query[i])
	}
	if query != "" && !hasValue {
		b.query = append(b.query, '=')
	}
}

func (b *binder) addQuery(wire, value string) {
	if len(b.query) > 0 {
		b.query = append(b.query, '&')
	}
	b.query = append(append(b.query, wire...), '=') // the table's names need no encoding
	b.query = sigv4.AppendEscaped(b.query, value)
}

// addHeader adds a header, if its value is one. name is the parameter to blame.
func (b *binder) addHeader(name, wire, value string) {
	for i := 0; i < len(value); i++ {
		if c := value[i]; c < ' ' && c != '\t' || c == 0x7f {
			b.fail(ErrParamValue, name, "it holds "+byteName(c)+", which no header can carry (at byte "+strconv.Itoa(i)+")")
			return
		}
	}
	b.headers = append(b.headers, sigv4.Header{Name: wire, Value: value})
}

// listText joins a list with commas.
func (b *binder) listText(p *Param, value any) (string, bool) {
	var items []string
	switch list := value.(type) {
	case []string:
		items = list
	case []any:
		items = make([]string, 0, len(list))
		for i, item := range list {
			text, ok := item.(string)
			if !ok {
				b.wrongType(itemName(p.Name, i), FormatString)
				return "", false
			}
			items = append(items, text)
		}
	default:
		b.wrongType(p.Name, p.Format)
		return "", false
	}
	if len(items) == 0 {
		b.fail(ErrParamValue, p.Name, "the list is empty")
		return "", false
	}
	var text []byte
	for i, item := range items {
		if item == "" {
			b.fail(ErrParamValue, itemName(p.Name, i), "it is empty")
			return "", false
		}
		for j := 0; j < len(item); j++ {
			if item[j] == ',' {
				b.fail(ErrParamValue, itemName(p.Name, i), "it holds a comma, which separates the items")
				return "", false
			}
		}
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, item...)
	}
	return string(text), true
}

func itemName(name string, i int) string { return name + "[" + strconv.Itoa(i) + "]" }

// minimum returns the least that an integer may be. The service model of AWS's
// SDKs has a minimum for these two alone; of the others S3 is the judge.
func minimum(name string) int64 {
	switch name {
	case "MaxBuckets":
		return 1
	case "MaxDirectoryBuckets":
		return 0
	}
	return math.MinInt64
}

// integer returns a whole number of any type that holds one.
func integer(value any) (int64, bool) {
	switch n := value.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case int32:
		return int64(n), true
	case int16:
		return int64(n), true
	case int8:
		return int64(n), true
	case uint8:
		return int64(n), true
	case uint16:
		return int64(n), true
	case uint32:
		return int64(n), true
	case uint:
		return int64(n), uint64(n) < 1<<63
	case uint64:
		return int64(n), n < 1<<63
	case float64:
		// Up to 2^53 a float64 is the number that was meant.
		if n >= -1<<53 && n <= 1<<53 && n == float64(int64(n)) {
			return int64(n), true
		}
	case interface{ Int64() (int64, error) }: // json.Number
		v, err := n.Int64()
		return v, err == nil
	}
	return 0, false
}
