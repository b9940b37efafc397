package miniotest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/sig4/sig4/testdata/child"
)

const (
	maxStart = time.Minute      // how long the server may take to be ready
	maxLife  = 30 * time.Minute // how long it may run, whatever the tests do
	attempts = 3                // how many ports are tried
)

// start builds the server when needed and runs it. Test processes take turns, so that two of them neither build the
// same server at once nor get the same free port.
func start() (*Server, error) {
	given := os.Getenv(Binary)
	dir, err := toolDir()
	if err != nil && given == "" {
		return nil, err
	}
	if err == nil {
		unlock, err := lock(dir)
		if err != nil {
			return nil, fmt.Errorf("waiting for another test process: %w", err)
		}
		defer unlock()
	}
	var path string
	if given != "" {
		path, err = filepath.Abs(given)
	} else {
		path, err = build(dir)
	}
	if err != nil {
		return nil, err
	}
	for try := 1; ; try++ {
		server, err := run(path)
		if err == nil || try == attempts {
			return server, err
		}
	}
}

// run starts the server at path on a free port and waits until it answers our user.
func run(path string) (_ *Server, err error) {
	dir, err := os.MkdirTemp("", "sig4-minio-")
	if err != nil {
		return nil, err
	}
	s := &Server{AccessKeyID: "user" + rand.Text(), SecretAccessKey: rand.Text(), dir: dir}
	defer func() {
		if err != nil {
			s.stop()
		}
	}()
	if s.Host, err = freeAddress(); err != nil {
		return nil, err
	}
	s.client, err = minio.New(s.Host, &minio.Options{
		Creds:     credentials.NewStaticV4(s.AccessKeyID, s.SecretAccessKey, ""),
		Region:    Region,
		Transport: transport(),
	})
	if err != nil {
		return nil, err
	}
	if s.process, err = s.launch(path); err != nil {
		return nil, err
	}
	if err := s.wait(); err != nil {
		log, _ := os.ReadFile(s.log())
		return nil, fmt.Errorf("%s: %w\n%s", path, err, tail(log))
	}
	return s, nil
}

func (s *Server) log() string { return filepath.Join(s.dir, "log") }

// launch starts the process. Its environment is ours from the first variable to the last, so no proxy, no cloud
// credentials and no MinIO settings of the person who tests can change what the server does.
func (s *Server) launch(path string) (*child.Process, error) {
	log, err := os.Create(s.log())
	if err != nil {
		return nil, err
	}
	defer log.Close()

	ctx, cancel := context.WithTimeout(context.Background(), maxLife)
	cmd := exec.CommandContext(ctx, path, "server", "--quiet", "--address", s.Host, filepath.Join(s.dir, "data"))
	cmd.Dir = s.dir
	cmd.Stdout, cmd.Stderr = log, log
	cmd.Env = []string{
		"HOME=" + s.dir,
		"TMPDIR=" + s.dir,
		"MINIO_ROOT_USER=" + s.AccessKeyID,
		"MINIO_ROOT_PASSWORD=" + s.SecretAccessKey,
		"MINIO_SITE_REGION=" + Region,
		"MINIO_BROWSER=off", // no console, no second port
		"MINIO_UPDATE=off",  // no look for newer releases
	}
	for _, name := range []string{"SYSTEMROOT", "TEMP", "TMP"} { // Windows starts nothing without
		if value, ok := os.LookupEnv(name); ok {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	p, err := child.Start(cmd)
	if err != nil {
		cancel()
		return nil, err
	}
	go func() {
		<-p.Done
		cancel()
	}()
	return p, nil
}

// wait returns when the server says that it is ready and knows our user, which no other server on that port would.
func (s *Server) wait() error {
	ctx, cancel := context.WithTimeout(context.Background(), maxStart)
	defer cancel()
	client := &http.Client{Transport: transport()}
	defer client.CloseIdleConnections()

	for {
		err := s.ready(ctx, client)
		if err == nil {
			return nil
		}
		select {
		case <-s.process.Done:
			return fmt.Errorf("the server ended before it was ready: %v", s.process.Err)
		case <-ctx.Done():
			return fmt.Errorf("the server was not ready after %s: %w", maxStart, err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (s *Server) ready(ctx context.Context, client *http.Client) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL()+"/minio/health/ready", nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("health check: %s", resp.Status)
	}
	_, err = s.client.ListBuckets(ctx)
	return err
}

// stop ends the server and removes what it stored. It may be called for a server that did not start.
func (s *Server) stop() {
	if s.process != nil {
		s.process.Kill()
	}
	if err := os.RemoveAll(s.dir); err != nil {
		say("removing the server's folder: %v", err)
	}
}

// freeAddress is a loopback address with a port that was free a moment ago.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
