//go:build !linux

package app

import "runtime/debug"

// settle hands back the heap that only the start needed.
func settle() { debug.FreeOSMemory() }
