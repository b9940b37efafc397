package browser

import (
	"os/exec"
	"runtime"
	"time"
)

// process is a running child.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
	err  error         // how it ended; read it after done
}

// startProcess starts cmd so that it ends with its context, with kill and, where the system can promise it, with this
// process, however that ends.
func startProcess(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, done: make(chan struct{})}
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
			p.err = cmd.Wait()
			close(p.done)
		}
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	return p, nil
}

// kill ends the process and returns when it is gone.
func (p *process) kill() {
	select {
	case <-p.done:
	default:
		killGroup(p.cmd) // an error means that it ended in this moment
		<-p.done
	}
}
