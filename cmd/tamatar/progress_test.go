package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
)

func TestProgressTellsTableRowsPercentAndRate(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(0, 0)
	p := &progress{out: &out, now: func() time.Time { return now }}
	p.step("audit_records", 0, 50)
	p.step("audit_records", 50, 50)
	now = now.Add(time.Second)
	p.step("journal_entries", 0, 4000)
	now = now.Add(2 * time.Second)
	p.step("journal_entries", 1000, 4000)
	p.step("journal_entries", 1001, 4000) // too soon to be told
	p.end()
	text := out.String()
	for _, want := range []string{"audit_records  0 of 50 (0 %)", "journal_entries  1000 of 4000 (25 %)  500 rows/s, 1050 rows so far"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q lacks %q", text, want)
		}
	}
	if strings.Contains(text, "1001") || !strings.HasSuffix(text, "\r\033[K") {
		t.Errorf("%q", text)
	}
}

func TestProgressIsQuietWithoutATerminal(t *testing.T) {
	f, err := os.Create(t.TempDir() + "/log")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p := newProgress(f)
	p.step("a", 1, 2)
	p.end()
	if info, err := f.Stat(); err != nil || info.Size() != 0 {
		t.Errorf("%d bytes, %v", info.Size(), err)
	}
}
