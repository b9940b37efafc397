package sigv4_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// The files rules_*_test.go hold the rules of the canonical form, one named test
// each, with the exact text that the rule gives. What is refused stands in
// bad*_test.go; here it is only where a rule is about it.

var (
	s3Family = []string{"s3", "s3-outposts", "s3-object-lambda", "s3express"}

	// The names of other services, some of which only look like S3's.
	otherServices = []string{"iam", "execute-api", "sts", "s3tables", "s3vectors", "S3", "s3-", "glacier"}
)

var (
	ruleTime = time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)
	aToken   = sigv4.NewSecret("AQoDYXdz/EPT//wEXAMPLE+tok==")
)

const escapedToken = "AQoDYXdz%2FEPT%2F%2FwEXAMPLE%2Btok%3D%3D"

// plain is a request to service without anything that a rule is about.
func plain(service string) input {
	return input{
		Credentials: sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")},
		Scope:       sigv4.Scope{Region: "us-east-1", Service: service},
		Request:     sigv4.Request{Method: "GET", Host: "example.com", Payload: sigv4.EmptyPayload},
		Time:        ruleTime,
		Expires:     time.Hour,
	}
}

// explained explains in in both ways of signing, and makes sure that the other
// functions sign the same.
func explained(t *testing.T, in input) (header, query sigv4.Explanation) {
	t.Helper()
	s := in.signer(t)
	header, err := s.Explain(&in.Request, in.Time)
	if err != nil {
		t.Fatal(err)
	}
	checkHeaderSigning(t, in, header)
	if query, err = s.ExplainPresigned(&in.Request, in.Expires, in.Time); err != nil {
		t.Fatal(err)
	}
	checkPresigning(t, in, query)
	return header, query
}

func checkText(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

// names are the header names in order.
func names(headers []sigv4.Header) string {
	var names []string
	for _, h := range headers {
		names = append(names, h.Name)
	}
	return strings.Join(names, " ")
}

// parameterNames are the names in a query in order.
func parameterNames(query string) string {
	var names []string
	for _, pair := range strings.Split(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

// valueOf is the value of a parameter in a query, or of a header in a list.
func valueOf(t *testing.T, query, name string) string {
	t.Helper()
	for _, pair := range strings.Split(query, "&") {
		if n, value, _ := strings.Cut(pair, "="); n == name {
			return value
		}
	}
	t.Errorf("%s is not in %q", name, query)
	return ""
}

func TestRuleWholeRequest(t *testing.T) {
	in := plain("s3")
	in.Request = sigv4.Request{
		Method: "PUT", Host: "b.example.com", Path: "/k%20l", RawQuery: "b&a=1", Payload: sigv4.UnsignedPayload,
		Headers: []sigv4.Header{{Name: "Content-Type", Value: "text/plain"}},
	}
	header, query := explained(t, in)
	checkText(t, "header signing", header.CanonicalRequest, `PUT
/k%20l
a=1&b=
content-type:text/plain
host:b.example.com
x-amz-content-sha256:UNSIGNED-PAYLOAD
x-amz-date:20150830T123600Z

content-type;host;x-amz-content-sha256;x-amz-date
UNSIGNED-PAYLOAD`)
	checkText(t, "string to sign", header.StringToSign, "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/s3/aws4_request\n"+header.CanonicalRequestHash)
	checkText(t, "authorization", header.Authorization, "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, "+
		"SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date, Signature="+header.Signature)
	checkText(t, "query signing", query.CanonicalRequest, `PUT
/k%20l
X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=content-type%3Bhost&a=1&b=
content-type:text/plain
host:b.example.com

content-type;host
UNSIGNED-PAYLOAD`)
	checkText(t, "URL", query.URL, "https://b.example.com/k%20l?X-Amz-Algorithm=AWS4-HMAC-SHA256"+
		"&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=3600"+
		"&X-Amz-SignedHeaders=content-type%3Bhost&a=1&b=&X-Amz-Signature="+query.Signature)
}

func TestRuleMethodAndHost(t *testing.T) {
	for _, method := range []string{"GET", "get", "PATCH", "M-SEARCH", "!#$%&'*+-.^_`|~09"} {
		t.Run("the method is signed as it is: "+method, func(t *testing.T) {
			in := plain("iam")
			in.Request.Method = method
			header, query := explained(t, in)
			for _, e := range []sigv4.Explanation{header, query} {
				checkText(t, "first line", strings.SplitN(e.CanonicalRequest, "\n", 2)[0], method)
			}
		})
	}
	for _, host := range []string{"example.com", "EXAMPLE.com", "example.com:443", "example.com:80", "localhost:9000", "[::1]:9000", "[fe80::1%25eth0]", "example.com.", "127.0.0.1"} {
		t.Run("the host is signed as it is sent: "+host, func(t *testing.T) {
			in := plain("s3")
			in.Request.Host = host
			header, query := explained(t, in)
			checkText(t, "canonical headers", header.CanonicalHeaders, "host:"+host+"\nx-amz-content-sha256:"+sigv4.EmptyPayload.String()+"\nx-amz-date:20150830T123600Z\n")
			checkText(t, "canonical headers of a URL", query.CanonicalHeaders, "host:"+host+"\n")
			if !strings.HasPrefix(query.URL, "https://"+host+"/?") {
				t.Errorf("URL %q is not of host %q", query.URL, host)
			}
		})
	}
	for scheme, want := range map[string]string{"": "https", "https": "https", "http": "http"} {
		t.Run("the scheme is in the URL and not signed: "+want+" for "+scheme, func(t *testing.T) {
			in := plain("s3")
			_, before := explained(t, in)
			in.Request.Scheme = scheme
			_, query := explained(t, in)
			checkText(t, "canonical request", query.CanonicalRequest, before.CanonicalRequest)
			checkText(t, "URL", query.URL, want+strings.TrimPrefix(before.URL, "https"))
		})
	}
}
