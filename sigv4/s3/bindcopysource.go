package s3

import (
	"slices"
	"strings"

	"github.com/sig4/sig4/sigv4"
)

const versionSuffix = "?versionId="

// copySource writes the object that is copied as the header has it: the bucket
// and the key percent-encoded once, then the version as it is. (S3 API Reference,
// "CopyObject", x-amz-copy-source.) A text is encoded too, so a key goes in as it
// is called, and "%20" in it means these three characters.
func (b *binder) copySource(p *Param, value any) (string, bool) {
	switch source := value.(type) {
	case string:
		return b.copySourceText(p, source)
	case map[string]string:
		members := make(map[string]any, len(source))
		for name, text := range source {
			members[name] = text
		}
		return b.copySourceMap(p, members)
	case map[string]any:
		return b.copySourceMap(p, source)
	}
	b.wrongType(p.Name, p.Format)
	return "", false
}

func (b *binder) copySourceText(p *Param, source string) (string, bool) {
	object, version := splitVersion(source)
	if trimmed := strings.TrimPrefix(object, "/"); strings.Index(trimmed, "/") < 1 || strings.IndexByte(trimmed, '/') == len(trimmed)-1 {
		b.fail(ErrParamValue, p.Name, "it must be bucket/key, perhaps with ?versionId= and a version")
		return "", false
	}
	return string(append(sigv4.AppendEscapedPath(nil, object), version...)), true
}

// splitVersion cuts a "?versionId=" with a version off the end. What follows
// one is no version if it is empty or holds something else than visible ASCII:
// then it is part of the key.
func splitVersion(source string) (object, version string) {
	for from := 0; ; {
		i := strings.Index(source[from:], versionSuffix)
		if i < 0 {
			return source, ""
		}
		i += from
		if checkVersion(source[i+len(versionSuffix):]) {
			return source[:i], source[i:]
		}
		from = i + 1
	}
}

// checkVersion reports whether version can stand in the header as it is.
func checkVersion(version string) bool {
	for i := 0; i < len(version); i++ {
		if version[i] <= ' ' || version[i] >= 0x7f {
			return false
		}
	}
	return version != ""
}

func (b *binder) copySourceMap(p *Param, members map[string]any) (string, bool) {
	problems := len(b.problems)
	var bucket, key, version string
	for _, m := range [...]struct {
		name     string
		value    *string
		required bool
	}{{"Bucket", &bucket, true}, {"Key", &key, true}, {"VersionId", &version, false}} {
		path := p.Name + "." + m.name
		value, given := members[m.name]
		text, isText := value.(string)
		switch {
		case !given && m.required:
			b.fail(ErrMissingParam, path, "")
		case given && !isText:
			b.wrongType(path, FormatString)
		case given && text == "":
			b.fail(ErrParamValue, path, "it is empty")
		}
		*m.value = text
	}
	if version != "" && !checkVersion(version) {
		b.fail(ErrParamValue, p.Name+".VersionId", "it holds something else than visible ASCII")
	}
	if isARN := strings.HasPrefix(bucket, "arn:"); isARN {
		bucket += "/object"
	} else if strings.IndexByte(bucket, '/') >= 0 {
		b.fail(ErrParamValue, p.Name+".Bucket", "it holds '/'")
	}
	b.refuseMembers(p, members)
	if len(b.problems) > problems {
		return "", false
	}
	text := sigv4.AppendEscapedPath(nil, bucket)
	text = sigv4.AppendEscapedPath(append(text, '/'), key)
	if version != "" {
		text = append(append(text, versionSuffix...), version...)
	}
	return string(text), true
}

// refuseMembers refuses what a copy source does not have.
func (b *binder) refuseMembers(p *Param, members map[string]any) {
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		switch name {
		case "Bucket", "Key", "VersionId":
		default:
			b.fail(ErrUnknownParam, p.Name+"."+name, "its members are Bucket, Key and VersionId")
		}
	}
}
