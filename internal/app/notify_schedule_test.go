package app_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

func notifyOnBoth(t *testing.T, fn func(t *testing.T, n *notifying)) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) { fn(t, newNotifying(t, d, nil)) })
}

// An event becomes one row and one mail, however often it is told and however many nodes work.
func TestOneNoticeForOneEvent(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		n.Settle()
		e := n.token(ada, "tok1", "deploy")
		n.emit(e, e, e)
		nodes := []*apptest.Instance{n.Instance, n.Node(), n.Node()}
		var wg sync.WaitGroup
		for _, node := range nodes {
			wg.Add(1)
			go func() { defer wg.Done(); _ = node.App.Jobs.Drain(t.Context()) }()
		}
		wg.Wait()
		n.Settle()
		if got := howMany(n.inbox(as), notify.KindTokenCreated); got != 1 {
			t.Fatal(got, "rows for one event")
		}
		if got := n.mail.notices(); len(got) != 1 || !strings.Contains(got[0].Subject, "deploy") {
			t.Fatal(len(got), "mails for one event")
		}
		n.Must(as, `mutation{markAllNotificationsRead{changed unread}}`, nil)
		n.emit(e)
		n.Settle()
		if got := howMany(n.inbox(as), notify.KindTokenCreated); got != 1 || len(n.mail.notices()) != 1 {
			t.Fatal("told again after it was read:", got)
		}
	})
}

func TestQuietHoursHoldAllButSecurity(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		n.zone(as, "America/New_York")
		n.settings(as, map[string]any{"quietFrom": "22:00", "quietTo": "07:00"})
		n.until("2026-11-23T04:30:00Z") // 23:30 on Sunday
		n.emit(n.expiring(ada, "nightly"), n.token(ada, "tok1", "deploy"))
		n.until("2026-11-23T04:46:00Z")
		if got := n.mail.notices(); len(got) != 1 || !strings.Contains(got[0].Subject, "deploy") {
			t.Fatalf("%d mails at night", len(got))
		}
		if got := howMany(n.inbox(as), notify.KindTokenExpiring); got != 1 {
			t.Fatal("the inbox does not wait:", got)
		}
		n.until("2026-11-23T11:59:00Z")
		if got := len(n.mail.notices()); got != 1 {
			t.Fatal("before the end of quiet:", got)
		}
		n.until("2026-11-23T12:00:00Z") // 07:00
		if got := n.mail.notices(); len(got) != 2 || !strings.Contains(got[1].Subject, "nightly") {
			t.Fatal("after the end of quiet:", len(got))
		}
	})
}

func TestDailyDigestAtTheLocalHour(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		n.Clock.Set(time.Date(2026, 3, 7, 15, 0, 0, 0, time.UTC)) // the night after it, clocks go forward in New York
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		n.zone(as, "America/New_York")
		n.settings(as, map[string]any{"digestTime": "08:00"})
		n.choose(as, "security", "MAIL", "DAILY")
		for _, id := range []string{"one", "two", "three"} {
			n.emit(n.token(ada, id, "token-"+id))
		}
		n.until("2026-03-08T11:59:00Z") // 07:59 EDT
		if got := n.mail.notices(); len(got) != 0 {
			t.Fatal("too early:", len(got))
		}
		n.Clock.Set(time.Date(2026, 3, 8, 12, 0, 0, 0, time.UTC)) // 08:00 EDT
		var wg sync.WaitGroup
		for _, node := range []*apptest.Instance{n.Instance, n.Node()} {
			wg.Add(1)
			go func() { defer wg.Done(); _ = node.App.Jobs.Drain(t.Context()) }()
		}
		wg.Wait()
		n.Settle()
		got := n.mail.notices()
		if len(got) != 1 || !strings.Contains(got[0].Subject, "3") {
			t.Fatalf("%d digests", len(got))
		}
		for _, id := range []string{"one", "two", "three"} {
			if strings.Count(got[0].Text, "token-"+id) != 1 || !strings.Contains(got[0].HTML, "token-"+id) {
				t.Errorf("%s is not in the digest once:\n%s", id, got[0].Text)
			}
		}
		n.until("2026-03-09T12:00:00Z")
		if got := len(n.mail.notices()); got != 1 {
			t.Fatal("an empty digest was sent, or one twice:", got)
		}
	})
}

func TestReminderOnlyOnOpenDays(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		n.zone(as, "Asia/Kathmandu") // +05:45
		n.settings(as, map[string]any{"reminderTime": "18:30", "reminderDays": []string{"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY"}})
		reminders := func() int { return howMany(n.inbox(as), notify.KindLogToday) }
		n.until("2026-11-22T12:46:00Z") // Sunday 18:31
		if reminders() != 0 {
			t.Fatal("reminded on a day that was not chosen")
		}
		n.until("2026-11-23T12:45:00Z") // Monday 18:30
		n.Node().Settle()
		if reminders() != 1 {
			t.Fatal("Monday:", reminders())
		}
		n.Clock.Advance(time.Hour)
		n.Settle()
		if reminders() != 1 {
			t.Fatal("reminded twice of one day")
		}
		n.until("2026-11-24T05:00:00Z")
		n.Must(as, `mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id}}}`, map[string]any{"i": map[string]any{"clientId": "tuesday-1", "body": "done"}})
		n.until("2026-11-24T12:45:00Z") // Tuesday, logged
		if reminders() != 1 {
			t.Fatal("reminded of a day that is logged")
		}
		n.noErrors(n.Must(as, `mutation{setDaysOff(input:{from:"2026-11-25",to:"2026-11-25",kind:VACATION}){errors{code}}}`, nil), "setDaysOff")
		n.until("2026-11-25T12:45:00Z") // Wednesday, vacation
		if reminders() != 1 {
			t.Fatal("reminded in the vacation")
		}
		n.until("2026-11-26T15:50:00Z") // Thursday, three hours late: the server was off
		if reminders() != 1 {
			t.Fatal("reminded long after the time")
		}
	})
}

func TestWeeklySummaryTellsTrueNumbers(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada, eve := n.Person("ada", identity.RoleMember), n.Person("eve", identity.RoleMember)
		as := ada.Browser()
		n.zone(as, "Pacific/Apia") // +13:00
		n.choose(as, "summaries", "MAIL", "AT_ONCE")
		for i, body := range []string{"Read #go", "Wrote #go #sql", "Rested"} {
			n.until(time.Date(2026, 11, 23+i, 3, 0, 0, 0, time.UTC).Format(time.RFC3339))
			n.Must(as, `mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id}}}`,
				map[string]any{"i": map[string]any{"clientId": "entry-" + body[:4], "body": body, "minutes": 50}})
		}
		preview := n.Must(as, `{viewer{digestPreview{title body}}}`, nil)
		if preview.Text("viewer", "digestPreview", "title") != "Your week: 3 entries" {
			t.Fatal(string(preview.Raw))
		}
		n.until("2026-11-29T18:59:00Z") // Monday 07:59
		if len(n.mail.notices()) != 0 {
			t.Fatalf("too early: %+v", n.mail.notices())
		}
		n.until("2026-11-29T19:00:00Z")
		n.Node().Settle()
		got := n.mail.notices()
		if len(got) != 1 || got[0].To != ada.Email {
			t.Fatalf("%d summaries; %s logged nothing", len(got), eve.Handle)
		}
		for _, want := range []string{"Your week: 3 entries", "You logged on 3 days.", "2 hours and 30 minutes", "#go, #sql"} {
			if !strings.Contains(got[0].Subject+"\n"+got[0].Text, want) {
				t.Errorf("no %q in\n%s\n%s", want, got[0].Subject, got[0].Text)
			}
		}
		n.until("2026-12-06T19:00:00Z")
		if len(n.mail.notices()) != 1 {
			t.Fatal("an empty week was told of")
		}
	})
}

var errDown = errors.New("connection refused")

// R7: the mail server is down for a while. Signing up does not wait for it, and each mail arrives once.
func TestSignUpWhileMailIsDown(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada := n.Person("ada", identity.RoleMember)
		n.mail.fail = errDown
		before := n.mail.asked
		if _, err := n.App.Identity.SignUp(t.Context(), identity.SignUpForm{
			Email: "new@example.org", Handle: "newcomer", DisplayName: "New", Password: apptest.Password, TimeZone: "UTC",
		}); err != nil {
			t.Fatal(err)
		}
		if n.mail.asked != before {
			t.Error("signing up waited for the mail server")
		}
		n.emit(n.token(ada, "tok1", "deploy"))
		for range 4 {
			_ = n.App.Jobs.Drain(t.Context()) // tells that mail is down
			n.Clock.Advance(2 * time.Minute)
		}
		if len(n.mail.sent) != 0 {
			t.Fatal("sent through a server that is down")
		}
		n.mail.fail = nil
		n.Clock.Advance(time.Hour)
		n.Settle()
		n.Settle()
		kinds := map[string]int{}
		for _, m := range n.mail.sent {
			kinds[m.To+" "+m.Kind]++
		}
		if len(kinds) != 2 || kinds["new@example.org verify"] != 1 || kinds[ada.Email+" notify_token_created"] != 1 {
			t.Fatal("each mail arrives once:", kinds)
		}
	})
}
