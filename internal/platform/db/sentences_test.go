package db_test

import (
	"context"
	"errors"
	"testing"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// A failure of the database that no domain has declared still reaches people as what it is.
func TestUndeclaredErrorsHaveSentences(t *testing.T) {
	for kind, code := range map[error]string{
		db.ErrUnavailable: "database.unavailable", db.ErrBusy: "database.busy", db.ErrSerialization: "database.busy",
		db.ErrDiskFull: "database.full", db.ErrReadOnly: "database.read_only", db.ErrText: "database.text", db.ErrUnique: "internal",
	} {
		if got := errs.From(errors.Join(errors.New("read entries"), &db.Error{Kind: kind})); got.Code != code {
			t.Errorf("%v is %s, want %s", kind, got.Code, code)
		}
	}
	declared := errs.New(errs.NotFound, "test.gone", "Gone.")
	if got := errs.From(declared.With(&db.Error{Kind: db.ErrBusy})); got.Code != "test.gone" {
		t.Errorf("a declared error became %s", got.Code)
	}
}

func TestATextWithNUL(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		_, err := db.Get[int](context.Background(), d.Reader(), "SELECT 1 WHERE CAST($1 AS TEXT) = 'a'", "a\x00b")
		if want := map[db.Dialect]error{db.SQLite: db.ErrNoRows, db.Postgres: db.ErrText}[d.Dialect()]; !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	})
}
