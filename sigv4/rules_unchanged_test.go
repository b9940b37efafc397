package sigv4_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4"
)

var compareSecrets = cmp.Comparer(func(a, b sigv4.Secret) bool { return a.Equal(b) })

// awkward is a request in which every part has another canonical form, with
// room behind its headers.
func awkward() (r sigv4.Request, room []sigv4.Header) {
	room = append(make([]sigv4.Header, 0, 12), pairs(
		"Z-Last", "  a   b ", "B", "2", "a", "\t1", "b", "1", "X-Amz-Content-Sha256", sigv4.EmptyPayload.String(),
		"Behind-1", "x", "Behind-2", "y")...)
	return sigv4.Request{
		Method: "GET", Scheme: "http", Host: "Example.com", Path: "/%7e//a/./%41+/../b", RawQuery: "b=2&&a=+&c&B=%7e",
		Headers: room[:5], Payload: sigv4.EmptyPayload,
	}, room
}

// TestRuleUnchanged: the request is borrowed, and neither it nor what lies in
// and behind its slices is changed, in success or in failure.
func TestRuleUnchanged(t *testing.T) {
	for name, change := range map[string]func(*sigv4.Request){
		"signed":            func(*sigv4.Request) {},
		"bad path":          func(r *sigv4.Request) { r.Path = "/%" },
		"bad query":         func(r *sigv4.Request) { r.RawQuery = "b&a&%" },
		"bad header":        func(r *sigv4.Request) { r.Headers[1].Value = "\x00" },
		"bad hash":          func(r *sigv4.Request) { r.Payload = sigv4.UnsignedPayload },
		"no payload":        func(r *sigv4.Request) { r.Payload = sigv4.PayloadHash{} },
		"a name of its own": func(r *sigv4.Request) { r.Headers[1].Name = "X-Amz-Date" },
	} {
		t.Run(name, func(t *testing.T) {
			for _, service := range []string{"s3", "iam"} {
				in := plain(service)
				in.Credentials.SessionToken = aToken
				s := in.signer(t)
				r, room := awkward()
				change(&r)
				want := r
				want.Headers = slices.Clone(r.Headers)
				wantRoom := slices.Clone(room[:cap(room)])

				for call, f := range map[string]func() error{
					"AppendAuthorization": func() error { _, err := s.AppendAuthorization(nil, &r, in.Time); return err },
					"Sign":                func() error { _, err := s.Sign(&r, in.Time); return err },
					"AppendHeaders":       func() error { _, err := s.AppendHeaders(nil, &r, in.Time); return err },
					"Explain":             func() error { _, err := s.Explain(&r, in.Time); return err },
					"AppendPresigned":     func() error { _, err := s.AppendPresigned(nil, &r, in.Expires, in.Time); return err },
					"Presign":             func() error { _, err := s.Presign(&r, in.Expires, in.Time); return err },
					"ExplainPresigned":    func() error { _, err := s.ExplainPresigned(&r, in.Expires, in.Time); return err },
				} {
					if err := f(); (err == nil) != (name == "signed") {
						t.Errorf("%s: error %v", call, err)
					}
					if diff := cmp.Diff(want, r, cmp.Comparer(func(a, b sigv4.PayloadHash) bool { return a == b })); diff != "" {
						t.Errorf("%s changed the request (-want +got)\n%s", call, diff)
					}
					if !slices.Equal(wantRoom, room[:cap(room)]) {
						t.Errorf("%s wrote behind the headers: %q", call, room[:cap(room)])
					}
				}
				if diff := cmp.Diff(in.Credentials, s.Credentials(), compareSecrets); diff != "" || s.Scope() != in.Scope {
					t.Errorf("the Signer's credentials or scope changed (-want +got)\n%s", diff)
				}
			}
		})
	}
}

// TestRuleOwnCopies: what is returned shares no memory with the request or with
// the next signature.
func TestRuleOwnCopies(t *testing.T) {
	in := plain("s3")
	s := in.signer(t)
	r, _ := awkward()
	p, err := s.Presign(&r, in.Expires, in.Time)
	if err != nil {
		t.Fatal(err)
	}
	first, err := s.Sign(&r, in.Time)
	if err != nil {
		t.Fatal(err)
	}
	before, want := slices.Clone(first), p.URL
	for i := range p.Headers {
		p.Headers[i] = sigv4.Header{Name: "changed", Value: "changed"}
	}
	other, _ := awkward()
	if !slices.Equal(r.Headers, other.Headers) {
		t.Errorf("Presigned.Headers are the request's own: %q", r.Headers)
	}
	other.Path = "/another"
	if _, err := s.Sign(&other, in.Time.Add(86400e9)); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(first, before) {
		t.Errorf("the next signature changed the last one's headers: %q, %q", first, before)
	}
	again, err := s.Presign(&r, in.Expires, in.Time)
	if err != nil || again.URL != want {
		t.Errorf("the same again is %q, %v, want %q", again.URL, err, want)
	}
}

// TestRuleBorrowedBytes: what is appended goes behind dst and nowhere else, and
// a string to sign is read only.
func TestRuleBorrowedBytes(t *testing.T) {
	in := plain("s3")
	s := in.signer(t)
	room := bytes.Repeat([]byte("room"), 256)
	for _, n := range []int{0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 700} {
		message := slices.Clone(room)
		if _, err := s.AppendSignature(nil, message[:n], in.Time); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(message, room) {
			t.Errorf("AppendSignature wrote into or behind a string to sign of %d bytes", n)
		}
	}
	for call, f := range map[string]func(dst []byte) ([]byte, error){
		"AppendAuthorization": func(dst []byte) ([]byte, error) { return s.AppendAuthorization(dst, &in.Request, in.Time) },
		"AppendPresigned":     func(dst []byte) ([]byte, error) { return s.AppendPresigned(dst, &in.Request, in.Expires, in.Time) },
		"AppendSignature":     func(dst []byte) ([]byte, error) { return s.AppendSignature(dst, []byte("text"), in.Time) },
		"AppendCredential":    func(dst []byte) ([]byte, error) { return s.AppendCredential(dst, in.Time) },
		"AppendSigningKey": func(dst []byte) ([]byte, error) {
			return sigv4.AppendSigningKey(dst, in.Credentials.SecretAccessKey, in.Scope, in.Time)
		},
		"AppendTime":        func(dst []byte) ([]byte, error) { return sigv4.AppendTime(dst, in.Time), nil },
		"AppendEscaped":     func(dst []byte) ([]byte, error) { return sigv4.AppendEscaped(dst, "/\u00e9 ~"), nil },
		"AppendEscapedPath": func(dst []byte) ([]byte, error) { return sigv4.AppendEscapedPath(dst, "/\u00e9 ~"), nil },
	} {
		want, err := f(nil)
		if err != nil || len(want) == 0 {
			t.Fatal(call, want, err)
		}
		// Into what fits, what is too small by one, and what has much room.
		for _, spare := range []int{len(want), len(want) - 1, 0, len(want) + 64} {
			dst := slices.Clone(room[:8+spare+32])
			got, err := f(dst[: 8 : 8+spare])
			if err != nil || string(got) != "roomroom"+string(want) {
				t.Errorf("%s into %d bytes: %q, %v, want %q behind what was there", call, spare, got, err, want)
			}
			if !bytes.Equal(dst[:8], room[:8]) || !bytes.Equal(dst[8+spare:], room[8+spare:8+spare+32]) {
				t.Errorf("%s wrote outside dst", call)
			}
		}
	}
}
