package policy_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/sigv4"
)

// now is the instant of botocore's test cases and of AWS's S3 examples.
var now = time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)

// docCredentials are those of AWS's S3 documentation.
func docCredentials() sigv4.Credentials {
	return sigv4.Credentials{
		AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
		SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	}
}

func newSigner(tb testing.TB, c sigv4.Credentials) *sigv4.Signer {
	tb.Helper()
	s, err := sigv4.NewSigner(c, sigv4.Scope{Region: "us-east-1", Service: "s3"})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// basic returns a Post that Sign accepts.
func basic() policy.Post {
	return policy.Post{URL: "https://b.s3.us-east-1.amazonaws.com/", Bucket: "b", Key: "k", Expires: time.Hour}
}

// parsePolicy reads a policy strictly: the two members and nothing after them,
// each condition in one of the four shapes that Sign writes.
func parsePolicy(text string) (expiration string, conditions []policy.Condition, err error) {
	var p struct {
		Expiration *string           `json:"expiration"`
		Conditions []json.RawMessage `json:"conditions"`
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return "", nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return "", nil, fmt.Errorf("text after the policy: %v", err)
	}
	if p.Expiration == nil {
		return "", nil, errors.New("no expiration")
	}
	for _, raw := range p.Conditions {
		c, err := parseCondition(raw)
		if err != nil {
			return "", nil, err
		}
		conditions = append(conditions, c)
	}
	return *p.Expiration, conditions, nil
}

func parseCondition(raw json.RawMessage) (policy.Condition, error) {
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		var m map[string]string
		if err := json.Unmarshal(raw, &m); err != nil {
			return nil, err
		}
		if len(m) != 1 {
			return nil, fmt.Errorf("%d properties in %s", len(m), raw)
		}
		for name, value := range m {
			return policy.Exact{Name: name, Value: value}, nil
		}
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil || len(list) != 3 {
		return nil, fmt.Errorf("not a condition: %s", raw)
	}
	var operator string
	if err := json.Unmarshal(list[0], &operator); err != nil {
		return nil, err
	}
	switch operator {
	case "starts-with", "eq":
		var name, prefix string
		if err := errors.Join(json.Unmarshal(list[1], &name), json.Unmarshal(list[2], &prefix)); err != nil {
			return nil, err
		}
		name, ok := strings.CutPrefix(name, "$")
		if !ok {
			return nil, fmt.Errorf("no $ before the name: %s", raw)
		}
		if operator == "eq" {
			return policy.Equals{Name: name, Value: prefix}, nil
		}
		return policy.StartsWith{Name: name, Prefix: prefix}, nil
	case "content-length-range":
		var r policy.ContentLengthRange
		if err := errors.Join(json.Unmarshal(list[1], &r.Min), json.Unmarshal(list[2], &r.Max)); err != nil {
			return nil, err
		}
		return r, nil
	}
	return nil, fmt.Errorf("unknown operator: %s", raw)
}

// value returns a form's field, and whether it is there, by its exact name.
func value(f policy.Form, name string) (string, bool) {
	for _, field := range f.Fields {
		if field.Name == name {
			return field.Value, true
		}
	}
	return "", false
}
