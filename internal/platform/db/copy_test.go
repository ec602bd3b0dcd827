package db_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"testing"
	"testing/fstest"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

// zoo has every type, a cycle of foreign keys, text that sorts differently by
// language, and a table without a key.
var zoo = fstest.MapFS{
	"9001_zoo.sql": {Data: []byte(`
CREATE TABLE zoo_keepers (id TEXT NOT NULL PRIMARY KEY, boss_id TEXT REFERENCES zoo_keepers (id));
CREATE TABLE zoo_animals (
    name TEXT NOT NULL, born BIGINT NOT NULL, tame BOOLEAN NOT NULL, weight DOUBLE PRECISION,
    keeper_id TEXT NOT NULL REFERENCES zoo_keepers (id),
-- +dialect sqlite
    photo BLOB,
-- +dialect postgres
    photo BYTEA,
-- +dialect all
    PRIMARY KEY (name, born));
CREATE TABLE zoo_notes (note TEXT, day TEXT);
-- +dialect sqlite
CREATE TABLE zoo_search (doc INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, tokens TEXT NOT NULL);
CREATE VIRTUAL TABLE zoo_search_fts USING fts5(tokens, content='', contentless_delete=1, tokenize='ascii');
-- +dialect postgres
CREATE TABLE zoo_search (id TEXT PRIMARY KEY, tokens TEXT NOT NULL,
    vector TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', tokens)) STORED);
CREATE INDEX zoo_search_vector ON zoo_search USING GIN (vector);
`)},
}

type feed struct{ Animal string }

func (feed) Kind() string { return "zoo.feed" }

func openEmpty(t *testing.T, dialect db.Dialect) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{DSN: dbtest.EmptyDSN(t, dialect)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if err := errors.Join(db.Migrate(t.Context(), d), db.MigrateFS(t.Context(), d, zoo)); err != nil {
		t.Fatal(err)
	}
	return d
}

func fillZoo(t *testing.T, d *db.DB, r *jobs.Runner) {
	t.Helper()
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		exec := func(query string, args ...any) {
			if _, err := tx.Exec(ctx, query, args...); err != nil {
				t.Fatal(err)
			}
		}
		exec(`INSERT INTO zoo_keepers (id, boss_id) VALUES ('b', NULL)`)
		exec(`INSERT INTO zoo_keepers (id, boss_id) VALUES ('a', 'b')`)
		exec(`INSERT INTO zoo_keepers (id, boss_id) VALUES ('C', 'a')`)
		for i := range 3000 {
			var photo []byte
			var weight *float64
			if i%2 == 0 {
				photo, weight = []byte{0, byte(i), 255}, ptr(float64(i)/3)
			}
			exec(`INSERT INTO zoo_animals (name, born, tame, weight, keeper_id, photo) VALUES ($1, $2, $3, $4, 'C', $5)`,
				fmt.Sprintf("%c%d", []rune("aAäÄzZ🦊_")[i%8], i), int64(i)-1500, i%3 == 0, weight, photo)
		}
		exec(`INSERT INTO zoo_notes (note, day) VALUES ('twice', NULL), (NULL, '2026-01-01'), ('twice', NULL), ('', '')`)
		search := db.FullText{Table: "zoo_search"}
		for i, words := range [][]string{{"red", "fox"}, {"fox", "red"}, {"狐狸"}} {
			if err := search.Upsert(ctx, tx, fmt.Sprintf("s%d", i), words); err != nil {
				return err
			}
		}
		if err := r.Enqueue(ctx, tx, feed{"due"}, jobs.EnqueueOptions{}); err != nil {
			return err
		}
		return r.Enqueue(ctx, tx, feed{"tomorrow"}, jobs.EnqueueOptions{NotBefore: zooTime.Add(24 * time.Hour), UniqueKey: "u"})
	})
	if err != nil {
		t.Fatal(err)
	}
}

var zooTime = time.Date(2026, 3, 1, 10, 0, 0, 123e6, time.UTC)

func feeder(d *db.DB, c clock.Clock, fed *[]string) *jobs.Runner {
	r := jobs.New(d, c, slog.New(slog.DiscardHandler), jobs.Options{})
	jobs.Register(r, func(_ context.Context, _ *db.Tx, f feed) error { *fed = append(*fed, f.Animal); return nil })
	return r
}

func TestCopyThereAndBack(t *testing.T) {
	first := openEmpty(t, db.SQLite)
	var fed []string
	c := clock.NewFake(zooTime)
	fillZoo(t, first, feeder(first, c, &fed))
	there, back := openEmpty(t, db.Postgres), openEmpty(t, db.SQLite)
	progressed := map[string]int64{}
	one, err := db.Copy(t.Context(), first, there, func(table string, done, _ int64) { progressed[table] = done })
	if err != nil {
		t.Fatal(err)
	}
	two, err := db.Copy(t.Context(), there, back, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(one, two) {
		t.Fatalf("there %+v\nand back %+v", one, two)
	}
	rows := map[string]int64{}
	for _, table := range two.Tables {
		rows[table.Name] = table.Rows
		if progressed[table.Name] != table.Rows {
			t.Errorf("%s: progress ended at %d of %d", table.Name, progressed[table.Name], table.Rows)
		}
	}
	for table, want := range map[string]int64{"zoo_keepers": 3, "zoo_animals": 3000, "zoo_notes": 4, "zoo_search": 3, "river_job": 2} {
		if rows[table] != want {
			t.Errorf("%s: %d rows, want %d", table, rows[table], want)
		}
	}
	for _, d := range []*db.DB{there, back} {
		checkCopy(t, d)
	}
}

// checkCopy looks whether a copy is alive: searches, foreign keys, the queue.
func checkCopy(t *testing.T, d *db.DB) {
	t.Helper()
	search := db.FullText{Table: "zoo_search"}
	for m, want := range map[string]db.Match{"s0": db.Phrase("red", "fox"), "s2": db.Word("狐狸")} {
		sub, v := search.In(d.Dialect(), want, 1)
		if ids, err := db.Select[string](t.Context(), d.Reader(), `SELECT id FROM zoo_search WHERE id IN `+sub, v); err != nil || !reflect.DeepEqual(ids, []string{m}) {
			t.Errorf("%s: search gives %v, %v", d.Dialect(), ids, err)
		}
	}
	if _, err := d.Writer().Exec(t.Context(), `INSERT INTO zoo_keepers (id, boss_id) VALUES ('x', 'nobody')`); !errors.Is(err, db.ErrForeignKey) {
		t.Errorf("%s: foreign keys are off: %v", d.Dialect(), err)
	}
	c := clock.NewFake(zooTime)
	var fed []string
	r := feeder(d, c, &fed)
	if err := r.Drain(t.Context()); err != nil || !reflect.DeepEqual(fed, []string{"due"}) {
		t.Errorf("%s: due jobs gave %v, %v", d.Dialect(), fed, err)
	}
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		return errors.Join(r.Enqueue(ctx, tx, feed{"doubled"}, jobs.EnqueueOptions{UniqueKey: "u"}),
			r.Enqueue(ctx, tx, feed{"new"}, jobs.EnqueueOptions{}))
	})
	c.Advance(25 * time.Hour)
	if err = errors.Join(err, r.Drain(t.Context())); err != nil || len(fed) != 3 || fed[0] != "due" {
		t.Errorf("%s: later jobs gave %v, %v", d.Dialect(), fed, err)
	}
}

func TestCopyRefuses(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		other := openEmpty(t, db.SQLite)
		if _, err := db.Copy(t.Context(), d, other, nil); !errors.Is(err, db.ErrSchemaDiffers) {
			t.Errorf("a source of another version: %v", err)
		}
		source := dbtest.Open(t, db.SQLite)
		insert := `INSERT INTO platform_schedules (name, interval_ms, next_at) VALUES ('a', 1, 1)`
		for _, each := range []*db.DB{d, source} {
			if _, err := each.Writer().Exec(t.Context(), insert); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := db.Copy(t.Context(), source, d, nil); !errors.Is(err, db.ErrNotEmpty) {
			t.Errorf("a target with rows: %v", err)
		}
	})
}
