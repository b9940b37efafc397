package main

import (
	"strings"

	"github.com/sig4/sig4/sigv4/s3"
)

// operationsHelp lists S3's operations.
func operationsHelp() []byte {
	var t strings.Builder
	t.WriteString(`S3's operations, for sig4 presign --op NAME. 'sig4 help NAME' lists the parameters of
one. The names of the S3 API Reference, such as GetObject, do as well.

`)
	for _, op := range s3.Operations() {
		line := "  " + pad(op.SnakeName(), 47) + pad(op.Method(), 7)
		if q := op.Query(); q != "" {
			line += "?" + q
		}
		t.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return []byte(t.String())
}

// operationHelp lists an operation's parameters.
func operationHelp(op s3.Operation) []byte {
	var t strings.Builder
	t.WriteString(op.SnakeName() + " (" + op.Name() + "): " + op.Method())
	if q := op.Query(); q != "" {
		t.WriteString(" ?" + q)
	}
	t.WriteString("\n")
	if op.IsDeprecated() {
		t.WriteString("A newer operation replaces it.\n")
	}
	if op.NeedsChecksum() {
		t.WriteString("S3 wants a checksum of the body: Content-MD5, or a signed x-amz-checksum-* header.\n")
	}
	t.WriteString("\nParameters of --params, * those that are required:\n")
	for _, p := range op.Params() {
		mark, where := " ", p.Place.String()
		if p.Required && p.Place != s3.InBody {
			mark = "*"
		}
		format := p.Format.String()
		switch {
		case p.Place == s3.InBody:
			format, where = "what the sender of the request writes", "body"
		case p.Wire != "":
			where += " " + p.Wire
		}
		t.WriteString("  " + mark + " " + pad(p.Name, 31) + format + "; " + where + "\n")
	}
	return []byte(t.String())
}

// pad fills up with spaces to a width.
func pad(s string, width int) string { return s + strings.Repeat(" ", max(width-len(s), 1)) }
