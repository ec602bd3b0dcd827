package notify

import (
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/platform/day"
)

// Minute is a time of day in minutes after midnight, 0 to 1439.
type Minute int

// ParseMinute reads "18:30". Error: [ErrBadTime].
func ParseMinute(text string) (Minute, error) {
	if len(text) != 5 || text[2] != ':' {
		return 0, ErrBadTime
	}
	for _, i := range []int{0, 1, 3, 4} {
		if text[i] < '0' || text[i] > '9' {
			return 0, ErrBadTime
		}
	}
	h, m := int(text[0]-'0')*10+int(text[1]-'0'), int(text[3]-'0')*10+int(text[4]-'0')
	if h > 23 || m > 59 {
		return 0, ErrBadTime
	}
	return Minute(h*60 + m), nil
}

// String is the form that [ParseMinute] reads.
func (m Minute) String() string { return fmt.Sprintf("%02d:%02d", int(m)/60, int(m)%60) }

// QuietHours are a stretch of every day in which nothing comes at once. From and To alike mean none. To may be on the
// next day: from 22:00 to 07:00.
type QuietHours struct{ From, To Minute }

// On reports whether there are any.
func (q QuietHours) On() bool { return q.From != q.To }

// End is when the quiet hours that t lies in are over; false when t is in none. Each evening's stretch is a stretch of
// instants, so an hour that the clock shows twice does not begin them again.
func (q QuietHours) End(t time.Time, loc *time.Location) (time.Time, bool) {
	if !q.On() {
		return time.Time{}, false
	}
	today := day.Of(t, loc, 0)
	for _, d := range []day.Date{today.AddDays(-1), today} {
		from, ok := day.At(d, loc, int(q.From))
		if !ok || t.Before(from) {
			continue
		}
		last := d
		if q.To < q.From {
			last = d.AddDays(1)
		}
		to, ok := day.At(last, loc, int(q.To))
		for i := 0; !ok && i < 3; i++ { // the zone never had that day
			last = last.AddDays(1)
			to, ok = day.At(last, loc, int(q.To))
		}
		if t.Before(to) {
			return to, true
		}
	}
	return time.Time{}, false
}

// Next is the first instant after a moment at which the wall clock of loc comes to at, on a day that wanted accepts; nil
// accepts all. Days that the zone never had are passed over. It is zero when there is none within a month.
func Next(after time.Time, loc *time.Location, at Minute, wanted func(time.Time) bool) time.Time {
	d := day.Of(after, loc, 0).AddDays(-1)
	for range 31 {
		if t, ok := day.At(d, loc, int(at)); ok && t.After(after) && (wanted == nil || wanted(t)) {
			return t
		}
		d = d.AddDays(1)
	}
	return time.Time{}
}
