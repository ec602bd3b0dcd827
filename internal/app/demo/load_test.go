package demo_test

import (
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/app/demo"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

func TestDemoComesGoesAndComesAgain(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		loader := demo.Loader{Accounts: in.App.Identity, Entries: in.App.Journal, Notices: in.App.Notify, Answers: in.App.Reviews, Writing: in.App.Journal, Files: in.App.Files, Shares: in.App.Sharing, Hooks: in.App.Capture}
		const last, password = "2026-03-31", "correct-horse-battery-9"
		first, err := loader.Load(t.Context(), last, password)
		if err != nil {
			t.Fatal(err)
		}
		again, err := loader.Load(t.Context(), last, password)
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range again {
			if l.Created != 0 || l.Known != first[i].Created {
				t.Errorf("second load of %s: %+v after %+v", l.Handle, l, first[i])
			}
		}
		showsEverything(t, in, d)
		gone, err := loader.Remove(t.Context())
		if err != nil || len(gone) != 3 {
			t.Fatalf("removed %v: %v", gone, err)
		}
		in.Settle()
		third, err := loader.Load(t.Context(), last, password)
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range third {
			if l.Created != first[i].Created {
				t.Errorf("after a removal: %+v, want %d", l, first[i].Created)
			}
		}
	})
}

// showsEverything: each persona has a picture with words for it, open entries, a link, a pinned view with its feed, a webhook,
// answers and commits, once each although the demo was loaded twice.
func showsEverything(t *testing.T, in *apptest.Instance, d *db.DB) {
	t.Helper()
	in.Settle()
	for _, c := range []struct {
		what, query string
		want        int
	}{
		{"pictures with words", "SELECT count(*) FROM files_files WHERE alt <> ''", 3},
		{"entries with a picture", "SELECT count(*) FROM journal_entry_files", 3},
		{"public entries", "SELECT count(*) FROM journal_entries WHERE audience = 'public'", 3},
		{"unlisted entries", "SELECT count(*) FROM journal_entries WHERE audience = 'unlisted'", 3},
		{"links", "SELECT count(*) FROM sharing_links", 3},
		{"pinned views", "SELECT count(*) FROM journal_views WHERE pinned", 3},
		{"feeds of views", "SELECT count(*) FROM sharing_feeds WHERE view_id <> ''", 3},
		{"webhooks of a build server", "SELECT count(*) FROM capture_hooks WHERE name = 'CI'", 3},
		{"answers", "SELECT count(*) FROM reviews_answers", 6},
		{"days of commits", "SELECT count(*) FROM journal_entries WHERE source = 'git' AND draft", 9},
	} {
		got, err := db.Get[int](t.Context(), d.Reader(), c.query)
		if err != nil || got != c.want {
			t.Errorf("%d %s, want %d (%v)", got, c.what, c.want, err)
		}
	}
}
