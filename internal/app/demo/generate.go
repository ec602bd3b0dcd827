package demo

import (
	"fmt"
	"math/rand/v2"
	"time"

	"tamatar.dev/tamatar/internal/platform/day"
)

// months is how far back the logs go.
const months = 18

// Logs gives every log of the persona up to and including the last day, oldest first.
// It fails only when the persona's zone is not known.
func (p Persona) Logs(last day.Date) ([]Log, error) {
	loc, err := day.LoadZone(p.Zone)
	if err != nil {
		return nil, fmt.Errorf("zone of %s: %w", p.Handle, err)
	}
	var logs []Log
	total := last.Sub(day.Date(last.Time(time.UTC).AddDate(0, -months, 0).Format(time.DateOnly)))
	for ago := total; ago >= 0; ago-- {
		d := last.AddDays(-ago)
		// Each day has a source of its own, so that a longer or shorter range changes no day of it.
		src := rand.New(rand.NewPCG(p.seed, uint64(d.Sub("2000-01-01"))))
		if p.away(ago) || src.IntN(100) >= p.habits.active[d.Weekday()] && ago > 9 {
			continue
		}
		logs = append(logs, p.dayLogs(src, d, loc)...)
	}
	return logs, nil
}

func (p Persona) away(daysAgo int) bool {
	for _, h := range p.holidays {
		if daysAgo <= h.fromDaysAgo && daysAgo >= h.toDaysAgo {
			return true
		}
	}
	return false
}

func (p Persona) dayLogs(src *rand.Rand, d day.Date, loc *time.Location) []Log {
	n := 1
	for n < 6 && src.IntN(100) < p.habits.more {
		n++
	}
	date := d.Time(time.UTC)
	span := p.habits.to - p.habits.from
	logs := make([]Log, 0, n)
	for i := range n {
		kind := pick(src, kinds)
		at := time.Date(date.Year(), date.Month(), date.Day(),
			p.habits.from+span*i/n, src.IntN(60), src.IntN(60), 0, loc)
		body, tags := p.phrases.write(src, kind)
		logs = append(logs, Log{
			Key: fmt.Sprintf("demo:%s:%s:%d", p.Handle, d, i), Day: d, LoggedAt: at.UTC(), Late: day.Date(at.Format(time.DateOnly)) != d,
			Kind: kind, Body: body, Tags: tags,
			Minutes: minutes(src, kind), Mood: 1 + min(4, src.IntN(4)+src.IntN(3)), Energy: 1 + src.IntN(5),
		})
	}
	return logs
}

// kinds is weighted: what is done is logged more often than what was decided.
var kinds = []string{
	"done", "done", "done", "done", "done", "learned", "learned", "learned",
	"blocked", "plan", "note", "note", "decision", "meeting",
}

func minutes(src *rand.Rand, kind string) int {
	switch kind {
	case "plan", "blocked", "decision":
		return 5 * (1 + src.IntN(4))
	case "meeting":
		return 15 * (1 + src.IntN(4))
	default:
		return 15 * (1 + src.IntN(10))
	}
}

func pick[T any](src *rand.Rand, from []T) T { return from[src.IntN(len(from))] }
