package db_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	osexec "os/exec"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/migrations"
)

// TestMigrationFailsAtEveryStatement lets each migration fail behind each of its statements. Neither the schema nor its
// version may have moved, and the next attempt goes through: every migration is one transaction.
func TestMigrationFailsAtEveryStatement(t *testing.T) {
	files := migrationFiles(t)
	whole := map[db.Dialect]map[string]string{}
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			d, err := db.Open(t.Context(), db.Options{DSN: dbtest.EmptyDSN(t, engine)})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = d.Close() }()
			done, failures := fstest.MapFS{"9000_first.sql": {Data: []byte("SELECT 1;")}}, 0
			if err := db.MigrateFS(t.Context(), d, done); err != nil {
				t.Fatal(err)
			}
			for _, name := range slices.Sorted(maps.Keys(files)) {
				before, applied := schemaOf(t, d), appliedOn(t, d)
				for n, text := range failing(files[name]) {
					broken := maps.Clone(done)
					broken[name] = &fstest.MapFile{Data: []byte(text)}
					if err := db.MigrateFS(t.Context(), d, broken); err == nil {
						t.Fatalf("%s does not fail behind statement %d", name, n+1)
					}
					failures++
					if after := schemaOf(t, d); !maps.Equal(before, after) || !slices.Equal(applied, appliedOn(t, d)) {
						t.Fatalf("%s, failed behind statement %d, leaves something behind", name, n+1)
					}
				}
				done[name] = &fstest.MapFile{Data: []byte(files[name])}
				if err := db.MigrateFS(t.Context(), d, done); err != nil {
					t.Fatalf("%s after its failures: %v", name, err)
				}
			}
			if failures < len(files) {
				t.Errorf("%d failures in %d files", failures, len(files))
			}
			whole[engine] = schemaOf(t, d)
			if want := schemaOf(t, dbtest.Open(t, engine)); !maps.Equal(want, whole[engine]) {
				t.Error("after all failures the schema is another one")
			}
		})
	}
}

func migrationFiles(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	names, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(migrations.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = string(text)
	}
	return out
}

// failing gives the migration once per statement, with a statement that cannot work behind it.
func failing(text string) []string {
	lines := strings.SplitAfter(text, "\n")
	var out []string
	whole, section := false, ""
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.Contains(trimmed, "+goose StatementBegin"):
			whole = true
		case strings.Contains(trimmed, "+goose StatementEnd"):
			whole = false
		case strings.HasPrefix(trimmed, "-- +dialect"):
			section = trimmed
		}
		code, _, _ := strings.Cut(trimmed, "--")
		if whole || !strings.HasSuffix(strings.TrimSpace(code), ";") {
			continue
		}
		// For both engines, wherever the statement is for one of them only.
		fail := "-- +dialect all\nSELECT * FROM tamatar_fails_here;\n" + section + "\n"
		out = append(out, strings.Join(lines[:i+1], "")+fail+strings.Join(lines[i+1:], ""))
	}
	return out
}

func schemaOf(t *testing.T, d *db.DB) map[string]string {
	t.Helper()
	out, err := db.SchemaText(t.Context(), d.Reader())
	if err != nil {
		t.Fatal(err)
	}
	query := sqliteIndexes
	if d.Dialect() == db.Postgres {
		query = postgresIndexes
	}
	indexes, err := db.Select[string](t.Context(), d.Reader(), query)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range indexes {
		out["index "+i] = "there"
	}
	return out
}

func appliedOn(t *testing.T, d *db.DB) []int64 {
	t.Helper()
	applied, err := db.Applied(t.Context(), d.Reader())
	if err != nil {
		t.Fatal(err)
	}
	return applied
}

// migrateThis is the database that a copy of this test process migrates and is killed at.
const migrateThis = "TAMATAR_TEST_MIGRATE_THIS"

// TestKilledMigrationResumes kills a process with SIGKILL at some moment of its migrations, several times over: what
// comes next takes up where it stopped, and ends at the same schema.
func TestKilledMigrationResumes(t *testing.T) {
	if dsn := os.Getenv(migrateThis); dsn != "" {
		migrateSlowly(t, dsn)
		return
	}
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			dsn := dbtest.EmptyDSN(t, engine)
			kills := 0
			for round := range 6 {
				if killDuringMigration(t, dsn, round) {
					kills++
				}
			}
			if kills == 0 {
				t.Error("nothing was killed")
			}
			d, err := db.Open(t.Context(), db.Options{DSN: dsn})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = d.Close() }()
			if err := db.Migrate(t.Context(), d); err != nil {
				t.Fatal(err)
			}
			if want := schemaOf(t, dbtest.Open(t, engine)); !maps.Equal(want, schemaOf(t, d)) {
				t.Errorf("after %d kills the schema is another one", kills)
			}
			if err := d.CheckIntegrity(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// migrateSlowly says on standard output when it begins.
func migrateSlowly(t *testing.T, dsn string) {
	d, err := db.Open(context.Background(), db.Options{DSN: dsn})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("migrating")
	if err := db.Migrate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
}

// killDuringMigration tells whether the process was still at it.
func killDuringMigration(t *testing.T, dsn string, round int) bool {
	t.Helper()
	child := osexec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledMigrationResumes$") //nolint:gosec // this test binary.
	child.Env = append(os.Environ(), migrateThis+"="+dsn)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() && lines.Text() != "migrating" {
	}
	moment := time.NewTimer(time.Duration(3+round*9) * time.Millisecond)
	defer moment.Stop()
	<-moment.C
	_ = child.Process.Kill()
	var ended *osexec.ExitError
	return errors.As(child.Wait(), &ended) && ended.ExitCode() == -1
}
