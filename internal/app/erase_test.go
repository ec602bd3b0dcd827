package app_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// Whoever is deleted leaves nothing of their own in any table: the database is read from end to end for what they wrote,
// what they sorted it by and how they were reached. The log of acts keeps ids, and the names that acts were about.
func TestAttack_A33_ADeletedPersonLeavesNothing(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		admin, gone, stays := in.Person("head", identity.RoleAdmin), in.Person("zoe", identity.RoleMember), in.Person("other", identity.RoleMember)
		for _, p := range []*apptest.Person{gone, stays} {
			live(in, p)
		}
		words := []string{"canary", "#sparrow", "sparrow", gone.Email, "2026-11-20"}
		before := everything(t, d)
		for _, w := range words {
			if strings.Count(before, w) == 0 {
				t.Fatalf("%s is nowhere to begin with", w)
			}
		}
		in.Must(admin.Browser(), `mutation($id:ID!){adminDeleteUser(id:$id){user{id} errors{message}}}`, map[string]any{"id": gone.ID})
		in.Settle()
		in.Clock.Advance(time.Hour) // and what was under way meanwhile
		in.Settle()
		for _, line := range strings.Split(everything(t, d), "\n") {
			table, row, _ := strings.Cut(line, ":")
			if strings.Contains(row, stays.ID) || table == "audit_records" {
				continue
			}
			for _, w := range append(words, "zoe") {
				if strings.Contains(row, w) && (w != "zoe" || table != "identity_handles") {
					t.Errorf("%s keeps %q: %.300s", table, w, row)
				}
			}
			if strings.Contains(row, gone.ID) && table != "identity_users" {
				t.Errorf("%s keeps the id: %.300s", table, row)
			}
		}
	})
}

// live does what leaves rows: entries in every state, tags, days off, a profile, a token.
func live(in *apptest.Instance, p *apptest.Person) {
	as := p.Browser()
	write := func(n int) string {
		return in.Must(as, `mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id}}}`, map[string]any{
			"i": map[string]any{
				"clientId": fmt.Sprintf("live-%s-%d", p.Handle, n), "body": fmt.Sprintf("a canary #sparrow %d %s", n, p.ID),
			},
		}).Text("writeEntry", "entry", "id")
	}
	edited, trashed, purged := write(1), write(2), write(3)
	in.Must(as, `mutation($i:EditEntryInput!){editEntry(input:$i){entry{id}}}`, map[string]any{"i": map[string]any{
		"id": edited, "baseRevision": 1, "clientId": "live-edit", "body": "the canary again " + p.ID, "kind": "DONE", "day": "2026-11-22", "audience": "PRIVATE",
	}})
	for _, id := range []string{trashed, purged} {
		in.Must(as, `mutation($id:ID!){deleteEntry(id:$id){deletedId}}`, map[string]any{"id": id})
	}
	in.Must(as, `mutation($id:ID!){purgeEntry(id:$id){deletedId}}`, map[string]any{"id": purged})
	in.Must(as, `mutation($q:String!){createView(input:{clientId:"live-view",name:"canary view",query:$q}){view{id}}}`, map[string]any{"q": "canary " + p.ID})
	in.Must(as, `mutation($q:String!){createTemplate(input:{clientId:"live-template",name:"canary template",body:$q}){template{id}}}`, map[string]any{"q": "canary " + p.ID})
	in.Must(as, `mutation($q:String!){chooseRollOver(input:{automatic:true,place:HEADING,heading:$q,doneHeading:"",takeOut:true}){rollOver{place}}}`, map[string]any{"q": "canary " + p.ID})
	in.Must(as, `mutation{setDaysOff(input:{from:"2026-11-20",to:"2026-11-20",kind:SICK}){days}}`, nil)
	in.Must(as, `mutation{updateStreakSettings(input:{restDays:[SUNDAY],freezeEvery:7,freezeMax:1}){settings{freezeMax}}}`, nil)
	in.Must(as, `mutation{updateProfile(input:{baseRevision:1,bio:"a canary"}){viewer{bio}}}`, nil)
	p.Token(identity.ScopeRead)
	in.Settle()
}

// everything is the whole database as text, a row a line behind its table.
func everything(t testing.TB, d *db.DB) string {
	t.Helper()
	ctx := context.Background()
	var out strings.Builder
	for _, table := range tables(t, d) {
		rows, err := d.Reader().Query(ctx, "SELECT * FROM "+table)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values, dest := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				dest[i] = &values[i]
			}
			if err := rows.Scan(dest...); err != nil {
				t.Fatal(err)
			}
			out.WriteString(table + ":")
			for i, v := range values {
				if b, ok := v.([]byte); ok {
					v = string(b)
				}
				fmt.Fprintf(&out, " %s=%q", columns[i], fmt.Sprint(v))
			}
			out.WriteByte('\n')
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

// tables are the tables of the schema, without those in which SQLite keeps the index of words: what they hold is searched in
// the file itself.
func tables(t testing.TB, d *db.DB) []string {
	t.Helper()
	names := `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\_fts%' ESCAPE '\' ORDER BY name`
	if d.Dialect() == db.Postgres {
		names = `SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`
	}
	out, err := db.Select[string](context.Background(), d.Reader(), names)
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 30 {
		t.Fatalf("only %d tables", len(out))
	}
	return out
}
