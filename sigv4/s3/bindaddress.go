package s3

import "errors"

// address returns where the call goes, or what is wrong with that: a
// [*ParamError] where it is a parameter. There is none when a parameter that it
// needs was refused before.
func (b *binder) address(e Endpoint) (Address, error) {
	op := b.operation.row()
	// What the table says first is what the address needs.
	needsBucket := len(b.params) > 0 && b.params[0].Name == "Bucket"
	needsKey := len(b.params) > 1 && b.params[1].Name == "Key"
	if needsBucket && b.bucket == "" || needsKey && b.key == "" {
		return Address{}, nil
	}

	switch op.name {
	case "WriteGetObjectResponse":
		if b.route == "" {
			return Address{}, nil
		}
		a, err := e.ObjectLambdaResponse(b.route)
		return a, blame(err)
	case "CreateBucket", "DeleteBucket":
		// These and ListBuckets are not accelerated (S3 User Guide, "Configuring
		// fast, secure file transfers using Amazon S3 Transfer Acceleration").
		e.Accelerate = false
	case "GetBucketLocation":
		// Who asks does not know the region. In the path, any region answers.
		if !e.Accelerate && kindOf(b.bucket) == plainBucket {
			e.Addressing = AddressPath
		}
	case "CreateSession", "HeadBucket", "CopyObject", "UploadPartCopy":
		e.ExpressIAM = true // see the field
	}

	var a Address
	var err error
	switch isControl := op.traits&control != 0; {
	case needsKey:
		a, err = e.Object(Location{Bucket: b.bucket, Key: b.key})
	case needsBucket && isControl:
		a, err = e.ControlBucket(b.bucket)
	case needsBucket:
		a, err = e.Bucket(b.bucket)
	case isControl:
		a, err = e.ControlService()
	default:
		a, err = e.Service()
	}
	return a, blame(err)
}

// blame makes an error about a parameter of err where it is one.
func blame(err error) error {
	for _, p := range [...]struct {
		kind error
		name string
	}{{ErrBucket, "Bucket"}, {ErrKey, "Key"}, {ErrRoute, "RequestRoute"}} {
		if err != nil && errors.Is(err, p.kind) {
			return &ParamError{Err: err, Name: p.name}
		}
	}
	return err
}
