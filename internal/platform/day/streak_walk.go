package day

import (
	"cmp"
	"slices"
	"time"
)

// A walk goes through the days once, from the first active one on.
type walk struct {
	zone     *time.Location
	dayStart int
	today    ord
	end      ord // today, or the day after when it is active already
	active   []ord
	rules    []rulesAt
	off      []offAt

	next      int // index of the next active day
	held      int // freezes
	collected int // active days towards the next freeze
	streak    Streak
	frozen    []ord
	lastDue   Mark // what became of the last due day before today
}

type rulesAt struct {
	from   ord
	rest   [7]bool
	freeze FreezePolicy
}

type offAt struct {
	from, to ord
	mark     Mark
}

func newWalk(in StreakInput) *walk {
	w := &walk{zone: in.Zone, dayStart: clampStart(in.DayStart), today: in.Today.ord()}
	if w.zone == nil {
		w.zone = time.UTC
	}
	w.active = sortedActive(in.Active, w.today+1)
	w.end = w.today
	if n := len(w.active); n > 0 && w.active[n-1] > w.today {
		w.end = w.active[n-1]
	}
	for _, r := range in.Rules {
		at := rulesAt{from: r.From.ord(), freeze: r.Freeze}
		for _, wd := range r.RestWeekdays {
			at.rest[((int(wd)%7)+7)%7] = true
		}
		w.rules = append(w.rules, at)
	}
	slices.SortStableFunc(w.rules, func(a, b rulesAt) int { return cmp.Compare(a.from, b.from) })
	for _, o := range in.Off {
		w.off = append(w.off, offAt{from: o.From.ord(), to: o.To.ord(), mark: o.Mark})
	}
	return w
}

// rulesOn returns the rules in force on a day: the latest that began by then.
func (w *walk) rulesOn(o ord) rulesAt {
	if len(w.rules) == 0 {
		return rulesAt{}
	}
	i, _ := slices.BinarySearchFunc(w.rules, o+1, func(r rulesAt, o ord) int { return cmp.Compare(r.from, o) })
	return w.rules[max(i-1, 0)]
}

// offOn returns why nothing is due on a day, or "".
func (w *walk) offOn(o ord) Mark {
	for _, r := range w.off {
		if r.from <= o && o <= r.to {
			return r.mark
		}
	}
	if w.rulesOn(o).rest[o.weekday()] {
		return MarkRest
	}
	return ""
}

func (w *walk) isActive(o ord) bool {
	_, found := slices.BinarySearch(w.active, o)
	return found
}

// skipped reports whether the person's zone never had the day, so that nobody could log on it.
func (w *walk) skipped(o ord) bool { return !Exists(o.date(), w.zone, w.dayStart) }

func (w *walk) step(o ord) {
	w.adopt(o)
	switch off := w.offOn(o); {
	case w.next < len(w.active) && w.active[w.next] == o:
		w.next++
		w.addActive(o)
	case off != "", o == w.today, w.streak.Current == 0, w.skipped(o):
	case w.held > 0:
		w.held--
		w.frozen = append(w.frozen, o)
		w.lastDue = MarkFreeze
	default:
		w.streak.Current, w.streak.CurrentFrom = 0, ""
		w.held, w.collected = 0, 0
		w.lastDue = MarkMissed
	}
}

// adopt fits what was earned under earlier rules to those of the day.
func (w *walk) adopt(o ord) {
	p := w.rulesOn(o).freeze
	w.held = min(w.held, max(p.Max, 0))
	w.collected = min(w.collected, max(p.EarnEvery-1, 0))
	if w.held >= p.Max {
		w.collected = 0
	}
}

// from returns the next day worth a step: without a running streak nothing happens before the next active day.
func (w *walk) from(o ord) ord {
	if w.streak.Current > 0 {
		return o
	}
	if w.next < len(w.active) {
		return w.active[w.next]
	}
	return w.end + 1
}

func (w *walk) addActive(o ord) {
	if w.streak.Current == 0 {
		w.streak.CurrentFrom = o.date()
	}
	w.streak.Current++
	w.streak.Longest = max(w.streak.Longest, w.streak.Current)
	w.lastDue = MarkActive
	p := w.rulesOn(o).freeze
	if p.EarnEvery <= 0 || w.held >= p.Max {
		return
	}
	if w.collected++; w.collected >= p.EarnEvery {
		w.collected = 0
		w.held++
	}
}

func (w *walk) state() StreakState {
	switch {
	case w.streak.Current == 0:
		return StreakBroken
	case w.isActive(w.today) || w.offOn(w.today) != "" || w.skipped(w.today):
		return StreakAlive
	case w.lastDue == MarkFreeze:
		return StreakFrozen
	default:
		return StreakOpen
	}
}

// due reports whether something has to be logged on the day and is not yet.
func (w *walk) due(o ord) bool { return !w.isActive(o) && w.offOn(o) == "" && !w.skipped(o) }

func (w *walk) nextDue(from ord) Date {
	for o := from; o <= min(from+horizon, lastOrd); o++ {
		if w.due(o) {
			return o.date()
		}
	}
	return ""
}

// aliveUntil plays the coming days with nothing logged, until one ends the streak.
func (w *walk) aliveUntil() time.Time {
	held := w.held
	for o := w.today; o <= min(w.today+horizon, lastOrd); o++ {
		held = min(held, max(w.rulesOn(o).freeze.Max, 0))
		switch {
		case !w.due(o):
		case held > 0:
			held--
		default:
			_, to := Bounds(o.date(), w.zone, w.dayStart)
			return to
		}
	}
	return time.Time{}
}

func (w *walk) untilFreeze() int {
	p := w.rulesOn(w.today).freeze
	if p.EarnEvery <= 0 || w.held >= p.Max {
		return 0
	}
	return p.EarnEvery - w.collected
}

func (w *walk) marks(show Range) []DayMark {
	if show.Len() == 0 {
		return nil
	}
	out := make([]DayMark, 0, show.Len())
	for o, last := show.From.ord(), show.To.ord(); o <= last; o++ {
		out = append(out, DayMark{Day: o.date(), Mark: w.mark(o)})
	}
	return out
}

func (w *walk) mark(o ord) Mark {
	if w.isActive(o) {
		return MarkActive
	}
	if off := w.offOn(o); off != "" {
		return off
	}
	if _, found := slices.BinarySearch(w.frozen, o); found {
		return MarkFreeze
	}
	switch {
	case w.skipped(o):
		return MarkRest
	case o >= w.today:
		return MarkFuture
	case len(w.active) == 0 || o < w.active[0]:
		return MarkNone
	default:
		return MarkMissed
	}
}
