package insights

import (
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// Streak is where the person's streak stands; see [day.Streak].
type Streak struct {
	Current int
	Longest int
	State   StreakState
	// AliveUntil is nil when no streak runs, and when nothing can be due for ten years.
	AliveUntil  *time.Time
	LastActive  *day.Date
	FreezesLeft int
}

// Limits of the freeze policy.
const (
	MaxFreezeEvery = 365
	MaxFreezeMax   = 30
)

// Freezes of somebody who chose nothing: one for each full week of active days, two at most.
const (
	DefaultFreezeEvery = 7
	DefaultFreezeMax   = 2
)

// ErrFreezeOutOfRange refuses a freeze policy outside its limits.
var ErrFreezeOutOfRange = errs.New(errs.Invalid, "insights.freeze_out_of_range",
	"A freeze is earned with 1 to 365 active days (0 switches freezes off), and 0 to 30 can be kept.")

// StreakSettings are what the person chose for their streak.
type StreakSettings struct {
	// RestDays are weekdays on which nothing is due.
	RestDays []identity.Weekday
	// FreezeEvery is the number of active days that earn a freeze; 0 switches freezes off.
	FreezeEvery int
	// FreezeMax is how many freezes can be kept.
	FreezeMax int
}

// DefaultStreakSettings hold until the person chooses.
func DefaultStreakSettings() StreakSettings {
	return StreakSettings{RestDays: []identity.Weekday{}, FreezeEvery: DefaultFreezeEvery, FreezeMax: DefaultFreezeMax}
}

// Rules are the settings as the streak calculus takes them, in force from a day on.
func (s StreakSettings) Rules(from day.Date) day.Rules {
	r := day.Rules{From: from, Freeze: day.FreezePolicy{EarnEvery: s.FreezeEvery, Max: s.FreezeMax}}
	for _, w := range s.RestDays {
		r.RestWeekdays = append(r.RestWeekdays, w.Time())
	}
	return r
}

// StreakSettingsInput is a choice as it was sent.
type StreakSettingsInput struct {
	RestDays    []identity.Weekday
	FreezeEvery int
	FreezeMax   int
}

// Settings checks the input and returns it with every rest day once, in the order of the week from Monday.
// Error: [ErrFreezeOutOfRange].
func (in StreakSettingsInput) Settings() (StreakSettings, error) {
	if in.FreezeEvery < 0 || in.FreezeEvery > MaxFreezeEvery {
		return StreakSettings{}, ErrFreezeOutOfRange.WithField("freezeEvery", ErrFreezeOutOfRange.Public)
	}
	if in.FreezeMax < 0 || in.FreezeMax > MaxFreezeMax {
		return StreakSettings{}, ErrFreezeOutOfRange.WithField("freezeMax", ErrFreezeOutOfRange.Public)
	}
	out := StreakSettings{RestDays: []identity.Weekday{}, FreezeEvery: in.FreezeEvery, FreezeMax: in.FreezeMax}
	for i := range 7 {
		w := identity.WeekdayOf(time.Weekday((i + 1) % 7))
		for _, chosen := range in.RestDays {
			if chosen == w {
				out.RestDays = append(out.RestDays, w)
				break
			}
		}
	}
	return out, nil
}

// StreakSettingsPayload answers updateStreakSettings.
type StreakSettingsPayload struct {
	Settings *StreakSettings
	Errors   []errs.UserError
}
