package db

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"tamatar.dev/tamatar/migrations"
)

// Migrate brings the schema to the newest version: the job queue's own tables,
// then the embedded timeline. It is safe to call on every start, from several
// nodes at once, and again after it was killed half-way.
func Migrate(ctx context.Context, d *DB) error { return migrateFS(ctx, d, migrations.FS) }

func migrateFS(ctx context.Context, d *DB, fsys fs.FS) error {
	return migrateWith(ctx, d, fsys, func(p *goose.Provider) error {
		_, err := p.Up(ctx)
		return err
	})
}

// migrateWith prepares the job queue's tables and lets run apply migrations.
func migrateWith(ctx context.Context, d *DB, fsys fs.FS, run func(*goose.Provider) error) (err error) {
	if d.inTx(ctx) {
		return ErrNested
	}
	unlock, err := d.lockSchema(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if err := migrateQueue(ctx, d); err != nil {
		return fmt.Errorf("migrate queue: %w", wrap(err))
	}
	dialect := goose.DialectSQLite3
	if d.dialect == Postgres {
		dialect = goose.DialectPostgres
	}
	p, err := goose.NewProvider(dialect, d.writer, dialectFS{fsys, d.dialect},
		goose.WithAllowOutofOrder(true), // domains number their files in ranges of their own
		goose.WithDisableGlobalRegistry(true),
		goose.WithSlog(slog.New(slog.DiscardHandler)))
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if err := run(p); err != nil {
		return fmt.Errorf("migrate: %w", wrap(err))
	}
	return nil
}

// lockSchema lets one node at a time migrate. SQLite has one node.
func (d *DB) lockSchema(ctx context.Context) (unlock func() error, err error) {
	if d.dialect == SQLite {
		return func() error { return nil }, nil
	}
	conn, err := d.writer.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", wrap(err))
	}
	const lock, release = "SELECT pg_advisory_lock(7236001)", "SELECT pg_advisory_unlock(7236001)"
	if _, err := conn.ExecContext(ctx, lock); err != nil {
		return nil, errors.Join(fmt.Errorf("migrate: %w", wrap(err)), conn.Close())
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), release)
		return errors.Join(wrap(err), conn.Close())
	}, nil
}

// migrateQueue runs River's migrations, each in a transaction of its own as
// PostgreSQL demands of them.
func migrateQueue(ctx context.Context, d *DB) error {
	cfg := &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)}
	var up func(context.Context, rivermigrate.Direction, *rivermigrate.MigrateOpts) (*rivermigrate.MigrateResult, error)
	if d.dialect == SQLite {
		m, err := rivermigrate.New(riversqlite.New(d.writer), cfg)
		if err != nil {
			return err
		}
		up = m.Migrate
	} else {
		m, err := rivermigrate.New(riverdatabasesql.New(d.writer), cfg)
		if err != nil {
			return err
		}
		up = m.Migrate
	}
	_, err := up(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// dialectFS shows the migration files as one engine is meant to see them.
type dialectFS struct {
	fs.FS
	dialect Dialect
}

// Open filters .sql files and passes everything else through.
func (f dialectFS) Open(name string) (fs.File, error) {
	file, err := f.FS.Open(name)
	if err != nil || !strings.HasSuffix(name, ".sql") {
		return file, err
	}
	text, err := fs.ReadFile(f.FS, name)
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	out, err := forDialect(string(text), f.dialect)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &textFile{Reader: bytes.NewReader([]byte(out)), name: name, len: int64(len(out))}, nil
}

// forDialect keeps the lines meant for d; see package migrations for the marks.
func forDialect(text string, d Dialect) (string, error) {
	var b strings.Builder
	if !strings.Contains(text, "-- +goose Up") {
		b.WriteString("-- +goose Up\n")
	}
	section := "all"
	for line := range strings.Lines(text) {
		if mark, ok := strings.CutPrefix(strings.TrimSpace(line), "-- +dialect "); ok {
			section = strings.TrimSpace(mark)
			if section != "all" && section != string(SQLite) && section != string(Postgres) {
				return "", fmt.Errorf("unknown dialect %q", section)
			}
			b.WriteByte('\n') // keeps line numbers in errors right
			continue
		}
		if section == "all" || section == string(d) {
			b.WriteString(line)
		} else {
			b.WriteByte('\n')
		}
	}
	return b.String(), nil
}

type textFile struct {
	*bytes.Reader
	name string
	len  int64
}

func (t *textFile) Stat() (fs.FileInfo, error) { return t, nil }
func (t *textFile) Close() error               { return nil }
func (t *textFile) Name() string               { return t.name }
func (t *textFile) Size() int64                { return t.len }
func (t *textFile) Mode() fs.FileMode          { return 0o444 }
func (t *textFile) ModTime() time.Time         { return time.Time{} }
func (t *textFile) IsDir() bool                { return false }
func (t *textFile) Sys() any                   { return nil }
