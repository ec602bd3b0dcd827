package day

import "time"

// Settings are what makes a civil day for a person.
type Settings struct {
	// Zone is the person's time zone; nil is UTC.
	Zone *time.Location
	// DayStart is the hour at which the person's day begins, 0..11.
	DayStart int
}

func (s Settings) zone() *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone
}

// Change says what today is before and after a change of settings. Stored days stay as they are; this is
// about what is logged from now on.
type Change struct {
	// Before is today under the old settings, BeforeEnds when it would end.
	Before     Date
	BeforeEnds time.Time
	// After is today under the new settings, AfterEnds when it ends.
	After     Date
	AfterEnds time.Time
	// Skipped are days between the two that the change jumps over: nobody can live them any more.
	Skipped []Date
	// Again tells that a day which was over already is today once more.
	Again bool
}

// PreviewChange tells what replacing the old settings by the new ones at instant now means for today.
func PreviewChange(before, after Settings, now time.Time) Change {
	c := Change{Before: Of(now, before.zone(), before.DayStart), After: Of(now, after.zone(), after.DayStart)}
	_, c.BeforeEnds = Bounds(c.Before, before.zone(), before.DayStart)
	_, c.AfterEnds = Bounds(c.After, after.zone(), after.DayStart)
	for d := c.Before.AddDays(1); d < c.After; d = d.AddDays(1) {
		c.Skipped = append(c.Skipped, d)
	}
	c.Again = c.After < c.Before
	return c
}
