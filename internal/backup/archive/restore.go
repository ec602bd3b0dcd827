package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// Opener opens the archive from its beginning; it is read several times.
type Opener func() (io.ReadCloser, error)

// Check reads an archive to its end and compares it with what it says of itself. Nothing is written. The keyring is the
// one inside, or nil.
func Check(ctx context.Context, from Opener, k Key) (s Summary, inside *secret.Keyring, err error) {
	s, err = pass(ctx, from, k, func(a *reader) error {
		if err := a.rows(func(string, []any) error { return nil }); err != nil {
			return err
		}
		err := a.eachFile(discardFile)
		return err
	}, &inside)
	return s, inside, err
}

func discardFile(_, _ string, _ int64, body io.Reader) error {
	_, err := io.Copy(io.Discard, body)
	return err
}

// pass goes through the archive once: read takes rows and files, the rest is checked.
func pass(ctx context.Context, from Opener, k Key, read func(*reader) error, inside **secret.Keyring) (s Summary, err error) {
	file, err := from()
	if err != nil {
		return Summary{}, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	a, err := open(ctx, file, k)
	if err != nil {
		return Summary{}, err
	}
	if err := read(a); err != nil {
		return Summary{}, err
	}
	s, err = a.finish()
	if inside != nil {
		*inside = a.keyring
	}
	return s, err
}

// Target is the empty instance to fill.
type Target struct {
	DB    *db.DB
	Files *blob.Store
	// Keyring is the one in place; nil when there is none.
	Keyring *secret.Keyring
	// SaveKeyring puts the archive's keyring in place where there is none.
	SaveKeyring func(*secret.Keyring) error
}

// Consent is what the operator has agreed to.
type Consent struct {
	// Foreign takes an archive that the keyring in place has not sealed.
	Foreign bool
	// WithoutKeyring restores where neither the instance nor the archive has the keyring.
	WithoutKeyring bool
}

// Why a restore does not begin. The texts are for whoever runs the instance.
var (
	ErrNotEmpty = errors.New("this instance is not empty: a backup is restored only into one that has never been started; " +
		"name another data folder or database")
	ErrForeign = errors.New("this backup was not made by the instance whose keyring is here, or it was changed since; " +
		"if you trust where it comes from, say --foreign")
	ErrNoKeyring = errors.New("there is no keyring here and none in the backup: copy the file keyring of the old instance into the data folder first; " +
		"without it no password and no sealed secret will work again, and if that is lost, say --without-keyring")
	ErrOtherKeyring = errors.New("the keyring here is another one than the keyring in the backup: move it out of the data folder, then the backup's is put in its place")
)

// Restore fills an empty instance: it checks the archive, puts keyring and files in place, loads and compares the rows,
// and brings the schema up to date. The database takes all of it or nothing; files of an attempt that failed are removed.
func Restore(ctx context.Context, from Opener, k Key, t Target, c Consent) (Summary, error) {
	s, inside, err := Check(ctx, from, k)
	if err != nil {
		return Summary{}, err
	}
	if err := mayRestore(ctx, s, inside, t, c); err != nil {
		return Summary{}, err
	}
	if inside != nil && t.Keyring == nil {
		if err := t.SaveKeyring(inside); err != nil {
			return Summary{}, fmt.Errorf("put the keyring in place: %w", err)
		}
	}
	if err := restoreFiles(ctx, from, k, t.Files); err != nil {
		return Summary{}, err
	}
	if err := restoreRows(ctx, from, k, t.DB, s); err != nil {
		return Summary{}, errors.Join(err, removeFiles(context.WithoutCancel(ctx), t.Files))
	}
	if err := db.Migrate(ctx, t.DB); err != nil {
		return Summary{}, fmt.Errorf("everything is restored, but its schema could not be brought up to date; the next start tries again: %w", err)
	}
	return s, nil
}

// mayRestore looks at keyrings and emptiness before anything is written.
func mayRestore(ctx context.Context, s Summary, inside *secret.Keyring, t Target, c Consent) error {
	switch {
	case inside != nil && t.Keyring != nil && !bytes.Equal(inside.Derive(sealPurpose), t.Keyring.Derive(sealPurpose)):
		return ErrOtherKeyring
	case inside == nil && t.Keyring == nil && !c.WithoutKeyring:
		return ErrNoKeyring
	case t.Keyring != nil && !s.SealedBy(t.Keyring) && !c.Foreign, inside != nil && !s.SealedBy(inside) && !c.Foreign:
		return ErrForeign
	}
	full := errors.New("a file")
	switch err := t.Files.List(ctx, func(string) error { return full }); {
	case errors.Is(err, full):
		return ErrNotEmpty
	case err != nil:
		return err
	}
	there, err := db.Applied(ctx, t.DB.Reader())
	if err != nil {
		return err
	}
	for _, v := range there {
		if !slices.Contains(s.Applied, v) {
			return fmt.Errorf("%w (its schema is newer than the backup's)", ErrNotEmpty)
		}
	}
	return nil
}

func restoreFiles(ctx context.Context, from Opener, k Key, to *blob.Store) error {
	_, err := pass(ctx, from, k, func(a *reader) error {
		if err := a.rows(func(string, []any) error { return nil }); err != nil {
			return err
		}
		return a.eachFile(func(key, kind string, size int64, body io.Reader) error {
			return to.PutLimited(ctx, key, kind, body, size)
		})
	}, nil)
	if err != nil {
		return errors.Join(fmt.Errorf("restore files: %w", err), removeFiles(context.WithoutCancel(ctx), to))
	}
	return nil
}

// removeFiles empties a store that was empty before.
func removeFiles(ctx context.Context, s *blob.Store) error {
	return s.List(ctx, func(key string) error { return s.Delete(ctx, key) })
}

// restoreRows loads the tables and compares them with what the archive was checked to hold.
func restoreRows(ctx context.Context, from Opener, k Key, to *db.DB, want Summary) error {
	_, err := pass(ctx, from, k, func(a *reader) error {
		report, err := db.Load(ctx, to, db.Loading{Applied: a.manifest.Applied, Tables: a.manifest.Tables}, func(put func(string, []any) error) error {
			if err := a.rows(put); err != nil {
				return err
			}
			if !slices.Equal(a.tables, want.End.Tables) {
				return damaged("it changed while it was read")
			}
			return nil
		})
		if err == nil {
			err = compare(report, want)
		}
		if err != nil {
			return plainly(err)
		}
		return a.eachFile(discardFile)
	}, nil)
	return err
}

// plainly turns what the database says into what the operator should know.
func plainly(err error) error {
	switch {
	case errors.Is(err, db.ErrNotEmpty):
		return fmt.Errorf("%w (%w)", ErrNotEmpty, err)
	case errors.Is(err, db.ErrNewer):
		return fmt.Errorf("%w (%w)", ErrFuture, err)
	case errors.Is(err, db.ErrSchemaDiffers):
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return fmt.Errorf("restore rows: %w", err)
}

func compare(report db.Report, want Summary) error {
	for i, t := range report.Tables {
		if w := want.End.Tables[i]; w.Name != t.Name || w.Rows != t.Rows || w.SHA256 != t.Checksum {
			return damaged("table %s is not what was backed up", t.Name)
		}
	}
	return nil
}

// Prove restores an archive into a throw-away database under dir and compares every table, then brings that database up
// to date and lets it check itself. Files are read and hashed. Nothing is left behind.
func Prove(ctx context.Context, from Opener, k Key, dir string) (s Summary, err error) {
	tmp, err := os.MkdirTemp(dir, ".proof-")
	if err != nil {
		return Summary{}, fmt.Errorf("make a folder for the proof: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	if s, _, err = Check(ctx, from, k); err != nil {
		return Summary{}, err
	}
	d, err := db.Open(ctx, db.Options{DSN: "sqlite:" + filepath.Join(tmp, "proof.db"), MaxReaders: 1})
	if err != nil {
		return Summary{}, fmt.Errorf("open a throw-away database: %w", err)
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if err := restoreRows(ctx, from, k, d, s); err != nil {
		return Summary{}, err
	}
	if err := db.Migrate(ctx, d); err != nil {
		return Summary{}, fmt.Errorf("bring the throw-away database up to date: %w", err)
	}
	return s, d.CheckIntegrity(ctx)
}
