package s3

import (
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// target is what an address points at, already checked. A key is never empty,
// so the empty strings mean none.
type target struct {
	bucket, key string
	kind        targetKind
	arn         arn    // of the kinds that an ARN names
	site        string // of S3 Express the zone, of an Outposts alias the Outpost's label
	control     bool   // a request that S3 Express serves at its control endpoint
}

// targetKind is what stands where a bucket's name does.
type targetKind uint8

const (
	plainBucket          targetKind = iota // also none at all, and aliases ending in -s3alias
	directoryBucket                        // of S3 Express
	directoryAccessPoint                   // to a directory bucket
	accessPoint
	objectLambda
	multiRegion
	outpost
	outpostAlias
)

// The endings that S3 gives to names which are addressed and signed otherwise
// than a bucket (S3 User Guide, "Directory bucket naming rules", "Access point
// aliases", "Rules for naming Amazon S3 Multi-Region Access Points").
const (
	suffixDirectory            = "--x-s3"
	suffixDirectoryAccessPoint = "--xa-s3"
	suffixOutpost              = "--op-s3"
	suffixMultiRegion          = ".mrap"
)

// kindOf tells what a name refers to. It does not check the name.
func kindOf(bucket string) targetKind {
	if a, ok := strings.CutPrefix(bucket, "arn:"); ok {
		r := arnReader{s: a}
		r.part(":")
		switch service, region := r.part(":"), r.part(":"); {
		case service == serviceObjectLambda:
			return objectLambda
		case service == serviceOutposts:
			return outpost
		case region == "":
			return multiRegion
		}
		return accessPoint
	}
	switch {
	case strings.HasSuffix(bucket, suffixDirectory):
		return directoryBucket
	case strings.HasSuffix(bucket, suffixDirectoryAccessPoint):
		return directoryAccessPoint
	case strings.HasSuffix(bucket, suffixOutpost):
		return outpostAlias
	}
	return plainBucket
}

// newTarget checks what was given as a bucket, and finds out its kind.
func newTarget(bucket string) (target, error) {
	t := target{bucket: bucket, kind: kindOf(bucket)}
	var err error
	if strings.HasPrefix(bucket, "arn:") {
		t.arn, err = parseARN(bucket)
	} else {
		err = checkBucket(bucket)
	}
	if err == nil {
		switch t.kind {
		case directoryBucket, directoryAccessPoint:
			t.site, err = expressZone(bucket)
		case outpostAlias:
			t.site, err = outpostOfAlias(bucket)
		}
	}
	if err != nil {
		return target{}, err
	}
	return t, nil
}

// path returns the wire path below base, which is empty or begins with "/".
// inHost says that the host already names the bucket.
func (t target) path(base string, inHost bool) string {
	inPath := t.bucket != "" && !inHost
	if t.key == "" {
		switch {
		case inPath:
			return base + "/" + t.bucket
		case base == "":
			return "/"
		}
		return base
	}
	b := make([]byte, 0, len(base)+len(t.bucket)+len(t.key)+16)
	b = append(b, base...)
	if inPath {
		b = append(b, '/')
		b = append(b, t.bucket...) // its alphabet needs no encoding
	}
	b = append(b, '/')
	return string(sigv4.AppendEscapedPath(b, t.key))
}
