package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

const writeLong = `mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id} errors{code}}}`

// TestAttack_K01_FullOrReadOnlyDisk writes until the database takes no more: every refused write says so, nothing that was
// acknowledged is missing, reading goes on, and it heals without a restart. tools/faulttest does the same on a real disk.
func TestAttack_K01_FullOrReadOnlyDisk(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		as := in.Person("ada", identity.RoleMember).Browser()
		acked, n, last := []string{}, 0, ""
		write := func() (code string) {
			n++
			a := in.GraphQL(as, writeLong, map[string]any{"i": map[string]any{
				"clientId": fmt.Sprintf("k01-attack-%06d", n), "body": fmt.Sprintf("entry %d\n\n%s", n, strings.Repeat("words on a disk. ", 2000)),
			}})
			last = string(a.Raw)
			if code = a.Code(); code == "" {
				if id := a.Text("writeEntry", "entry", "id"); id != "" {
					acked = append(acked, id)
				} else {
					code = "nothing"
				}
			}
			return code
		}
		for range 3 {
			if code := write(); code != "" {
				t.Fatal("an honest write:", code)
			}
		}
		heal, want := shut(t, d)
		code := ""
		for range 30 {
			if code = write(); code != "" {
				break
			}
		}
		if code != want {
			t.Fatalf("a write into a full database: %q, want %q: %s", code, want, last)
		}
		for range 5 {
			if code := write(); code != want {
				t.Errorf("refused with %q", code)
			}
			if a := in.GraphQL(as, `{viewer{entries(first:5){nodes{id}}}}`, nil); a.Status != http.StatusOK || len(a.Errors) > 0 {
				t.Fatalf("reading stopped: %s", a.Raw)
			}
		}
		heal()
		if code := write(); code != "" {
			t.Errorf("with room again: %q", code)
		}
		for _, id := range acked {
			if found, err := db.Get[int](t.Context(), d.Reader(), `SELECT COUNT(*) FROM journal_entries WHERE id = $1`, id); found != 1 || err != nil {
				t.Errorf("an acknowledged entry is there %d times, %v", found, err)
			}
		}
		if err := d.CheckIntegrity(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// shut takes the room away: SQLite gets a largest size, PostgreSQL takes no changes, as it does when its disk is remounted
// read-only.
func shut(t *testing.T, d *db.DB) (heal func(), code string) {
	t.Helper()
	exec := func(query string) {
		if _, err := d.Writer().Exec(t.Context(), query); err != nil {
			t.Fatal(query, err)
		}
	}
	if d.Dialect() == db.SQLite {
		pages, err := db.Get[int](t.Context(), d.Writer(), `PRAGMA page_count`)
		if err != nil {
			t.Fatal(err)
		}
		limit := func(n int) {
			if _, err := db.Get[int](t.Context(), d.Writer(), fmt.Sprintf(`PRAGMA max_page_count = %d`, n)); err != nil {
				t.Fatal(err)
			}
		}
		limit(pages + 20)
		return func() { limit(1 << 30) }, "database.full"
	}
	name, err := db.Get[string](t.Context(), d.Reader(), `SELECT current_database()`)
	if err != nil {
		t.Fatal(err)
	}
	exec(`ALTER DATABASE ` + name + ` SET default_transaction_read_only = on`)
	d.PgxPool().Reset() // new connections know it
	return func() {
		exec(`BEGIN READ WRITE; ALTER DATABASE ` + name + ` RESET default_transaction_read_only; COMMIT`)
		d.PgxPool().Reset()
	}, "database.read_only"
}
