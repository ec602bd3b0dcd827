package app

import (
	"os"
	"slices"
	"strings"
	"testing"
)

const smaps = `00400000-013fb000 r-xp 00000000 fe:00 11 /usr/bin/tamatar
Private_Dirty:      8192 kB
Anonymous:             0 kB
VmFlags: rd ex mr mw me
013fb000-028d0000 r--p 00ffb000 fe:00 11 /usr/bin/tamatar
Private_Dirty:         0 kB
Anonymous:             4 kB
VmFlags: rd mr mw me
028d0000-029ce000 rw-p 024d0000 fe:00 11 /usr/bin/tamatar
Private_Dirty:         0 kB
Anonymous:             0 kB
VmFlags: rd wr mr mw me
7f97cf6a9000-7f97cf7ff000 r-xp 00000000 fe:00 12 /usr/lib/libc.so.6
Private_Dirty:         0 kB
Anonymous:             0 kB
VmFlags: rd ex mr mw me
`

func TestOnlyUntouchedPagesOfTheProgramAreHandedBack(t *testing.T) {
	want := []pages{{from: 0x400000, to: 0x13fb000}}
	if got := programPages(strings.NewReader(smaps), "/usr/bin/tamatar"); !slices.Equal(got, want) {
		t.Errorf("got %x", got)
	}
}

func TestTheProgramGoesOnAfterSettling(t *testing.T) {
	settle()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	maps, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = maps.Close() }()
	if len(programPages(maps, self)) == 0 {
		t.Error("no pages of this program were found")
	}
}
