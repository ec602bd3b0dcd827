package app_test

import (
	"fmt"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/backup"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/portability"
)

const actOn = `mutation($ids:[ID!]!,$act:NotificationAct!){updateNotifications(input:{ids:$ids,act:$act}){changed unread errors{code}}}`

func (n *notifying) act(as apptest.Credential, act string, ids ...string) (changed, unread int) {
	n.t.Helper()
	a := n.Must(as, actOn, map[string]any{"ids": ids, "act": act})
	n.noErrors(a, "updateNotifications")
	c, _ := a.At("updateNotifications", "changed").(float64)
	u, _ := a.At("updateNotifications", "unread").(float64)
	return int(c), int(u)
}

func TestInboxIsTheOwnersAlone(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada, eve := n.Person("ada", identity.RoleMember), n.Person("eve", identity.RoleMember)
		as, other := ada.Browser(), eve.Browser()
		for i := range 5 {
			n.emit(n.token(ada, fmt.Sprint("t", i), "deploy"))
		}
		n.Settle()
		seen := map[string]bool{}
		var ids []string
		for after := any(nil); ; {
			a := n.Must(as, `query($a:String){viewer{notifications(first:2,after:$a){nodes{id} pageInfo{endCursor hasNextPage}}}}`, map[string]any{"a": after})
			list, _ := a.At("viewer", "notifications", "nodes").([]any)
			for _, item := range list {
				id, _ := item.(map[string]any)["id"].(string)
				if seen[id] {
					t.Fatal("twice:", id)
				}
				seen[id], ids = true, append(ids, id)
			}
			after = a.At("viewer", "notifications", "pageInfo", "endCursor")
			if more, _ := a.At("viewer", "notifications", "pageInfo", "hasNextPage").(bool); !more {
				break
			}
			n.emit(n.token(ada, fmt.Sprint("late", len(ids)), "late"))
			n.Settle()
		}
		if len(ids) != 5 {
			t.Fatal(len(ids), "of 5 while new ones came")
		}
		for _, act := range []string{"READ", "ARCHIVE", "DELETE"} {
			if changed, _ := n.act(other, act, ids...); changed != 0 {
				t.Fatal("somebody else changed", changed)
			}
		}
		if len(n.inbox(other)) != 0 {
			t.Fatal("somebody else's inbox")
		}
		for _, step := range []struct {
			act             string
			changed, unread int
		}{
			{"READ", 2, 5}, {"READ", 0, 5}, {"UNREAD", 2, 7}, {"ARCHIVE", 2, 5}, {"UNARCHIVE", 2, 5}, {"DELETE", 2, 5}, {"DELETE", 0, 5}, {"RESTORE", 2, 5},
		} {
			changed, unread := n.act(as, step.act, ids[:2]...)
			if changed != step.changed || unread != step.unread {
				t.Errorf("%s: %d changed, %d unread; want %d, %d", step.act, changed, unread, step.changed, step.unread)
			}
		}
	})
}

func TestNewClientIsTold(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		n.Settle()
		ada.Browser()
		n.Settle()
		if got := howMany(n.inbox(as), notify.KindSignInNew); got != 0 {
			t.Fatal("the first client, or a known one, is no news:", got)
		}
		ada.API()
		n.Settle()
		if got := howMany(n.inbox(as), notify.KindSignInNew); got != 1 || len(n.mail.notices()) != 1 {
			t.Fatal("a client that was never seen:", got, len(n.mail.notices()))
		}
		ada.API()
		n.Settle()
		if got := howMany(n.inbox(as), notify.KindSignInNew); got != 1 {
			t.Fatal("told twice of one client:", got)
		}
	})
}

func TestLettersOfIdentityAreNotDoubled(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		n.noErrors(n.Must(as, `mutation($i:ChangePasswordInput!){changePassword(input:$i){errors{code}}}`,
			map[string]any{"i": map[string]any{"currentPassword": apptest.Password, "newPassword": "another quiet ember in the pines"}}), "changePassword")
		n.Settle()
		if len(n.mail.notices()) != 0 || howMany(n.inbox(as), notify.KindPasswordChanged) != 1 {
			t.Fatal("one letter, one line in the inbox:", len(n.mail.notices()), n.inbox(as))
		}
		letters := 0
		for _, m := range n.mail.sent {
			if m.Kind == identity.LetterPasswordChanged {
				letters++
			}
		}
		if letters != 1 {
			t.Fatal(letters, "letters")
		}
	})
}

func TestAdministratorsHearOfTheInstance(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada, grace := n.Person("ada", identity.RoleMember), n.Person("grace", identity.RoleAdmin)
		member, admin := ada.Browser(), grace.Browser()
		n.Settle()
		now := db.Millis(n.Clock.Now())
		if _, err := n.App.DB.Writer().Exec(t.Context(), `UPDATE notify_state SET value = '0.0.1' WHERE name = 'version'`); err != nil {
			t.Fatal(err)
		}
		n.Clock.Advance(20 * time.Minute)
		n.Settle()
		n.Node().Settle()
		if howMany(n.inbox(admin), notify.KindVersionChanged) != 1 || len(n.inbox(member)) != 0 {
			t.Fatal(n.inbox(admin), n.inbox(member), now)
		}
		if n.frequency(member, "instance", "INBOX") != "" || n.frequency(admin, "instance", "INBOX") != "AT_ONCE" {
			t.Fatal("the category is for administrators")
		}
		if f := n.Must(member, `mutation($i:SetNotificationPreferenceInput!){setNotificationPreference(input:$i){errors{code}}}`,
			map[string]any{"i": map[string]any{"category": "instance", "channel": "INBOX", "frequency": "OFF"}}); len(f.At("setNotificationPreference", "errors").([]any)) != 1 {
			t.Fatal(string(f.Raw))
		}
		if f := n.Must(member, `mutation($i:SetNotificationPreferenceInput!){setNotificationPreference(input:$i){errors{code}}}`,
			map[string]any{"i": map[string]any{"category": "security", "channel": "INBOX", "frequency": "OFF"}}); len(f.At("setNotificationPreference", "errors").([]any)) != 1 {
			t.Fatal("security was silenced:", string(f.Raw))
		}
	})
}

func TestNothingOfAPersonStaysInNotify(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada := n.Person("ada", identity.RoleMember)
		grace := n.Person("grace", identity.RoleAdmin)
		as, admin := ada.Browser(), grace.Browser()
		n.choose(as, "account", "MAIL", "WEEKLY")
		n.emit(n.token(ada, "t1", "canary-7f3a"))
		n.Settle()
		n.noErrors(n.Must(admin, `mutation($i:ID!){adminDeleteUser(id:$i){errors{code}}}`, map[string]any{"i": ada.ID}), "adminDeleteUser")
		n.Settle()
		n.Clock.Advance(10 * time.Minute)
		n.Settle()
		for _, table := range []string{"notify_notices", "notify_deliveries", "notify_preferences", "notify_settings", "notify_push_endpoints", "notify_clients"} {
			rows, err := db.Get[int](t.Context(), n.App.DB.Reader(), `SELECT COUNT(*) FROM `+table+` WHERE user_id = $1`, ada.ID)
			if err != nil || rows != 0 {
				t.Errorf("%s keeps %d rows (%v)", table, rows, err)
			}
		}
	})
}

// Rooms of the same rank do not know notify; the app hands their events over, and factors are heard directly.
func TestEventsOfOtherRoomsReachTheInbox(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada, grace := n.Person("ada", identity.RoleMember), n.Person("grace", identity.RoleAdmin)
		member, admin := ada.Browser(), grace.Browser()
		trace := identity.Trace{At: n.Clock.Now(), ActorID: ada.ID, Via: "session"}
		for range 2 {
			n.emit(
				backup.RunFailed{RunID: "run1"},
				portability.ExportReady{Trace: trace, UserID: ada.ID, ArchiveID: "arc1"},
				portability.DepartureSet{Trace: trace, UserID: ada.ID, DueAt: n.Clock.Now().Add(14 * 24 * time.Hour)},
				identity.FactorAdded{Trace: trace, UserID: ada.ID, Factor: identity.FactorPasskey, FactorID: "f1", Name: "key"},
				identity.RecoveryCodeUsed{Trace: trace, UserID: ada.ID, Left: 2},
				identity.SignInFailed{Trace: trace, UserID: ada.ID, Reason: "wrong_code"},
				identity.SignInFailed{Trace: trace, UserID: ada.ID, Reason: "second_step_locked"},
			)
			n.Settle()
		}
		for _, kind := range []string{notify.KindExportReady, notify.KindDepartureSet, notify.KindFactorAdded, notify.KindRecoveryCodeUsed, notify.KindSecondStepLocked} {
			if got := howMany(n.inbox(member), kind); got != 1 {
				t.Errorf("%s: %d", kind, got)
			}
		}
		if howMany(n.inbox(admin), notify.KindBackupFailed) != 1 || howMany(n.inbox(member), notify.KindBackupFailed) != 0 {
			t.Error("a failed backup is for administrators:", n.inbox(admin))
		}
		// Letters of identity are not doubled; the export and the backup are mailed from here.
		if got := len(n.mail.notices()); got != 2 {
			t.Error(got, "mails")
		}
	})
}

func TestAdministratorsHearOfWhoWaits(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada, bea, grace := n.Person("ada", identity.RoleMember), n.Person("bea", identity.RoleMember), n.Person("grace", identity.RoleAdmin)
		member, admin := ada.Browser(), grace.Browser()
		if _, err := n.App.DB.Writer().Exec(t.Context(), `UPDATE identity_users SET status = 'pending', needs_approval = TRUE WHERE id = $1`, bea.ID); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			for _, id := range []string{ada.ID, bea.ID} { // ada waits for nobody
				n.emit(identity.UserVerified{Trace: identity.Trace{At: n.Clock.Now(), Via: "stranger"}, UserID: id, How: "link"})
			}
			n.Settle()
		}
		if got := howMany(n.inbox(admin), notify.KindApprovalWanted); got != 1 || howMany(n.inbox(member), notify.KindApprovalWanted) != 0 {
			t.Error(got, n.inbox(admin))
		}
	})
}
