package sig4_test

import "strings"

// A keyCase is an object key and what the server makes of it.
type keyCase struct {
	name    string
	key     string
	stored  string   // the key under which the server stores it; empty: key itself
	refused *refusal // nil: the server takes the key
}

// A refusal is what the server itself refuses, operation by operation. It has nothing to do with signatures: S3 takes
// all of these keys but those that are too long or not UTF-8.
type refusal struct {
	put, get, head, list, copy, delete reply
}

type reply struct {
	status int
	code   string
}

var (
	// MinIO keeps objects as files, so it has no names with an empty segment or one longer than a file's may be.
	noFileName = &refusal{
		put:    reply{400, "XMinioInvalidObjectName"},
		get:    reply{400, "XMinioInvalidObjectName"},
		head:   reply{400, "XMinioInvalidObjectName"},
		list:   reply{400, "XMinioInvalidObjectName"},
		copy:   reply{400, "XMinioInvalidObjectName"},
		delete: reply{400, "XMinioInvalidObjectName"},
	}
	noFileNameButPrefix = &refusal{
		put:    noFileName.put,
		get:    noFileName.get,
		head:   noFileName.head,
		list:   reply{200, ""},
		copy:   noFileName.copy,
		delete: noFileName.delete,
	}
	// Dot segments are refused before the signature is looked at, and to HEAD without a code.
	dotSegment = &refusal{
		put:    reply{400, "XMinioInvalidResourceName"},
		get:    reply{400, "XMinioInvalidResourceName"},
		head:   reply{400, ""},
		list:   reply{400, "XMinioInvalidResourceName"},
		copy:   reply{400, "XMinioInvalidObjectName"},
		delete: reply{400, "XMinioInvalidResourceName"},
	}
	tooLong = &refusal{
		put:    reply{400, "KeyTooLongError"},
		get:    reply{404, "NoSuchKey"},
		head:   reply{404, "NoSuchKey"},
		list:   reply{200, ""},
		copy:   reply{404, "NoSuchKey"},
		delete: reply{204, ""},
	}
	// MinIO writes no canonical path for bytes that are not UTF-8, and so no signature fits.
	notUTF8 = &refusal{
		put:    reply{403, "SignatureDoesNotMatch"},
		get:    reply{403, "SignatureDoesNotMatch"},
		head:   reply{403, "SignatureDoesNotMatch"},
		list:   reply{400, "XMinioInvalidObjectName"},
		copy:   reply{400, "XMinioInvalidObjectName"},
		delete: reply{403, "SignatureDoesNotMatch"},
	}
)

const (
	composed   = "caf\u00e9"  // one code point for é
	decomposed = "cafe\u0301" // an e and an accent
)

var keyCases = []keyCase{
	{name: "plain", key: "index.html"},
	{name: "space", key: "a b"},
	{name: "space first", key: " a"},
	{name: "space last", key: "a "},
	{name: "two spaces", key: "a  b"},
	{name: "plus", key: "a+b"},
	{name: "percent", key: "a%b"},
	{name: "percent 2F", key: "a%2Fb"},
	{name: "percent 20", key: "a%20b"},
	{name: "no escape", key: "a%zz"},
	{name: "percent last", key: "a%"},
	{name: "ampersand", key: "a&b"},
	{name: "equals", key: "a=b"},
	{name: "question mark", key: "a?b"},
	{name: "number sign", key: "a#b"},
	{name: "semicolon", key: "a;b"},
	{name: "colon, at, comma", key: "a:b@c,d"},
	{name: "single quote", key: "a'b"},
	{name: "double quotes", key: `"a"`},
	{name: "backslash", key: `a\b`},
	{name: "unreserved", key: "~a-b_c.d~"},
	{name: "sub-delimiters", key: "!$&'()*+,;="},
	{name: "brackets", key: "<a>[b]{c}|^`"},
	{name: "like a query", key: "a?versionId=1&X-Amz-Signature=0"},
	{name: "unicode composed", key: composed},
	{name: "unicode decomposed", key: decomposed},
	{name: "unicode wide", key: "日本語/キー"},
	{name: "unicode spaces", key: "a\u00a0b\u2028c"},
	{name: "right to left", key: "שלום/مرحبا"},
	{name: "emoji", key: "😀/👩‍👩‍👧.png"},
	{name: "tab", key: "a\tb"},
	{name: "line feed", key: "a\nb"},
	{name: "control", key: "a\x01b\x7f"},
	{name: "folder", key: "a/b/c"},
	{name: "slash last", key: "a/"},
	{name: "three dots", key: "..."},
	{name: "dots inside", key: "a..b/.c"},
	{name: "hyphen", key: "-"},
	{name: "segment of 255 bytes", key: strings.Repeat("x", 255)},
	{name: "1024 bytes", key: strings.Repeat("0123456789abcde/", 63) + "0123456789abcdef"},
	{name: "1024 bytes, most escaped", key: strings.Repeat("é+ %/", 170) + "abcd"},

	{name: "slash first", key: "/a", stored: "a"},
	{name: "two slashes first", key: "//a", stored: "a"},

	{name: "two slashes", key: "a//b", refused: noFileName},
	{name: "NUL", key: "a\x00b", refused: noFileName},
	{name: "1024 bytes in one segment", key: strings.Repeat("x", 1024), refused: noFileNameButPrefix},
	{name: "segment of 256 bytes", key: strings.Repeat("x", 256), refused: noFileNameButPrefix},
	{name: "dot", key: ".", refused: dotSegment},
	{name: "dots", key: "..", refused: dotSegment},
	{name: "dot first", key: "./a", refused: dotSegment},
	{name: "dots first", key: "../a", refused: dotSegment},
	{name: "dot within", key: "a/./b", refused: dotSegment},
	{name: "dots within", key: "a/../b", refused: dotSegment},
	{name: "1025 bytes", key: strings.Repeat("0123456789abcde/", 64) + "x", refused: tooLong},
	{name: "not UTF-8", key: "a\xffb", refused: notUTF8},
}
