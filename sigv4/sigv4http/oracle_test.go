package sigv4http_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/sig4/sig4/sigv4"
)

// The wire oracle: what a server sees of a request, and whether the signature
// that came with it is the one of just that.

var quiet = log.New(io.Discard, "", 0)

// An arrival is a request as it came over the wire.
type arrival struct {
	method, target, host string
	headers              []sigv4.Header
	body                 []byte
}

func (a *arrival) get(name string) (value string, n int) {
	for _, h := range a.headers {
		if strings.EqualFold(h.Name, name) {
			value = h.Value
			n++
		}
	}
	return value, n
}

// verify signs a anew, with the same key, and compares.
func (a *arrival) verify(core *sigv4.Signer) error {
	authorization, n := a.get("Authorization")
	date, m := a.get("X-Amz-Date")
	if n != 1 || m != 1 {
		return fmt.Errorf("there are %d Authorization and %d X-Amz-Date headers", n, m)
	}
	at, err := sigv4.ParseTime(date)
	if err != nil {
		return err
	}
	signed := map[string]bool{}
	for _, name := range strings.Split(signedNames(authorization), ";") {
		if _, n := a.get(name); n == 0 && name != "host" {
			return fmt.Errorf("the signed header %s did not arrive", name)
		}
		signed[name] = true
	}

	v := sigv4.Request{Method: a.method, Host: a.host, Payload: sigv4.HashPayload(a.body)}
	v.Path, v.RawQuery, _ = strings.Cut(a.target, "?")
	if _, rest, ok := strings.Cut(v.Path, "://"); ok && v.Path[0] != '/' { // absolute form
		slash := len(rest)
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			slash = i
		}
		if rest[:slash] != a.host {
			return fmt.Errorf("the request line is for %q, Host is %q", rest[:slash], a.host)
		}
		v.Path = rest[slash:]
	}
	for _, h := range a.headers {
		switch name := strings.ToLower(h.Name); {
		case name == "authorization" || name == "x-amz-date" || name == "x-amz-security-token":
		case signed[name]:
			v.Headers = append(v.Headers, h)
		case strings.HasPrefix(name, "x-amz-"), name == "content-type", name == "content-md5":
			return fmt.Errorf("%s arrived unsigned", name)
		}
	}
	if value, n := a.get("X-Amz-Content-Sha256"); n > 0 {
		hash, err := sigv4.ParsePayloadHash(value)
		if err != nil {
			return err
		}
		if hash.IsHash() && hash != v.Payload {
			return fmt.Errorf("the body that arrived, %d bytes, has another hash", len(a.body))
		}
		v.Payload = hash
	}
	e, err := core.Explain(&v, at)
	if err != nil {
		return err
	}
	if e.Authorization != authorization {
		return fmt.Errorf("the signature is not of what arrived:\n%s\n%s", e.CanonicalRequest, authorization)
	}
	return nil
}

// arrived reads a request from its bytes on the wire. Line and headers are
// taken as they are; net/http only finds the end of the body.
func arrived(r *bufio.Reader) (*arrival, error) {
	var head bytes.Buffer
	for !bytes.HasSuffix(head.Bytes(), []byte("\r\n\r\n")) {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return nil, err
		}
		head.Write(line)
	}
	a := new(arrival)
	lines := strings.Split(strings.TrimSuffix(head.String(), "\r\n\r\n"), "\r\n")
	var ok, proto bool
	if a.method, a.target, ok = strings.Cut(lines[0], " "); ok {
		a.target, proto = strings.CutSuffix(a.target, " HTTP/1.1")
	}
	if !proto || strings.Contains(a.target, " ") {
		return nil, fmt.Errorf("malformed request line %q", lines[0])
	}
	hosts := 0
	for _, line := range lines[1:] {
		name, value, ok := strings.Cut(line, ": ")
		if !ok {
			return nil, fmt.Errorf("malformed header line %q", line)
		}
		if strings.EqualFold(name, "Host") {
			a.host = value
			hosts++
			continue
		}
		a.headers = append(a.headers, sigv4.Header{Name: name, Value: value})
	}
	if hosts != 1 {
		return nil, fmt.Errorf("%d Host headers", hosts)
	}
	request, err := http.ReadRequest(bufio.NewReader(io.MultiReader(&head, r)))
	if err != nil {
		return nil, err
	}
	a.body, err = io.ReadAll(request.Body)
	return a, err
}

// handled is the arrival that a handler of net/http sees.
func handled(r *http.Request) (*arrival, error) {
	a := &arrival{method: r.Method, target: r.RequestURI, host: r.Host}
	for name, values := range r.Header {
		for _, value := range values {
			a.headers = append(a.headers, sigv4.Header{Name: name, Value: value})
		}
	}
	var err error
	a.body, err = io.ReadAll(r.Body)
	return a, err
}

// oracle answers each request: 200 when its signature holds, else 400 and why.
func oracle(cores map[string]*sigv4.Signer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, err := handled(r)
		if err == nil {
			err = a.judge(cores)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	})
}

// judge verifies with the one of several cores that the request is signed for.
func (a *arrival) judge(cores map[string]*sigv4.Signer) error {
	authorization, _ := a.get("Authorization")
	for credential, core := range cores {
		if strings.Contains(authorization, "Credential="+credential+",") {
			return a.verify(core)
		}
	}
	return fmt.Errorf("no key for %q", authorization)
}

// cores holds a signer of the core for each of the tests' credentials and
// scopes, by the Credential element.
func cores(tb testing.TB) map[string]*sigv4.Signer {
	all := map[string]*sigv4.Signer{}
	for _, c := range []sigv4.Credentials{longLived, temporary} {
		for _, s := range []sigv4.Scope{scopeS3, scopeAPI} {
			core, err := sigv4.NewSigner(c, s)
			if err != nil {
				tb.Fatal(err)
			}
			all[c.AccessKeyID+"/"+s.At(testTime)] = core
		}
	}
	return all
}

// record starts a listener that reads requests as bytes and answers with the
// oracle's word, and returns a transport that sends every request to it.
func record(t *testing.T) *http.Transport {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	keys := cores(t)
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				a, err := arrived(bufio.NewReaderSize(c, 1<<16))
				if err == nil {
					err = a.judge(keys)
				}
				status, text := "200 OK", ""
				if err != nil {
					status, text = "400 Bad Request", err.Error()
				}
				fmt.Fprintf(c, "HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", status, len(text), text)
			}()
		}
	}()
	tr := new(http.Transport)
	redirectDial(tr, listener.Addr().String())
	t.Cleanup(tr.CloseIdleConnections)
	return tr
}

// redirectDial makes tr connect to one address for every host.
func redirectDial(tr *http.Transport, address string) {
	tr.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, address)
	}
	if tr.TLSClientConfig != nil {
		tr.TLSClientConfig.InsecureSkipVerify = true // of any host
	}
}

// accepted sends signed and fails unless the oracle is content.
func accepted(t *testing.T, rt http.RoundTripper, signed *http.Request) {
	t.Helper()
	if err := send(rt, signed); err != nil {
		t.Errorf("%s %s: %v", signed.Method, signed.URL, err)
	}
}

func send(rt http.RoundTripper, signed *http.Request) error {
	resp, err := rt.RoundTrip(signed)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", resp.Status, text)
	}
	return nil
}

// ways are the protocols that requests go over: bytes as they are recorded, and
// net/http's own server.
func ways(t *testing.T, f func(t *testing.T, scheme string, rt http.RoundTripper)) {
	t.Run("bytes", func(t *testing.T) { f(t, "http", record(t)) })
	t.Run("HTTP1", func(t *testing.T) {
		_, tr := serve(t, oracle(cores(t)), startTLS(false))
		f(t, "https", tr)
	})
	t.Run("HTTP2", func(t *testing.T) {
		_, tr := serve(t, onlyHTTP2(oracle(cores(t))), startTLS(true))
		f(t, "https", tr)
	})
}
