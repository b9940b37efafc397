package policy_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/sigv4"
)

func TestSigner(t *testing.T) {
	for name, s := range map[string]*sigv4.Signer{"nil": nil, "zero": {}} {
		if _, err := policy.Sign(basic(), s, now); !errors.Is(err, policy.ErrSigner) {
			t.Errorf("%s signer: error %v, want kind %v", name, err, policy.ErrSigner)
		}
	}
}

func TestTime(t *testing.T) {
	s := newSigner(t, docCredentials())
	for name, test := range map[string]struct {
		now  time.Time
		kind error
		date string
	}{
		"year 0":             {time.Date(0, 12, 31, 23, 59, 59, 0, time.UTC), policy.ErrTime, ""},
		"year 1":             {time.Time{}, nil, "00010101T000000Z"},
		"year 0 in UTC only": {time.Date(1, 1, 1, 0, 0, 0, 0, time.FixedZone("", 3600)), policy.ErrTime, ""},
		"last hour":          {time.Date(9999, 12, 31, 22, 59, 59, 0, time.UTC), nil, "99991231T225959Z"},
		"expires in 10000":   {time.Date(9999, 12, 31, 23, 0, 0, 0, time.UTC), policy.ErrTime, ""},
		"year 10000":         {time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), policy.ErrTime, ""},
		"fraction is cut":    {now.Add(999 * time.Millisecond), nil, "20130524T000000Z"},
		"another zone":       {now.In(time.FixedZone("", -9*3600)), nil, "20130524T000000Z"},
	} {
		f, err := policy.Sign(basic(), s, test.now)
		if !errors.Is(err, test.kind) {
			t.Errorf("%s: error %v, want kind %v", name, err, test.kind)
		}
		if date, _ := value(f, "x-amz-date"); date != test.date {
			t.Errorf("%s: x-amz-date %q, want %q", name, date, test.date)
		}
	}
}

// A form stops working when its policy or its credentials end.
func TestEffective(t *testing.T) {
	end := now.Add(time.Hour)
	for name, test := range map[string]struct{ credentials, want time.Time }{
		"credentials never end":    {time.Time{}, end},
		"credentials end later":    {end.Add(time.Nanosecond), end},
		"credentials end together": {end, end},
		"credentials end sooner":   {now.Add(time.Minute).In(time.FixedZone("", 3600)), now.Add(time.Minute)},
	} {
		c := docCredentials()
		c.Expires = test.credentials
		f, err := policy.Sign(basic(), newSigner(t, c), now)
		if err != nil {
			t.Fatal(err)
		}
		if f.Expires != end || f.Effective != test.want {
			t.Errorf("%s: Expires %v, Effective %v, want %v and %v", name, f.Expires, f.Effective, end, test.want)
		}
	}
}

// The session token is a field and the last condition; S3 Express has its own
// name for it.
func TestSessionToken(t *testing.T) {
	c := docCredentials()
	c.SessionToken = sigv4.NewSecret("FQoG/+=tok")
	for service, name := range map[string]string{"s3": "x-amz-security-token", "s3express": "X-Amz-S3session-Token"} {
		s, err := sigv4.NewSigner(c, sigv4.Scope{Region: "us-east-1", Service: service})
		if err != nil {
			t.Fatal(err)
		}
		f, err := policy.Sign(basic(), s, now)
		if err != nil {
			t.Fatal(err)
		}
		_, conditions, err := parsePolicy(f.Policy)
		if err != nil {
			t.Fatal(err)
		}
		if last := conditions[len(conditions)-1]; last != (exact{name, "FQoG/+=tok"}) {
			t.Errorf("%s: last condition %+v", service, last)
		}
		if got := f.Fields[4]; got != (policy.Field{Name: name, Value: "FQoG/+=tok"}) {
			t.Errorf("%s: field %+v", service, got)
		}
	}
}

// Inputs are never changed, and later changes to them do not reach the form.
func TestInputsStay(t *testing.T) {
	fields := make([]policy.Field, 1, 10)
	fields[0] = policy.Field{Name: "acl", Value: "private"}
	conditions := make([]policy.Condition, 2, 10)
	conditions[0], conditions[1] = size{1, 2}, prefix{"Content-Type", "image/"}
	p := basic()
	p.Fields, p.Conditions = fields, conditions

	f, err := policy.Sign(p, newSigner(t, docCredentials()), now)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(make([]policy.Field, 9), fields[1:10]); diff != "" {
		t.Errorf("the spare room of Fields (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(make([]policy.Condition, 8), conditions[2:10]); diff != "" {
		t.Errorf("the spare room of Conditions (-want +got):\n%s", diff)
	}
	fields[0].Value, conditions[1] = "changed", nil
	if got, _ := value(f, "acl"); got != "private" {
		t.Errorf("the form's acl became %q", got)
	}
	if diff := cmp.Diff([]policy.Condition{prefix{"Content-Type", "image/"}}, f.Missing); diff != "" {
		t.Errorf("Missing (-want +got):\n%s", diff)
	}
}

func TestMissing(t *testing.T) {
	p := basic()
	p.Fields = []policy.Field{{Name: "ACL", Value: "private"}}
	p.InsecureAllowAnyContentType = true
	p.Conditions = []policy.Condition{
		exact{"acl", "private"}, size{1, 2}, prefix{"Content-Type", ""}, exact{"bucket", "b"}, exact{"x-amz-meta-a", "1"},
	}
	f, err := policy.Sign(p, newSigner(t, docCredentials()), now)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]policy.Condition{prefix{"Content-Type", ""}, exact{"x-amz-meta-a", "1"}}, f.Missing); diff != "" {
		t.Errorf("Missing (-want +got):\n%s", diff)
	}
}
