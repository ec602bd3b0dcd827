package app_test

import (
	"net/http"
	"net/url"
	"time"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/blob"
)

const nextPassword = "a loud river under the stones"

// simply makes an act of which nothing has to be prepared.
func simply(act func(a *acting)) func(*acting) func() {
	return func(a *acting) func() { return func() { act(a) } }
}

// accountActs concern the password, the address, sessions and tokens, and what an administrator does to an account.
func accountActs() []noticeAct {
	return []noticeAct{
		{"sign-in on another device", notify.KindSignInNew, nil, "", simply(func(a *acting) {
			other := a.visitor()
			other.agent, other.address = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1", "198.51.100.4:80"
			other.signIn(a.who.Handle, apptest.Password)
			other.signIn(a.who.Handle, apptest.Password)
		})},
		{"wrong passwords, then the right one", "", nil, "", simply(func(a *acting) {
			for range 4 {
				a.wrongPassword("192.0.2.1:1234")
			}
			a.visitor().signIn(a.who.Handle, apptest.Password)
		})},
		{"guesses up to the cap", notify.KindSignInLocked, []string{identity.LetterSignInLocked}, "", simply(func(a *acting) {
			for i := range 130 {
				if i%10 == 0 {
					a.Clock.Advance(61 * time.Second)
				}
				a.wrongPassword("203.0.113.9:80")
			}
		})},
		{"a spent refresh token comes again", notify.KindSessionEnded, []string{identity.LetterRefreshReplayed}, "", func(a *acting) func() {
			_, refresh := a.who.API()
			return func() {
				const trade = `mutation($t:String!){refreshTokens(input:{refreshToken:$t}){tokens{accessToken} errors{code}}}`
				a.noErrors(a.Must(apptest.Credential{}, trade, map[string]any{"t": refresh}), "refreshTokens")
				a.Clock.Advance(10 * time.Minute)
				for range 2 {
					_ = a.GraphQL(apptest.Credential{}, trade, map[string]any{"t": refresh})
				}
			}
		}},
		{"password changed in the settings", notify.KindPasswordChanged, []string{identity.LetterPasswordChanged}, "", simply(func(a *acting) {
			a.does("changePassword", "(input:$i){errors{code}}", input("currentPassword", apptest.Password, "newPassword", nextPassword))
		})},
		{"password set by a reset link", notify.KindPasswordChanged, []string{identity.LetterPasswordChanged}, "", func(a *acting) func() {
			a.visitor().submit("/reset", "/reset", "login", a.who.Handle)
			link := a.link(identity.LetterReset, a.who.Email)
			return func() { a.visitor().submit(link, "/reset/new", "password", nextPassword) }
		}},
		{"a reset link made by an administrator", "", nil, "", simply(func(a *acting) { a.admin("adminCreateResetLink", "") })},
		{"address changed", notify.KindEmailChanged, []string{identity.LetterEmailChanged}, "", func(a *acting) func() {
			link := a.newAddress()
			return func() { a.visitor().submit(link, "/email-change") }
		}},
		{"change of the address undone", notify.KindEmailRestored, []string{identity.LetterEmailRestored}, "", func(a *acting) func() {
			a.visitor().submit(a.newAddress(), "/email-change")
			a.Clock.Advance(time.Minute)
			undo := a.link(identity.LetterEmailChanged, a.who.Email)
			return func() { a.visitor().submit(undo, "/email-undo") }
		}},
		{"token made", notify.KindTokenCreated, nil, "", simply(func(a *acting) { a.makesToken(nil) })},
		{"token renewed", notify.KindTokenRotated, nil, "", func(a *acting) func() {
			id := a.makesToken(nil)
			return func() { a.does("rotateToken", "(input:$i){errors{code}}", input("id", id, "graceHours", 1)) }
		}},
		{"role changed by an administrator", notify.KindRoleChanged, nil, "", simply(func(a *acting) { a.admin("adminSetRole", ",role:ADMIN") })},
		{"suspended and let in again", "", nil, "", simply(func(a *acting) {
			a.admin("adminSuspendUser", `,reason:"away"`)
			a.Settle()
			a.admin("adminReinstateUser", "")
		})},
		{"archive asked for", notify.KindExportReady, nil, "", simply(func(a *acting) { a.does("requestExport", "(records:false){errors{code}}", nil) })},
		{"archive that cannot be kept", notify.KindExportFailed, nil, "", simply(func(a *acting) { a.exportFails(a.home) })},
		{"account to be deleted", notify.KindDepartureSet, []string{identity.LetterLeaving}, "", simply(func(a *acting) { a.does("leave", "{errors{code}}", nil) })},
		{"a notice to try", notify.KindTest, nil, "", simply(func(a *acting) { a.does("sendTestNotification", "{errors{code}}", nil) })},
		{"account made, address proven, first sign-in", "", []string{identity.LetterVerify}, "", func(a *acting) func() {
			handle := "new-" + a.who.Handle
			return func() { a.signsUp(handle) }
		}},
		{"let in by an administrator", notify.KindAccountApproved, []string{identity.LetterApproved}, "", func(a *acting) func() {
			a.registration("APPROVAL")
			a.signsUp("late-" + a.who.Handle)
			a.registration("OPEN")
			a.unasked = true
			return func() { a.admin("adminApproveUser", "") }
		}},
	}
}

// instanceActs are what administrators hear of.
func instanceActs() []noticeAct {
	return []noticeAct{
		{"somebody waits to be let in", notify.KindApprovalWanted, []string{identity.LetterApprovalWanted}, identity.RoleAdmin, simply(func(a *acting) {
			self := a.who
			a.registration("APPROVAL")
			a.signsUp("wait-" + a.who.Handle)
			a.registration("OPEN")
			a.who = self
		})},
		{"an invite is used", notify.KindInviteUsed, nil, identity.RoleAdmin, func(a *acting) func() {
			link := a.does("adminCreateInvite", "(input:$i){url errors{code}}", input("note", "Come", "expiresInDays", 7)).Text("adminCreateInvite", "url")
			return func() {
				v, handle := a.visitor(), "guest-"+a.who.Handle
				v.submit(link, "/invite", "email", handle+"@example.org", "handle", handle, "displayName", "Guest", "password", nextPassword, "zone", "UTC")
			}
		}},
		{"a job that nobody tries again", notify.KindJobsDead, nil, identity.RoleAdmin, simply(func(a *acting) {
			a.exportFails(a.head)
			a.Clock.Advance(20 * time.Minute)
		})},
		{"another version starts", notify.KindVersionChanged, nil, identity.RoleAdmin, func(a *acting) func() {
			a.Clock.Advance(20 * time.Minute)
			a.Settle()
			return func() {
				before := app.Version
				app.Version = before + "+"
				a.with(func(*app.Parts) {})
				app.Version = before // the instance keeps what it was made with
				a.Clock.Advance(20 * time.Minute)
			}
		}},
	}
}

func (a *acting) wrongPassword(from string) {
	a.t.Helper()
	v := a.visitor()
	v.address = from
	form := url.Values{"login": {a.who.Handle}, "password": {"not this one"}}
	if status, _, _ := v.do(http.MethodPost, "/sign-in", form); status != http.StatusUnprocessableEntity && status != http.StatusTooManyRequests {
		a.t.Fatal("a wrong password:", status)
	}
}

// admin runs a mutation of the administrator on the person.
func (a *acting) admin(field, more string) {
	a.t.Helper()
	a.by(a.head, field, `(id:"`+a.who.ID+`"`+more+`){errors{code}}`, nil)
}

func (a *acting) registration(mode string) {
	a.t.Helper()
	a.head.signIn("head", apptest.Password)
	a.by(a.head, "adminUpdateSettings", "(input:{registration:"+mode+"}){errors{code}}", nil)
}

// newAddress asks for another address and gives the link that proves it.
func (a *acting) newAddress() string {
	a.t.Helper()
	next := "next-" + a.who.Email
	a.does("changeEmail", "(input:$i){errors{code}}", input("email", next))
	return a.link(identity.LetterEmailChange, next)
}

func (a *acting) makesToken(days any) (id string) {
	a.t.Helper()
	answer := a.does("createToken", "(input:$i){token{id} errors{code}}", input("name", "deploy", "scopes", []string{"READ"}, "expiresInDays", days))
	return answer.Text("createToken", "token", "id")
}

// signsUp makes an account by the pages and proves its address; the newcomer is who it is about from now on.
func (a *acting) signsUp(handle string) {
	a.t.Helper()
	v, email := a.visitor(), handle+"@example.org"
	a.Clock.Advance(time.Hour) // of the few accounts that one network may make in an hour
	v.submit("/sign-up", "/sign-up", "email", email, "handle", handle, "displayName", "New", "password", nextPassword, "zone", "UTC")
	v.submit(a.link(identity.LetterVerify, email), "/verify", "password", nextPassword)
	users, err := a.App.Identity.SystemUsers(a.t.Context(), handle)
	if err != nil || len(users) != 1 {
		a.t.Fatal(len(users), err)
	}
	a.who = &apptest.Person{ID: users[0].ID, Handle: handle, Email: email}
}

// exportFails asks for an archive that the folder of files does not take, until nobody tries any more.
func (a *acting) exportFails(of *visitor) {
	a.t.Helper()
	whole := a.App.Blob
	broken, err := blob.Open(a.t.Context(), "file://"+a.t.TempDir())
	if err != nil {
		a.t.Fatal(err)
	}
	if err := broken.Close(); err != nil {
		a.t.Fatal(err)
	}
	a.with(func(p *app.Parts) { p.Blob = broken })
	a.by(of, "requestExport", "(records:false){errors{code}}", nil)
	for range 4 {
		_ = a.App.Jobs.Drain(a.t.Context())
		a.Clock.Advance(5 * time.Minute)
	}
	a.with(func(p *app.Parts) { p.Blob = whole })
	again := a.Must(of.as(), `{viewer{archives{state failure}}}`, nil)
	list, _ := again.At("viewer", "archives").([]any)
	if last, _ := list[0].(map[string]any); last["state"] != "FAILED" || last["failure"] == nil {
		a.t.Fatalf("%s", again.Raw)
	}
}
