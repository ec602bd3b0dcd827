package demo

import (
	"reflect"
	"testing"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/markdown"
)

const lastDay = day.Date("2026-03-31")

func TestLogsAreAFunctionOfTheDay(t *testing.T) {
	for _, p := range Personas() {
		first, err := p.Logs(lastDay)
		if err != nil {
			t.Fatal(err)
		}
		again, err := p.Logs(lastDay)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(first, again) {
			t.Errorf("%s: two runs differ", p.Handle)
		}
		if len(first) < 400 {
			t.Errorf("%s: %d logs in eighteen months", p.Handle, len(first))
		}
	}
}

func TestLogsAreWhatTheJournalTakes(t *testing.T) {
	for _, p := range Personas() {
		logs, err := p.Logs(lastDay)
		if err != nil {
			t.Fatal(err)
		}
		loc, err := day.LoadZone(p.Zone)
		if err != nil {
			t.Fatal(err)
		}
		keys := map[string]bool{}
		for _, log := range logs {
			if keys[log.Key] {
				t.Fatalf("%s stands twice", log.Key)
			}
			keys[log.Key] = true
			if got := day.Of(log.LoggedAt, loc, p.DayStart); got != log.Day {
				t.Errorf("%s: logged at %v, which is %s", log.Key, log.LoggedAt, got)
			}
			if log.Day > lastDay {
				t.Errorf("%s lies after the last day", log.Key)
			}
			if _, err := markdown.Render(log.Body); err != nil {
				t.Errorf("%s: %v", log.Key, err)
			}
			if !journal.Kind(log.Kind).Valid() {
				t.Errorf("%s: kind %q", log.Key, log.Kind)
			}
		}
	}
}

func TestAStreakIsAliveOnTheLastDay(t *testing.T) {
	for _, p := range Personas() {
		logs, err := p.Logs(lastDay)
		if err != nil {
			t.Fatal(err)
		}
		if got := logs[len(logs)-1].Day; got != lastDay {
			t.Errorf("%s: last log on %s", p.Handle, got)
		}
	}
}
