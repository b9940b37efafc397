package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// choose returns the headers to sign beside Host, by --sign-headers:
//
//   - all: every header but those that [sigv4.NeverSigned] names;
//   - default: content-type, content-md5 and x-amz-*, as the library does over
//     net/http;
//   - NAME,NAME: those and x-amz-*, which servers refuse when they are unsigned.
func (f *signFlags) choose(raw *rawRequest) ([]sigv4.Header, error) {
	var named []string
	if f.headers != "all" && f.headers != "default" {
		for name := range strings.SplitSeq(string(f.headers), ",") {
			named = append(named, strings.TrimSpace(name))
		}
	}
	for i, name := range named {
		if err := checkNamed(raw, name, i+1); err != nil {
			return nil, err
		}
	}
	var headers []sigv4.Header
	for _, h := range raw.headers {
		name := strings.ToLower(h.name)
		signed := strings.HasPrefix(name, "x-amz-")
		switch f.headers {
		case "all":
			signed = signed || !sigv4.NeverSigned(name)
		case "default":
			signed = signed || name == "content-type" || name == "content-md5"
		default:
			for _, n := range named {
				signed = signed || strings.EqualFold(n, name)
			}
		}
		if signed && name != "host" {
			headers = append(headers, sigv4.Header{Name: h.name, Value: h.value})
		}
	}
	return headers, nil
}

// checkNamed refuses a name in --sign-headers that the request does not have,
// but for those that are signed in any case. It has that number in the list.
func checkNamed(raw *rawRequest, name string, number int) error {
	switch strings.ToLower(name) {
	case "":
		return usagef("--sign-headers: a name is empty; use all, default, or names with commas between them")
	case "host", "x-amz-date", "x-amz-security-token", "x-amz-s3session-token", "x-amz-content-sha256":
		return nil
	}
	if _, ok := raw.get(name); !ok {
		return fmt.Errorf("--sign-headers: the request has no header %s; add it, or leave the name out", shown(name, "with name "+strconv.Itoa(number)+" of the list"))
	}
	return nil
}
