package peers

import (
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// A difference is what one peer's canonical request has where that of sig4's
// core has something else.
type difference struct {
	peer    string
	edits   []string // pairs: what the core has, and what the peer has there
	whole   string   // in place of edits where the core refuses: the query
	refuses bool     // nothing is signed
}

// differs is a difference in the given edits.
func differs(peer string, edits ...string) difference { return difference{peer: peer, edits: edits} }

// TestDiffer names the requests that the signers read differently, who differs,
// and how. It fails when a peer changes its mind: a difference is the signature
// of the other canonical request, not just another signature.
func TestDiffer(t *testing.T) {
	t.Parallel()
	const (
		bucket = "https://examplebucket.s3.amazonaws.com"
		es     = "https://es.us-east-1.amazonaws.com"

		// What minio-go signs where no header says the payload's hash.
		unsigned = "UNSIGNED-PAYLOAD"
	)
	emptyHash := sigv4.EmptyPayload.String()
	meta := func(value string) []sigv4.Header { return []sigv4.Header{{Name: "X-Amz-Meta-A", Value: value}} }
	for _, tt := range []struct {
		name string
		why  string // sig4 does what it does
		request
		others []difference
	}{
		{
			name: "path: dot segments and repeated slashes, not S3", why: "AWS's test suite: the path is normalised",
			request: request{method: "GET", url: es + "/a//b/../c/./d/", service: "es"},
			others: []difference{
				differs(awsSDK, "\n/a/c/d/\n", "\n/a//b/../c/./d/\n"),
				differs(smithy, "\n/a/c/d/\n", "\n/a//b/../c/./d/\n"),
				differs(minio, "\n/a/c/d/\n", "\n/a//b/../c/./d/\n", emptyHash, unsigned),
			},
		},
		{
			name: "path: escapes, not S3", why: "the wire's escapes are encoded once more",
			request: request{method: "GET", url: es + "/a%20b", service: "es"},
			others:  []difference{differs(minio, "/a%2520b", "/a%20b", emptyHash, unsigned)},
		},
		{
			name: "path: S3, an escaped slash", why: "S3 itself decodes and encodes strictly, all but the slash",
			request: request{method: "GET", url: bucket + "/a%2Fb", service: "s3"},
			others: []difference{
				differs(awsSDK, "\n/a/b\n", "\n/a%2Fb\n"),
				differs(smithy, "\n/a/b\n", "\n/a%2Fb\n"),
			},
		},
		{
			name: "path: an escaped slash, not S3", why: "the wire's escapes are encoded once more",
			request: request{method: "GET", url: es + "/a%2Fb", service: "es"},
			others:  []difference{differs(minio, "/a%252Fb", "/a/b", emptyHash, unsigned)},
		},
		{
			name: "path: S3, sub-delimiters as they are", why: "S3 itself decodes and encodes strictly",
			request: request{method: "GET", url: bucket + "/~!$&'()*,;=:@+", service: "s3"},
			others: []difference{
				differs(awsSDK, "/~%21%24%26%27%28%29%2A%2C%3B%3D%3A%40%2B", "/~!$&'()*,;=:@+"),
				differs(smithy, "/~%21%24%26%27%28%29%2A%2C%3B%3D%3A%40%2B", "/~!$&'()*,;=:@+"),
			},
		},
		{
			name: "path: S3, lower-case and needless escapes", why: "S3 itself decodes and encodes strictly",
			request: request{method: "GET", url: bucket + "/%61%7Eb/a%c3%a9", service: "s3"},
			others: []difference{
				differs(awsSDK, "/a~b/a%C3%A9", "/%61%7Eb/a%c3%a9"),
				differs(smithy, "/a~b/a%C3%A9", "/%61%7Eb/a%c3%a9"),
			},
		},
		{
			name: "path: S3, not UTF-8", why: "a path is bytes",
			request: request{method: "GET", url: bucket + "/%FF", service: "s3"},
			others:  []difference{differs(minio, "/%FF", "/%EF%BF%BD")},
		},
		{
			name: "query: a semicolon", why: "it is a byte like any other, and it is sent",
			request: request{method: "GET", url: bucket + "/?a=1;b=2", service: "s3"},
			others: []difference{
				differs(awsSDK, "\na=1%3Bb%3D2\n", "\n\n"),
				differs(smithy, "\na=1%3Bb%3D2\n", "\n\n"),
				differs(minio, "\na=1%3Bb%3D2\n", "\n\n"),
			},
		},
		{
			name: "query: sorted by the encoded name", why: "\"the sorting occurs after encoding\" (IAM User Guide)",
			request: request{method: "GET", url: bucket + "/?a%3A=1&a-=2", service: "s3"},
			others: []difference{
				differs(smithy, "a%3A=1&a-=2", "a-=2&a%3A=1"),
				differs(minio, "a%3A=1&a-=2", "a-=2&a%3A=1"),
			},
		},
		{
			name: "query: values sorted after encoding", why: "the like for values",
			request: request{method: "GET", url: bucket + "/?k=a-b&k=a/b", service: "s3"},
			others: []difference{
				differs(smithy, "k=a%2Fb&k=a-b", "k=a-b&k=a%2Fb"),
				differs(minio, "k=a%2Fb&k=a-b", "k=a-b&k=a%2Fb"),
			},
		},
		{
			name: "query: values that need sorting", why: "they are sorted, as the specification has it",
			request: request{method: "GET", url: bucket + "/?k=2&k=1", service: "s3"},
			others:  []difference{differs(minio, "k=1&k=2", "k=2&k=1")},
		},
		{
			name: "query: a malformed escape", why: "nothing that is sent goes unsigned",
			request: request{method: "GET", url: bucket + "/?a=1&b=%zz", service: "s3"},
			others: []difference{
				{peer: core, refuses: true}, {peer: adapt, refuses: true},
				{peer: awsSDK, whole: "a=1"}, {peer: smithy, whole: "a=1"}, {peer: minio, whole: "a=1"},
			},
		},
		{
			name: "header: runs of spaces", why: "AWS's test suite: they become one, within quotes too",
			request: request{method: "GET", url: bucket + "/k", headers: meta(`a   "b  c"`), service: "s3"},
			others:  []difference{differs(smithy, `:a "b c"`, `:a   "b  c"`)},
		},
		{
			name: "header: tabs within a value", why: "S3 folds spaces only",
			request: request{method: "GET", url: bucket + "/k", headers: meta("a\t\tb"), service: "s3"},
			others:  []difference{differs(minio, ":a\t\tb", ":a b")},
		},
		{
			name: "header: no-break spaces at the ends", why: "a value is bytes; only spaces and tabs are trimmed",
			request: request{method: "GET", url: bucket + "/k", headers: meta("\u00a0a\u00a0"), service: "s3"},
			others: []difference{
				differs(awsSDK, ":\u00a0a\u00a0", ":a"),
				differs(smithy, ":\u00a0a\u00a0", ":a"),
				differs(minio, ":\u00a0a\u00a0", ":a"),
			},
		},
		{
			name: "host: the scheme's default port", why: "most clients leave it out; what signs for net/http sends it so",
			request: request{method: "GET", url: "https://h:443/k", service: "s3"},
			others: []difference{
				differs(adapt, "host:h:443\n", "host:h\n"), // the core signs what it is told
				differs(awsSDK, "host:h:443\n", "host:h\n"),
			},
		},
		{
			name: "host: the default port of an IPv6 address", why: "the brackets belong to the host",
			request: request{method: "GET", url: "https://[::1]:443/k", service: "s3"},
			others: []difference{
				differs(adapt, "host:[::1]:443\n", "host:[::1]\n"),
				differs(awsSDK, "host:[::1]:443\n", "host:::1\n"),
			},
		},
		{
			name: "header: User-Agent", why: "proxies change it; the core signs what it is told, the adapter refuses to",
			request: request{method: "GET", url: bucket + "/k", headers: []sigv4.Header{{Name: "User-Agent", Value: "a"}}, service: "s3"},
			others: []difference{
				{peer: adapt, refuses: true},
				differs(awsSDK, "user-agent:a\n", "", ";user-agent;", ";"),
				differs(minio, "user-agent:a\n", "", ";user-agent;", ";"),
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.why == "" || len(tt.others) == 0 {
				t.Fatal("no reason, or nobody differs")
			}
			r := &tt.request
			res, at := signMinio(t, r)
			checkDifference(t, r, tt.others, minio, res, at)
			for _, s := range signers() {
				if d := find(tt.others, s.name); d != nil && d.refuses {
					checkRefused(t, s.name, r, at)
					continue
				}
				checkDifference(t, r, tt.others, s.name, s.sign(t, r, at), at)
			}
		})
	}
}

func find(others []difference, peer string) *difference {
	for i := range others {
		if others[i].peer == peer {
			return &others[i]
		}
	}
	return nil
}

// checkDifference holds a signer's result to the canonical request that the
// table gives for it, or to sig4's.
func checkDifference(t *testing.T, r *request, others []difference, name string, got result, at time.Time) {
	t.Helper()
	d := find(others, name)
	var canonical string
	switch {
	case d == nil:
		canonical = r.canonical(t, at)
	case d.whole != "":
		canonical = malformed(r, d.whole, at)
	default:
		canonical = r.canonical(t, at)
		for i := 0; i < len(d.edits); i += 2 {
			if strings.Count(canonical, d.edits[i]) != 1 {
				t.Fatalf("%q is not once in\n%s", d.edits[i], canonical)
			}
			canonical = strings.Replace(canonical, d.edits[i], d.edits[i+1], 1)
		}
	}
	if want := r.signatureOf(t, canonical, at); got.signature() != want {
		t.Errorf("%s: signature %s, want %s, that of\n%s\n\n(or the peer has changed)", name, got.signature(), want, canonical)
	}
}

// malformed is the canonical request of an S3 GET whose query is query.
func malformed(r *request, query string, at time.Time) string {
	host, _, _ := strings.Cut(strings.TrimPrefix(r.url, "https://"), "/")
	hash := r.body().String()
	return "GET\n/\n" + query + "\nhost:" + host + "\nx-amz-content-sha256:" + hash + "\nx-amz-date:" +
		string(sigv4.AppendTime(nil, at)) + "\n\nhost;x-amz-content-sha256;x-amz-date\n" + hash
}

// checkRefused holds that sig4 does not sign r.
func checkRefused(t *testing.T, name string, r *request, at time.Time) {
	t.Helper()
	var err error
	if name == adapt {
		_, err = newAdapter(r, at).Sign(r.http(t))
	} else {
		s, v := r.core(t)
		_, err = s.Sign(v, at)
	}
	if err == nil {
		t.Errorf("%s signs it", name)
	}
}

// TestSecretChange shows the one difference that no canonical request has: the
// SDK keeps a signing key by access key, region, service and day, so it outlives
// a change of the secret. sig4's goes with the Signer.
func TestSecretChange(t *testing.T) {
	t.Parallel()
	r := &request{method: "GET", url: "https://examplebucket.s3.amazonaws.com/k", service: "s3"}
	c := awsCredentials(r)
	s := newAWS(r)
	sign := func() string {
		h := r.http(t)
		if err := s.SignHTTP(t.Context(), c, h, r.body().String(), r.service, region, signedAt); err != nil {
			t.Fatal(err)
		}
		return result{authorization: h.Header.Get("Authorization")}.signature()
	}
	first := sign()
	c.SecretAccessKey += "2"
	if sign() != first {
		t.Error("aws-sdk-go-v2 now heeds a change of the secret: say so where this is told")
	}

	a, h := newAdapter(r, signedAt), r.http(t)
	source := &changing{r.credentials()}
	a.Source = source
	before, err := a.Sign(h)
	if err != nil {
		t.Fatal(err)
	}
	source.c.SecretAccessKey = sigv4.NewSecret(secret + "2")
	after, err := a.Sign(h)
	if err != nil {
		t.Fatal(err)
	}
	if before.Header.Get("Authorization") == after.Header.Get("Authorization") {
		t.Error("sig4's key outlives a change of the secret")
	}
}
