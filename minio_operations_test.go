package sig4_test

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/xml"
	"slices"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/s3"
	"github.com/sig4/sig4/sigv4/sigv2"
	"github.com/sig4/sig4/testdata/miniotest"
)

// Every operation of S3 is called at a real server by a presigned URL that package s3 made from the operation's name
// and boto3's parameters. [operationTable] has MinIO's answer to each. The requests are sent with plain net/http: the
// URL, the method and the headers that the result says must be sent, and nothing else.

// operationScenarios call the operations in an order that makes sense.
var operationScenarios = map[string]func(*testing.T, *scenario){
	"acl":                 aclScenario,
	"bucket defaults":     bucketDefaultsScenario,
	"bucket encryption":   bucketEncryptionScenario,
	"bucket lifecycle":    bucketLifecycleScenario,
	"bucket notification": bucketNotificationScenario,
	"bucket policy":       bucketPolicyScenario,
	"bucket replication":  bucketReplicationScenario,
	"bucket tagging":      bucketTaggingScenario,
	"directory buckets":   directoryBucketsScenario,
	"buckets":             bucketsScenario,
	"delete objects":      deleteObjectsScenario,
	"lists":               listsScenario,
	"multipart":           multipartScenario,
	notServed:             notServedScenario,
	"object lambda":       objectLambdaScenario,
	"object lock":         objectLockScenario,
	"object tagging":      objectTaggingScenario,
	"objects":             objectsScenario,
	otherOperation:        otherOperationScenario,
	"restore":             restoreScenario,
	"select":              selectScenario,
	"versions":            versionsScenario,
}

func TestMinIOOperations(t *testing.T) {
	t.Parallel()
	for name, run := range operationScenarios {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScenario(t)
			run(t, s)
			s.check(t, name)
		})
	}
}

// No operation is missing in the table, and how many MinIO has is known.
func TestMinIOOperationsAreAll(t *testing.T) {
	t.Parallel()
	var names, all []string
	for _, o := range s3.Operations() {
		all = append(all, o.Name())
	}
	count := make(map[string]int)
	for _, row := range operationTable {
		names = append(names, row.name)
		switch {
		case operationScenarios[row.scenario] == nil:
			t.Errorf("%s: there is no scenario %q", row.name, row.scenario)
		case row.scenario == otherOperation:
			count["other"]++
		case row.code == "":
			count["served"]++
		default:
			count["refused"]++
		}
		if (row.status >= 300) != (row.code != "") {
			t.Errorf("%s: status %d does not go with code %q", row.name, row.status, row.code)
		}
		if (row.code == "" || row.scenario == otherOperation) != (row.checked != "") {
			t.Errorf("%s: what was checked?", row.name)
		}
	}
	if !slices.Equal(names, all) {
		t.Errorf("the table has\n%q\nand package s3\n%q", names, all)
	}
	if len(all) != 116 || count["served"] != 59 || count["refused"] != 25 || count["other"] != 32 {
		t.Errorf("of %d operations: %v", len(all), count)
	}
}

// args are the parameters of an operation.
type args = map[string]any

// A scenario calls operations in a bucket of its own. It is for one goroutine.
type scenario struct {
	*bucket
	presigner *s3.Presigner
	legacy    *sigv2.LegacySigner // signs in place of presigner, if not nil
	done      map[string]bool     // the operations that answered as the table has it
}

func newScenario(t *testing.T) *scenario {
	t.Helper()
	b := newBucket(t)
	return &scenario{bucket: b, presigner: newPresigner(t, b, b.server.URL()), done: make(map[string]bool)}
}

func newPresigner(t *testing.T, b *bucket, url string) *s3.Presigner {
	t.Helper()
	p, err := s3.NewPresigner(s3.PresignConfig{
		Endpoint:    s3.Endpoint{Region: miniotest.Region, URL: url},
		Credentials: b.creds,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// check fails the test unless all operations of a scenario were called.
func (s *scenario) check(t *testing.T, name string) {
	t.Helper()
	for _, row := range operationTable {
		if row.scenario == name && !s.done[row.name] {
			t.Errorf("the scenario does not call %s", row.name)
		}
	}
}

// call is a call of an operation, in the scenario's bucket unless a names another.
func (s *scenario) call(t *testing.T, operation string, a args) s3.Call {
	t.Helper()
	o, err := s3.Lookup(operation)
	if err != nil {
		t.Fatal(err)
	}
	params := args{}
	if slices.ContainsFunc(o.Params(), func(p s3.Param) bool { return p.Name == "Bucket" }) {
		params["Bucket"] = s.name
	}
	for name, value := range a {
		params[name] = value
	}
	return s3.Call{Operation: o, Params: params}
}

// presign makes the URL for an operation.
func (s *scenario) presign(t *testing.T, operation string, a args) s3.Presigned {
	t.Helper()
	p, err := s.presigner.Presign(s.call(t, operation, a), life, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// ask calls an operation. Pairs of a name and a value are headers that are sent without being signed. A legacy
// signature has to cover them.
func (s *scenario) ask(t *testing.T, operation string, a args, body string, unsigned ...string) answer {
	t.Helper()
	if s.legacy != nil {
		p := s.presignLegacy(t, operation, a, unsigned...)
		return send(t, newRequest(t, call{method: p.Method, header: slices.Concat(p.Headers, p.Unsigned), body: body}, p.URL))
	}
	p := s.presign(t, operation, a)
	headers := slices.Clone(p.Headers)
	for i := 0; i < len(unsigned); i += 2 {
		headers = append(headers, sigv4.Header{Name: unsigned[i], Value: unsigned[i+1]})
	}
	return send(t, newRequest(t, call{method: p.Method, header: headers, body: body}, p.URL))
}

// do calls an operation, which must answer as the table has it.
func (s *scenario) do(t *testing.T, operation string, a args, body string, unsigned ...string) answer {
	t.Helper()
	o, err := s3.Lookup(operation)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(operationTable, func(row operationRow) bool { return row.name == o.Name() })
	if i < 0 {
		t.Fatalf("%s is not in the table", o)
	}
	row := operationTable[i]
	got := s.ask(t, operation, a, body, unsigned...)
	if got.status != row.status || got.code != row.code {
		t.Fatalf("%s: the server answered %d %q, want %d %q\n%s", o, got.status, got.code, row.status, row.code, got.body)
	}
	s.done[row.name] = true
	return got
}

// parsed is a body's XML.
func parsed[T any](t *testing.T, a answer) T {
	t.Helper()
	var v T
	if err := xml.Unmarshal([]byte(a.body), &v); err != nil {
		t.Fatalf("%v\n%s", err, a.body)
	}
	return v
}

// md5Of is a body's Content-MD5.
func md5Of(body string) string {
	sum := md5.Sum([]byte(body))
	return base64.StdEncoding.EncodeToString(sum[:])
}
