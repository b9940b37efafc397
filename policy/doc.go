// Package policy builds and signs S3 POST policies: what lets a browser, or
// anyone with an HTML form, upload one file to a bucket for a limited time
// without credentials of their own.
//
// A POST policy is a JSON text that lists conditions on the form's fields. It
// is signed with Signature Version 4 and sent along as one of those fields;
// S3 accepts the upload only when the signature is right and every condition
// holds. [Sign] writes the policy and returns a [Form]: the URL and the fields,
// in the order in which they must be sent. [Form.AppendHTML] writes the form as
// a page and [Form.AppendCurl] as a command line. [SignLegacyV2] does the same
// with the legacy signature version 2, for old stores.
//
// # Conditions
//
// S3 refuses a form with a field that no condition covers, and two conditions
// on one field have no use but to contradict each other. So in a signed policy
// every field is covered by exactly one condition: [Post.Conditions] may give
// it, as a Go value or read from JSON with [ParseCondition], and otherwise the
// field's value becomes an exact one. What could never be satisfied, or would be
// ignored in silence, is an error, not a form that fails in somebody's browser.
//
// # What a form lets in
//
// A key that ends in "${filename}" lets the sender choose what follows the
// prefix. "user/1${filename}" admits keys such as user/10/x too: end a prefix
// with a slash. "${filename}" alone admits every key of the bucket, and an empty
// prefix on Content-Type every type: these two are errors unless the Post says
// otherwise by name. A Content-Type that starts with "image/" admits
// image/svg+xml, which a browser may run as a script, and a form without
// [ContentLengthRange] any size that the store takes: [Form.Warnings] tells what
// may not have been meant.
//
// # Byte form
//
// The policy is byte for byte what boto3's generate_presigned_post makes of the
// same conditions, so that signatures can be compared: the separators and
// escapes of Python's json.dumps, the order of boto3's conditions and fields.
//
// Sources: Amazon S3 API Reference, "Browser-Based Uploads Using POST (AWS
// Signature Version 4)" and "POST Policy"; the byte form from botocore,
// generate_presigned_post.
package policy
