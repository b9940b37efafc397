package s3

import "strings"

const (
	serviceS3           = "s3"
	serviceObjectLambda = "s3-object-lambda"
	serviceOutposts     = "s3-outposts"
	serviceExpress      = "s3express"
)

// arn is an ARN that may stand where a bucket's name does, taken apart and
// checked (IAM User Guide, "Amazon Resource Names (ARNs)"; S3 User Guide,
// "Referencing access points"). Resource parts are joined by ":" or "/".
type arn struct {
	partition *partition
	service   string
	region    string // "" for a Multi-Region Access Point
	account   string // 12 digits
	outpost   string // "" but for S3 on Outposts
	name      string // the access point's; with ".mrap" for a Multi-Region one
}

// arnReader cuts parts off the front of an ARN and knows where they began.
type arnReader struct {
	s     string
	start int // of the part that was cut off last
	next  int // of the part after it, or -1 after the last one
}

// part returns the bytes before the next separator, "" after the last part.
func (r *arnReader) part(separators string) string {
	if r.next < 0 {
		r.start = len(r.s)
		return ""
	}
	r.start = r.next
	rest := r.s[r.start:]
	if i := strings.IndexAny(rest, separators); i >= 0 {
		r.next = r.start + i + 1
		return rest[:i]
	}
	r.next = -1
	return rest
}

// fail makes an error about the part that was cut off last.
func (r *arnReader) fail(reason string) error { return failAt(ErrBucket, r.start, reason) }

// parseARN reads arn:partition:service:region:account:resource.
func parseARN(s string) (arn, error) {
	r := arnReader{s: s, next: len("arn:")}
	var a arn
	if a.partition = partitionNamed(r.part(":")); a.partition == nil {
		return arn{}, r.fail("the ARN's partition is not known; it is aws, aws-cn, aws-us-gov or one of the isolated ones")
	}
	a.service = r.part(":")
	switch a.service {
	case serviceS3, serviceObjectLambda, serviceOutposts:
	case serviceExpress:
		return arn{}, r.fail("the ARN is of S3 Express; give the directory bucket's name or the access point's alias instead")
	default:
		return arn{}, r.fail("the ARN's service is neither s3, s3-object-lambda nor s3-outposts")
	}
	a.region = r.part(":")
	regionAt := r.start
	a.account = r.part(":")
	accountAt := r.start
	if err := a.readResource(&r); err != nil {
		return arn{}, err
	}
	if err := a.checkAccount(accountAt); err != nil {
		return arn{}, err
	}
	if err := a.checkRegion(regionAt); err != nil {
		return arn{}, err
	}
	return a, nil
}

// readResource reads accesspoint/NAME, of Outposts
// outpost/OUTPOST/accesspoint/NAME.
func (a *arn) readResource(r *arnReader) error {
	const separators = ":/"
	kind := r.part(separators)
	if a.service == serviceOutposts {
		if kind != "outpost" {
			return r.fail("the ARN is not of the form outpost/OUTPOST-ID/accesspoint/NAME; buckets on Outposts are reached through an access point")
		}
		a.outpost = r.part(separators)
		if err := checkARNLabel(r, a.outpost, "Outpost's ID", maxLabel); err != nil {
			return err
		}
		kind = r.part(separators)
	}
	if kind != "accesspoint" {
		if a.service == serviceS3 && a.region == "" && a.account == "" {
			return r.fail("the ARN is a bucket's; give the bucket's name instead")
		}
		return r.fail("the ARN is not an access point's, which has accesspoint/NAME here")
	}
	a.name = r.part(separators)
	name := a.name
	if a.isMultiRegion() {
		var ok bool
		if name, ok = strings.CutSuffix(name, suffixMultiRegion); !ok {
			return r.fail("the ARN has no region, so it must name a Multi-Region Access Point by its alias, which ends with .mrap")
		}
	}
	if err := checkARNLabel(r, name, "access point's name", maxAccessPoint); err != nil {
		return err
	}
	if r.next >= 0 {
		r.part(separators)
		return r.fail("the ARN goes on after the access point's name; a key is given apart from the bucket")
	}
	return nil
}

// isMultiRegion reports whether the ARN is of an access point in no one region.
func (a *arn) isMultiRegion() bool { return a.service == serviceS3 && a.region == "" }

func (a *arn) checkAccount(at int) error {
	for i := 0; i < len(a.account); i++ {
		if !isDigit(a.account[i]) {
			return failAt(ErrBucket, at+i, "the ARN's account ID holds "+byteName(a.account[i])+"; it is made of 12 digits")
		}
	}
	if len(a.account) != 12 {
		return failAt(ErrBucket, at, "the ARN's account ID does not have 12 digits")
	}
	return nil
}

func (a *arn) checkRegion(at int) error {
	if a.isMultiRegion() {
		return nil
	}
	if err := checkHostRegion(a.region); err != nil {
		e := err.(*Error)
		return failAt(ErrBucket, at+max(e.Offset, 0), "the ARN's region: "+e.Reason)
	}
	if a.region == regionGlobal {
		return failAt(ErrBucket, at, "the ARN's region is a pseudo-region; access points are in one region")
	}
	if p := partitionOf(a.region); p != a.partition {
		return failAt(ErrBucket, at, "the ARN's region is of partition "+p.name+", but the ARN says "+a.partition.name)
	}
	return nil
}

const (
	maxLabel = 63 // of one label of a host (RFC 1035, section 2.3.4)

	// maxAccessPoint leaves room for "-" and the account ID in the label (S3
	// User Guide, "Access points naming rules": 3 to 50 characters).
	maxAccessPoint = maxLabel - 1 - 12
)

// checkARNLabel accepts what may be part of a host's label, in lower case: what
// is signed must be what clients send, and they send hosts in lower case.
func checkARNLabel(r *arnReader, s, what string, most int) error {
	switch {
	case s == "":
		return r.fail("the " + what + " is missing in the ARN")
	case len(s) > most:
		return r.fail("the " + what + " in the ARN is too long for a host name")
	}
	for i := 0; i < len(s); i++ {
		if !isLowerAlnum(s[i]) && s[i] != '-' {
			return failAt(ErrBucket, r.start+i, "the "+what+" in the ARN holds "+byteName(s[i])+"; it is made of lower-case letters, digits and '-'")
		}
	}
	if s[0] == '-' || s[len(s)-1] == '-' {
		return r.fail("the " + what + " in the ARN begins or ends with '-'")
	}
	return nil
}
