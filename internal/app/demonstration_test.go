package app_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/site"
)

// madeAnew runs the schedule that makes the people of a demonstration anew.
func madeAnew(t *testing.T, in *apptest.Instance) {
	t.Helper()
	err := in.App.DB.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return in.App.Jobs.RunSchedule(ctx, tx, "demo.reset") })
	if err != nil {
		t.Fatal(err)
	}
	in.Settle()
}

// enter chooses a person as a browser does, and gives what it holds then.
func enter(t *testing.T, in *apptest.Instance, person string) (apptest.Credential, string) {
	t.Helper()
	r := in.Request(http.MethodPost, "/demo", strings.NewReader(url.Values{"person": {person}}.Encode()), apptest.Credential{})
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res := in.Do(r)
	defer res.Body.Close()
	for _, c := range res.Cookies() {
		if c.Name == site.SessionCookie {
			return apptest.Credential{Cookie: c.Value}, res.Header.Get("Location")
		}
	}
	return apptest.Credential{}, res.Header.Get("Location")
}

const handleOfViewer = `{viewer{user{handle} entries(first:5){nodes{id}} sessions{id} tokens{id}}}`

// TestDemonstration: strangers read as one of the personas, change nothing by any door, and everything is made anew.
func TestDemonstration(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, "--demo=24h")
		if err := in.App.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		if as, _ := enter(t, in, "amara-demo"); in.Must(as, handleOfViewer, nil).At("viewer") != nil {
			t.Error("somebody is there before anybody was made")
		}
		madeAnew(t, in)
		as, to := enter(t, in, "amara-demo")
		a := in.Must(as, handleOfViewer, nil)
		if to != "/app/" || a.Text("viewer", "user", "handle") != "amara-demo" || len(a.At("viewer", "entries", "nodes").([]any)) != 5 {
			t.Fatalf("%s: %s", to, a.Raw)
		}
		if len(a.At("viewer", "sessions").([]any)) != 0 {
			t.Error("visitors see each other's sessions")
		}
		state := func() int64 {
			return count(t, in, `SELECT (SELECT COUNT(*) FROM journal_entries) + (SELECT COUNT(*) FROM identity_tokens) + (SELECT COUNT(*) FROM identity_sessions)
				+ (SELECT COUNT(*) FROM files_files) + (SELECT COUNT(*) FROM identity_links) + (SELECT COALESCE(SUM(revision), 0) FROM journal_entries)`)
		}
		if live := in.Must(as, `mutation{openRealtime{ticket{value} errors{code}}}`, nil); live.Text("openRealtime", "ticket", "value") == "" || len(live.Header.Values("Set-Cookie")) != 0 {
			t.Errorf("a live connection takes the visit away: %s, %v", live.Raw, live.Header)
		}
		before := state()
		nothingChanges(t, in, as)
		if now := state(); now != before || len(in.Mailbox.List()) != 0 {
			t.Errorf("%d before, %d after, %d letters", before, now, len(in.Mailbox.List()))
		}
		strangersDoorsAreClosed(t, in)

		// Whatever slipped in goes, and the same people are there again, up to the new day.
		id := a.At("viewer", "entries", "nodes").([]any)[0].(map[string]any)["id"].(string)
		in.Clock.Advance(24 * time.Hour)
		madeAnew(t, in)
		b := in.Must(as, handleOfViewer, nil)
		if b.Text("viewer", "user", "handle") != "amara-demo" || len(b.At("viewer", "entries", "nodes").([]any)) != 5 {
			t.Fatalf("after the reset: %s", b.Raw)
		}
		if in.Must(as, `query($i:ID!){entry(id:$i){id}}`, map[string]any{"i": id}).At("entry") != nil {
			t.Error("an entry of before is still there")
		}
	})
}

// nothingChanges knocks at the doors that change something.
func nothingChanges(t *testing.T, in *apptest.Instance, as apptest.Credential) {
	t.Helper()
	for _, mutation := range []string{
		`writeEntry(input:{clientId:"visitor-1",body:"x"}){errors{code}}`, `updateProfile(input:{baseRevision:1,bio:"x"}){errors{code}}`,
		`createToken(input:{name:"x",scopes:[READ]}){errors{code}}`, `requestExport(records:false){errors{code}}`, `leave{errors{code}}`,
		`changeEmail(input:{email:"x@example.org"}){errors{code}}`, `createFeed(input:{name:"x"}){errors{code}}`,
		`loadSampleEntries{changed}`, `finishOnboarding{errors{code}}`, `signOutEverywhere(input:{includeTokens:true,keepCurrent:false}){errors{code}}`,
		`adminSuspendUser(id:"x",reason:"x"){errors{code}}`, `beginTotp{errors{code}}`, `subscribePush(input:{endpoint:"https://push.example.org/x",p256dh:"x",auth:"x"}){errors{code}}`,
		`confirmPassword(input:{password:"x"}){errors{code}}`, `changePassword(input:{currentPassword:"x",newPassword:"a quiet ember"}){errors{code}}`,
	} {
		a := in.GraphQL(as, "mutation{"+mutation+"}", nil)
		if a.Data != nil && len(a.Errors) == 0 {
			t.Errorf("%s went through: %s", mutation, a.Raw)
		}
	}
	if s := sendFile(t, in, as, "a.txt", "", []byte("honest")); s.Status != http.StatusForbidden {
		t.Error("upload:", s.Status, string(s.Raw))
	}
}

// strangersDoorsAreClosed: there is nobody to become, and no other person to be.
func strangersDoorsAreClosed(t *testing.T, in *apptest.Instance) {
	t.Helper()
	for _, page := range []string{"/", "/sign-in", "/sign-up"} {
		res := in.Do(in.Request(http.MethodGet, page, nil, apptest.Credential{}))
		_ = res.Body.Close()
		if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/demo" {
			t.Errorf("%s: %d to %q", page, res.StatusCode, res.Header.Get("Location"))
		}
	}
	form := url.Values{"email": {"eve@example.org"}, "handle": {"eve"}, "displayName": {"Eve"}, "password": {apptest.Password}, "zone": {"Etc/UTC"}}
	r := in.Request(http.MethodPost, "/sign-up", strings.NewReader(form.Encode()), apptest.Credential{})
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res := in.Do(r)
	_ = res.Body.Close()
	if n := count(t, in, "SELECT COUNT(*) FROM identity_users WHERE status <> 'deleted'"); n != 3 {
		t.Errorf("%d people after a sign-up that was answered with %d", n, res.StatusCode)
	}
	for _, name := range []string{"root", "", "amara-demo2", "../amara-demo"} {
		if as, _ := enter(t, in, name); as.Cookie != "" {
			t.Errorf("%q is somebody: %q", name, as.Cookie)
		}
		if in.Must(apptest.Credential{Cookie: "demo." + name}, `{viewer{user{handle}}}`, nil).At("viewer") != nil {
			t.Errorf("the cookie of %q opens something", name)
		}
	}
}

// TestNoDemonstrationAmongRealPeople: it does not start where people have accounts, and elsewhere its cookie opens nothing.
func TestNoDemonstrationAmongRealPeople(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, "--demo=24h")
		if err := in.App.Prepare(t.Context()); err != nil {
			t.Fatal("the empty database:", err)
		}
		_, _, err := in.App.Identity.SystemCreateUser(t.Context(), identity.AdminCreateUserInput{
			Email: "ada@example.org", Handle: "ada", DisplayName: "Ada", Role: identity.RoleMember,
		}, apptest.Password)
		if err != nil {
			t.Fatal(err)
		}
		if err := in.App.Prepare(t.Context()); err == nil || !strings.Contains(err.Error(), "TAMATAR_DEMO") {
			t.Error("it starts beside ada:", err)
		}
	})
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		in.Person("amara-demo", identity.RoleMember)
		if err := in.App.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		if in.Must(apptest.Credential{Cookie: "demo.amara-demo"}, `{viewer{user{handle}}}`, nil).At("viewer") != nil {
			t.Error("a visitor's cookie opens an account of an ordinary instance")
		}
		if as, _ := enter(t, in, "amara-demo"); as.Cookie != "" {
			t.Error("an ordinary instance lets visitors in")
		}
	})
}
