package db_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

func exec(t testing.TB, d *db.DB, query string, args ...any) {
	t.Helper()
	if _, err := d.Writer().Exec(t.Context(), query, args...); err != nil {
		t.Fatal(err)
	}
}

func makeBeds(t testing.TB, d *db.DB) {
	t.Helper()
	exec(t, d, `CREATE TABLE beds (id TEXT NOT NULL PRIMARY KEY, n BIGINT NOT NULL CHECK (n >= 0), plot TEXT, spot BIGINT)`)
	exec(t, d, `CREATE UNIQUE INDEX beds_place ON beds (plot, spot)`)
	exec(t, d, `CREATE TABLE plants (id TEXT NOT NULL PRIMARY KEY, bed_id TEXT NOT NULL REFERENCES beds (id), label TEXT)`)
	exec(t, d, `CREATE UNIQUE INDEX plants_label ON plants (lower(label))`)
	exec(t, d, `INSERT INTO beds (id, n, plot, spot) VALUES ($1, 0, $2, 1)`, "a", "north")
	exec(t, d, `INSERT INTO plants (id, bed_id, label) VALUES ('first', 'a', 'Roma')`)
}

func TestConcurrentIncrementsLoseNoUpdate(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		makeBeds(t, d)
		const workers, each = 8, 25
		var wg sync.WaitGroup
		for range workers {
			wg.Go(func() {
				for range each {
					err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
						lock := ""
						if tx.Dialect() == db.Postgres {
							lock = " FOR UPDATE"
						}
						n, err := db.Get[int64](ctx, tx, `SELECT n FROM beds WHERE id = $1`+lock, "a")
						if err != nil {
							return err
						}
						_, err = tx.Exec(ctx, `UPDATE beds SET n = $2 WHERE id = $1`, "a", n+1)
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if n, err := db.Get[int](t.Context(), d.Reader(), `SELECT n FROM beds WHERE id = $1`, "a"); err != nil || n != workers*each {
			t.Fatalf("%d of %d increments, %v", n, workers*each, err)
		}
	})
}

func TestDeadlockIsRetried(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		makeBeds(t, d)
		exec(t, d, `INSERT INTO beds (id, n) VALUES ('b', 0)`)
		var wg, met sync.WaitGroup
		if d.Dialect() == db.Postgres { // SQLite's transactions never meet
			met.Add(2)
		}
		attempts := make([]int, 2)
		for i, order := range [][]string{{"a", "b"}, {"b", "a"}} {
			wg.Go(func() {
				err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
					attempts[i]++
					for step, id := range order {
						if _, err := tx.Exec(ctx, `UPDATE beds SET n = n + 1 WHERE id = $1`, id); err != nil {
							return fmt.Errorf("step %d: %w", step, err)
						}
						if step == 0 && attempts[i] == 1 && d.Dialect() == db.Postgres {
							met.Done()
							met.Wait()
						}
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if sum, err := db.Get[int](t.Context(), d.Reader(), `SELECT CAST(SUM(n) AS BIGINT) FROM beds`); err != nil || sum != 4 {
			t.Fatalf("sum %d, %v", sum, err)
		}
		if d.Dialect() == db.Postgres && attempts[0]+attempts[1] < 3 {
			t.Fatalf("attempts %v: one of the two must have been the victim, once at least", attempts)
		}
	})
}

func TestErrorsAreTyped(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		makeBeds(t, d)
		for _, c := range []struct {
			query  string
			kind   error
			column string
		}{
			{`INSERT INTO beds (id, n) VALUES ('a', 0)`, db.ErrUnique, "beds.id"},
			{`INSERT INTO beds (id, n, plot, spot) VALUES ('c', 0, 'north', 1)`, db.ErrUnique, "beds.plot,beds.spot"},
			{`INSERT INTO plants (id, bed_id, label) VALUES ('second', 'a', 'ROMA')`, db.ErrUnique, "plants_label"},
			{`INSERT INTO plants (id, bed_id) VALUES ('p', 'nowhere')`, db.ErrForeignKey, ""},
			{`INSERT INTO beds (id, n) VALUES ('d', -1)`, db.ErrCheck, ""},
			{`INSERT INTO beds (id, n) VALUES ('d', NULL)`, db.ErrCheck, ""},
		} {
			_, err := d.Writer().Exec(t.Context(), c.query)
			if !errors.Is(err, c.kind) || db.UniqueColumn(err) != c.column {
				t.Errorf("%s: %v, column %q, want %v, %q", c.query, err, db.UniqueColumn(err), c.kind, c.column)
			}
			err = d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				_, err := db.Get[string](ctx, tx, c.query+` RETURNING id`)
				return err
			})
			if !errors.Is(err, c.kind) {
				t.Errorf("%s RETURNING: %v, want %v", c.query, err, c.kind)
			}
		}
		if _, err := db.Get[string](t.Context(), d.Reader(), `SELECT id FROM beds WHERE id = $1`, "z"); !errors.Is(err, db.ErrNoRows) {
			t.Error(err)
		}
	})
}

func TestTransactionEnds(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		makeBeds(t, d)
		ctx, committed := t.Context(), 0
		set := func(ctx context.Context, tx *db.Tx, n int) {
			tx.AfterCommit(func() { committed++ })
			if _, err := tx.Exec(ctx, `UPDATE beds SET n = $1`, n); err != nil {
				t.Fatal(err)
			}
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic must go on")
				}
			}()
			_ = d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { set(ctx, tx, 1); panic("bug") })
		}()
		cancelled, cancel := context.WithCancel(ctx)
		err := d.InTx(cancelled, func(ctx context.Context, tx *db.Tx) error { set(ctx, tx, 2); cancel(); return nil })
		if err == nil {
			t.Error("a cancelled transaction must not commit")
		}
		if n, _ := db.Get[int](ctx, d.Reader(), `SELECT n FROM beds`); n != 0 || committed != 0 {
			t.Fatalf("n = %d after rollbacks, %d commits", n, committed)
		}
		err = d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			set(ctx, tx, 3)
			err := tx.Try(ctx, func() error {
				_, err := tx.Exec(ctx, `INSERT INTO beds (id, n) VALUES ('a', 9)`)
				return err
			})
			if !errors.Is(err, db.ErrUnique) {
				t.Error("Try:", err)
			}
			if err := d.InTx(ctx, func(context.Context, *db.Tx) error { return nil }); !errors.Is(err, db.ErrNested) {
				t.Error("InTx inside InTx:", err)
			}
			if _, err := d.Writer().Exec(ctx, `UPDATE beds SET n = 7`); !errors.Is(err, db.ErrNested) {
				t.Error("Writer inside InTx:", err)
			}
			return nil
		})
		// Read your writes: the reader sees the commit that returned.
		if n, _ := db.Get[int](ctx, d.Reader(), `SELECT n FROM beds`); err != nil || n != 3 || committed != 1 {
			t.Fatalf("n = %d, %d commits, %v", n, committed, err)
		}
	})
}

func TestSQLiteSurvivesKillAndPowerLoss(t *testing.T) {
	d := dbtest.Open(t, db.SQLite)
	for name, q := range map[string]db.Querier{"writer": d.Writer(), "reader": d.Reader()} {
		for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000"} {
			if got, err := db.Get[string](t.Context(), q, `PRAGMA `+pragma); err != nil || got != want {
				t.Errorf("%s: %s = %s, want %s (%v)", name, pragma, got, want, err)
			}
		}
	}
	if _, err := d.Reader().Exec(t.Context(), `DELETE FROM platform_schedules`); !errors.Is(err, db.ErrReadOnly) {
		t.Errorf("the reader must refuse to write: %v", err)
	}
	if n := d.SQLDB().Stats().MaxOpenConnections; n != 1 {
		t.Errorf("%d writers", n)
	}
}

type bed struct {
	ID    string
	Count int64 `db:"n"`
	place
}

type place struct {
	Plot *string
	Spot *int64
}

func TestScanning(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		makeBeds(t, d)
		exec(t, d, `INSERT INTO beds (id, n) VALUES ('b', 5)`)
		ctx, statements := db.CountStatements(t.Context())
		beds, err := db.Select[bed](ctx, d.Reader(), `SELECT spot, plot, n, id FROM beds WHERE id IN `+db.In(3, 1)+` ORDER BY id`, "a", "b", "c")
		if err != nil || len(beds) != 2 || beds[0].ID != "a" || *beds[0].Plot != "north" || *beds[0].Spot != 1 || beds[1].Count != 5 || beds[1].Plot != nil {
			t.Fatalf("%+v, %v", beds, err)
		}
		p, err := db.Get[*bed](ctx, d.Reader(), `SELECT id, n FROM beds WHERE id = $2 AND n < $1 AND id = $2`, 9, "b")
		if err != nil || p.Count != 5 {
			t.Fatalf("%+v, %v", p, err)
		}
		yes, err := db.Get[bool](ctx, d.Reader(), `SELECT EXISTS (SELECT 1 FROM beds WHERE id = $1)`, "a")
		if err != nil || !yes {
			t.Fatal(err)
		}
		none, err := db.Select[string](ctx, d.Reader(), `SELECT id FROM beds WHERE id IN `+db.In(0, 1))
		if err != nil || none == nil || len(none) != 0 {
			t.Fatal(none, err)
		}
		if *statements != 4 {
			t.Errorf("%d statements counted, want 4", *statements)
		}
		if _, err := db.Get[place](ctx, d.Reader(), `SELECT id FROM beds`); err == nil || !strings.Contains(err.Error(), `column "id"`) {
			t.Error("a column without a field must be an error:", err)
		}
	})
}

func TestOpenRefusesOtherAddresses(t *testing.T) {
	for _, dsn := range []string{"", "mysql://x", "sqlite:", "sqlite::memory:", "/tmp/x.db"} {
		if _, err := db.Open(t.Context(), db.Options{DSN: dsn}); !errors.Is(err, db.ErrDSN) {
			t.Errorf("%q: %v", dsn, err)
		}
	}
	if _, err := db.Open(t.Context(), db.Options{DSN: "postgres://nobody@127.0.0.1:1/x?connect_timeout=1"}); !errors.Is(err, db.ErrUnavailable) {
		t.Errorf("no server: %v", err)
	}
}

func BenchmarkGet(b *testing.B) {
	dbtest.RunB(b, func(b *testing.B, d *db.DB) {
		makeBeds(b, d)
		for b.Loop() {
			if _, err := db.Get[bed](b.Context(), d.Reader(), `SELECT id, n, plot, spot FROM beds WHERE id = $1`, "a"); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkWriteParallel(b *testing.B) {
	dbtest.RunB(b, func(b *testing.B, d *db.DB) {
		makeBeds(b, d)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				err := d.InTx(b.Context(), func(ctx context.Context, tx *db.Tx) error {
					_, err := tx.Exec(ctx, `INSERT INTO plants (id, bed_id) VALUES ($1, 'a')`, fmt.Sprint(newID()))
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	})
}
