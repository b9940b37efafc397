package policy

import "strings"

// isTagging reports whether s looks like well-formed XML with the root Tagging.
// It is a hint, not a parser: tags must be balanced and attributes quoted;
// comments, CDATA and processing instructions may stand between them; nothing is
// said about entities or what the elements mean.
//
// Source: Amazon S3 API Reference, "POST Object", the field tagging; Extensible
// Markup Language 1.0, sections 2.1 and 3.
func isTagging(s string) bool {
	var open []string
	roots := 0
	s = strings.TrimPrefix(s, "\ufeff")
	for {
		text, rest, more := strings.Cut(s, "<")
		if len(open) == 0 && strings.Trim(text, " \t\r\n") != "" {
			return false // text outside the root
		}
		if !more {
			return roots == 1 && len(open) == 0
		}
		if after, ok := skipMarkup(rest); ok {
			s = after
			continue
		}
		tag, after, ok := cutTag(rest)
		if !ok {
			return false
		}
		s = after
		if name, ok := strings.CutPrefix(tag, "/"); ok {
			if len(open) == 0 || open[len(open)-1] != strings.TrimRight(name, " \t\r\n") {
				return false
			}
			open = open[:len(open)-1]
			continue
		}
		tag, empty := strings.CutSuffix(tag, "/")
		name, _, _ := strings.Cut(strings.Map(blank, tag), " ")
		if len(open) == 0 {
			if roots++; roots > 1 || localName(name) != "Tagging" {
				return false
			}
		}
		if name == "" {
			return false
		}
		if !empty {
			open = append(open, name)
		}
	}
}

// skipMarkup skips what begins with "<" and is no tag.
func skipMarkup(s string) (rest string, ok bool) {
	for begin, end := range map[string]string{"?": "?>", "!--": "-->", "![CDATA[": "]]>"} {
		if after, found := strings.CutPrefix(s, begin); found {
			_, rest, ok = strings.Cut(after, end)
			return rest, ok
		}
	}
	return s, false
}

// cutTag cuts at the ">" that is in no quotes.
func cutTag(s string) (tag, rest string, ok bool) {
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '<':
			return "", "", false
		case c == '>':
			return s[:i], s[i+1:], true
		}
	}
	return "", "", false
}

func blank(r rune) rune {
	if r == '\t' || r == '\r' || r == '\n' {
		return ' '
	}
	return r
}

// localName is what follows the prefix of a namespace.
func localName(name string) string {
	return name[strings.IndexByte(name, ':')+1:]
}
