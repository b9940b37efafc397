package child

import (
	"os/exec"
	"syscall"
)

// setAttributes gives the child a process group of its own and lets it die with the thread that started it.
func setAttributes(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
