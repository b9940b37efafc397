package sigv4_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

func TestRuleQuery(t *testing.T) {
	for _, tt := range []struct{ rule, raw, want string }{
		{"nothing is nothing", "", ""},
		{"a pair stays", "a=b", "a=b"},
		{"split at ampersands", "a=1&b=2&c=3", "a=1&b=2&c=3"},
		{"empty pairs are skipped", "&&a=1&&&b=2&", "a=1&b=2"},
		{"ampersands alone are nothing", "&&&", ""},
		{"the first equals sign splits", "a=b=c==", "a=b%3Dc%3D%3D"},
		{"a name alone has an empty value", "uploads", "uploads="},
		{"an empty value stays empty", "a=", "a="},
		{"an empty name stays empty", "=v", "=v"},
		{"an equals sign alone is an empty pair of two", "=", "="},
		{"a name with and without an equals sign are two of a kind", "k&k=", "k=&k="},
		{"an escape is decoded and encoded", "a%20b=c%20d", "a%20b=c%20d"},
		{"a plus is a space", "a+b=+c++d+", "a%20b=%20c%20%20d%20"},
		{"an escaped plus is a plus", "a%2Bb=c%2bd", "a%2Bb=c%2Bd"},
		{"a raw space is encoded", "a b=c d", "a%20b=c%20d"},
		{"a semicolon is a byte like any other", "a=1;b=2", "a=1%3Bb%3D2"},
		{"a semicolon in a name is one too", ";a;=1&b", "%3Ba%3B=1&b="},
		{"lower-case digits become upper-case", "%c3%a9=%2f", "%C3%A9=%2F"},
		{"a needless escape is undone", "%41=%7e%2d", "A=~-"},
		{"an escaped percent sign stays one", "a=%2541", "a=%2541"},
		{"an escaped ampersand and equals sign split nothing", "a%26b%3Dc=d%26e%3Df", "a%26b%3Dc=d%26e%3Df"},
		{"what clients leave raw is encoded", "a=!$'()*,/:?@", "a=%21%24%27%28%29%2A%2C%2F%3A%3F%40"},
		{"raw marks are encoded", "a=\"<>[]\\^`{|}", "a=%22%3C%3E%5B%5D%5C%5E%60%7B%7C%7D"},
		{"raw UTF-8 is encoded", "\u1234=bar&e\u0301=\u00e9", "%E1%88%B4=bar&e%CC%81=%C3%A9"},
		{"bytes that are not UTF-8 are bytes", "a=\xff%fe", "a=%FF%FE"},
		{"an escaped control byte is a byte", "a=%00%0a", "a=%00%0A"},
		{"the strict set stays", "AZaz09-._~=AZaz09-._~", "AZaz09-._~=AZaz09-._~"},

		{"sorted by name", "c=1&a=2&b=3", "a=2&b=3&c=1"},
		{"capitals before small letters", "b=1&B=2&a=3&A=4", "A=4&B=2&a=3&b=1"},
		{"a name before the names that it begins", "ab=1&a=2&a.=3", "a=2&a.=3&ab=1"},
		{"by name alone, not with the equals sign: id before id-type", "id-type=x&id=y", "id=y&id-type=x"},
		{"by name alone, not with the equals sign: a before a1", "a1=x&a=z", "a=z&a1=x"},
		{"by the encoded name, not the decoded", "a-=1&a/=2", "a%2F=2&a-=1"},
		{"by the encoded value, not the decoded: a%2Fb before a-b", "k=a-b&k=a/b", "k=a%2Fb&k=a-b"},
		{"by the encoded value, not the raw: a%2Fb before a.b", "k=a.b&k=a%2fb", "k=a%2Fb&k=a.b"},
		{"by bytes: outside ASCII, percent sorts first", "k=z&k=\u00e9", "k=%C3%A9&k=z"},
		{"equal names by value", "a=2&a=10&a=1&a", "a=&a=1&a=10&a=2"},
		{"duplicates are kept", "a=1&b=2&a=1&a=1", "a=1&a=1&a=1&b=2"},
		{"equal only once decoded is equal", "%61=2&a=1&a=%33", "a=1&a=2&a=3"},
	} {
		t.Run(tt.rule+": "+fmt.Sprintf("%q", tt.raw), func(t *testing.T) {
			for _, service := range []string{"s3", "iam"} {
				in := plain(service)
				in.Request.RawQuery = tt.raw
				header, query := explained(t, in)
				checkText(t, service, header.CanonicalQuery, tt.want)

				// Presigned, the rest is the same. None of these names sorts
				// between the signer's own.
				var rest []string
				for _, pair := range strings.Split(query.CanonicalQuery, "&") {
					if !strings.HasPrefix(pair, "X-Amz-") {
						rest = append(rest, pair)
					}
				}
				checkText(t, service+", presigned", strings.Join(rest, "&"), tt.want)
			}
		})
	}

	for _, n := range []int{31, 32, 33, 34, 100, 1000} {
		t.Run(fmt.Sprintf("%d pairs are sorted like few", n), func(t *testing.T) {
			var pairs []string
			for i := range n {
				pairs = append(pairs, fmt.Sprintf("n%d=v%03d", i*7919%n/3, i*104729%n))
			}
			in := plain("s3")
			in.Request.RawQuery = strings.Join(pairs, "&")
			slices.SortFunc(pairs, func(a, b string) int {
				an, av, _ := strings.Cut(a, "=")
				bn, bv, _ := strings.Cut(b, "=")
				return slices.Compare([]string{an, av}, []string{bn, bv})
			})
			header, _ := explained(t, in)
			checkText(t, "query", header.CanonicalQuery, strings.Join(pairs, "&"))
		})
	}
}

func TestRuleQueryMalformed(t *testing.T) {
	for _, raw := range []string{"%", "a=%", "a=1&b=%4", "a%zz=1", "%4g", "a=%c3%2"} {
		t.Run("a malformed escape is an error, and the pair never dropped: "+raw, func(t *testing.T) {
			in := plain("s3")
			in.Request.RawQuery = raw
			if e, err := in.signer(t).Explain(&in.Request, in.Time); !errors.Is(err, sigv4.ErrQuery) {
				t.Errorf("%q, error %v", e.CanonicalQuery, err)
			}
		})
	}
}

// The signer's own parameters are sorted among the request's.
func TestRuleQueryMerged(t *testing.T) {
	for _, tt := range []struct{ rule, raw, want string }{
		{"none", "", "X-Amz-Algorithm X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-SignedHeaders X-Amz-Signature"},
		{"before all", "A=1&X-A=2", "A X-A X-Amz-Algorithm X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-SignedHeaders X-Amz-Signature"},
		{
			"between any two", "X-Amz-B=1&X-Amz-D=2&X-Amz-E=3&X-Amz-F=4",
			"X-Amz-Algorithm X-Amz-B X-Amz-Credential X-Amz-D X-Amz-Date X-Amz-E X-Amz-Expires X-Amz-F X-Amz-SignedHeaders X-Amz-Signature",
		},
		{"small letters behind all", "x-id=GetObject&a=1", "X-Amz-Algorithm X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-SignedHeaders a x-id X-Amz-Signature"},
		{"behind them, but for the signature, which is always last", "X-Amz-Z=1&X-Amz-Signaturf=2", "X-Amz-Algorithm X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-Signaturf X-Amz-SignedHeaders X-Amz-Z X-Amz-Signature"},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			in := plain("iam")
			in.Request.RawQuery = tt.raw
			_, query := explained(t, in)
			checkText(t, "names", parameterNames(query.Query), tt.want)
			checkText(t, "query", query.Query, query.CanonicalQuery+"&X-Amz-Signature="+query.Signature)
		})
	}
}
