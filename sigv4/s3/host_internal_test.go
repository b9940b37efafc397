package s3

import (
	"net/netip"
	"strings"
	"testing"
)

// FuzzIP holds the two address checks to net/netip, which is too large to
// import outside of tests.
func FuzzIP(f *testing.F) {
	for _, s := range []string{
		"", ".", ":", "::", ":::", "::1", "1::", "1:", ":1", "1::2::3", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
		"1:2:3:4:5:6:7:8:9", "1::3:4:5:6:7:8", "1::2:3:4:5:6:7:8", "12345::", "::g", "::1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4",
		"1:2:3:4:5::1.2.3.4", "::1.2.3", "1.2.3.4::", "::1.2.3.4:5", "::01.2.3.4", "fe80::1%eth0", "1.2.3.4", "0.0.0.0", "255.255.255.255",
		"256.1.1.1", "1.2.3.04", "00.1.1.1", "1.2.3", "1.2.3.4.5", "1..2.3", "1.2.3.4.", "+1.2.3.4", "2001:DB8::A",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := netip.ParseAddr(s)
		valid := err == nil && !strings.Contains(s, "%")
		if got, want := isIPv4(s), valid && a.Is4(); got != want {
			t.Errorf("isIPv4(%q) = %v, want %v", s, got, want)
		}
		if got, want := isIPv6(s), valid && a.Is6(); got != want {
			t.Errorf("isIPv6(%q) = %v, want %v", s, got, want)
		}
	})
}
