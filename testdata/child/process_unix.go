//go:build unix

package child

import (
	"os/exec"
	"syscall"
)

// killGroup kills the process and all that it started.
func killGroup(cmd *exec.Cmd) error {
	return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
}
