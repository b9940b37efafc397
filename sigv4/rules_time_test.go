package sigv4_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// TestRuleTime: the day of the scope and X-Amz-Date come from one instant, in
// UTC and whole seconds.
func TestRuleTime(t *testing.T) {
	at := func(year, month, day, hour, minute, second, nano int) time.Time {
		return time.Date(year, time.Month(month), day, hour, minute, second, nano, time.UTC)
	}
	east, west := time.FixedZone("east", 14*60*60), time.FixedZone("west", -12*60*60)
	for _, tt := range []struct {
		rule string
		at   time.Time
		want string
	}{
		{"some time", at(2015, 8, 30, 12, 36, 0, 0), "20150830T123600Z"},
		{"midnight begins a day", at(2015, 8, 31, 0, 0, 0, 0), "20150831T000000Z"},
		{"the last second of a day", at(2015, 8, 30, 23, 59, 59, 0), "20150830T235959Z"},
		{"the last nanosecond of a day is not the next day", at(2015, 8, 30, 23, 59, 59, 999999999), "20150830T235959Z"},
		{"the first nanosecond of a day", at(2015, 8, 31, 0, 0, 0, 1), "20150831T000000Z"},
		{"half a second is cut, not rounded", at(2015, 8, 30, 12, 36, 0, 500000000), "20150830T123600Z"},
		{"the end of a year", at(2015, 12, 31, 23, 59, 59, 999999999), "20151231T235959Z"},
		{"the begin of a year", at(2016, 1, 1, 0, 0, 0, 0), "20160101T000000Z"},
		{"a leap day", at(2016, 2, 29, 0, 0, 0, 0), "20160229T000000Z"},
		{"a leap day's end", at(2016, 2, 29, 23, 59, 59, 0), "20160229T235959Z"},
		{"the day behind a leap day", at(2016, 3, 1, 0, 0, 0, 0), "20160301T000000Z"},
		{"2000 had a leap day", at(2000, 2, 29, 1, 2, 3, 0), "20000229T010203Z"},
		{"2100 has none", at(2100, 2, 28, 24, 0, 0, 0), "21000301T000000Z"},
		{"the second 60 is the next minute", at(2016, 12, 31, 23, 59, 60, 0), "20170101T000000Z"},
		{"another zone, the day before in UTC", time.Date(2015, 8, 31, 2, 0, 0, 0, east), "20150830T120000Z"},
		{"another zone, the day behind in UTC", time.Date(2015, 8, 30, 13, 0, 0, 0, west), "20150831T010000Z"},
		{"1970 begins", at(1970, 1, 1, 0, 0, 0, 0), "19700101T000000Z"},
		{"before 1970", at(1969, 12, 31, 23, 59, 59, 0), "19691231T235959Z"},
		{"before 1970, half a second is cut downwards", at(1969, 12, 31, 23, 59, 59, 500000000), "19691231T235959Z"},
		{"before 1970, a midnight", at(1969, 12, 31, 0, 0, 0, 0), "19691231T000000Z"},
		{"before 1970, the nanosecond before a midnight", at(1969, 12, 30, 23, 59, 59, 999999999), "19691230T235959Z"},
		{"1900 had no leap day", at(1900, 2, 28, 23, 59, 59, 0), "19000228T235959Z"},
		{"the zero time", time.Time{}, "00010101T000000Z"},
		{"year 1", at(1, 1, 1, 0, 0, 0, 1), "00010101T000000Z"},
		{"year 1 in UTC, year 0 elsewhere", time.Date(0, 12, 31, 13, 0, 0, 0, west), "00010101T010000Z"},
		{"year 999", at(999, 12, 31, 23, 59, 59, 0), "09991231T235959Z"},
		{"year 9999", at(9999, 12, 31, 23, 59, 59, 999999999), "99991231T235959Z"},
		{"year 9999 in UTC, year 10000 elsewhere", time.Date(10000, 1, 1, 13, 0, 0, 0, east), "99991231T230000Z"},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			in := plain("iam")
			in.Time, in.Expires = tt.at, time.Second
			header, query := explained(t, in)
			scope := tt.want[:8] + "/us-east-1/iam/aws4_request"
			checkText(t, "X-Amz-Date", header.Added[0].Value, tt.want)
			checkText(t, "canonical headers", header.CanonicalHeaders, "host:example.com\nx-amz-date:"+tt.want+"\n")
			checkText(t, "the parameter", valueOf(t, query.Query, "X-Amz-Date"), tt.want)
			checkText(t, "the credential", valueOf(t, query.Query, "X-Amz-Credential"), slowEscape("AKIDEXAMPLE/"+scope))
			for _, e := range []sigv4.Explanation{header, query} {
				checkText(t, "scope", e.Scope, scope)
				checkText(t, "string to sign", e.StringToSign, "AWS4-HMAC-SHA256\n"+tt.want+"\n"+scope+"\n"+e.CanonicalRequestHash)
			}

			checkText(t, "AppendTime", string(sigv4.AppendTime([]byte("before"), tt.at)), "before"+tt.want)
			checkText(t, "Scope.At", in.Scope.At(tt.at), scope)
			checkText(t, "Scope.Append", string(in.Scope.Append([]byte("before"), tt.at)), "before"+scope)
			credential, err := in.signer(t).AppendCredential([]byte("before"), tt.at)
			if err != nil {
				t.Error(err)
			}
			checkText(t, "AppendCredential", string(credential), "beforeAKIDEXAMPLE/"+scope)
			parsed, err := sigv4.ParseTime(tt.want)
			if want := tt.at.UTC().Add(-time.Duration(tt.at.Nanosecond())); err != nil || !parsed.Equal(want) {
				t.Errorf("ParseTime = %v, %v, want %v", parsed, err, want)
			}
		})
	}

	t.Run("crossing midnight, there and back, changes the key with the day", func(t *testing.T) {
		in := plain("s3")
		s := in.signer(t)
		for i, offset := range []time.Duration{-1, 0, -1, time.Second, -time.Second, 24*time.Hour - 1, 24 * time.Hour, 0} {
			in.Time = time.Date(2016, 2, 29, 0, 0, 0, 0, time.UTC).Add(offset)
			want, _ := explained(t, in) // by Signers of their own
			got, err := s.Explain(&in.Request, in.Time)
			if err != nil {
				t.Fatal(err)
			}
			checkText(t, fmt.Sprint("signature ", i), got.Authorization, want.Authorization)
		}
	})
}

func TestRuleExpires(t *testing.T) {
	for _, d := range []time.Duration{1, 2, 9, 10, 59, 60, 900, 3600, 86400, 604799, 604800} {
		t.Run(fmt.Sprintf("%d whole seconds", d), func(t *testing.T) {
			in := plain("s3")
			in.Expires = d * time.Second
			in.Time = in.Time.Add(999 * time.Millisecond) // counts for nothing
			_, query := explained(t, in)
			checkText(t, "X-Amz-Expires", valueOf(t, query.Query, "X-Amz-Expires"), fmt.Sprint(int(d)))
			p, err := in.signer(t).Presign(&in.Request, in.Expires, in.Time)
			if want := ruleTime.Add(in.Expires); err != nil || p.Expires != want || p.Effective != want {
				t.Errorf("Expires %v, Effective %v, %v, want %v in UTC", p.Expires, p.Effective, err, want)
			}
		})
	}
	if sigv4.MinExpires != time.Second || sigv4.MaxExpires != 604800*time.Second {
		t.Errorf("limits %v and %v", sigv4.MinExpires, sigv4.MaxExpires)
	}

	end := ruleTime.Add(time.Hour)
	for _, tt := range []struct {
		rule            string
		expires, effect time.Time
	}{
		{"credentials that never expire change nothing", time.Time{}, end},
		{"credentials that expire later change nothing", end.Add(1), end},
		{"credentials that expire at the same time change nothing", end, end},
		{"credentials that expire earlier are told", end.Add(-1), end.Add(-1)},
		{"in UTC", end.Add(-time.Minute).In(time.FixedZone("east", 3600)), end.Add(-time.Minute)},
		{"credentials that have expired are told, and signed with", ruleTime.Add(-time.Hour), ruleTime.Add(-time.Hour)},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			in := plain("s3")
			_, want := explained(t, in)
			in.Credentials.Expires = tt.expires
			p, err := in.signer(t).Presign(&in.Request, in.Expires, in.Time)
			if err != nil || p.Expires != end || p.Effective != tt.effect {
				t.Errorf("Expires %v, Effective %v, %v, want %v and %v in UTC", p.Expires, p.Effective, err, end, tt.effect)
			}
			checkText(t, "URL", p.URL, want.URL)
			if got := in.Credentials.Earlier(end); got != tt.effect {
				t.Errorf("Earlier = %v, want %v", got, tt.effect)
			}
		})
	}
}
