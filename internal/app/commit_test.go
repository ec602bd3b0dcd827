package app_test

import (
	"testing"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// TestAboutNamesTheCommit: what the linker was told is shown, since releases are built without Go's own stamp.
func TestAboutNamesTheCommit(t *testing.T) {
	before, at := app.Commit, app.CommittedAt
	t.Cleanup(func() { app.Commit, app.CommittedAt = before, at })
	app.Commit, app.CommittedAt = "8c374318c374318c374318c374318c374318c374", "2026-11-22T21:00:00Z"
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		a := in.Must(in.Person("ada", identity.RoleMember).Browser(), "{about{commit builtAt}}", nil)
		if a.Text("about", "commit") != app.Commit || a.Text("about", "builtAt") == "" {
			t.Error(string(a.Raw))
		}
	})
}
