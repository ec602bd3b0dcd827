package db_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

var ids atomic.Int64

func newID() int64 { return ids.Add(1) }

// Indexes in the same words on both engines: table, unique or not, columns.
const sqliteIndexes = `SELECT i.name || ' ON ' || m.name || CASE WHEN i."unique" THEN ' unique' ELSE '' END ||
	CASE WHEN i.partial THEN ' partial' ELSE '' END || ' (' ||
	(SELECT group_concat(COALESCE(name, 'expression'), ',') FROM (SELECT * FROM pragma_index_info(i.name) ORDER BY seqno)) || ')'
	FROM sqlite_master m JOIN pragma_index_list(m.name) i
	WHERE m.type = 'table' AND i.origin = 'c' AND m.name NOT LIKE 'river%' AND m.name NOT LIKE 'goose%'`

const postgresIndexes = `SELECT ic.relname || ' ON ' || c.relname || CASE WHEN i.indisunique THEN ' unique' ELSE '' END ||
	CASE WHEN i.indpred IS NOT NULL THEN ' partial' ELSE '' END || ' (' ||
	(SELECT string_agg(COALESCE(a.attname, 'expression'), ',' ORDER BY k.n) FROM unnest(i.indkey::smallint[]) WITH ORDINALITY k(att, n)
		LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.att AND k.att > 0) || ')'
	FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class ic ON ic.oid = i.indexrelid
	JOIN pg_am am ON am.oid = ic.relam
	WHERE c.relnamespace = current_schema()::regnamespace AND c.relname NOT LIKE 'river%' AND c.relname NOT LIKE 'goose%'
	AND am.amname <> 'gin' AND NOT EXISTS (SELECT 1 FROM pg_constraint x WHERE x.conindid = i.indexrelid AND x.contype IN ('p', 'u'))`

func TestBothEnginesHaveTheSameSchema(t *testing.T) {
	schemas, indexes := map[db.Dialect]map[string]string{}, map[db.Dialect][]string{}
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		var err error
		if schemas[d.Dialect()], err = db.SchemaText(t.Context(), d.Reader()); err != nil {
			t.Fatal(err)
		}
		query := sqliteIndexes
		if d.Dialect() == db.Postgres {
			query = postgresIndexes
		}
		if indexes[d.Dialect()], err = db.Select[string](t.Context(), d.Reader(), query); err != nil {
			t.Fatal(err)
		}
		slices.Sort(indexes[d.Dialect()])
	})
	if os.Getenv("TAMATAR_TEST_SQLITE_ONLY") == "1" {
		return // dbtest has said so loudly
	}
	if len(schemas) != 2 || len(schemas[db.SQLite]) == 0 || len(indexes[db.SQLite]) == 0 {
		t.Fatal("nothing to compare")
	}
	names := maps.Clone(schemas[db.SQLite])
	maps.Copy(names, schemas[db.Postgres])
	for _, name := range slices.Sorted(maps.Keys(names)) {
		lite, pg := schemas[db.SQLite][name], schemas[db.Postgres][name]
		if lite != pg {
			t.Errorf("%s: SQLite has %q, PostgreSQL has %q", name, lite, pg)
		}
		if strings.HasPrefix(lite, "unknown") {
			t.Errorf("%s has a type that only one engine knows", name)
		}
	}
	if !slices.Equal(indexes[db.SQLite], indexes[db.Postgres]) {
		t.Errorf("indexes differ:\nSQLite\n%s\nPostgreSQL\n%s",
			strings.Join(indexes[db.SQLite], "\n"), strings.Join(indexes[db.Postgres], "\n"))
	}
}

func TestMigrateAgainAndConcurrently(t *testing.T) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			dsn := dbtest.EmptyDSN(t, dialect)
			nodes := 3
			if dialect == db.SQLite {
				nodes = 1
			}
			done := make(chan error, nodes)
			for range nodes {
				go func() {
					d, err := db.Open(t.Context(), db.Options{DSN: dsn})
					if err == nil {
						err = db.Migrate(t.Context(), d)
						_ = d.Close()
					}
					done <- err
				}()
			}
			for range nodes {
				if err := <-done; err != nil {
					t.Fatal(err)
				}
			}
			d, err := db.Open(t.Context(), db.Options{DSN: dsn})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = d.Close() }()
			if err := db.Migrate(t.Context(), d); err != nil {
				t.Fatal("a second time:", err)
			}
		})
	}
}

func TestDialectSections(t *testing.T) {
	text := "CREATE\n-- +dialect sqlite\nlite\n-- +dialect postgres\npg\n-- +dialect all\nboth\n"
	for d, want := range map[db.Dialect]string{
		db.SQLite:   "-- +goose Up\nCREATE\n\nlite\n\n\n\nboth\n",
		db.Postgres: "-- +goose Up\nCREATE\n\n\n\npg\n\nboth\n",
	} {
		if got, err := db.ForDialect(text, d); err != nil || got != want {
			t.Errorf("%s: %q, want %q (%v)", d, got, want, err)
		}
	}
	d := dbtest.Open(t, db.SQLite)
	broken := fstest.MapFS{"0900_x.sql": {Data: []byte("-- +dialect mysql\nSELECT 1;")}}
	if err := db.MigrateFS(t.Context(), d, broken); err == nil {
		t.Error("an unknown dialect must be an error")
	}
}
