// Package child starts the programs that tests need, such as a server or a
// browser, so that they end with the tests.
package child

import (
	"os/exec"
	"runtime"
	"time"
)

// Process is a running child. Get one with [Start].
type Process struct {
	Done <-chan struct{} // closed when it has ended
	Err  error           // how it ended; read it after Done

	cmd *exec.Cmd
}

// Start starts cmd so that it ends with its context, with Kill and, where the system can promise it, with this
// process, however that ends.
func Start(cmd *exec.Cmd) (*Process, error) {
	done := make(chan struct{})
	p := &Process{Done: done, cmd: cmd}
	setAttributes(cmd)
	cmd.Cancel = func() error { return killGroup(cmd) }
	cmd.WaitDelay = 10 * time.Second

	started := make(chan error)
	go func() {
		// Linux ties a child's life to the thread that started it, so this thread stays until the child has ended.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.Err = cmd.Wait()
			close(done)
		}
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	return p, nil
}

// Kill ends the process and returns when it is gone.
func (p *Process) Kill() {
	select {
	case <-p.Done:
	default:
		killGroup(p.cmd) // an error means that it ended in this moment
		<-p.Done
	}
}
