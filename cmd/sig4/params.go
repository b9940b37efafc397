package main

import (
	"errors"
	"io"
	"maps"
	"strconv"
	"strings"

	"github.com/sig4/sig4/sigv4/s3"
)

// operation finds the operation that --op names.
func operation(name string) (s3.Operation, error) {
	op, err := s3.Lookup(name)
	if err == nil {
		return op, nil
	}
	text := "--op: " + plain(err)
	if meant := suggest(name, operationNames(name)); meant != "" && !strings.HasSuffix(text, "?") {
		text += "; did you mean " + meant + "?"
	}
	return op, usagef("%s 'sig4 help operations' lists them all", ended(text))
}

// ended returns a clause with what may stand before another one.
func ended(text string) string {
	if strings.HasSuffix(text, "?") {
		return text
	}
	return text + ";"
}

// operationNames lists the operations in the spelling of like.
func operationNames(like string) (names []string) {
	for _, op := range s3.Operations() {
		if like != "" && 'A' <= like[0] && like[0] <= 'Z' {
			names = append(names, op.Name())
		} else {
			names = append(names, op.SnakeName())
		}
	}
	return names
}

// maxParams is the size to which --params - reads standard input.
const maxParams = 1 << 20

// readParams reads the value of --params: an object, or "-" for one on standard
// input.
func readParams(e *env, text string) (map[string]any, error) {
	if text != stdinName {
		params, err := parseParams(text)
		if err != nil {
			return nil, usagef("--params: %w", err)
		}
		for _, name := range [...]string{"SSECustomerKey", "CopySourceSSECustomerKey"} {
			if _, ok := params[name]; ok {
				e.warn("%s is an encryption key, and others can see what stands in a flag; give the parameters with --params - on standard input", name)
			}
		}
		return params, nil
	}
	all, err := io.ReadAll(io.LimitReader(e.stdin, maxParams+1))
	if err != nil {
		return nil, errors.New("cannot read standard input: " + err.Error())
	}
	if len(all) > maxParams {
		return nil, errors.New("standard input: longer than 1 MiB, the most that --params - reads")
	}
	params, err := parseParams(string(all))
	if err != nil {
		return nil, errors.New("standard input: " + err.Error())
	}
	return params, nil
}

// parseParams reads a JSON object.
func parseParams(text string) (map[string]any, error) {
	v, err := parseJSON(text)
	if err != nil {
		return nil, err
	}
	params, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New(`it is not an object; write it as {"Bucket": "my-bucket", "Key": "photo.jpg"}`)
	}
	return params, nil
}

// merge returns the parameters of both; of a name that both have, the value of
// more.
func merge(params, more map[string]any) map[string]any {
	if len(params) == 0 {
		return more
	}
	all := maps.Clone(params)
	maps.Copy(all, more)
	return all
}

// meantParam returns the parameter that an unknown one most likely means, where
// the error does not say so itself.
func meantParam(op s3.Operation, err error) string {
	var unknown *s3.ParamError
	if !errors.As(err, &unknown) || unknown.Err != s3.ErrUnknownParam || strings.HasSuffix(unknown.Reason, "?") {
		return ""
	}
	var names []string
	for _, p := range op.Params() {
		names = append(names, p.Name)
	}
	return suggest(unknown.Name, names)
}

// callError makes one usage error of all that is wrong with a call. Several
// problems are numbered, because a reason may itself hold a semicolon.
func callError(op s3.Operation, err error) error {
	var call *s3.CallError
	if !errors.As(err, &call) {
		return addressError(err)
	}
	var text strings.Builder
	listed := false
	for i, problem := range call.Problems {
		if i > 0 {
			text.WriteString("; ")
		}
		if len(call.Problems) > 1 {
			text.WriteString("(" + strconv.Itoa(i+1) + ") ")
		}
		var param *s3.ParamError
		if !errors.As(problem, &param) {
			problem = addressError(problem)
		}
		if meant := meantParam(op, problem); meant != "" {
			problem = hint(problem, "did you mean "+meant+"?")
		}
		listed = listed || errors.Is(problem, s3.ErrUnknownParam) || errors.Is(problem, s3.ErrMissingParam)
		text.WriteString(plain(problem))
	}
	if listed {
		return usagef("--op %s: %s 'sig4 help %s' lists its parameters", op.SnakeName(), ended(text.String()), op.SnakeName())
	}
	return usagef("--op %s: %s", op.SnakeName(), text.String())
}
