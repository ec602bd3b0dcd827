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
		loader := demo.Loader{Accounts: in.App.Identity, Entries: in.App.Journal, Notices: in.App.Notify, Answers: in.App.Reviews}
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
