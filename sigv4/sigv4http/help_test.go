package sigv4http_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
	"github.com/sig4/sig4/sigv4/sigv4http"
)

const (
	testSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	testToken  = "the-token-of-a-session+/=="
)

var (
	testTime = time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)

	longLived = sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: sigv4.NewSecret(testSecret)}
	temporary = sigv4.Credentials{AccessKeyID: "ASIAEXAMPLE", SecretAccessKey: sigv4.NewSecret(testSecret), SessionToken: sigv4.NewSecret(testToken)}

	scopeS3  = sigv4.Scope{Region: "us-east-1", Service: "s3"}
	scopeAPI = sigv4.Scope{Region: "us-east-1", Service: "execute-api"}
)

func clock() time.Time { return testTime }

func newSigner(c sigv4.Credentials, s sigv4.Scope) *sigv4http.Signer {
	return &sigv4http.Signer{Source: sigv4http.Static(c), Scope: s, Now: clock}
}

func newRequest(tb testing.TB, method, target string, body io.Reader) *http.Request {
	tb.Helper()
	r, err := http.NewRequest(method, target, body)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// oneShot is a body that can be read only once. It counts what happens to it.
type oneShot struct {
	r       io.Reader
	read    int
	closed  int
	err     error // given after what r holds
	onClose error
}

func (o *oneShot) Read(p []byte) (int, error) {
	n, err := o.r.Read(p)
	o.read += n
	if err == io.EOF && o.err != nil {
		err = o.err
	}
	return n, err
}

func (o *oneShot) Close() error { o.closed++; return o.onClose }

func once(s string) *oneShot { return &oneShot{r: strings.NewReader(s)} }

// wantError holds err to its kind and, for an *sigv4.Error, to its name.
func wantError(t *testing.T, err, kind error, name string) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("the error is %v, want one of kind %q", err, kind)
	}
	var e *sigv4.Error
	if errors.As(err, &e) {
		if !strings.EqualFold(e.Name, name) {
			t.Errorf("the error names %q, want %q", e.Name, name)
		}
	} else if name != "" {
		t.Errorf("%v names nothing, want %q", err, name)
	}
}

// signedNames returns the signed headers of an Authorization header.
func signedNames(authorization string) string {
	_, list, _ := strings.Cut(authorization, "SignedHeaders=")
	list, _, _ = strings.Cut(list, ",")
	return list
}

// serve starts a server on a free port of this machine, and returns it with a
// transport that sends every request to it, whatever the URL's host.
func serve(t *testing.T, h http.Handler, start func(*httptest.Server)) (*httptest.Server, *http.Transport) {
	t.Helper()
	server := httptest.NewUnstartedServer(h)
	server.Config.ErrorLog = quiet
	start(server)
	t.Cleanup(server.Close)
	tr := server.Client().Transport.(*http.Transport).Clone()
	redirectDial(tr, server.Listener.Addr().String())
	t.Cleanup(tr.CloseIdleConnections)
	return server, tr
}
func startTLS(http2 bool) func(*httptest.Server) {
	return func(s *httptest.Server) {
		s.EnableHTTP2 = http2
		s.StartTLS()
	}
}

// onlyHTTP2 refuses what came over another protocol, so that a test of HTTP/2
// is one.
func onlyHTTP2(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 {
			http.Error(w, "it came over "+r.Proto, http.StatusHTTPVersionNotSupported)
			return
		}
		h.ServeHTTP(w, r)
	})
}
