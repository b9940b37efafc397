package policy

import "strings"

// checkAction returns why a field cannot tell the store how to answer, or "".
// lower is the field's name in lower case.
//
// S3 takes another status for 204 and ignores an address that is not absolute,
// in silence: the form would work, and not as it was meant.
//
// Source: Amazon S3 API Reference, "POST Object", "Form Fields".
func checkAction(lower, value string) (reason string) {
	switch lower {
	case "success_action_status":
		if value != "200" && value != "201" && value != "204" {
			return "it must be 200, 201 or 204; a store answers 204 to anything else"
		}
	case "success_action_redirect", "redirect":
		return checkRedirect(value)
	}
	return ""
}

// checkRedirect asks for an absolute http or https URL whose host stands before
// any "${filename}". It may have a query, to which the store adds bucket, key
// and etag.
func checkRedirect(url string) (reason string) {
	known, _, _ := strings.Cut(url, filename)
	rest, ok := cutScheme(known)
	if !ok {
		return "it must be an absolute URL that starts with https:// or http://; a store ignores another"
	}
	for i := 0; i < len(url); i++ {
		if url[i] <= ' ' || url[i] == 0x7f {
			return "it holds a space or a control character, which a URL cannot"
		}
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		if known != url {
			return "its ${filename} stands in the host; write a slash before it"
		}
		end = len(rest)
	}
	return checkAuthority(rest[:end])
}

// cutScheme cuts https:// or http:// off, in any case, as browsers take them.
func cutScheme(url string) (rest string, ok bool) {
	for _, scheme := range []string{"https://", "http://"} {
		if len(url) >= len(scheme) && strings.EqualFold(url[:len(scheme)], scheme) {
			return url[len(scheme):], true
		}
	}
	return url, false
}
