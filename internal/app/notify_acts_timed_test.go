package app_test

import (
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
)

// timedActs come with time alone. They run last: what else the time brings is told to those who came before.
func timedActs() []noticeAct {
	return []noticeAct{
		{"a token ends soon", notify.KindTokenExpiring, nil, "", func(a *acting) func() {
			a.makesToken(identity.TokenWarnDays + 1)
			return func() { a.Clock.Advance(36 * time.Hour) }
		}},
		{"a day without an entry", notify.KindLogToday, nil, "", func(a *acting) func() {
			a.goTo(time.Wednesday, 12)
			a.home.signIn(a.who.Handle, apptest.Password)
			a.settings(a.home.as(), map[string]any{"reminderTime": "12:30", "reminderDays": []string{"WEDNESDAY"}})
			return func() { a.goTo(time.Wednesday, 13) }
		}},
		{"a day with an entry", "", nil, "", func(a *acting) func() {
			a.goTo(time.Wednesday, 12)
			a.home.signIn(a.who.Handle, apptest.Password)
			a.settings(a.home.as(), map[string]any{"reminderTime": "12:30", "reminderDays": []string{"WEDNESDAY"}})
			a.writes()
			return func() { a.goTo(time.Wednesday, 13) }
		}},
		{"a week with entries", notify.KindWeek, nil, "", func(a *acting) func() {
			a.goTo(time.Tuesday, 12)
			a.home.signIn(a.who.Handle, apptest.Password)
			a.writes()
			return func() { a.goTo(time.Monday, 9) }
		}},
		{"a week without entries", "", nil, "", func(a *acting) func() {
			a.goTo(time.Tuesday, 12)
			return func() { a.goTo(time.Monday, 9) }
		}},
	}
}

// goTo moves to the next time that the clock shows that hour of that weekday.
func (a *acting) goTo(weekday time.Weekday, hour int) {
	a.t.Helper()
	next := a.Clock.Now().UTC().Truncate(time.Hour).Add(time.Hour)
	for next.Weekday() != weekday || next.Hour() != hour {
		next = next.Add(time.Hour)
	}
	a.Clock.Set(next)
	a.Settle()
}

func (a *acting) writes() {
	a.t.Helper()
	a.does("writeEntry", "(input:$i){errors{code}}", input("clientId", "entry-of-"+a.who.Handle, "body", "Wrote the tests first"))
}
