package main

import "testing"

func TestSuggest(t *testing.T) {
	t.Parallel()
	flags := []string{"accelerate", "bucket", "endpoint-url", "expires", "fips", "header", "hoist", "json", "key", "max-size", "method", "min-size", "region"}
	for word, want := range map[string]string{
		"regoin":     "region", // two neighbours swapped
		"region":     "region",
		"regio":      "region",
		"regionn":    "region",
		"Region":     "region",
		"rregionn":   "region",
		"rogoin":     "region",
		"rxgxxn":     "",
		"endpoint":   "endpoint-url", // the beginning of one
		"acc":        "accelerate",
		"h":          "",           // too short to tell
		"he":         "header",     // the beginning of one only
		"m":          "",           // too short
		"xm":         "",           // no swap of neighbours makes anything
		"expires-in": "expires",    // one with something after it
		"keys":       "key",        //
		"kee":        "key",        // short words: one edit
		"kxx":        "",           //
		"jsn":        "json",       //
		"maxsize":    "max-size",   //
		"mn-size":    "min-size",   //
		"mx-size":    "max-size",   // equally near: the first
		"accelarte":  "accelerate", //
		"profile":    "",           //
		"":           "",           //
		"fipsregion": "fips",       //
		"secret-access-key-which-is-longer-than-any": "",
	} {
		if got := suggest(word, flags); got != want {
			t.Errorf("suggest(%q) = %q, want %q", word, got, want)
		}
	}
	if got := suggest("max", []string{"max-size", "max-age"}); got != "" {
		t.Errorf("two that begin alike: %q", got)
	}
}

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0}, {"abc", "abd", 1}, {"abc", "acb", 1},
		{"abc", "ab", 1}, {"ab", "abc", 1}, {"kitten", "sitting", 3}, {"ca", "abc", 3}, {"presgin", "presign", 1},
	} {
		if got := distance(tt.a, tt.b); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := distance(tt.b, tt.a); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}
