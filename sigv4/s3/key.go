package s3

import "unicode/utf8"

// maxKey is the longest key in bytes (S3 User Guide, "Naming Amazon S3
// objects").
const maxKey = 1024

// checkKey accepts 1 to 1,024 bytes of UTF-8.
func checkKey(key string) error {
	switch {
	case key == "":
		return fail(ErrKey, "it is empty")
	case len(key) > maxKey:
		return fail(ErrKey, "it is longer than 1,024 bytes")
	}
	for i := 0; i < len(key); {
		r, n := utf8.DecodeRuneInString(key[i:])
		if r == utf8.RuneError && n == 1 {
			return failAt(ErrKey, i, "it is not UTF-8")
		}
		i += n
	}
	return nil
}

// KeyWarning says in words why a URL of the key may not reach the object from
// every client, or returns "".
//
// That is so of keys with a segment "." or "..": browsers, and curl without
// --path-as-is, resolve these before sending, so that the signature no longer
// fits or another object is named (RFC 3986, section 5.2.4). Go's net/http sends
// them as they are.
func KeyWarning(key string) string {
	start := 0
	for i := 0; i <= len(key); i++ {
		if i < len(key) && key[i] != '/' {
			continue
		}
		// Not isDotSegment: a "%2e" in a key is sent as "%252e", which stays.
		if s := key[start:i]; s == "." || s == ".." {
			return `the key has a segment "` + s + `", which browsers and curl without --path-as-is remove from the URL`
		}
		start = i + 1
	}
	return ""
}
