package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
)

// progress is one line that tells what is being worked on, how far it is and how fast; on a terminal only.
type progress struct {
	out      io.Writer
	now      func() time.Time
	name     string
	since    time.Time
	told     time.Time
	rows     int64 // of the steps before
	begun    time.Time
	lastDone int64
}

// tellEvery keeps a terminal readable.
const tellEvery = 100 * time.Millisecond

// newProgress writes nowhere when f is no terminal.
func newProgress(f *os.File) *progress {
	p := &progress{now: clock.System{}.Now}
	if isTerminal(f) {
		p.out = f
	}
	return p
}

// step tells that done of total rows of a table are through; total 0 is unknown.
func (p *progress) step(name string, done, total int64) {
	if p.out == nil {
		return
	}
	now := p.now()
	if p.begun.IsZero() {
		p.begun = now
	}
	if name != p.name {
		p.rows += p.lastDone
		p.name, p.since, p.told = name, now, time.Time{}
	}
	p.lastDone = done
	if now.Sub(p.told) < tellEvery {
		return
	}
	p.told = now
	_, _ = fmt.Fprint(p.out, "\r\033[K", p.line(done, total, now))
}

// line is such as "journal_entries  12000 of 48000 (25 %)  31000 rows/s, 15000 rows so far".
func (p *progress) line(done, total int64, now time.Time) string {
	text := fmt.Sprintf("%s  %d", p.name, done)
	if total > 0 {
		text += fmt.Sprintf(" of %d (%d %%)", total, done*100/total)
	}
	if took := now.Sub(p.since); took > tellEvery && done > 0 {
		text += fmt.Sprintf("  %.0f rows/s", float64(done)/took.Seconds())
	}
	return text + fmt.Sprintf(", %d rows so far", p.rows+done)
}

// end wipes the line.
func (p *progress) end() {
	if p.out != nil {
		_, _ = fmt.Fprint(p.out, "\r\033[K")
	}
}
