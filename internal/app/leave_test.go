package app_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

const (
	leaveNow = `mutation{leave{departure{dueAt byAdmin} errors{code}}}`
	askAll   = `mutation{requestExport(records:true){archive{id} errors{code}}}`
)

// A stolen cookie takes nothing along and deletes nothing: the password is asked for, the owner gets a letter, and there
// are two weeks to take it back.
func TestAttack_A33_ExportAndDeletionWithAStolenCookie(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		ada, eve := in.Person("ada", identity.RoleMember), in.Person("eve", identity.RoleMember)
		fresh := ada.Browser()
		id := in.Must(fresh, askAll, nil).Text("requestExport", "archive", "id")
		in.Settle()
		link := in.Must(fresh, `mutation($id:ID!){createArchiveLink(id:$id){url}}`, map[string]any{"id": id}).Text("createArchiveLink", "url")
		for _, thief := range []apptest.Credential{{}, eve.Browser(), ada.Token(identity.ScopeRead)} {
			if res := in.Do(in.Request(http.MethodGet, link, nil, thief)); res.StatusCode < 400 {
				t.Errorf("somebody else's link answered %d", res.StatusCode)
			}
		}
		fetch(t, in, link, fresh, http.StatusOK)
		fetch(t, in, link, fresh, http.StatusNotFound) // once
		if a := in.GraphQL(eve.Browser(), `mutation($id:ID!){createArchiveLink(id:$id){url errors{code}}}`, map[string]any{"id": id}); a.Code() != "portability.archive_not_found" {
			t.Error("another person's archive:", string(a.Raw))
		}

		in.Clock.Advance(identity.ReauthWindow + time.Second) // the cookie is stolen later
		for _, act := range []string{leaveNow, askAll, `mutation{createArchiveLink(id:"` + id + `"){url}}`} {
			if a := in.GraphQL(fresh, act, nil); a.Code() != "identity.confirm_password" {
				t.Errorf("%s: %s", act, a.Raw)
			}
		}
		if res := in.Do(in.Request(http.MethodGet, "/api/archive/stream", nil, fresh)); res.StatusCode != http.StatusForbidden {
			t.Error("the stream answered", res.StatusCode)
		}
		if a := in.GraphQL(ada.Token(identity.ScopeRead, identity.ScopeEntriesWrite, identity.ScopeProfileWrite), leaveNow, nil); len(a.Errors) == 0 {
			t.Error("a token left:", string(a.Raw))
		}

		in.Must(ada.Browser(), leaveNow, nil) // whoever knows the password
		in.Settle()
		if n := letters(in, ada.Email, identity.LetterLeaving); n != 1 {
			t.Fatal("letters about it:", n)
		}
		if a := in.Must(fresh, `{viewer{departure{byAdmin}}}`, nil); a.At("viewer", "departure") == nil {
			t.Error("the app does not tell")
		}
		in.Clock.Advance(12*24*time.Hour + time.Hour)
		depart(t, in)
		if n := letters(in, ada.Email, identity.LetterLeavingSoon); n != 1 {
			t.Error("letters shortly before:", n)
		}
		back := ada.Browser() // sign-in still works, and is the way back
		in.Must(back, `mutation{stay{errors{code}}}`, nil)
		in.Clock.Advance(3 * 24 * time.Hour)
		depart(t, in)
		if who := in.Must(ada.Browser(), `{viewer{user{handle}}}`, nil).Text("viewer", "user", "handle"); who != "ada" {
			t.Error("taken back, and gone all the same")
		}
	})
}

// An administrator may give somebody the same two weeks; the list of accounts shows it, and only they take it back.
func TestAnAdministratorSendsSomebodyAway(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		ada, grace := in.Person("ada", identity.RoleMember), in.Person("grace", identity.RoleAdmin)
		member, admin := ada.Browser(), grace.Browser()
		const list = `{adminUsers(search:"ada"){departures{userId byAdmin dueAt}}}`
		listed := func() []any { return in.Must(admin, list, nil).At("adminUsers", "departures").([]any) }
		if got := listed(); len(got) != 0 {
			t.Fatal("before:", got)
		}
		id := map[string]any{"id": ada.ID}
		if a := in.GraphQL(member, `mutation($id:ID!){adminSendAway(id:$id){errors{code}}}`, id); a.Code() != "identity.admin_only" {
			t.Error("a member sent somebody away:", string(a.Raw))
		}
		in.Must(admin, `mutation($id:ID!){adminSendAway(id:$id){departure{dueAt} errors{code}}}`, id)
		in.Settle()
		if got := listed(); len(got) != 1 || got[0].(map[string]any)["userId"] != ada.ID || got[0].(map[string]any)["byAdmin"] != true {
			t.Error("after:", got)
		}
		if n := letters(in, ada.Email, identity.LetterLeaving); n != 1 {
			t.Error("letters about it:", n)
		}
		if a := in.GraphQL(member, `mutation{stay{errors{code}}}`, nil); !strings.Contains(string(a.Raw), "portability.set_by_admin") {
			t.Error("took it back alone:", string(a.Raw))
		}
		in.Must(admin, `mutation($id:ID!){adminLetStay(id:$id){errors{code}}}`, id)
		if got := listed(); len(got) != 0 {
			t.Error("taken back:", got)
		}
	})
}

func depart(t *testing.T, in *apptest.Instance) {
	t.Helper()
	for range 2 { // the second run has nothing left to do
		if err := in.App.Portability.Depart(t.Context()); err != nil {
			t.Fatal(err)
		}
		in.Settle()
	}
}

func letters(in *apptest.Instance, to, kind string) int {
	n := 0
	for _, m := range in.Mailbox.List() {
		if m.To == to && m.Kind == kind {
			n++
		}
	}
	return n
}

// The end: every credential is dead, the handle is kept back, the archive is gone, and the person is told.
func TestAttack_E07_AfterTheGraceNothingIsLeft(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		in.Person("head", identity.RoleAdmin)
		ada := in.Person("ada", identity.RoleMember)
		as, token := ada.Browser(), ada.Token(identity.ScopeRead)
		id := in.Must(as, askAll, nil).Text("requestExport", "archive", "id")
		in.Settle()
		in.Must(as, leaveNow, nil)
		in.Clock.Advance(13 * 24 * time.Hour)
		depart(t, in)
		in.Must(token, `{viewer{email}}`, nil) // until the last day everything works
		in.Clock.Advance(24*time.Hour + time.Minute)
		depart(t, in)
		in.Clock.Advance(time.Hour)
		in.Settle()
		for name, key := range map[string]apptest.Credential{"browser": as, "token": token} {
			if a := in.GraphQL(key, `{viewer{email}}`, nil); a.Text("viewer", "email") != "" {
				t.Error(name, "still works")
			}
		}
		if _, err := in.App.Identity.SignInBrowser(t.Context(), identity.SignInForm{Login: "ada", Password: apptest.Password}); err == nil {
			t.Error("sign-in still works")
		}
		_, _, err := in.App.Identity.SystemCreateUser(t.Context(), identity.AdminCreateUserInput{Email: "x@example.org", Handle: "ada", DisplayName: "x", Role: identity.RoleMember}, apptest.Password)
		if err == nil {
			t.Error("the handle can be taken at once")
		}
		if n := letters(in, ada.Email, identity.LetterLeft); n != 1 {
			t.Error("letters afterwards:", n)
		}
		if _, err := in.App.Blob.Get(t.Context(), "portability/export/"+id+".zip"); err == nil {
			t.Error("the archive lies there still")
		}
	})
}

// A canary in every text a person can fill is nowhere afterwards: not in the rows, the files, the raw database file or
// any answer.
func TestAttack_A33_CanarySearch(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		admin, ada := in.Person("head", identity.RoleAdmin), in.Person("cnaryperson", identity.RoleMember)
		const canary = "Qx7canaryQx7"
		as := ada.Browser()
		fill(t, in, ada, 150)
		in.Must(as, `mutation($i:UpdateProfileInput!){updateProfile(input:$i){errors{message}}}`, map[string]any{"i": map[string]any{
			"baseRevision": 3, "displayName": canary, "bio": canary, "pronouns": canary, "location": canary, "links": []map[string]any{{"label": canary, "url": "https://" + canary + ".example"}},
		}})
		for i, draft := range []string{canary + " first #" + canary, "# " + canary + "\n\n- [ ] " + canary} {
			e := in.Must(as, `mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id}}}`, map[string]any{"i": map[string]any{"clientId": canary + string(rune('a'+i)), "body": draft, "tags": []string{canary + "/tag"}}})
			in.Must(as, `mutation($i:EditEntryInput!){editEntry(input:$i){entry{id}}}`, map[string]any{"i": map[string]any{
				"id": e.Text("writeEntry", "entry", "id"), "baseRevision": 1, "clientId": canary + "edit" + string(rune('a'+i)), "body": canary + " again", "kind": "DONE", "day": "2026-11-22", "audience": "PUBLIC",
			}})
		}
		in.Must(as, `mutation($i:CreateTokenInput!){createToken(input:$i){errors{message}}}`, map[string]any{"i": map[string]any{"name": canary, "scopes": []string{"READ"}}})
		in.Must(as, `mutation($i:UpdateProfileInput!){updateProfile(input:$i){errors{message}}}`, map[string]any{"i": map[string]any{"baseRevision": 4, "handle": "qx7canaryqx7"}})
		in.Must(as, askAll, nil)
		in.Settle()
		places := func() map[string]int {
			out := map[string]int{"rows": strings.Count(strings.ToLower(everything(t, d)), "qx7canaryqx7")}
			root := strings.TrimPrefix(in.App.Config.Files(), "file://")
			_ = filepath.WalkDir(root, func(p string, e os.DirEntry, err error) error {
				if err == nil && !e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
					out["files"]++
				}
				return nil
			})
			for name, q := range map[string]string{
				"audit": `{adminAudit(first:100){nodes{action details{value} subject{displayName handle}}}}`, "people": `{adminUsers(first:100,search:"qx7canaryqx7"){nodes{handle}}}`,
				"person": `{user(handle:"qx7canaryqx7"){displayName}}`,
			} {
				out[name] = strings.Count(strings.ToLower(string(in.GraphQL(admin.Browser(), q, nil).Raw)), "qx7canaryqx7")
			}
			out["page"] = strings.Count(string(fetchAny(in, "/@qx7canaryqx7")), "Qx7canary")
			return out
		}
		before := places()
		for _, must := range []string{"rows", "files", "audit", "people", "person"} {
			if before[must] == 0 {
				t.Fatalf("the canary is not in %s to begin with", must)
			}
		}
		in.Must(admin.Browser(), `mutation($id:ID!){adminDeleteUser(id:$id){user{id} errors{message}}}`, map[string]any{"id": ada.ID})
		in.Settle()
		in.Clock.Advance(time.Hour)
		in.Settle()
		for _, line := range strings.Split(everything(t, d), "\n") {
			table, row, _ := strings.Cut(line, ":")
			if strings.Contains(strings.ToLower(row), "qx7canaryqx7") && table != "identity_handles" {
				t.Errorf("%s holds the canary: %.300s", table, row)
			}
		}
		for name, n := range places() {
			if n > 0 && name != "rows" {
				t.Errorf("%s: %d", name, n)
			}
		}
		if d.Dialect() == db.SQLite {
			rawFileIsClean(t, d, canary)
		}
	})
}

func fetchAny(in *apptest.Instance, path string) []byte {
	res := in.Do(in.Request(http.MethodGet, path, nil, apptest.Credential{}))
	raw := make([]byte, 1<<20)
	n, _ := res.Body.Read(raw)
	_ = res.Body.Close()
	return raw[:n]
}

// rawFileIsClean reads the bytes of a compacted copy of the database, indexes included.
func rawFileIsClean(t *testing.T, d *db.DB, canary string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "compact.db")
	if _, err := d.Writer().Exec(t.Context(), `VACUUM INTO '`+file+`'`); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(raw), canary); n > 0 {
		t.Errorf("the file of the database holds the canary %d times", n)
	}
}
