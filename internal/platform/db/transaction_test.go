package db_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

func TestDeferredStatements(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		makeBeds(t, d)
		in := func(fn func(ctx context.Context, tx *db.Tx) error) error { return d.InTx(t.Context(), fn) }
		count := func(want int) {
			t.Helper()
			if n, err := db.Get[int](t.Context(), d.Reader(), `SELECT COUNT(*) FROM beds`); err != nil || n != want {
				t.Fatalf("%d beds, want %d (%v)", n, want, err)
			}
		}
		add := `INSERT INTO beds (id, n) VALUES ($1, 0)`
		for _, before := range []bool{false, true} { // alone, and behind a statement that was sent
			id := fmt.Sprint("x", before)
			if err := in(func(ctx context.Context, tx *db.Tx) error {
				if before {
					if _, err := db.Get[int](ctx, tx, `SELECT n FROM beds WHERE id = $1`, "a"); err != nil {
						return err
					}
				}
				return tx.Defer(ctx, add, id)
			}); err != nil {
				t.Fatal(err)
			}
			err := in(func(ctx context.Context, tx *db.Tx) error {
				if _, err := tx.Exec(ctx, add, "lost"); err != nil {
					return err
				}
				return tx.Defer(ctx, add, id)
			})
			if !errors.Is(err, db.ErrUnique) || db.UniqueColumn(err) != "beds.id" {
				t.Fatal("a deferred statement's error must come out of InTx:", err)
			}
		}
		count(3)
		err := in(func(ctx context.Context, tx *db.Tx) error {
			if err := tx.Defer(ctx, add, "y"); err != nil {
				return err
			}
			n, err := db.Get[int](ctx, tx, `SELECT COUNT(*) FROM beds WHERE id = $1`, "y")
			if err != nil || n != 1 {
				t.Errorf("a transaction must see its deferred statement: %d, %v", n, err)
			}
			if err := tx.Try(ctx, func() error { return tx.Defer(ctx, add, "y") }); !errors.Is(err, db.ErrUnique) {
				t.Error("Try must report the error of a deferred statement:", err)
			}
			return tx.Defer(ctx, add, "z")
		})
		if err != nil {
			t.Fatal(err)
		}
		count(5)
		lost := errors.New("lost")
		if err := in(func(ctx context.Context, tx *db.Tx) error { return errors.Join(tx.Defer(ctx, add, "w"), lost) }); !errors.Is(err, lost) {
			t.Fatal(err)
		}
		if err := in(func(context.Context, *db.Tx) error { return nil }); err != nil {
			t.Fatal("an empty transaction:", err)
		}
		count(5)
	})
}

// The first query of a transaction takes another way on PostgreSQL than the
// later ones; both must give the same values.
func TestFirstQueryOfATransaction(t *testing.T) {
	type row struct {
		S, N, Empty *string
		I           int
		Big         int64
		B, No       bool
		F           float64
		Raw         []byte
	}
	query := `SELECT CAST($1 AS TEXT) AS s, CAST(NULL AS TEXT) AS n, '' AS empty, CAST(-7 AS INTEGER) AS i,
		CAST(9007199254740993 AS BIGINT) AS big, $2 = 1 AS b, $2 = 2 AS no, 0.5 AS f, CAST($3 AS %s) AS raw`
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		bytes := map[db.Dialect]string{db.SQLite: "BLOB", db.Postgres: "BYTEA"}[d.Dialect()]
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			for range 2 {
				got, err := db.Get[row](ctx, tx, fmt.Sprintf(query, bytes), "größer", 1, []byte{0, 255, 'x'})
				if err != nil {
					return err
				}
				if *got.S != "größer" || got.N != nil || *got.Empty != "" || got.I != -7 || got.Big != 9007199254740993 ||
					!got.B || got.No || got.F != 0.5 || string(got.Raw) != "\x00\xffx" {
					t.Errorf("%+v", got)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{`SELECT no_such_column, $1`, `SELECT 1 / ($1 - 1), CAST('x' || $1 AS INTEGER)`} {
			err = d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				_, err := db.Select[int](ctx, tx, bad, 1)
				return err
			})
			if err == nil {
				t.Errorf("%s gave no error", bad)
			}
		}
		var many []int
		err = d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
			many, err = db.Select[int](ctx, tx, `WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < $1) SELECT n FROM c`, 3000)
			if err != nil {
				return err
			}
			_, err = db.Get[int](ctx, tx, `SELECT COUNT(*) FROM platform_schedules`)
			return err
		})
		if err != nil || len(many) != 3000 || many[2999] != 3000 {
			t.Fatal(len(many), err)
		}
	})
}

func TestServerConnectionsLostBeforeCommitAreRetried(t *testing.T) {
	d := dbtest.Open(t, db.Postgres)
	makeBeds(t, d)
	tries := 0
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		tries++
		pid, err := db.Get[int](ctx, tx, `SELECT pg_backend_pid()`)
		if err != nil {
			return err
		}
		if tries == 1 {
			if _, err := db.Get[bool](ctx, d.Reader(), `SELECT pg_terminate_backend($1)`, pid); err != nil {
				return err
			}
		}
		_, err = tx.Exec(ctx, `UPDATE beds SET n = n + $1`, 1)
		return err
	})
	if err != nil || tries != 2 {
		t.Fatalf("%d tries, %v", tries, err)
	}
}
