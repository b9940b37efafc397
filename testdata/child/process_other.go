//go:build !unix

package child

import "os/exec"

func setAttributes(*exec.Cmd) {}

// killGroup kills the process.
func killGroup(cmd *exec.Cmd) error { return cmd.Process.Kill() }
