// Command sig4 signs requests with AWS Signature Version 4: presigned URLs,
// browser upload forms and raw HTTP requests, for S3 and for any other service.
//
// "sig4 help" shows what it can do, with examples first.
package main

import (
	"context"
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
	}))
}
