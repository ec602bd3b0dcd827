package app

import (
	"bufio"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// settle hands back what only the start needed: heap, and the pages of the program itself. Those come from the file
// again when they are used, a moment later and few of them; until then they need not count as memory of the server.
func settle() {
	debug.FreeOSMemory()
	self, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return // without /proc there is nothing to know
	}
	maps, err := os.Open("/proc/self/smaps")
	if err != nil {
		return
	}
	defer func() { _ = maps.Close() }()
	for _, part := range programPages(maps, self) {
		// It may fail; then the pages stay.
		_, _, _ = unix.Syscall(unix.SYS_MADVISE, part.from, part.to-part.from, unix.MADV_DONTNEED)
	}
}

type pages struct{ from, to uintptr }

// programPages lists the parts of the program in memory that are exactly what its file holds: readable only, and never
// written to by this process.
func programPages(smaps io.Reader, program string) []pages {
	var out []pages
	var at pages
	clean := false
	lines := bufio.NewScanner(smaps)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) >= 5 && strings.Contains(fields[0], "-"):
			at, clean = pagesOf(fields[0]), len(fields) == 6 && fields[5] == program && (fields[1] == "r-xp" || fields[1] == "r--p")
		case len(fields) == 3 && fields[0] == "Anonymous:":
			clean = clean && fields[1] == "0"
		case len(fields) > 0 && fields[0] == "VmFlags:":
			if clean && at.to > at.from {
				out = append(out, at)
			}
		}
	}
	return out
}

func pagesOf(text string) pages {
	from, to, _ := strings.Cut(text, "-")
	a, errA := strconv.ParseUint(from, 16, 64)
	b, errB := strconv.ParseUint(to, 16, 64)
	if errA != nil || errB != nil {
		return pages{}
	}
	return pages{from: uintptr(a), to: uintptr(b)}
}
