package audience_test

import (
	"slices"
	"strconv"
	"testing"

	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

var people = []string{"ann", "bob", "eve", ""}

// viewers are all combinations of who looks, how, and with which relations.
func viewers() []audience.Viewer {
	relations := []*audience.Relation{nil, of("ann"), of("ann", "eve"), of("bob"), {Has: func(string) bool { return true }}}
	var out []audience.Viewer
	for _, id := range people {
		for _, suspended := range []bool{false, true} {
			for _, byLink := range []bool{false, true} {
				for _, f := range relations {
					for _, tm := range relations {
						out = append(out, audience.Viewer{UserID: id, Suspended: suspended, ByLink: byLink, Follows: f, Teams: tm})
					}
				}
			}
		}
	}
	return out
}

// The oracle's two answers are the same for every viewer, owner and level, on both databases.
func TestSQLEqualsCanSee(t *testing.T) {
	levels := append(slices.Clone(audience.Levels), "", "secret", "PUBLIC")
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		if _, err := d.Writer().Exec(ctx, "CREATE TABLE objects (id TEXT NOT NULL, owner_id TEXT NOT NULL, level TEXT NOT NULL)"); err != nil {
			t.Fatal(err)
		}
		for _, owner := range people {
			for _, l := range levels {
				if _, err := d.Writer().Exec(ctx, "INSERT INTO objects VALUES ($1, $2, $3)", owner+"/"+string(l), owner, string(l)); err != nil {
					t.Fatal(err)
				}
			}
		}
		for i, v := range viewers() {
			from := 1 + i%3 // placeholders may begin anywhere
			cond, args := audience.SQL(v, "o.owner_id", "o.level", from)
			all := make([]any, 0, from-1+len(args))
			filler := "1 = 1"
			for n := 1; n < from; n++ {
				filler += " AND $" + strconv.Itoa(n) + " = 'x'"
				all = append(all, "x")
			}
			got, err := db.Select[string](ctx, d.Reader(), "SELECT o.id FROM objects o WHERE "+filler+" AND "+cond+" ORDER BY o.id", append(all, args...)...)
			if err != nil {
				t.Fatalf("%s: %v", cond, err)
			}
			want := []string{}
			for _, owner := range people {
				for _, l := range levels {
					if audience.CanSee(v, owner, l) {
						want = append(want, owner+"/"+string(l))
					}
				}
			}
			slices.Sort(want)
			slices.Sort(got) // collations differ
			if !slices.Equal(got, want) {
				t.Fatalf("viewer %+v\nSQL   %v\nrules %v\n%s", v, got, want, cond)
			}
		}
		t.Logf("%d viewers, %d objects", len(viewers()), len(people)*len(levels))
	})
}
