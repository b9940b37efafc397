//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package miniotest

import (
	"os"
	"syscall"
)

// lock waits until no other test process is building or starting a server. The lock lies on the folder itself, so it
// leaves no file behind, and the system takes it back when this process ends.
func lock(dir string) (unlock func(), err error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	for {
		if err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != syscall.EINTR {
			break
		}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}
