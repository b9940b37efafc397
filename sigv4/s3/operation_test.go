package s3_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4/s3"
	"github.com/sig4/sig4/testdata"
)

// operationList is the independent list of operations, its lines as they are,
// each operation's parameters with it.
func operationList(t *testing.T) [][]string {
	t.Helper()
	files, err := testdata.Dir("operation")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 1 {
		t.Fatalf("%d lists of operations", len(files))
	}
	if err := files[0].Check(testdata.Schema{Sections: []string{"operations"}}); err != nil {
		t.Fatal(err)
	}
	text, _ := files[0].Section("operations")
	var list [][]string
	for _, line := range strings.Split(text, "\n") {
		if param, ok := strings.CutPrefix(line, "  "); ok {
			list[len(list)-1] = append(list[len(list)-1], param)
		} else {
			list = append(list, []string{line})
		}
	}
	return list
}

// TestOperationTable holds the table to an independent list: names, methods,
// fixed queries, and all parameters with their places and formats.
func TestOperationTable(t *testing.T) {
	t.Parallel()
	list := operationList(t)
	if len(list) != 116 || len(s3.Operations()) != 116 {
		t.Fatalf("%d operations in the list, %d in the table, want 116", len(list), len(s3.Operations()))
	}
	count := 0
	for i, o := range s3.Operations() {
		want := list[i]
		params := o.Params()
		path := ""
		for _, p := range params {
			if p.Place == s3.InAddress {
				path += "/{" + p.Name + "}"
			}
		}
		switch path = strings.Replace(path, "Key", "Key+", 1); {
		case o.Name() == "WriteGetObjectResponse":
			path = "/WriteGetObjectResponse"
		case path == "":
			path = "/"
		}
		head := []string{o.SnakeName(), o.Name(), o.Method(), path, o.Query()}
		if o.Query() == "" {
			head[4] = "-"
		}
		if o.NeedsChecksum() {
			head = append(head, "checksum")
		}
		if o.IsDeprecated() {
			head = append(head, "deprecated")
		}
		got := []string{strings.Join(head, " ")}
		for _, p := range params {
			got = append(got, describe(p))
		}
		count += len(params)
		slices.Sort(got[1:])
		slices.Sort(want[1:])
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-list +table):\n%s", o.Name(), diff)
		}
	}
	if count < 700 {
		t.Errorf("%d parameters in all", count)
	}
}

// describe writes a parameter as the list has it.
func describe(p s3.Param) string {
	s := p.Name
	if p.Required {
		s += "!"
	}
	if p.Place == s3.InAddress {
		return s
	}
	s += " " + p.Place.String()
	if p.Place == s3.InBody {
		return s
	}
	return s + " " + p.Wire + " " + map[s3.Format]string{
		s3.FormatString: "string", s3.FormatInteger: "integer", s3.FormatBoolean: "boolean",
		s3.FormatHTTPDate: "timestamp(httpdate)", s3.FormatISO8601: "timestamp(iso8601)",
		s3.FormatList: "list<string>", s3.FormatMap: "map",
		s3.FormatCopySource: "string", s3.FormatSSEKey: "string",
	}[p.Format]
}

func TestLookup(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, o := range s3.Operations() {
		for _, name := range []string{o.Name(), o.SnakeName()} {
			got, err := s3.Lookup(name)
			if err != nil || got != o {
				t.Errorf("Lookup(%q) = %v, %v", name, got, err)
			}
			if seen[name] {
				t.Errorf("%q is there twice", name)
			}
			seen[name] = true
		}
		if o.IsZero() || o.String() != o.Name() {
			t.Errorf("%q: IsZero %v, String %q", o.Name(), o.IsZero(), o.String())
		}
	}
	if !slices.IsSortedFunc(s3.Operations(), func(a, b s3.Operation) int { return strings.Compare(a.Name(), b.Name()) }) {
		t.Error("the operations are not sorted")
	}
}

func TestLookupRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, says string }{
		{"", "empty"},
		{"no_such_operation", "S3 has none"},
		{"upload_file", "helper of boto3"},
		{"download_fileobj", "helper of boto3"},
		{"generate_presigned_post", "helper of boto3"},
		{"get-object", "is get_object meant?"},
		{"getObject", "is get_object meant?"},
		{"GETOBJECT", "is get_object meant?"},
		{"get_object_", "is get_object meant?"},
		{"_get_object", "is get_object meant?"},
		{"get__object", "is get_object meant?"},
		{"Get_Object", "is get_object meant?"},
		{"list_objects_V2", "is list_objects_v2 meant?"},
		{"get_object\x00", "is get_object meant?"},
		{"get_object2", "S3 has none"},
		{"get", "S3 has none"},
		{"get_ob\xe9ct", "S3 has none"},
		{strings.Repeat("a", 100), "S3 has none"},
		{strings.Repeat("A", 100), "S3 has none"},
	} {
		o, err := s3.Lookup(tt.name)
		if !errors.Is(err, s3.ErrOperation) || !strings.Contains(err.Error(), tt.says) || !o.IsZero() {
			t.Errorf("Lookup(%q) = %v, %v; want ErrOperation with %q", tt.name, o, err, tt.says)
		}
	}
}

func TestZeroOperation(t *testing.T) {
	t.Parallel()
	var o s3.Operation
	if !o.IsZero() || o.Name()+o.SnakeName()+o.Method()+o.Query() != "" || o.Params() != nil || o.NeedsChecksum() || o.IsDeprecated() {
		t.Errorf("the zero operation is %+v", o)
	}
	_, err := s3.Endpoint{Region: "us-east-1"}.Request(s3.Call{Params: map[string]any{"Bucket": "b"}})
	if !errors.Is(err, s3.ErrOperation) {
		t.Errorf("a call without an operation: %v", err)
	}
}

// TestParamsAreCopies: what a caller does to the list changes no call.
func TestParamsAreCopies(t *testing.T) {
	t.Parallel()
	o, err := s3.Lookup("head_bucket")
	if err != nil {
		t.Fatal(err)
	}
	clear(o.Params())
	if p := o.Params(); p[0].Name != "Bucket" || p[0].Place != s3.InAddress || !p[0].Required {
		t.Errorf("the first parameter is %+v", p[0])
	}
}

// TestNames: whatever has a name in words has one.
func TestNames(t *testing.T) {
	t.Parallel()
	for f := s3.FormatString; f <= s3.FormatBody; f++ {
		if f.String() == "" {
			t.Errorf("Format %d has no name", f)
		}
	}
	for p := s3.InAddress; p <= s3.InBody; p++ {
		if p.String() == "" {
			t.Errorf("Place %d has no name", p)
		}
	}
	if s3.Format(0).String() != "" || s3.Place(0).String() != "" || (s3.FormatBody+1).String() != "" {
		t.Error("what is none has a name")
	}
}
