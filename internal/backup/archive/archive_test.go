package archive_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"tamatar.dev/tamatar/internal/backup/archive"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/secret"
)

var madeAt = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)

type feed struct{ Animal string }

func (feed) Kind() string { return "zoo.feed" }

// instance is a database and files with something of everything in them.
type instance struct {
	db    *db.DB
	files *blob.Store
	keys  *secret.Keyring
}

func memoryFiles(t *testing.T) *blob.Store {
	t.Helper()
	files, err := blob.Open(t.Context(), "mem://")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func fill(t *testing.T, d *db.DB) instance {
	t.Helper()
	in := instance{db: d, files: memoryFiles(t), keys: secret.NewKeyring()}
	r := jobs.New(d, clock.NewFake(madeAt), slog.New(slog.DiscardHandler), jobs.Options{})
	jobs.Register(r, func(context.Context, *db.Tx, feed) error { return nil })
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		for i, name := range []string{"a", "ä", "Z", "🦊", "", "line\nend\x01"} {
			if _, err := tx.Exec(ctx, `INSERT INTO platform_schedules (name, interval_ms, next_at) VALUES ($1, $2, $3)`, name, i+1, -i); err != nil {
				return err
			}
		}
		for i := range 3000 {
			if _, err := tx.Exec(ctx, `INSERT INTO audit_records (id, seq, at, action, actor_id, subject_id, details, network, request_id, mac)
				VALUES ($1, $2, 0, 'x', '', '', $3, '', '', '')`, fmt.Sprintf("r%d", i), i+1, strings.Repeat("long ", i%7*100)); err != nil {
				return err
			}
		}
		return errors.Join(
			r.Enqueue(ctx, tx, feed{"due"}, jobs.EnqueueOptions{}),
			r.Enqueue(ctx, tx, feed{"later"}, jobs.EnqueueOptions{NotBefore: madeAt.Add(time.Hour), UniqueKey: "u"}))
	})
	if err != nil {
		t.Fatal(err)
	}
	for key, body := range map[string]string{"avatars/a.png": "picture", "b.txt": "", "c/d/e": strings.Repeat("x", 3<<20)} {
		if err := in.files.Put(t.Context(), key, "text/plain", strings.NewReader(body)); err != nil {
			t.Fatal(err)
		}
	}
	return in
}

func (in instance) write(t *testing.T, o archive.Options) ([]byte, archive.Summary) {
	t.Helper()
	var out bytes.Buffer
	s, err := archive.Write(t.Context(), archive.Source{
		DB: in.db, Files: in.files, Keyring: in.keys, Clock: clock.NewFake(madeAt), MadeBy: "test",
	}, &out, o)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), s
}

func opener(body []byte) archive.Opener {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
}

func empty(t *testing.T, engine db.Dialect) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{DSN: dbtest.EmptyDSN(t, engine)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

var engines = []db.Dialect{db.SQLite, db.Postgres}

func TestRestoreGivesTheSameOnEitherEngine(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := fill(t, d)
		body, want := in.write(t, archive.Options{})
		if want.Rows() < 3010 || want.End.Files.Count != 3 || want.SchemaVersion() == 0 {
			t.Fatalf("%d rows, %+v", want.Rows(), want.End.Files)
		}
		for _, engine := range engines {
			target, files := empty(t, engine), memoryFiles(t)
			got, err := archive.Restore(t.Context(), opener(body), archive.Key{}, archive.Target{DB: target, Files: files, Keyring: in.keys}, archive.Consent{})
			if err != nil {
				t.Fatal(engine, err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %+v, want %+v", engine, got, want)
			}
			again := instance{db: target, files: files, keys: in.keys}
			_, back := again.write(t, archive.Options{})
			if !reflect.DeepEqual(back.End.Tables, want.End.Tables) || back.End.Files != want.End.Files {
				t.Errorf("%s: backed up again it is %+v", engine, back.End)
			}
		}
	})
}

func TestRestoreRefusesWhatIsNotEmpty(t *testing.T) {
	in := fill(t, dbtest.Open(t, db.SQLite))
	body, _ := in.write(t, archive.Options{})
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		if _, err := d.Writer().Exec(t.Context(), `INSERT INTO platform_schedules (name, interval_ms, next_at) VALUES ('mine', 1, 1)`); err != nil {
			t.Fatal(err)
		}
		files := memoryFiles(t)
		target := archive.Target{DB: d, Files: files, Keyring: in.keys}
		if _, err := archive.Restore(t.Context(), opener(body), archive.Key{}, target, archive.Consent{}); !errors.Is(err, archive.ErrNotEmpty) {
			t.Errorf("a database with a row: %v", err)
		}
		if n, err := db.Get[int](t.Context(), d.Reader(), `SELECT COUNT(*) FROM audit_records`); n != 0 || err != nil {
			t.Errorf("%d rows came in, %v", n, err)
		}
		if err := files.List(t.Context(), func(key string) error { return errors.New(key) }); err != nil {
			t.Errorf("a file was left: %v", err)
		}
		if err := files.Put(t.Context(), "mine", "text/plain", strings.NewReader("x")); err != nil {
			t.Fatal(err)
		}
		target.DB = empty(t, d.Dialect())
		if _, err := archive.Restore(t.Context(), opener(body), archive.Key{}, target, archive.Consent{}); !errors.Is(err, archive.ErrNotEmpty) {
			t.Errorf("a store with a file: %v", err)
		}
	})
}

func TestEncryption(t *testing.T) {
	in := fill(t, dbtest.Open(t, db.SQLite))
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	other, _ := age.GenerateX25519Identity()
	toID, err := archive.NewLock([]string{id.Recipient().String()}, "")
	if err != nil {
		t.Fatal(err)
	}
	toWords, err := archive.NewLock(nil, "correct horse")
	if err != nil {
		t.Fatal(err)
	}
	key := func(identity, words string) archive.Key {
		var r io.Reader
		if identity != "" {
			r = strings.NewReader(identity)
		}
		k, err := archive.NewKey(r, words)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	for name, c := range map[string]struct {
		lock         archive.Lock
		right, wrong archive.Key
	}{
		"recipient":  {toID, key(id.String(), ""), key(other.String(), "")},
		"passphrase": {toWords, key("", "correct horse"), key("", "wrong horse")},
	} {
		t.Run(name, func(t *testing.T) {
			body, want := in.write(t, archive.Options{Lock: c.lock, WithKeyring: true})
			if bytes.Contains(body, []byte("manifest")) || !want.Encrypted {
				t.Error("it is not encrypted")
			}
			got, inside, err := archive.Check(t.Context(), opener(body), c.right)
			if err != nil || !reflect.DeepEqual(got, want) || !bytes.Equal(inside.Bytes(), in.keys.Bytes()) {
				t.Errorf("%+v, %v", got, err)
			}
			if _, _, err := archive.Check(t.Context(), opener(body), c.wrong); !errors.Is(err, archive.ErrWrongKey) {
				t.Errorf("another key: %v", err)
			}
			if _, _, err := archive.Check(t.Context(), opener(body), archive.Key{}); !errors.Is(err, archive.ErrLocked) {
				t.Errorf("no key: %v", err)
			}
			if _, _, err := archive.Check(t.Context(), opener(body[:len(body)/2]), c.right); err == nil {
				t.Error("a cut off archive is taken")
			}
		})
	}
	if _, err := archive.Write(t.Context(), archive.Source{DB: in.db, Files: in.files, Keyring: in.keys, Clock: clock.NewFake(madeAt)}, io.Discard,
		archive.Options{WithKeyring: true}); !errors.Is(err, archive.ErrKeyringInClear) {
		t.Errorf("the keyring in clear: %v", err)
	}
	if _, err := archive.NewLock([]string{id.Recipient().String()}, "words"); !errors.Is(err, archive.ErrRecipients) {
		t.Errorf("both: %v", err)
	}
}

func TestProofOpensWhatItHasNoKeyFor(t *testing.T) {
	in := fill(t, dbtest.Open(t, db.SQLite))
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	lock, err := archive.NewLock([]string{id.Recipient().String()}, "")
	if err != nil {
		t.Fatal(err)
	}
	once, key, err := lock.Once()
	if err != nil {
		t.Fatal(err)
	}
	body, want := in.write(t, archive.Options{Lock: once})
	dir := t.TempDir()
	if got, err := archive.Prove(t.Context(), opener(body), key, dir); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("the proof leaves %v", left)
	}
	owner, err := archive.NewKey(strings.NewReader(id.String()), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := archive.Check(t.Context(), opener(body), owner); err != nil {
		t.Errorf("its owner cannot open it: %v", err)
	}
}

func TestKeyringDecidesWhoseBackupItIs(t *testing.T) {
	in := fill(t, dbtest.Open(t, db.SQLite))
	body, _ := in.write(t, archive.Options{})
	lock, err := archive.NewLock(nil, "words")
	if err != nil {
		t.Fatal(err)
	}
	key, _ := archive.NewKey(nil, "words")
	full, _ := in.write(t, archive.Options{Lock: lock, WithKeyring: true})
	var saved *secret.Keyring
	save := func(k *secret.Keyring) error { saved = k; return nil }
	for name, c := range map[string]struct {
		body    []byte
		keys    *secret.Keyring
		consent archive.Consent
		want    error
		saves   bool
	}{
		"its own keyring":               {body, in.keys, archive.Consent{}, nil, false},
		"another keyring":               {body, secret.NewKeyring(), archive.Consent{}, archive.ErrForeign, false},
		"another keyring, agreed":       {body, secret.NewKeyring(), archive.Consent{Foreign: true}, nil, false},
		"no keyring anywhere":           {body, nil, archive.Consent{}, archive.ErrNoKeyring, false},
		"no keyring anywhere, agreed":   {body, nil, archive.Consent{WithoutKeyring: true}, nil, false},
		"keyring inside":                {full, nil, archive.Consent{}, nil, true},
		"keyring inside and in place":   {full, in.keys, archive.Consent{}, nil, false},
		"keyring inside, another there": {full, secret.NewKeyring(), archive.Consent{Foreign: true}, archive.ErrOtherKeyring, false},
	} {
		t.Run(name, func(t *testing.T) {
			saved = nil
			target := archive.Target{DB: empty(t, db.SQLite), Files: memoryFiles(t), Keyring: c.keys, SaveKeyring: save}
			_, err := archive.Restore(t.Context(), opener(c.body), key, target, c.consent)
			if !errors.Is(err, c.want) || (c.want == nil) != (err == nil) {
				t.Errorf("%v, want %v", err, c.want)
			}
			if (saved != nil) != c.saves {
				t.Errorf("keyring saved: %v", saved != nil)
			}
			applied, err := db.Applied(t.Context(), target.DB.Reader())
			if (c.want == nil) != (len(applied) > 0) || err != nil {
				t.Errorf("the database has seen %v, %v", applied, err)
			}
		})
	}
}

func TestBackupFileOnDisk(t *testing.T) {
	in := fill(t, dbtest.Open(t, db.SQLite))
	body, want := in.write(t, archive.Options{})
	path := filepath.Join(t.TempDir(), "a.tar.gz")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := archive.Prove(t.Context(), func() (io.ReadCloser, error) { return os.Open(path) }, archive.Key{}, t.TempDir())
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}
