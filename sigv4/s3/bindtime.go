package s3

import (
	"math"
	"time"
)

// httpDate is IMF-fixdate (RFC 9110, section 5.6.7).
const httpDate = "Mon, 02 Jan 2006 15:04:05 GMT"

// timeText writes a time in the parameter's format, in UTC and whole seconds.
func (b *binder) timeText(p *Param, value any) (string, bool) {
	var t time.Time
	switch v := value.(type) {
	case time.Time:
		t = v
	case string:
		var ok bool
		if t, ok = parseTime(v); !ok {
			b.fail(ErrParamValue, p.Name, "it is neither a time of RFC 3339, such as 2013-05-24T00:00:00Z, nor an HTTP date, such as Fri, 24 May 2013 00:00:00 GMT")
			return "", false
		}
	default:
		if f, ok := value.(float64); ok {
			value = math.Floor(f) // a fraction goes the way of a time's
		}
		seconds, ok := integer(value)
		if !ok {
			b.fail(ErrParamType, p.Name, "it must be a time, as a text or as seconds since 1970")
			return "", false
		}
		t = time.Unix(seconds, 0)
	}
	t = t.UTC()
	if year := t.Year(); year < 1 || year > 9999 || t.IsZero() {
		b.fail(ErrParamValue, p.Name, "it is the zero time, or its year is not one from 1 to 9999")
		return "", false
	}
	layout := httpDate
	if p.Format == FormatISO8601 {
		layout = "2006-01-02T15:04:05Z"
	}
	return t.Format(layout), true
}

func parseTime(s string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t, err = time.Parse(httpDate, s)
		// time.Parse takes any day of the week, and a day of one digit.
		if err == nil && t.Format(httpDate) != s {
			return t, false
		}
	}
	return t, err == nil
}
