package sigv4_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

// pairs makes headers of alternating names and values.
func pairs(namesAndValues ...string) (headers []sigv4.Header) {
	for i := 0; i < len(namesAndValues); i += 2 {
		headers = append(headers, sigv4.Header{Name: namesAndValues[i], Value: namesAndValues[i+1]})
	}
	return headers
}

func TestRuleHeaderValue(t *testing.T) {
	for _, tt := range []struct{ rule, value, want string }{
		{"nothing stays nothing", "", ""},
		{"a value stays", "v", "v"},
		{"spaces at both ends are trimmed", "  v   ", "v"},
		{"tabs at both ends are trimmed", "\tv\t\t", "v"},
		{"spaces and tabs at both ends are trimmed", " \t v\t \t", "v"},
		{"spaces and tabs alone are nothing", " \t  \t", ""},
		{"one space inside stays", "a b", "a b"},
		{"runs of spaces are folded", "a  b   c", "a b c"},
		{"runs of spaces are folded inside quotes", `"a   b  c"`, `"a b c"`},
		{"spaces at the ends of quotes are folded, not trimmed", `  "  a  "  `, `" a "`},
		{"an inner tab stays", "a\tb", "a\tb"},
		{"a run of inner tabs stays", "a\t\t\tb", "a\t\t\tb"},
		{"a tab between spaces stays, and they too", "a \t b", "a \t b"},
		{"spaces beside a tab are folded on their own", "a  \t   b", "a \t b"},
		{"commas and what follows them stay", "a, b,c,  d", "a, b,c, d"},
		{"colons and semicolons stay", "a: b; c=d:", "a: b; c=d:"},
		{"capitals stay", "AbC", "AbC"},
		{"escapes stay", "%41%2f+", "%41%2f+"},
		{"bytes outside ASCII stay", "caf\u00e9 \xff\u00a0", "caf\u00e9 \xff\u00a0"},
	} {
		t.Run(tt.rule+": "+fmt.Sprintf("%q", tt.value), func(t *testing.T) {
			in := plain("iam")
			in.Request.Headers = pairs("My-Header", tt.value)
			header, query := explained(t, in)
			checkText(t, "header signing", header.CanonicalHeaders, "host:example.com\nmy-header:"+tt.want+"\nx-amz-date:20150830T123600Z\n")
			checkText(t, "query signing", query.CanonicalHeaders, "host:example.com\nmy-header:"+tt.want+"\n")
			// A value among equals is treated alike.
			in.Request.Headers = pairs("A", tt.value, "a", tt.value)
			header, _ = explained(t, in)
			checkText(t, "twice", header.CanonicalHeaders, "a:"+tt.want+","+tt.want+"\nhost:example.com\nx-amz-date:20150830T123600Z\n")
		})
	}
}

func TestRuleHeaders(t *testing.T) {
	for _, tt := range []struct {
		rule         string
		headers      []sigv4.Header
		want, signed string // without x-amz-date, which sorts behind all of these
	}{
		{"none but the signer's", nil, "host:example.com\n", "host"},
		{"names in lower case", pairs("ABC", "1", "Def-GHI", "2"), "abc:1\ndef-ghi:2\nhost:example.com\n", "abc;def-ghi;host"},
		{"sorted by name whatever the case", pairs("w", "1", "B", "2", "a", "3", "I", "4"), "a:3\nb:2\nhost:example.com\ni:4\nw:1\n", "a;b;host;i;w"},
		{"sorted by the name alone, not with the colon", pairs("a-b", "1", "a", "2", "a1", "3", "a!", "4"), "a:2\na!:4\na-b:1\na1:3\nhost:example.com\n", "a;a!;a-b;a1;host"},
		{"a name before the names that it begins, host too", pairs("host-a", "1", "hos", "2", "hosts", "3", "hosa", "4"), "hos:2\nhosa:4\nhost:example.com\nhost-a:1\nhosts:3\n", "hos;hosa;host;host-a;hosts"},
		{"equal names are joined by commas", pairs("a", "1", "a", "2"), "a:1,2\nhost:example.com\n", "a;host"},
		{"equal names are joined in their order, not sorted", pairs("a", "2", "a", "1", "a", "3"), "a:2,1,3\nhost:example.com\n", "a;host"},
		{"equal names are joined whatever their case", pairs("Abc", "2", "abC", "1", "ABC", "3"), "abc:2,1,3\nhost:example.com\n", "abc;host"},
		{"equal names are joined over others between", pairs("a", "2", "b", "x", "A", "1", "c", "y", "a", "3"), "a:2,1,3\nb:x\nc:y\nhost:example.com\n", "a;b;c;host"},
		{"each of equal names is trimmed and folded alone", pairs("a", " 1  2 ", "a", "\t3"), "a:1 2,3\nhost:example.com\n", "a;host"},
		{"empty values among equals are joined too", pairs("a", "", "a", "1", "a", " "), "a:,1,\nhost:example.com\n", "a;host"},
		{"equal values are kept", pairs("a", "1", "a", "1"), "a:1,1\nhost:example.com\n", "a;host"},
		{"a name is any token", pairs("!#$%&'*+-.^_`|~09", "v"), "!#$%&'*+-.^_`|~09:v\nhost:example.com\n", "!#$%&'*+-.^_`|~09;host"},
		{
			"the core signs what it is given, even what should not be signed", pairs("Accept-Encoding", "gzip", "Connection", "close", "Content-Length", "0", "User-Agent", "u", "Expect", "100-continue"),
			"accept-encoding:gzip\nconnection:close\ncontent-length:0\nexpect:100-continue\nhost:example.com\nuser-agent:u\n",
			"accept-encoding;connection;content-length;expect;host;user-agent",
		},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			in := plain("iam")
			in.Request.Headers = tt.headers
			header, query := explained(t, in)
			checkText(t, "header signing", header.CanonicalHeaders, tt.want+"x-amz-date:20150830T123600Z\n")
			checkText(t, "signed headers", header.SignedHeaders, tt.signed+";x-amz-date")
			checkText(t, "query signing", query.CanonicalHeaders, tt.want)
			checkText(t, "signed headers of a URL", query.SignedHeaders, tt.signed)
			checkText(t, "their parameter", valueOf(t, query.Query, "X-Amz-SignedHeaders"), slowEscape(tt.signed))
			checkText(t, "added headers", names(header.Added), "X-Amz-Date Authorization")
		})
	}

	t.Run("the signer's own are sorted among the request's", func(t *testing.T) {
		in := plain("s3")
		in.Credentials.SessionToken = aToken
		in.Request.Headers = pairs("X-Amz-E", "4", "x-amz-t", "5", "X-Amz-A", "1", "x-amz-d", "3", "X-AMZ-CA", "2", "A", "0", "x-b", "6")
		header, _ := explained(t, in)
		checkText(t, "signed headers", header.SignedHeaders, "a;host;x-amz-a;x-amz-ca;x-amz-content-sha256;x-amz-d;x-amz-date;x-amz-e;x-amz-security-token;x-amz-t;x-b")
	})
	for _, n := range []int{31, 32, 33, 34, 300} {
		t.Run(fmt.Sprintf("%d headers are sorted, equal names in their order", n), func(t *testing.T) {
			in := plain("iam")
			var want []string
			for i := range n {
				in.Request.Headers = append(in.Request.Headers, pairs(fmt.Sprintf("N%d", i%7), fmt.Sprint(i))...)
			}
			for name := range 7 {
				var values []string
				for i := name; i < n; i += 7 {
					values = append(values, fmt.Sprint(i))
				}
				want = append(want, fmt.Sprintf("n%d:%s\n", name, strings.Join(values, ",")))
			}
			_, query := explained(t, in)
			checkText(t, "headers", query.CanonicalHeaders, "host:example.com\n"+strings.Join(want, ""))
		})
	}
}

// TestRuleReserved tries the names that the signer writes, in any case and
// spelling, and those that only look like them.
func TestRuleReserved(t *testing.T) {
	for _, name := range []string{
		"Authorization", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-S3session-Token", "X-Amz-Signature", "X-Amz-Algorithm",
		"X-Amz-Credential", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Region-Set",
	} {
		for _, spelled := range []string{name, strings.ToLower(name), strings.ToUpper(name)} {
			want := refusal{sigv4.ErrReserved, spelled, -1}
			badRequest(t, "refused among the headers: "+spelled, func(in *input) {
				in.Request.Headers = pairs("A", "b", spelled, canaryToken)
			}, want)
			badRequest(t, "refused in the query: "+spelled, func(in *input) {
				in.Request.RawQuery = "a=b&" + spelled + "=" + canaryToken
			}, want)
			badRequest(t, "refused in the query without a value: "+spelled, func(in *input) {
				in.Request.RawQuery = spelled + "&" + spelled
			}, want)
			badRequest(t, "refused in the query, escaped: "+spelled, func(in *input) {
				in.Request.RawQuery = fmt.Sprintf("%%%02x%s=%s", spelled[0], spelled[1:], canaryToken)
			}, want)
		}
		for _, near := range []string{name + "s", "X-" + name, name[:len(name)-1], strings.Replace(name, "-", "_", 1) + "_", name + "-"} {
			t.Run("not refused: "+near, func(t *testing.T) {
				in := plain("s3")
				in.Request.Headers, in.Request.RawQuery = pairs(near, "v"), near+"=v"
				header, query := explained(t, in)
				for _, e := range []sigv4.Explanation{header, query} {
					if !slices.Contains(strings.Split(e.SignedHeaders, ";"), strings.ToLower(near)) || !strings.Contains(e.CanonicalQuery, near+"=v") {
						t.Errorf("it is not signed:\n%s", e.CanonicalRequest)
					}
				}
			})
		}
	}
	t.Run("refused among the headers: Host", func(t *testing.T) {
		in := plain("s3")
		in.Request.Headers = pairs("Host", "example.com")
		if _, err := in.signer(t).Explain(&in.Request, in.Time); !errors.Is(err, sigv4.ErrReserved) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("not refused in the query: host", func(t *testing.T) {
		in := plain("s3")
		in.Request.RawQuery = "host=a&Host=b"
		header, _ := explained(t, in)
		checkText(t, "query", header.CanonicalQuery, "Host=b&host=a")
	})
}
