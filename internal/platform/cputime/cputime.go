package cputime

import (
	"syscall"
	"testing"
	"time"
)

// Used is the processor time of this process so far, in its own code and in the kernel. It ends t when the system does not tell.
func Used(t testing.TB) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
