package s3_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/sigv4/s3"
)

func sortStrings(lists ...[]string) {
	for _, list := range lists {
		slices.Sort(list)
	}
}

// TestAllProblemsAtOnce: one error lists everything, in one order, whatever the
// order of the map.
func TestAllProblemsAtOnce(t *testing.T) {
	t.Parallel()
	want := []string{
		`s3: parameter "Key": invalid key: it is empty`,
		`s3: wrong type of parameter "PartNumber": it must be an integer`,
		`s3: missing parameter "UploadId"`,
		`s3: unknown parameter "a": UploadPart has none of that name`,
		`s3: unknown parameter "key": is Key meant?`,
		`s3: unknown parameter "z\x1b[2J": UploadPart has none of that name`,
	}
	c := call(t, "upload_part", map[string]any{"Bucket": "bkt", "Key": "", "PartNumber": "1", "z\x1b[2J": 1, "a": 1, "key": "k"})
	for range 20 {
		_, err := testEndpoint.Request(c)
		var all *s3.CallError
		if !errors.As(err, &all) {
			t.Fatalf("error %v", err)
		}
		var got []string
		for _, p := range all.Problems {
			got = append(got, p.Error())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("problems (-want +got):\n%s", diff)
		}
		for _, kind := range []error{s3.ErrKey, s3.ErrMissingParam, s3.ErrParamType, s3.ErrUnknownParam} {
			if !errors.Is(err, kind) {
				t.Errorf("%v is not found in the error", kind)
			}
		}
		if text := err.Error(); strings.ContainsAny(text, "\n\x1b") || strings.Count(text, "; ") < len(want)-1 || strings.Count(text, "s3: ") != 1 {
			t.Errorf("text %q", text)
		}
	}
}

func TestEndpointProblems(t *testing.T) {
	t.Parallel()
	_, err := s3.Endpoint{Region: "us-east-1", Accelerate: true, FIPS: true}.Request(
		call(t, "get_object", map[string]any{"Bucket": "bkt", "Key": "k", "Foo": 1}))
	const want = `s3: get_object: impossible combination (Accelerate): AWS has no acceleration host with FIPS; unknown parameter "Foo": GetObject has none of that name`
	if err == nil || err.Error() != want || !errors.Is(err, s3.ErrCombination) {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// TestParamErrorsHideValues: a value may be a secret, so no error shows one.
func TestParamErrorsHideValues(t *testing.T) {
	t.Parallel()
	const canary = "c4nary"
	for _, tt := range []struct {
		op     string
		params map[string]any
	}{
		{"get_object", map[string]any{"SSECustomerKey": canary}},
		{"get_object", map[string]any{"SSECustomerKey": canary, "SSECustomerKeyMD5": canary + "\n"}},
		{"delete_object", map[string]any{"MFA": canary + "\r"}},
		{"get_object", map[string]any{"IfModifiedSince": canary}},
		{"put_object", map[string]any{"Metadata": map[string]any{"a": canary + "é"}}},
		{"copy_object", map[string]any{"CopySource": canary}},
		{"copy_object", map[string]any{"CopySource": map[string]any{"Bucket": canary + "/", "Key": canary}}},
		{"get_object", map[string]any{"Bucket": canary + "/"}},
		{"get_object", map[string]any{"Key": canary + "\xff"}},
	} {
		_, err := testEndpoint.Request(call(t, tt.op, with(tt.params)))
		if err == nil || strings.Contains(err.Error(), canary) {
			t.Errorf("%s: %v", tt.op, err)
		}
	}
}

func TestLongNameInError(t *testing.T) {
	t.Parallel()
	name := strings.Repeat("é", 5000)
	_, err := testEndpoint.Request(call(t, "get_object", with(map[string]any{name: 1})))
	if err == nil || len(err.Error()) > 300 || !errors.Is(err, s3.ErrUnknownParam) {
		t.Errorf("an error of %d bytes: %v", len(err.Error()), err)
	}
}
