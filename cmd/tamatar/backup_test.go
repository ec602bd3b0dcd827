package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/backup/archive"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// oldInstance has one account.
func oldInstance(t *testing.T) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "old")
	t.Setenv("TAMATAR_LOG_LEVEL", "error")
	if err := run(t.Context(), []string{"user", "create", "--data-dir", dir, "--handle", "ada", "--email", "ada@example.org"}); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestBackupVerifyAndRestoreFromTheCommandLine(t *testing.T) {
	old, to := oldInstance(t), t.TempDir()
	passphrase := filepath.Join(to, "passphrase")
	if err := os.WriteFile(passphrase, []byte("a long passphrase\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(to, "one.age")
	if err := run(t.Context(), []string{"backup", "--data-dir", old, "--to", file, "--passphrase-file", passphrase, "--with-keyring"}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if err := run(t.Context(), []string{"verify", "--data-dir", old, "--passphrase-file", passphrase, file}); err != nil {
		t.Error(err)
	}
	if err := run(t.Context(), []string{"verify", "--data-dir", old, file}); !errors.Is(err, archive.ErrLocked) {
		t.Errorf("without the passphrase: %v", err)
	}
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		fresh, dsn := filepath.Join(t.TempDir(), "new"), dbtest.EmptyDSN(t, engine)
		args := []string{"restore", "--data-dir", fresh, "--database-url", dsn, "--passphrase-file", passphrase, file}
		if err := run(t.Context(), args); err != nil {
			t.Fatal(engine, err)
		}
		if err := run(t.Context(), []string{"audit", "verify", "--data-dir", fresh, "--database-url", dsn}); err != nil {
			t.Errorf("%s: the keyring did not come along: %v", engine, err)
		}
		if err := run(t.Context(), args); !errors.Is(err, archive.ErrNotEmpty) {
			t.Errorf("%s: a second time: %v", engine, err)
		}
	}
}

func TestBackupIntoAFolderNamesItself(t *testing.T) {
	old, to := oldInstance(t), t.TempDir()
	if err := run(t.Context(), []string{"backup", "--data-dir", old, "--to", to}); err != nil {
		t.Fatal(err)
	}
	made, err := os.ReadDir(to)
	if err != nil || len(made) != 1 || !strings.HasSuffix(made[0].Name(), "Z.tar.gz") {
		t.Fatalf("%v, %v", made, err)
	}
	fresh := filepath.Join(t.TempDir(), "new")
	file := filepath.Join(to, made[0].Name())
	if err := run(t.Context(), []string{"restore", "--data-dir", fresh, file}); !errors.Is(err, archive.ErrNoKeyring) {
		t.Errorf("without a keyring: %v", err)
	}
	if err := run(t.Context(), []string{"backup", "--data-dir", old, "--to", to, "--with-keyring"}); !errors.Is(err, archive.ErrKeyringInClear) {
		t.Errorf("the keyring in clear: %v", err)
	}
	if left, _ := filepath.Glob(to + "/*.partial"); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := run(t.Context(), []string{"backup", "--data-dir", filepath.Join(to, "nobody")}); err == nil {
		t.Error("a backup of nothing")
	}
}
