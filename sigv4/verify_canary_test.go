package sigv4_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

// TestVerifyCanary: neither a Verifier that has keys, nor an identity, nor any
// refusal shows a secret, a key or a session token.
func TestVerifyCanary(t *testing.T) {
	for _, presigned := range []bool{false, true} {
		in := canaryInput()
		in.Request.Headers = nil // they are the caller's, and in the Explanation
		in.Credentials.Expires = in.Time.AddDate(1, 0, 0)
		v, r := in.verifier(t), in.received(t, presigned)
		id, err := v.Verify(t.Context(), &r, in.Time)
		if err != nil {
			t.Fatal(err)
		}
		key, err := sigv4.AppendSigningKey(nil, in.Credentials.SecretAccessKey, in.Scope, in.Time)
		if err != nil {
			t.Fatal(err)
		}
		checkHolders(t, v)
		checkHolders(t, id)
		checkSilent(t, "the Verifier", v, canaryForms(string(key)))
		checkSilent(t, "the Identity", id, canaryForms(string(key)))

		// Every single byte changed or cut off gives some refusal.
		refusals := 0
		silent := func(r sigv4.Received) {
			_, err := v.Verify(t.Context(), &r, in.Time)
			var e *sigv4.Refusal
			if !errors.As(err, &e) {
				return
			}
			refusals++
			text := fmt.Sprintf("%v %+v %#v %s", err, *e, e, e.Message())
			for _, cause := range e.Unwrap() {
				text += fmt.Sprintf("%v %+v", cause, cause)
			}
			if form := found(text, secretForms) + found(text, tokenForms); form != "" {
				t.Errorf("%T shows %q: %s", err, form, text)
			}
		}
		parts := []*string{&r.Method, &r.Host, &r.Path, &r.RawQuery}
		for i := range r.Headers {
			parts = append(parts, &r.Headers[i].Name, &r.Headers[i].Value)
		}
		for _, part := range parts {
			whole := *part
			for i := range whole {
				for _, with := range []string{"", "\n", "%", ";", ":"} {
					*part = whole[:i] + with + whole[i+1:]
					silent(r)
				}
				*part = whole[:i]
				silent(r)
			}
			*part = whole
		}
		if refusals < 500 {
			t.Errorf("only %d refusals", refusals)
		}
		// A whole header line as a name must not carry its value into the error.
		r.Headers = append(r.Headers, sigv4.Header{Name: "X-Amz-Security-Token: " + canaryToken})
		silent(r)
	}
}
