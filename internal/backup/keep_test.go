package backup_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tamatar.dev/tamatar/internal/backup"
)

func TestKeptAfterAYearOfDailyBackups(t *testing.T) {
	now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC) // a Sunday
	var all []time.Time
	for day := range 400 {
		all = append(all, now.AddDate(0, 0, -day), now.AddDate(0, 0, -day).Add(-time.Hour))
	}
	var kept []string
	for i, k := range (backup.Keep{Daily: 3, Weekly: 3, Monthly: 3}).Kept(all) {
		if k {
			kept = append(kept, all[i].Format(time.DateTime))
		}
	}
	want := []string{
		"2026-11-22 03:00:00", "2026-11-21 03:00:00", "2026-11-20 03:00:00", // days
		"2026-11-15 03:00:00", "2026-11-08 03:00:00", // the Sundays before: newest of their weeks
		"2026-10-31 03:00:00", "2026-09-30 03:00:00", // last days of the months before
	}
	if !slices.Equal(kept, want) {
		t.Errorf("%v, want %v", kept, want)
	}
}

func TestTheNewestIsAlwaysKept(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(1, 50).Draw(r, "n")
		at, all := time.Unix(2e9, 0), []time.Time{}
		for range n {
			all = append(all, at)
			at = at.Add(-time.Duration(rapid.IntRange(0, 1e6).Draw(r, "seconds")) * time.Second)
		}
		k := backup.Keep{
			Daily: rapid.IntRange(0, 5).Draw(r, "daily"), Weekly: rapid.IntRange(0, 5).Draw(r, "weekly"), Monthly: rapid.IntRange(0, 5).Draw(r, "monthly"),
		}
		kept, count := k.Kept(all), 0
		for _, is := range kept {
			if is {
				count++
			}
		}
		if !kept[0] || count > max(1, k.Daily+k.Weekly+k.Monthly) {
			r.Fatalf("%+v keeps %v", k, kept)
		}
	})
}
