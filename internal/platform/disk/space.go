//go:build unix

package disk

import (
	"fmt"
	"syscall"
)

// Space gives the bytes that this process may still use on the file system of path, and its size.
func Space(path string) (free, total uint64, err error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(path, &s); err != nil {
		return 0, 0, fmt.Errorf("ask for free space: %w", err)
	}
	size := uint64(s.Bsize) //nolint:gosec // a block size is never negative
	return s.Bavail * size, s.Blocks * size, nil
}
