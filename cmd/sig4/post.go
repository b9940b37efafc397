package main

import (
	"context"
	"flag"
	"strings"
	"time"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
)

// post prints a form with which anyone may upload a file for a while.
type post struct {
	addressFlags
	bucket     wordFlag
	key        wordFlag
	fields     listFlag
	conditions listFlag
	minSize    sizeFlag
	maxSize    sizeFlag
	expires    expiresFlag
	early      earlyFlags
	time       timeFlag
	signature  signatureFlags
	output     outputFlags
	file       fileFlag

	allowAnyKey         bool
	allowAnyContentType bool
}

func (p *post) define(fs *flag.FlagSet) {
	p.addressFlags.define(fs)
	fs.Var(&p.bucket, "bucket", "")
	fs.Var(&p.key, "key", "")
	fs.Var(&p.fields, "field", "")
	fs.Var(&p.conditions, "condition", "")
	fs.BoolVar(&p.allowAnyKey, "allow-any-key", false, "")
	fs.BoolVar(&p.allowAnyContentType, "allow-any-content-type", false, "")
	fs.Var(&p.minSize, "min-size", "")
	fs.Var(&p.maxSize, "max-size", "")
	fs.Var(&p.expires, "expires", "")
	p.early.define(fs)
	fs.Var(&p.time, "time", "")
	p.signature.define(fs, false)
	p.output.define(fs, "json", "html", "curl")
	fs.Var(&p.file, "file", "")
}

func (p *post) run(ctx context.Context, e *env, args []string) error {
	format, err := p.output.format()
	if err != nil {
		return err
	}
	if p.file.path != "" && format != "curl" {
		return usagef("--file is for --output curl; whoever uses the form chooses the file otherwise")
	}
	if err := p.early.check(); err != nil {
		return err
	}
	spec, scope, err := p.policy(e, args)
	if err != nil {
		return err
	}
	credentials, err := e.credentials(ctx)
	if err != nil {
		return err
	}
	now := e.time(p.time)
	if err := alive(credentials, now); err != nil {
		return err
	}
	if spec.Expires, err = p.early.apply("form", spec.Expires, now, credentials.Expires); err != nil {
		return err
	}
	form, err := p.sign(e, spec, credentials, scope, now)
	if err != nil {
		return p.refused(err, format)
	}
	var result []byte
	switch format {
	case "html":
		result, err = form.AppendHTML(nil)
	case "curl":
		result, err = form.AppendCurl(nil, p.file.orStdin())
		result = append(result, '\n')
	default:
		result = formJSON(&form)
	}
	if err != nil {
		return p.refused(err, format)
	}
	p.warn(e, &form, format)
	return e.print(result)
}

// sign signs the form with the version that was asked for.
func (p *post) sign(e *env, spec policy.Post, c sigv4.Credentials, scope sigv4.Scope, now time.Time) (policy.Form, error) {
	if p.signature.v2() {
		signer, err := p.signature.signer(e, c, false)
		if err != nil {
			return policy.Form{}, err
		}
		return policy.SignLegacyV2(spec, signer, now)
	}
	signer, err := sigv4.NewSigner(c, scope)
	if err != nil {
		return policy.Form{}, err
	}
	return policy.Sign(spec, signer, now)
}

// policy gathers what the arguments and flags say of the form.
func (p *post) policy(e *env, args []string) (policy.Post, sigv4.Scope, error) {
	location, err := p.location(args)
	if err != nil {
		return policy.Post{}, sigv4.Scope{}, err
	}
	spec := policy.Post{
		Bucket: location.Bucket, Key: location.Key, Expires: p.expires.duration(),
		AllowBucketField:    true, // who gives one means it
		InsecureAllowAnyKey: p.allowAnyKey, InsecureAllowAnyContentType: p.allowAnyContentType,
	}
	for _, field := range p.fields {
		name, value, ok := strings.Cut(field, "=")
		if !ok || name == "" {
			return spec, sigv4.Scope{}, usagef("--field: no name before an equals sign; write NAME=VALUE")
		}
		spec.Fields = append(spec.Fields, policy.Field{Name: name, Value: value})
	}
	for _, text := range p.conditions {
		condition, err := policy.ParseCondition(text)
		if err != nil {
			return spec, sigv4.Scope{}, p.refused(err, "")
		}
		spec.Conditions = append(spec.Conditions, condition)
	}
	if p.minSize.given || p.maxSize.given {
		size := policy.ContentLengthRange{Min: p.minSize.n, Max: maxUpload}
		if p.maxSize.given {
			size.Max = p.maxSize.n
		}
		spec.Conditions = append(spec.Conditions, size)
	}

	endpoint, err := p.resolve(e)
	if err != nil {
		return spec, sigv4.Scope{}, err
	}
	address, err := endpoint.Bucket(location.Bucket)
	if err == nil {
		err = address.RequireSigV4()
	}
	if err == nil && address.Session {
		err = usagef("the bucket is one of S3 Express, which takes no forms; presign a PUT instead")
	}
	if err != nil {
		return spec, sigv4.Scope{}, addressError(err)
	}
	if err := p.checkLegacy(location.Bucket); err != nil {
		return spec, sigv4.Scope{}, err
	}
	// boto3 refuses them as well; an Outpost's takes forms.
	if strings.HasPrefix(location.Bucket, "arn:") && address.SigningService != "s3-outposts" {
		return spec, sigv4.Scope{}, usagef("access points take no forms; give the bucket itself, or presign a PUT")
	}
	p.warnOldName(e, location.Bucket)
	spec.URL = address.URL()
	return spec, address.Scope(), nil
}

func (p *post) checkLegacy(bucket string) error {
	if p.signature.v2() && isNoBucket(bucket) {
		return errLegacyBucket
	}
	return nil
}

// maxUpload stands for --max-size when only --min-size is given: 5 GiB, the
// most that S3 takes in one upload (S3 User Guide, "Uploading objects").
const maxUpload = 5 << 30

// location reads the target, or --bucket and --key in its place.
func (p *post) location(args []string) (s3.Location, error) {
	if p.bucket == "" && p.key == "" {
		target, err := one("post", args, "target")
		if err != nil {
			return s3.Location{}, err
		}
		if schemeOf(target) != "s3" {
			return s3.Location{}, usagef("the target is not of the form s3://BUCKET/KEY")
		}
		l, _, err := parseS3(target)
		if err == nil && l.Key == "" {
			err = usagef("no key in the target; write s3://BUCKET/KEY, or 's3://BUCKET/PREFIX/${filename}' in single quotes")
		}
		return l, err
	}
	switch {
	case len(args) > 0:
		return s3.Location{}, usagef("both a target and --bucket or --key; leave one out")
	case p.bucket == "":
		return s3.Location{}, usagef("--key without --bucket; give both, or s3://BUCKET/KEY")
	case p.key == "":
		return s3.Location{}, usagef("--bucket without --key; give both, or s3://BUCKET/KEY")
	}
	return s3.Location{Bucket: string(p.bucket), Key: string(p.key)}, nil
}

// formJSON writes the form as boto3's generate_presigned_post returns it.
func formJSON(form *policy.Form) []byte {
	var j jsonWriter
	j.open('{')
	j.member("url", form.URL)
	j.key("fields")
	j.open('{')
	for _, f := range form.Fields {
		j.member(f.Name, f.Value)
	}
	j.close('}')
	j.close('}')
	return j.end()
}
