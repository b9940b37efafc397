package policy

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// ParseCondition reads a condition from the JSON that a policy holds:
//
//	{"acl": "private"}                       an [Exact]
//	["eq", "$acl", "private"]                an [Equals]
//	["starts-with", "$key", "user/"]         a [StartsWith]
//	["content-length-range", 1, 1048576]     a [ContentLengthRange]
//
// It is strict: the JSON of RFC 8259 and nothing after it, operators in lower
// case, exactly one member in an object and three elements in a list, strings
// where strings belong. The sizes may be in quotes, as S3 takes them. Half a
// surrogate pair is refused, because no UTF-8 can hold it. What the condition is
// about is checked by [Sign].
//
// An error is an [*Error] of the kind [ErrCondition] with the index -1.
//
// Sources: Amazon S3 API Reference, "POST Policy", section "Conditions"; the
// answers as S3 and stores after its model give them.
func ParseCondition(text string) (Condition, error) {
	p := jsonParser{text: text}
	if !utf8.ValidString(text) {
		return nil, malformed("it is not valid UTF-8", answerJSON)
	}
	p.space()
	var c Condition
	var err error
	switch p.peek() {
	case '{':
		c, err = p.object()
	case '[':
		c, err = p.list()
	default:
		if !p.value() {
			return nil, malformed("it is not JSON", answerJSON)
		}
		return nil, malformed("it is neither an object nor a list", "Invalid Policy: Invalid Condition: must be a List or Object.")
	}
	if p.space(); err == nil && p.pos != len(text) {
		return nil, malformed("there is more after its end", answerJSON)
	}
	return c, err
}

// What S3 answers, with the code InvalidPolicyDocument. The other answers below
// are those of stores after its model.
const (
	answerJSON  = "Invalid Policy: Invalid JSON."
	answerOne   = "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified."
	answerValue = "Invalid Policy: Invalid Simple-Condition: value must be a string."
)

func malformed(reason, answer string) error {
	return &Error{Err: ErrCondition, Index: -1, Reason: reason, Answer: answer}
}

// object reads {"name": "value"}.
func (p *jsonParser) object() (Condition, error) {
	members, ok := p.members()
	switch {
	case !ok:
		return nil, malformed("it is not JSON", answerJSON)
	case len(members) != 1:
		return nil, malformed("it must have exactly one member", answerOne)
	case !members[0].value.isString:
		return nil, malformed("its value is not a string", answerValue)
	}
	name, ok1 := unescape(members[0].name)
	value, ok2 := unescape(members[0].value.text)
	if !ok1 || !ok2 {
		return nil, malformed(halfPair, answerJSON)
	}
	return Exact{Name: name, Value: value}, nil
}

const halfPair = "it holds half a surrogate pair; write both halves, or the character itself"

// list reads [operator, a, b].
func (p *jsonParser) list() (Condition, error) {
	elements, ok := p.elements()
	if !ok {
		return nil, malformed("it is not JSON", answerJSON)
	}
	if len(elements) == 0 || !elements[0].isString {
		return nil, malformed("it does not begin with an operator", "Invalid Policy: Invalid Condition: missing operation identifier.")
	}
	operator, _ := unescape(elements[0].text)
	switch operator {
	case "eq", "starts-with", rangeName:
		if len(elements) != 3 {
			return nil, malformed("it must have three elements: operator, name and value, or operator, minimum and maximum",
				"Invalid Policy: Invalid "+operator+": wrong number of arguments.")
		}
	default:
		return nil, malformed("its operator is not eq, starts-with or content-length-range", "Invalid Policy: Invalid Condition: unknown operation.")
	}
	if operator == rangeName {
		low, ok1 := elements[1].integer()
		high, ok2 := elements[2].integer()
		if !ok1 || !ok2 {
			return nil, malformed("its bounds are not two whole numbers of bytes", "")
		}
		return ContentLengthRange{Min: low, Max: high}, nil
	}
	if !elements[1].isString || !elements[2].isString {
		return nil, malformed("its name and value are not both strings", "")
	}
	name, ok1 := unescape(elements[1].text)
	value, ok2 := unescape(elements[2].text)
	if !ok1 || !ok2 {
		return nil, malformed(halfPair, answerJSON)
	}
	name, ok = strings.CutPrefix(name, "$")
	if !ok {
		return nil, malformed(`the field's name has no "$" before it`, "Invalid according to Policy: Policy Condition failed")
	}
	if operator == "eq" {
		return Equals{Name: name, Value: value}, nil
	}
	return StartsWith{Name: name, Prefix: value}, nil
}

// integer reads a whole number of bytes, bare or in quotes.
func (v jsonValue) integer() (int64, bool) {
	text := v.text
	if v.isString {
		var ok bool
		if text, ok = unescape(text); !ok {
			return 0, false
		}
	}
	if text == "" || strings.Trim(text, "-0123456789") != "" {
		return 0, false // a plus sign too, which ParseInt takes
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil
}
