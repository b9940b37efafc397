package main

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sig4/sig4/policy"
)

var errCondition = errors.New(`use JSON of the form {"acl":"private"}, ["eq","$acl","private"], ` +
	`["starts-with","$key","user/"] or ["content-length-range",1,1048576]`)

// parseCondition reads one condition of a POST policy (Amazon S3 API Reference,
// "POST Policy", section "Conditions"). It reads tokens, not values, so that a
// name that is there twice does not get lost.
func parseCondition(text string) (policy.Condition, error) {
	if !utf8.ValidString(text) {
		return nil, errors.New("it is not UTF-8")
	}
	if err := checkSurrogates(text); err != nil {
		return nil, err
	}
	if !json.Valid([]byte(text)) { // the tokens alone may lack their end
		return nil, errCondition
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var tokens []json.Token
	for len(tokens) < 6 {
		t, err := d.Token()
		if err != nil {
			break // the end: the text is valid
		}
		tokens = append(tokens, t)
	}
	if len(tokens) != 4 && len(tokens) != 5 {
		return nil, errCondition
	}
	inner := tokens[1 : len(tokens)-1]
	switch {
	case tokens[0] == json.Delim('{') && len(inner) == 2:
		name, ok1 := inner[0].(string)
		value, ok2 := inner[1].(string)
		if ok1 && ok2 {
			return policy.Exact{Name: name, Value: value}, nil
		}
	case tokens[0] == json.Delim('[') && len(inner) == 3:
		return listCondition(inner[0], inner[1], inner[2])
	}
	return nil, errCondition
}

func listCondition(operator, a, b json.Token) (policy.Condition, error) {
	name, ok1 := a.(string)
	value, ok2 := b.(string)
	name, hasDollar := strings.CutPrefix(name, "$")
	switch operator {
	case "eq", "starts-with":
		if !ok1 || !ok2 {
			return nil, errCondition
		}
		if !hasDollar {
			return nil, errors.New(`the field's name has no "$" before it; write ["` + operator.(string) + `","$NAME","VALUE"]`)
		}
		if operator == "eq" {
			return policy.Exact{Name: name, Value: value}, nil
		}
		return policy.StartsWith{Name: name, Prefix: value}, nil
	case "content-length-range":
		minimum, err1 := size(a)
		maximum, err2 := size(b)
		if err1 != nil || err2 != nil {
			return nil, errCondition
		}
		return policy.ContentLengthRange{Min: minimum, Max: maximum}, nil
	}
	return nil, errCondition
}

// size reads a whole number, which S3 takes in quotes as well.
func size(t json.Token) (int64, error) {
	switch t := t.(type) {
	case json.Number:
		return strconv.ParseInt(string(t), 10, 64)
	case string:
		return strconv.ParseInt(t, 10, 64)
	}
	return 0, errCondition
}

// checkSurrogates refuses half a surrogate pair: the decoder would replace it in
// silence, and another condition than the given one would be signed.
func checkSurrogates(text string) error {
	for i := 0; i+1 < len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		i++
		if text[i] != 'u' {
			continue
		}
		high := hex4(text[i+1:])
		if high < 0xd800 || high > 0xdfff {
			continue
		}
		rest, ok := strings.CutPrefix(text[i+5:], `\u`)
		if low := hex4(rest); !ok || high > 0xdbff || low < 0xdc00 || low > 0xdfff {
			return errors.New(`it holds half a surrogate pair; write both halves, or the character itself`)
		}
		i += 10
	}
	return nil
}

// hex4 reads four hexadecimal digits, or returns -1.
func hex4(s string) int64 {
	if len(s) < 4 {
		return -1
	}
	n, err := strconv.ParseUint(s[:4], 16, 32)
	if err != nil {
		return -1
	}
	return int64(n)
}
