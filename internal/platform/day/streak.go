package day

import (
	"slices"
	"time"
)

// Mark says what a civil day means for the streak.
type Mark string

// The marks of a day. An active day is active, whatever else was planned for it.
const (
	// MarkNone is a day before the first active one.
	MarkNone Mark = "none"
	// MarkActive is a day with something logged.
	MarkActive Mark = "active"
	// MarkRest is a weekday on which nothing is due.
	MarkRest Mark = "rest"
	// MarkSick is a day off for illness.
	MarkSick Mark = "sick"
	// MarkVacation is a day off for vacation.
	MarkVacation Mark = "vacation"
	// MarkFreeze is a missed day that an earned freeze made up for.
	MarkFreeze Mark = "freeze"
	// MarkMissed is a due day with nothing logged.
	MarkMissed Mark = "missed"
	// MarkFuture is a day that is not decided yet: today while it is due, and due days after it.
	MarkFuture Mark = "future"
)

// StreakState is where a streak stands.
type StreakState string

// The states of a streak.
const (
	// StreakNone means nothing was ever logged.
	StreakNone StreakState = "none"
	// StreakAlive means today is logged, or nothing is due today.
	StreakAlive StreakState = "alive"
	// StreakOpen means today is due and not logged yet.
	StreakOpen StreakState = "open"
	// StreakFrozen means today is due and not logged yet, and the last due day was saved by a freeze.
	StreakFrozen StreakState = "frozen"
	// StreakBroken means there was a streak and it ended.
	StreakBroken StreakState = "broken"
)

// FreezePolicy is how freezes are earned. The zero value has none.
type FreezePolicy struct {
	// EarnEvery is the number of active days that earn one freeze.
	EarnEvery int
	// Max is how many freezes can be held; at the maximum nothing further is earned.
	Max int
}

// Rules are what a person chose, from a day on. Earlier days keep the rules they were lived under, so a change
// never rewrites the past.
type Rules struct {
	// From is the first day under these rules. The earliest rules also hold before it.
	From Date
	// RestWeekdays are weekdays on which nothing is due.
	RestWeekdays []time.Weekday
	// Freeze is the policy for freezes.
	Freeze FreezePolicy
}

// Off is a stretch of days off.
type Off struct {
	Range
	// Mark is MarkSick, MarkVacation or MarkRest. Where stretches overlap, the first in the list names the day.
	Mark Mark
}

// StreakInput is all that a streak depends on.
type StreakInput struct {
	// Active are the days with something logged, in any order; repeats are harmless. One day after Today counts
	// (somebody flew back over the date line); later days do not count yet.
	Active []Date
	// Rules are the person's choices over time, in any order; none means every day is due and nothing freezes.
	Rules []Rules
	// Off are days off; they may lie in the future.
	Off []Off
	// Today is the person's civil day, from Of.
	Today Date
	// Zone and DayStart say when a civil day ends for the person now. A nil zone is UTC.
	Zone     *time.Location
	DayStart int
	// Show is the range to return marks for; an empty range returns none.
	Show Range
}

// DayMark is one day with its mark.
type DayMark struct {
	Day  Date
	Mark Mark
}

// Streak is what follows from the days.
type Streak struct {
	// State is where the streak stands.
	State StreakState
	// Current is the number of active days in the running streak; 0 when there is none.
	// Days off and frozen days do not count, and do not end it.
	Current int
	// CurrentFrom is the first day of the running streak; empty when there is none.
	CurrentFrom Date
	// Longest is the largest number of active days that any streak had.
	Longest int
	// LastActive is the latest active day; empty when there is none.
	LastActive Date
	// AliveUntil is the instant at which the streak breaks if nothing more is logged: the end of a civil day, after the
	// days off and the freezes that come before it. Zero when no streak runs, or when nothing can be due for ten years.
	AliveUntil time.Time
	// NextDue is the next day on which something is due: today while it is open, else a later day.
	// Empty when nothing is due for ten years.
	NextDue Date
	// FreezesLeft is the number of freezes held.
	FreezesLeft int
	// FreezeIn is the number of active days until the next freeze is earned; 0 when none can be.
	FreezeIn int
	// Marks are the days of StreakInput.Show, in order.
	Marks []DayMark
}

// horizon bounds every look into the future, in days.
const horizon = 3660

// ComputeStreak is the one definition of a streak. It walks from the first active day to today:
// an active day lengthens the streak and counts towards a freeze, a day off does nothing, a due day with nothing
// logged uses a freeze or ends the streak (and with it what was collected towards a freeze). Today, while
// nothing is logged, ends nothing. A day that the zone never had is not due.
//
// The result does not depend on the order of the input. Another active day or day off never makes Current or
// Longest smaller.
func ComputeStreak(in StreakInput) Streak {
	w := newWalk(in)
	if len(w.active) == 0 {
		out := Streak{State: StreakNone, NextDue: w.nextDue(w.today)}
		out.Marks = w.marks(in.Show)
		return out
	}
	for o := w.active[0]; o <= w.end; o = w.from(o + 1) {
		w.step(o)
	}
	out := w.streak
	out.LastActive = w.active[len(w.active)-1].date()
	out.State = w.state()
	out.NextDue = w.nextDue(w.today)
	out.FreezesLeft, out.FreezeIn = w.held, w.untilFreeze()
	if out.Current > 0 {
		out.AliveUntil = w.aliveUntil()
	}
	out.Marks = w.marks(in.Show)
	return out
}

func sortedActive(days []Date, until ord) []ord {
	out := make([]ord, 0, len(days))
	for _, d := range days {
		if o := d.ord(); o <= until {
			out = append(out, o)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
