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
	hour, minute, second := t.Clock()
	var clock [timeLen - dateLen]byte
	putClock(&clock, hour*3600+minute*60+second)
	return append(appendDate(dst, t), clock[:]...)
}

// putClock writes what follows the date, given the second of the day.
func putClock(dst *[timeLen - dateLen]byte, second int) {
	dst[0], dst[7] = 'T', 'Z'
	twoDigits(dst[1:], second/3600)
	twoDigits(dst[3:], second/60%60)
	twoDigits(dst[5:], second%60)
}

func twoDigits(dst []byte, n int) { dst[0], dst[1] = byte('0'+n/10), byte('0'+n%10) }

// ParseTime reads what [AppendTime] writes, and nothing else. Its error is an
// [*Error] of kind [ErrTime].
func ParseTime(s string) (time.Time, error) {
	if unix, ok := parseTime(s); ok {
		return time.Unix(unix, 0).UTC(), nil
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

// parseTime returns the seconds since 1970 of a time as AppendTime writes it. It
// is written for speed: a verifier reads one for every request.
func parseTime[T text](s T) (unix int64, ok bool) {
	if len(s) != timeLen || s[8] != 'T' || s[15] != 'Z' {
		return 0, false
	}
	var two [7]int // century, year of it, month, day, hour, minute, second
	for i, j := 0, 0; i < len(two); i, j = i+1, j+2 {
		if j == 8 {
			j++ // the T
		}
		high, low := s[j]-'0', s[j+1]-'0'
		if high > 9 || low > 9 {
			return 0, false
		}
		two[i] = int(high)*10 + int(low)
	}
	year, month, day := two[0]*100+two[1], two[2], two[3]
	if year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || two[4] > 23 || two[5] > 59 || two[6] > 59 {
		return 0, false
	}
	// Days of a year that begins in March, so that leap days come last.
	y, m := int64(year), int64(month)
	if m < 3 {
		y, m = y-1, m+12
	}
	days := 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + int64(day) - 1 - 719468
	return days*secondsPerDay + int64(two[4]*3600+two[5]*60+two[6]), true
}

func daysIn(year, month int) int {
	switch {
	case month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}
