// Package miniotest builds a real MinIO server, runs it for the life of a test process, and hands out buckets on it.
//
// A package that uses it calls [Main] from its TestMain, so that the server ends with the tests, and [Get] from its tests:
//
//	func TestMain(m *testing.M) { os.Exit(miniotest.Main(m)) }
//
//	func TestUpload(t *testing.T) {
//		server := miniotest.Get(t)
//		bucket := server.Bucket(t)
//		...
//	}
//
// The server is the Go tool that the module in testdata/minio names. The go command builds it once, which takes some
// minutes, and keeps it in its build cache. The environment variable SIG4_MINIO may name a server that is already
// there. A server that cannot be built or started fails the test; only -short leaves it out.
//
// This package does not use the signer that it helps to test: whether the server is up is asked with minio-go.
package miniotest

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"github.com/sig4/sig4/testdata/child"
)

// Binary is the environment variable that may name a MinIO server to run instead of building one.
const Binary = "SIG4_MINIO"

// Region is the region that the server insists on in every signature.
const Region = "eu-central-1"

// Server is a running MinIO server. Get one with [Get]; it is safe for concurrent use.
type Server struct {
	Host            string // the address it listens on, as 127.0.0.1:port
	AccessKeyID     string // of the root user, new in every run
	SecretAccessKey string // of the root user, new in every run

	client  *minio.Client
	process *child.Process
	dir     string
	buckets atomic.Int64
}

var shared struct {
	sync.Mutex
	tried  bool
	server *Server
	err    error
}

// Main runs the tests of m, stops the server if one of them started it, and returns the exit code.
func Main(m *testing.M) int {
	defer func() {
		shared.Lock()
		defer shared.Unlock()
		if shared.server != nil {
			shared.server.stop()
		}
	}()
	return m.Run()
}

// Get returns the server of this test process and starts it when it is the first to ask. It skips the test under
// -short and fails it when there is no server to be had.
func Get(tb testing.TB) *Server {
	tb.Helper()
	if testing.Short() {
		tb.Skip("-short leaves the MinIO server out")
	}
	shared.Lock()
	defer shared.Unlock()
	if !shared.tried {
		shared.server, shared.err = start()
		shared.tried = true
	}
	if shared.err != nil {
		tb.Fatalf("no MinIO server: %v", shared.err)
	}
	return shared.server
}

// URL is the address of the server with its scheme, without a slash at the end.
func (s *Server) URL() string { return "http://" + s.Host }

// Client is minio-go as the root user: the second opinion that sets up buckets and reads back what was written.
func (s *Server) Client() *minio.Client { return s.client }

// Bucket makes a new, empty bucket and returns its name. It goes when the server goes.
func (s *Server) Bucket(tb testing.TB) string {
	tb.Helper()
	name := fmt.Sprintf("bucket-%d", s.buckets.Add(1))
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := s.client.MakeBucket(ctx, name, minio.MakeBucketOptions{Region: Region}); err != nil {
		tb.Fatalf("making a bucket: %v", err)
	}
	return name
}

// transport reaches the server directly: no proxy of the environment may stand between.
func transport() *http.Transport {
	return &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 16, ResponseHeaderTimeout: time.Minute}
}
