//go:build unix && !linux

package child

import (
	"os/exec"
	"syscall"
)

// setAttributes gives the child a process group of its own.
func setAttributes(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}
