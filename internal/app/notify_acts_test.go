package app_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/page"
)

// noticeAct is something that happens to somebody, the way it really happens.
type noticeAct struct {
	name string
	// kind is the notice that it leads to; "" for none.
	kind string
	// letters are what other rooms write to the person themselves, whatever they chose.
	letters []string
	role    identity.Role
	// prepare does what has to be there before, and gives the act.
	prepare func(a *acting) (act func())
}

// acting is somebody to whom an act happens.
type acting struct {
	*notifying

	who  *apptest.Person
	home *visitor
	head *visitor // an administrator
	// unasked says that the person had no way to choose yet.
	unasked bool
}

// chosen is what a person chose for every cell of the matrix: the default, all of it on, or all of it off.
type chosen string

const (
	asItComes chosen = "as it comes"
	allOn     chosen = "everything on"
	allOff    chosen = "everything off"
)

func (c chosen) of(r notify.Rule) notify.Frequency {
	for choice, f := range map[chosen]notify.Frequency{allOn: notify.FrequencyAtOnce, allOff: notify.FrequencyOff} {
		if c == choice && r.Allows(f) {
			return f
		}
	}
	return r.Default()
}

// acts are those of a round: all of them as it comes; then one of each kind for which the choice makes a difference.
func (c chosen) acts(catalogue *notify.Catalogue, all []noticeAct) []noticeAct {
	if c == asItComes {
		return all
	}
	played := map[string]bool{"": true}
	var out []noticeAct
	for _, act := range all {
		kind, category, _ := catalogue.Kind(act.kind)
		mail := category.Rules[notify.ChannelMail]
		// What is written by another room, or only in the inbox whatever was chosen, was seen in the first round.
		differs := c.of(mail) != mail.Default() && !kind.HasLetter || category.Key != notify.CategorySecurity && c == allOff
		if !played[act.kind] && differs {
			out = append(out, act)
		}
		played[act.kind] = true
	}
	return out
}

// TestEveryKindFollowsFromItsAct does for every kind of notice what really leads to it, by pages and the API: one notice
// in the inbox, and one mail where the person has not switched it off; never a second one.
func TestEveryKindFollowsFromItsAct(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		n := newNotifying(t, d, nil)
		n.provider()
		head := n.visitor()
		n.Person("head", identity.RoleAdmin)
		acts := slices.Concat(instanceActs(), accountActs(), factorActs(), timedActs())
		covered := map[string]bool{notify.KindBackupFailed: true} // TestFailedBackupsAreTold
		for round, choice := range []chosen{asItComes, allOn, allOff} {
			for i, act := range choice.acts(n.App.Notify.Catalogue, acts) {
				covered[act.kind] = true
				t.Run(string(choice)+"/"+act.name, func(t *testing.T) {
					n.t = t
					head.signIn("head", apptest.Password)
					n.play(act, choice, fmt.Sprintf("person-%d-%d", round, i), head)
				})
			}
		}
		n.t = t
		for _, kind := range n.App.Notify.Catalogue.Kinds() {
			if !covered[kind] {
				t.Errorf("no act leads to %q: add one", kind)
			}
		}
	})
}

func TestFailedBackupsAreTold(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		dir := filepath.Join(t.TempDir(), "backups")
		n := newNotifying(t, d, nil, "--backup-dir="+dir)
		n.Person("head", identity.RoleAdmin)
		act := noticeAct{"a backup that cannot be written", notify.KindBackupFailed, nil, identity.RoleAdmin, simply(func(a *acting) {
			if err := errors.Join(os.Rename(dir, dir+".away"), os.WriteFile(dir, nil, 0o600)); err != nil {
				t.Fatal(err)
			}
			a.by(a.head, "adminRunBackup", "{errors{code}}", nil)
			a.Settle()
			if err := errors.Join(os.Remove(dir), os.Rename(dir+".away", dir)); err != nil {
				t.Fatal(err)
			}
		})}
		for round, choice := range []chosen{asItComes, allOff} {
			head := n.visitor()
			head.signIn("head", apptest.Password)
			n.play(act, choice, fmt.Sprint("person-", round), head)
		}
	})
}

// play does one act with somebody new.
func (n *notifying) play(act noticeAct, choice chosen, handle string, head *visitor) {
	n.t.Helper()
	role := act.role
	if role == "" {
		role = identity.RoleMember
	}
	a := &acting{notifying: n, who: n.Person(handle, role), home: n.visitor(), head: head}
	a.home.signIn(handle, apptest.Password)
	a.chooses(choice, role == identity.RoleAdmin)
	do := act.prepare(a)
	n.Settle()
	if a.unasked {
		choice = asItComes
	}
	told, mails := len(a.told()), len(a.mails())
	do()
	n.Settle()
	a.check(act, choice, a.told()[told:], a.mails()[mails:])
}

func (a *acting) check(act noticeAct, choice chosen, told, mails []string) {
	a.t.Helper()
	var wantTold []string
	wantMails := slices.Clone(act.letters)
	if act.kind != "" {
		kind, category, ok := a.App.Notify.Catalogue.Kind(act.kind)
		if !ok {
			a.t.Fatalf("no kind %q", act.kind)
		}
		asked := act.kind == notify.KindTest // comes whatever was chosen, and never by mail
		if asked || choice.of(category.Rules[notify.ChannelInbox]) != notify.FrequencyOff {
			wantTold = []string{act.kind}
		}
		if !asked && !kind.HasLetter && choice.of(category.Rules[notify.ChannelMail]) == notify.FrequencyAtOnce {
			wantMails = append(wantMails, "a notice")
		}
		if category.Key == notify.CategorySecurity && len(wantTold) == 0 {
			a.t.Error("security can be switched off in the inbox")
		}
	}
	slices.Sort(mails)
	slices.Sort(wantMails)
	if !slices.Equal(told, wantTold) {
		a.t.Errorf("in the inbox: %q, want %q", told, wantTold)
	}
	if !slices.Equal(mails, wantMails) {
		a.t.Errorf("mails: %q, want %q", mails, wantMails)
	}
}

// chooses sets every cell of the matrix that offers the choice.
func (a *acting) chooses(choice chosen, admin bool) {
	a.t.Helper()
	if choice == asItComes {
		return
	}
	for _, category := range a.App.Notify.Catalogue.Categories(admin) {
		for channel, rule := range category.Rules {
			if f := choice.of(rule); channel != notify.ChannelPush && len(rule.Choices) > 1 {
				a.choose(a.home.as(), category.Key, strings.ToUpper(string(channel)), strings.ToUpper(string(f)))
			}
		}
	}
}

// told are the kinds of notices in the inbox, oldest first. It is read without a session: some acts end all of them.
func (a *acting) told() []string {
	a.t.Helper()
	ctx := identity.WithActor(a.t.Context(), identity.Actor{UserID: a.who.ID, SessionID: "reader", Role: identity.RoleMember})
	first := 100
	list, err := a.App.Notify.Inbox(ctx, page.Args{First: &first}, notify.BoxInbox, false)
	if err != nil {
		a.t.Fatal(err)
	}
	out := make([]string, len(list.Nodes))
	for i, notice := range list.Nodes {
		out[len(out)-1-i] = notice.Kind
	}
	return out
}

// mails are the kinds of letters to the person's first address, oldest first.
func (a *acting) mails() []string {
	var out []string
	for _, m := range a.mail.sent {
		if m.To != a.who.Email {
			continue
		}
		if strings.HasPrefix(m.Kind, "notify_") {
			m.Kind = "a notice"
		}
		out = append(out, m.Kind)
	}
	return out
}

// does runs a mutation of the person that must be taken.
func (a *acting) does(field, rest string, vars map[string]any) apptest.Answer {
	a.t.Helper()
	return a.by(a.home, field, rest, vars)
}

// by runs a mutation of somebody.
func (a *acting) by(v *visitor, field, rest string, vars map[string]any) apptest.Answer {
	a.t.Helper()
	in := ""
	if strings.Contains(rest, "$i") {
		in = "($i:" + strings.ToUpper(field[:1]) + field[1:] + "Input!)"
	}
	answer := a.Must(v.as(), "mutation"+in+"{"+field+rest+"}", vars)
	a.noErrors(answer, field)
	return answer
}

func input(pairs ...any) map[string]any {
	in := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		in[name] = pairs[i+1]
	}
	return map[string]any{"i": in}
}
