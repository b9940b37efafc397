// Command sig4 signs requests with AWS Signature Version 4: presigned URLs,
// browser upload forms and raw HTTP requests, for S3 and for any other service.
//
// "sig4 help" shows what it can do, with examples first.
package main

import (
	"context"
	"io"
	"os"
	"runtime/debug"
	"time"
)

func main() {
	os.Exit(run(context.Background(), env{
		args:      os.Args[1:],
		stdin:     os.Stdin,
		stdout:    os.Stdout,
		stderr:    os.Stderr,
		lookup:    os.LookupEnv,
		now:       time.Now,
		buildInfo: debug.ReadBuildInfo,
		terminal:  func() bool { return isTerminal(os.Stderr) && !isTerminal(os.Stdout) },
		inputSize: func() int64 { return remaining(os.Stdin) },
	}))
}

// isTerminal reports whether f is a character device other than the null device.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// remaining returns how much of a regular file is still to be read, or 0.
func remaining(f *os.File) int64 {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return 0
	}
	at, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0
	}
	return max(info.Size()-at, 0)
}
