package policy_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sig4/sig4/policy"
)

func TestWarnings(t *testing.T) {
	type kinds = []policy.WarningKind
	tagging := func(value string) func(*policy.Post) {
		return both([]policy.Field{{Name: "tagging", Value: value}}, size{1, 2})
	}
	sized := func(c ...policy.Condition) func(*policy.Post) {
		return withConditions(append([]policy.Condition{size{1, 2}}, c...)...)
	}
	keyed := func(key string) func(*policy.Post) {
		return func(p *policy.Post) { sized()(p); p.Key = key }
	}
	for name, test := range map[string]struct {
		change func(*policy.Post)
		want   kinds
		field  string // of the first
	}{
		"nothing":                 {sized(), nil, ""},
		"no size":                 {func(*policy.Post) {}, kinds{policy.WarnNoSize}, ""},
		"prefix with a slash":     {keyed("user/1/${filename}"), nil, ""},
		"prefix without a slash":  {keyed("user/1${filename}"), kinds{policy.WarnKeyPrefix}, "key"},
		"any key, as asked for":   {func(p *policy.Post) { keyed("${filename}")(p); p.InsecureAllowAnyKey = true }, nil, ""},
		"key with dollars":        {keyed("a$$b"), kinds{policy.WarnDollars}, "key"},
		"image/":                  {sized(prefix{"Content-Type", "image/"}), kinds{policy.WarnScript}, "Content-Type"},
		"IMAGE/SVG":               {sized(prefix{"content-type", "image/SVG"}), kinds{policy.WarnScript}, "content-type"},
		"text/html;":              {sized(prefix{"Content-Type", "text/html;"}), kinds{policy.WarnScript}, "Content-Type"},
		"video/":                  {sized(prefix{"Content-Type", "video/"}), nil, ""},
		"text/html, exactly":      {sized(exact{"Content-Type", "text/html"}), nil, ""},
		"prefix of an exact-only": {sized(prefix{"x-amz-storage-class", "S"}), kinds{policy.WarnExactOnly}, "x-amz-storage-class"},
		"prefix of a status":      {sized(prefix{"success_action_status", "20"}), kinds{policy.WarnExactOnly}, "success_action_status"},
		"prefix of metadata":      {sized(prefix{"x-amz-meta-a", ""}, prefix{"acl", "p"}), nil, ""},
		"customer key":            {sized(exact{"x-amz-server-side-encryption-customer-key", "secret"}), kinds{policy.WarnCustomerKey}, "x-amz-server-side-encryption-customer-key"},
		"several": {func(p *policy.Post) {
			p.Key, p.Conditions = "$$${filename}", []policy.Condition{prefix{"tagging", ""}, prefix{"Content-Type", "t"}}
		}, kinds{policy.WarnExactOnly, policy.WarnScript, policy.WarnKeyPrefix, policy.WarnDollars, policy.WarnNoSize}, "tagging"},

		"tags":                     {tagging("<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"), nil, ""},
		"tags, of a document":      {tagging("\ufeff<?xml version='1.0'?>\n<!-- > --><Tagging xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"\n><TagSet/></Tagging >\n"), nil, ""},
		"tags, with > in quotes":   {tagging(`<Tagging a=">" b='"'><![CDATA[<x>]]></Tagging>`), nil, ""},
		"tags, of a namespace":     {tagging("<s:Tagging></s:Tagging>"), nil, ""},
		"tags, empty":              {tagging("<Tagging/>"), nil, ""},
		"tags, none":               {tagging(""), kinds{policy.WarnTagging}, "tagging"},
		"tags, not XML":            {tagging("a=b"), kinds{policy.WarnTagging}, "tagging"},
		"tags, another root":       {tagging("<TagSet></TagSet>"), kinds{policy.WarnTagging}, "tagging"},
		"tags, two roots":          {tagging("<Tagging/><Tagging/>"), kinds{policy.WarnTagging}, "tagging"},
		"tags, not closed":         {tagging("<Tagging>"), kinds{policy.WarnTagging}, "tagging"},
		"tags, crossed":            {tagging("<Tagging><a><b></a></b></Tagging>"), kinds{policy.WarnTagging}, "tagging"},
		"tags, closed twice":       {tagging("<Tagging></Tagging></Tagging>"), kinds{policy.WarnTagging}, "tagging"},
		"tags, text after":         {tagging("<Tagging/>x"), kinds{policy.WarnTagging}, "tagging"},
		"tags, text before":        {tagging("x<Tagging/>"), kinds{policy.WarnTagging}, "tagging"},
		"tags, half a tag":         {tagging("<Tagging><a</Tagging>"), kinds{policy.WarnTagging}, "tagging"},
		"tags, half a comment":     {tagging("<Tagging><!-- </Tagging>"), kinds{policy.WarnTagging}, "tagging"},
		"tags, open quote":         {tagging(`<Tagging a="></Tagging>`), kinds{policy.WarnTagging}, "tagging"},
		"tags, element of no name": {tagging("<Tagging>< /></Tagging>"), kinds{policy.WarnTagging}, "tagging"},
		"tags, of the file's name": {tagging("<Tagging>${filename}"), kinds{policy.WarnExactOnly}, "tagging"},
	} {
		p := basic()
		test.change(&p)
		f, err := policy.Sign(p, newSigner(t, docCredentials()), now)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got kinds
		for _, w := range f.Warnings {
			got = append(got, w.Kind)
			if w.Reason == "" || w.Name != "" && w.String() != w.Name+": "+w.Reason || w.Name == "" && w.String() != w.Reason {
				t.Errorf("%s: %#v reads %q", name, w, w)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: kinds (-want +got):\n%s", name, diff)
		}
		if got != nil && f.Warnings[0].Name != test.field {
			t.Errorf("%s: about %q, want %q", name, f.Warnings[0].Name, test.field)
		}
	}
}

func TestSize(t *testing.T) {
	for _, test := range []struct {
		change func(*policy.Post)
		want   *size
	}{
		{func(*policy.Post) {}, nil},
		{withConditions(exact{"acl", "a"}, size{0, 0}), &size{0, 0}},
		{withConditions(size{5, 10}, size{5, 10}), &size{5, 10}},
	} {
		p := basic()
		test.change(&p)
		f, err := policy.Sign(p, newSigner(t, docCredentials()), now)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, f.Size); diff != "" {
			t.Errorf("Size (-want +got):\n%s", diff)
		}
	}
}
