package app_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/backup/archive"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/config"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// dumpPassword is that of every account in a dump of tools/releasedump.
const dumpPassword = "a quiet ember in the pines"

// rewritten are tables whose old columns a later migration changes on purpose, with the reason.
var rewritten = map[string]string{}

// TestUpgradeFromEveryRelease restores the dump of every release on both engines and brings it to the newest schema:
// every row of every table says what it said, and the instance starts and reads it.
func TestUpgradeFromEveryRelease(t *testing.T) {
	dumps, err := filepath.Glob("../../migrations/testdata/v*.tar.gz")
	if err != nil || len(dumps) == 0 {
		t.Fatalf("no dumps: %v", err)
	}
	for _, dump := range dumps {
		for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
			name := strings.TrimSuffix(filepath.Base(dump), ".tar.gz")
			t.Run(name+"/"+string(engine), func(t *testing.T) { upgrade(t, dump, engine) })
		}
	}
}

func upgrade(t *testing.T, dump string, engine db.Dialect) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(strings.TrimSuffix(dump, ".tar.gz") + ".keyring")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := secret.ParseKeyring(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := secret.PlaceKeyring(dir, keys); err != nil {
		t.Fatal(err)
	}
	dsn := dbtest.EmptyDSN(t, engine)
	cfg, err := config.Parse([]string{"--dev", "--data-dir", dir, "--database-url", dsn, "--test-clock=2026-11-22T10:00:00Z", "--log-level=error"})
	if err != nil {
		t.Fatal(err)
	}
	was := restoreDump(t, dump, dsn, cfg.Files(), keys)
	compareDump(t, dsn, was)

	a, err := app.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	if _, err := app.NewWeb(a, nil); err != nil {
		t.Fatal(err)
	}
	readDump(t, a)
}

func restoreDump(t *testing.T, dump, dsn, files string, keys *secret.Keyring) archive.Summary {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{DSN: dsn})
	if err != nil {
		t.Fatal(err)
	}
	store, err := blob.Open(t.Context(), files)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = errors.Join(d.Close(), store.Close()) }()
	was, err := archive.Restore(t.Context(), func() (io.ReadCloser, error) { return os.Open(dump) }, archive.Key{},
		archive.Target{DB: d, Files: store, Keyring: keys}, archive.Consent{})
	if err != nil {
		t.Fatal(err)
	}
	if was.Rows() < 1000 || was.End.Files.Count == 0 {
		t.Fatalf("%d rows and %d files say little", was.Rows(), was.End.Files.Count)
	}
	return was
}

// compareDump hashes the columns of then in the schema of now.
func compareDump(t *testing.T, dsn string, was archive.Summary) {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{DSN: dsn})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	applied, err := db.Applied(t.Context(), d.Reader())
	if err != nil || len(applied) < len(was.Applied) {
		t.Fatalf("%v, %v", applied, err)
	}
	snapshot, err := d.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = snapshot.Close() }()
	for i, table := range was.Tables {
		if rewritten[table.Name] != "" {
			continue
		}
		sum, rows := sha256.New(), int64(0)
		err := snapshot.RowsOf(t.Context(), table, func(row []any) error {
			rows++
			sum.Write(db.AppendRow(nil, row))
			return nil
		})
		want := was.End.Tables[i]
		if err != nil || rows != want.Rows || hex.EncodeToString(sum.Sum(nil)) != want.SHA256 {
			t.Errorf("%s: %d rows of %d, and they say something else (%v)", table.Name, rows, want.Rows, err)
		}
	}
	if err := d.CheckIntegrity(t.Context()); err != nil {
		t.Error(err)
	}
}

// readDump signs in with a password of then and reads what was written then.
func readDump(t *testing.T, a *app.App) {
	t.Helper()
	ctx := t.Context()
	result, err := a.Identity.SignInBrowser(ctx, identity.SignInForm{Login: "odd", Password: dumpPassword})
	if err != nil {
		t.Fatal(err)
	}
	actor, err := a.Identity.Authenticate(ctx, result.SessionToken)
	if err != nil {
		t.Fatal(err)
	}
	first := 50
	entries, err := a.Journal.Timeline(ctx, actor, page.Args{First: &first}, nil)
	if err != nil || len(entries.Nodes) != 6 {
		t.Errorf("%d entries, %v", len(entries.Nodes), err)
	}
	hits, err := a.Journal.Search(ctx, actor, "狐狸", page.Args{First: &first}, nil)
	if err != nil || len(hits.Nodes) != 5 {
		t.Errorf("%d hits, %v", len(hits.Nodes), err)
	}
	if n, err := a.Audit.Verify(ctx); err != nil || n == 0 {
		t.Errorf("the audit chain: %d records, %v", n, err)
	}
	if err := a.Jobs.Drain(ctx); err != nil {
		t.Errorf("what waited in the queue: %v", err)
	}
}
