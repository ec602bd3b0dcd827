package journalsvc

import (
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
)

// stamp is where an entry stands in time: decided once, when it is written.
type stamp struct {
	day      day.Date
	zone     string
	offset   int // minutes from UTC
	loggedAt time.Time
	late     bool
}

// newStamp tells the civil day of loggedAt in the zone, for somebody whose day begins at dayStart. A day
// chosen by the person wins. Error: journal.ErrZoneUnknown.
func newStamp(loggedAt time.Time, zone string, dayStart int, chosen *day.Date) (stamp, error) {
	loc, err := day.LoadZone(zone)
	if err != nil {
		return stamp{}, journal.ErrZoneUnknown.WithField("zone", journal.ErrZoneUnknown.Public)
	}
	loggedAt = loggedAt.UTC().Truncate(time.Millisecond)
	_, seconds := loggedAt.In(loc).Zone()
	st := stamp{zone: zone, offset: seconds / 60, loggedAt: loggedAt, day: day.Of(loggedAt, loc, dayStart)}
	st.late = day.Late(loggedAt, loc, dayStart)
	if chosen != nil && *chosen != st.day {
		st.day, st.late = *chosen, false
	}
	return st, nil
}
