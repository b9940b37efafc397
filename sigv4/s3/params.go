package s3

import "sync/atomic"

// A Param says what one parameter of an operation is.
type Param struct {
	// Name is the parameter's name, such as "ResponseExpires".
	Name string

	// Place is where its value goes.
	Place Place

	// Wire is the name there: of a query parameter or a header, in the spelling
	// of the S3 API Reference. It is empty for the other places. That of
	// FormatMap is what the names of the headers begin with.
	Wire string

	// Format is how its value is written, which decides the types it may have.
	Format Format

	// Required tells that a call needs it. Of those that are the body it only
	// tells that the request needs one: a URL is signed without.
	Required bool
}

// A Place is where in a request a parameter goes.
type Place uint8

const (
	InAddress Place = iota + 1 // the host or the path
	InQuery
	InHeader // a header, which is signed and must be sent
	InBody   // the body, which the sender of the request writes; its value is not looked at
)

// String returns "address", "query", "header" or "body".
func (p Place) String() string {
	switch p {
	case InAddress:
		return "address"
	case InQuery:
		return "query"
	case InHeader:
		return "header"
	case InBody:
		return "body"
	}
	return ""
}

// A Format is how the value of a parameter is written. The Go types that each
// takes are those that encoding/json makes and a few more; [Call] lists them.
type Format uint8

const (
	FormatString     Format = iota + 1
	FormatInteger           // a decimal number
	FormatBoolean           // true or false
	FormatHTTPDate          // Fri, 24 May 2013 00:00:00 GMT
	FormatISO8601           // 2013-05-24T00:00:00Z
	FormatList              // strings, joined with commas
	FormatMap               // strings by name, a header each
	FormatCopySource        // bucket/key, percent-encoded, and ?versionId=
	FormatSSEKey            // 32 bytes in base64, with their MD5 in a header beside
	FormatBody              // anything; see InBody
)

// String returns what a person would call a value of the format.
func (f Format) String() string {
	switch f {
	case FormatString:
		return "a string"
	case FormatInteger:
		return "an integer"
	case FormatBoolean:
		return "a boolean"
	case FormatHTTPDate, FormatISO8601:
		return "a time"
	case FormatList:
		return "a list of strings"
	case FormatMap:
		return "a map of strings"
	case FormatCopySource:
		return "a string, or a map of Bucket, Key and VersionId"
	case FormatSSEKey:
		return "a key of 32 bytes"
	case FormatBody:
		return "a body"
	}
	return ""
}

// Params returns the operation's parameters: those that the address needs, then
// those of the query, the headers and the body.
func (o Operation) Params() []Param { return append([]Param(nil), o.params()...) }

// read holds the parameters of the operations that were used, read from the
// table.
var read [len(operations)]atomic.Pointer[[]Param]

// params is Params without the copy.
func (o Operation) params() []Param {
	if o.IsZero() {
		return nil
	}
	cached := &read[o.n-1]
	p := cached.Load()
	if p == nil {
		// Several goroutines may do this at once; they read the same.
		all := appendParams(nil, operations[o.n-1].params)
		var sorted []Param
		for place := InAddress; place <= InBody; place++ {
			for _, param := range all {
				if param.Place == place {
					sorted = append(sorted, param)
				}
			}
		}
		p = &sorted
		cached.Store(p)
	}
	return *p
}

// appendParams reads a row's list of parameters.
func appendParams(dst []Param, list string) []Param {
	for list != "" {
		end := 0
		for end < len(list) && list[end] != ' ' {
			end++
		}
		token := list[:end]
		if end < len(list) {
			end++
		}
		list = list[end:]

		if token[0] == '@' {
			for i := range groups {
				if groups[i].name == token[1:] {
					dst = appendParams(dst, groups[i].params)
				}
			}
			continue
		}
		var p Param
		if last := len(token) - 1; token[last] == '!' {
			p.Required = true
			token = token[:last]
		}
		if token[0] == '*' {
			p.Name, p.Place, p.Format = token[1:], InBody, FormatBody
			dst = append(dst, p)
			continue
		}
		forwarded := token[0] == '>'
		if forwarded {
			token = token[1:]
		}
		row := findParameter(token)
		p.Name, p.Place, p.Wire, p.Format = baseName(row.name), row.place, row.wire, row.format
		if forwarded {
			p.Wire = "x-amz-fwd-header-" + p.Wire
		}
		dst = append(dst, p)
	}
	return dst
}

// findParameter returns a row of the table, which a test holds to have it.
func findParameter(name string) parameter {
	low, high := 0, len(parameters)
	for low < high {
		if mid := (low + high) / 2; parameters[mid].name < name {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(parameters) && parameters[low].name == name {
		return parameters[low]
	}
	return parameter{}
}

// baseName returns name without what follows a ".".
func baseName(name string) string {
	for i := 0; i < len(name); i++ {
		if name[i] == '.' {
			return name[:i]
		}
	}
	return name
}
