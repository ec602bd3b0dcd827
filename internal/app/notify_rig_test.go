package app_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/openid/openidtest"
)

// outbox counts every mail that is handed over, copies too.
type outbox struct {
	mu   sync.Mutex
	sent []mail.Message
	// asked counts what was handed over, sent or not.
	asked int
	// fail is what Send answers while it is set.
	fail error
}

// Send implements [mail.Sender].
func (o *outbox) Send(_ context.Context, m mail.Message) error {
	if err := m.Check(); err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.asked++
	if o.fail != nil {
		return o.fail
	}
	o.sent = append(o.sent, m)
	return nil
}

// notices are the mails of notify, oldest first.
func (o *outbox) notices() []mail.Message {
	o.mu.Lock()
	defer o.mu.Unlock()
	var out []mail.Message
	for _, m := range o.sent {
		if strings.HasPrefix(m.Kind, "notify_") {
			out = append(out, m)
		}
	}
	return out
}

// notifying is an instance whose mails and pushes are counted.
type notifying struct {
	*apptest.Instance

	t    *testing.T
	mail *outbox
	// idp is a sign-in provider; see [notifying.provider].
	idp *openidtest.Provider
}

func newNotifying(t *testing.T, d *db.DB, push *http.Client, flags ...string) *notifying {
	t.Helper()
	n := &notifying{Instance: apptest.New(t, d, flags...), t: t, mail: &outbox{}}
	n.with(func(p *app.Parts) { p.Mail, p.Push = n.mail, push })
	return n
}

// with assembles the instance anew with other parts.
func (n *notifying) with(change func(p *app.Parts)) {
	n.t.Helper()
	parts := n.App.Parts
	change(&parts)
	var err error
	if n.App, err = app.Assemble(parts); err != nil {
		n.t.Fatal(err)
	}
	if n.Web, err = app.NewWeb(n.App, nil); err != nil {
		n.t.Fatal(err)
	}
}

// emit tells an event as its room would.
func (n *notifying) emit(all ...events.Event) {
	n.t.Helper()
	err := n.App.DB.InTx(n.t.Context(), func(ctx context.Context, tx *db.Tx) error {
		for _, e := range all {
			if err := n.App.Bus.Emit(ctx, tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		n.t.Fatal(err)
	}
}

// until moves the clock to an instant in steps of a minute would take too long: it goes there at once and runs what is due.
func (n *notifying) until(at string) {
	n.t.Helper()
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		n.t.Fatal(err)
	}
	n.Clock.Set(t)
	n.Settle()
}

// token is the event of a new access token: a security notice that is mailed from here.
func (n *notifying) token(p *apptest.Person, id, name string) identity.TokenCreated {
	return identity.TokenCreated{Trace: identity.Trace{At: n.Clock.Now(), ActorID: p.ID, Via: "session"}, UserID: p.ID, TokenID: id, Name: name}
}

// expiring is the event of a token that ends soon: a notice of the category account.
func (n *notifying) expiring(p *apptest.Person, name string) identity.TokenExpiring {
	now := n.Clock.Now()
	return identity.TokenExpiring{Trace: identity.Trace{At: now, Via: "system"}, UserID: p.ID, TokenID: name, Name: name, ExpiresAt: now.Add(72 * time.Hour)}
}

// inbox are the kinds in a person's inbox, newest first.
func (n *notifying) inbox(as apptest.Credential) []string {
	n.t.Helper()
	a := n.Must(as, `{viewer{notifications(first:100){nodes{kind title body}}}}`, nil)
	list, _ := a.At("viewer", "notifications", "nodes").([]any)
	out := make([]string, len(list))
	for i, item := range list {
		m, _ := item.(map[string]any)
		out[i], _ = m["kind"].(string)
	}
	return out
}

func howMany(list []string, want string) int {
	n := 0
	for _, s := range list {
		if s == want {
			n++
		}
	}
	return n
}

// choose sets a cell of the matrix.
func (n *notifying) choose(as apptest.Credential, category, channel, frequency string) {
	n.t.Helper()
	a := n.Must(as, `mutation($i:SetNotificationPreferenceInput!){setNotificationPreference(input:$i){errors{code}}}`,
		map[string]any{"i": map[string]any{"category": category, "channel": channel, "frequency": frequency}})
	n.noErrors(a, "setNotificationPreference")
}

// settings saves the settings of a person.
func (n *notifying) settings(as apptest.Credential, input map[string]any) {
	n.t.Helper()
	if input["digestTime"] == nil {
		input["digestTime"] = "08:00"
	}
	if input["reminderDays"] == nil {
		input["reminderDays"] = []string{}
	}
	a := n.Must(as, `mutation($i:UpdateNotificationSettingsInput!){updateNotificationSettings(input:$i){errors{code field}}}`, map[string]any{"i": input})
	n.noErrors(a, "updateNotificationSettings")
}

func (n *notifying) noErrors(a apptest.Answer, field string) {
	n.t.Helper()
	if list, _ := a.At(field, "errors").([]any); len(list) > 0 {
		n.t.Fatalf("%s: %s", field, a.Raw)
	}
}

// zone moves a person to another time zone.
func (n *notifying) zone(as apptest.Credential, name string) {
	n.t.Helper()
	v := n.Must(as, `{viewer{revision}}`, nil)
	a := n.Must(as, `mutation($i:UpdateProfileInput!){updateProfile(input:$i){errors{code}}}`,
		map[string]any{"i": map[string]any{"baseRevision": v.At("viewer", "revision"), "timeZone": name, "weekStart": "MONDAY"}})
	n.noErrors(a, "updateProfile")
	n.Settle()
}
