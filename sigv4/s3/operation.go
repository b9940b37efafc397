package s3

// An Operation is one of S3's operations, such as GetObject.
//
// The zero value is no operation; [Lookup] and [Operations] give the others.
// Operations are comparable with == and may be used by several goroutines.
type Operation struct{ n uint8 } // the place in the table, from 1 on

// Lookup finds an operation by its name: "get_bucket_location", as boto3 spells
// it, or "GetBucketLocation", as the S3 API Reference does.
//
// The error is an [*Error] of kind [ErrOperation].
func Lookup(name string) (Operation, error) {
	var buf [64]byte
	api, ok := appendAPIName(buf[:0], name)
	if ok {
		low, high := 0, len(operations)
		for low < high {
			if mid := (low + high) / 2; operations[mid].name < string(api) {
				low = mid + 1
			} else {
				high = mid
			}
		}
		if low < len(operations) && operations[low].name == string(api) {
			return Operation{uint8(low + 1)}, nil
		}
	}
	return Operation{}, fail(ErrOperation, unknownOperation(name))
}

// appendAPIName appends name, in either spelling, as the table has it. It
// refuses what is in neither, or too long.
func appendAPIName(dst []byte, name string) ([]byte, bool) {
	if name == "" || len(name) > 64 {
		return dst, false
	}
	if 'A' <= name[0] && name[0] <= 'Z' {
		return append(dst, name...), true
	}
	upper := true
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c == '_' && !upper:
			upper = true
			continue
		case !isLowerAlnum(c):
			return dst, false
		case upper && 'a' <= c && c <= 'z':
			c -= 'a' - 'A'
		}
		upper = false
		dst = append(dst, c)
	}
	return dst, !upper
}

// unknownOperation says why there is no operation of that name.
func unknownOperation(name string) string {
	switch name {
	case "":
		return "its name is empty"
	case "upload_file", "download_file", "upload_fileobj", "download_fileobj", "copy", "generate_presigned_url", "generate_presigned_post":
		return "that is a helper of boto3, not an operation of S3"
	}
	for i := range operations {
		if sameLetters(operations[i].name, name) {
			return "is " + Operation{uint8(i + 1)}.SnakeName() + " meant?"
		}
	}
	return "S3 has none of that name"
}

// sameLetters compares two names by their letters and digits alone, whatever
// their case.
func sameLetters(a, b string) bool {
	i, j := 0, 0
	for {
		for i < len(a) && !isAlnum(a[i]) {
			i++
		}
		for j < len(b) && !isAlnum(b[j]) {
			j++
		}
		if i == len(a) || j == len(b) {
			return i == len(a) && j == len(b)
		}
		x, y := a[i], b[j]
		if x != y && (x|0x20 != y|0x20 || x|0x20 < 'a') {
			return false
		}
		i, j = i+1, j+1
	}
}

// Operations returns all operations, in the order of their names.
func Operations() []Operation {
	all := make([]Operation, len(operations))
	for i := range all {
		all[i].n = uint8(i + 1)
	}
	return all
}

// IsZero reports whether o is the zero value, no operation.
func (o Operation) IsZero() bool { return o.n == 0 || int(o.n) > len(operations) }

// row returns o's row of the table, an empty one for the zero value.
func (o Operation) row() operation {
	if o.IsZero() {
		return operation{}
	}
	return operations[o.n-1]
}

// Name returns the name in the S3 API Reference, such as "GetBucketLocation".
func (o Operation) Name() string { return o.row().name }

// SnakeName returns boto3's name, such as "get_bucket_location".
func (o Operation) SnakeName() string {
	name := o.row().name
	b := make([]byte, 0, len(name)+8)
	for i := 0; i < len(name); i++ {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			if i > 0 {
				b = append(b, '_')
			}
			c |= 0x20
		}
		b = append(b, c)
	}
	return string(b)
}

// String returns what [Operation.Name] returns.
func (o Operation) String() string { return o.Name() }

// Method returns the operation's HTTP method.
func (o Operation) Method() string { return o.row().method }

// Query returns the query that every request of the operation has, such as
// "location" or "list-type=2", or "".
func (o Operation) Query() string { return o.row().query }

// NeedsChecksum reports whether S3 wants a checksum of the body with the
// request: Content-MD5, which may be sent with a presigned URL unsigned, or one
// of x-amz-checksum-*, which must be among the signed headers.
func (o Operation) NeedsChecksum() bool { return o.row().traits&checksum != 0 }

// IsDeprecated reports whether a newer operation replaces this one; boto3 has
// kept it.
func (o Operation) IsDeprecated() bool { return o.row().traits&deprecated != 0 }
