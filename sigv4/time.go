package sigv4

import "time"

const (
	timeLen = len("20150830T123600Z")
	dateLen = len("20150830")
)

// AppendTime appends t in UTC as X-Amz-Date has it, ISO 8601's basic form with
// whole seconds: 20150830T123600Z. A fraction of a second is cut off. The year
// must lie in 0001 to 9999; signing refuses others with [ErrTime].
func AppendTime(dst []byte, t time.Time) []byte {
	t = t.UTC()
	dst = appendDate(dst, t)
	hour, minute, second := t.Clock()
	return append(dst, 'T',
		byte('0'+hour/10), byte('0'+hour%10),
		byte('0'+minute/10), byte('0'+minute%10),
		byte('0'+second/10), byte('0'+second%10), 'Z')
}

// ParseTime reads what [AppendTime] writes, and nothing else. Its error is an
// [*Error] of kind [ErrTime].
func ParseTime(s string) (time.Time, error) {
	if len(s) == timeLen {
		if t, err := time.Parse("20060102T150405Z", s); err == nil && t.Year() >= 1 {
			return t, nil
		}
	}
	return time.Time{}, fail(ErrTime, "it is not of the form 20150830T123600Z")
}

func appendDate(dst []byte, t time.Time) []byte {
	year, month, day := t.UTC().Date()
	return append(dst,
		byte('0'+year/1000%10), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10),
		byte('0'+int(month)/10), byte('0'+int(month)%10),
		byte('0'+day/10), byte('0'+day%10))
}

// checkTime refuses years that four digits cannot hold, given the seconds since
// 1970. It does not ask for the year, an int that overflows on 32-bit machines.
func checkTime(unix int64) error {
	const first, last = -62135596800, 253402300799 // 0001-01-01T00:00:00Z, 9999-12-31T23:59:59Z
	if unix < first || unix > last {
		return fail(ErrTime, "its year in UTC is outside 0001 to 9999")
	}
	return nil
}
