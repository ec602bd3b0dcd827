package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Report says what Copy moved, table by table in the order of their names.
type Report struct{ Tables []TableReport }

// TableReport is one table's part of a Report.
type TableReport struct {
	Name string
	Rows int64
	// Checksum is the SHA-256, in hexadecimal, over the rows in the order of
	// their keys in an engine-independent form. Source and target were read
	// separately and had the same.
	Checksum string
}

// What may keep Copy from beginning, or from finishing.
var (
	// ErrNotEmpty: the target already has rows.
	ErrNotEmpty = errors.New("db: the target database is not empty")
	// ErrSchemaDiffers: the source is not at the newest version; migrate it first.
	ErrSchemaDiffers = errors.New("db: the two schemas differ")
	// ErrChecksum: the target does not hold what the source held. Nothing was kept.
	ErrChecksum = errors.New("db: source and target differ after copying")
)

// Copy moves everything from one database into another, empty one, in either
// direction between the engines: all tables, what waits in the job queue, and
// the search indexes. The target is migrated first. The source is read in one
// snapshot, so it may be in use, but what is written to it meanwhile is left
// behind. The target is filled in one transaction that is committed only when
// the checksums of both sides agree. progress may be nil; it is told the rows
// done of each table.
func Copy(ctx context.Context, from, to *DB, progress func(table string, done, total int64)) (Report, error) {
	if progress == nil {
		progress = func(string, int64, int64) {}
	}
	if err := Migrate(ctx, to); err != nil {
		return Report{}, fmt.Errorf("copy: prepare target: %w", err)
	}
	seeded, err := seeds(ctx, nil)
	if err != nil {
		return Report{}, fmt.Errorf("copy: %w", err)
	}
	snapshot, err := from.snapshot(ctx)
	if err != nil {
		return Report{}, fmt.Errorf("copy: %w", err)
	}
	defer func() { _ = snapshot.sql.Rollback() }()
	var report Report
	_, err = to.runTx(ctx, func(ctx context.Context, tx *Tx) error {
		c := copier{from: snapshot, to: tx, progress: progress, seeds: seeded}
		report, err = c.run(ctx)
		return err
	})
	if err != nil {
		return Report{}, fmt.Errorf("copy: %w", err)
	}
	return report, nil
}

// seeds are the checksums of tables that these migrations fill (nil: all of
// them): a target that holds nothing else counts as empty.
func seeds(ctx context.Context, versions []int64) (_ map[string]string, err error) {
	dir, err := os.MkdirTemp("", "tamatar-seeds-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	d, err := Open(ctx, Options{DSN: "sqlite:" + filepath.Join(dir, "seeds.db")})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if err := migrateVersions(ctx, d, versions); err != nil {
		return nil, err
	}
	tx, err := d.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.sql.Rollback() }()
	tables, err := readSchema(ctx, tx)
	out := map[string]string{}
	for name, t := range tables {
		if err != nil || isEngineTable(name) {
			continue
		}
		out[name], err = checksum(ctx, tx, t)
	}
	return out, err
}

func checksum(ctx context.Context, tx *Tx, t tableInfo) (string, error) {
	sum := newRowSum()
	err := eachRow(ctx, tx, t, func(row []any) error { sum.add(row); return nil })
	return sum.text(), err
}

// snapshot is a read transaction that sees one state.
func (d *DB) snapshot(ctx context.Context) (*Tx, error) {
	opts := &sql.TxOptions{}
	if d.dialect == Postgres {
		opts = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	tx, err := d.reader.BeginTx(ctx, opts)
	if err != nil {
		return nil, fmt.Errorf("begin snapshot: %w", wrap(err))
	}
	return &Tx{db: d, sql: tx}, nil
}

type copier struct {
	from, to *Tx
	progress func(table string, done, total int64)
	seeds    map[string]string
}

func (c copier) run(ctx context.Context) (Report, error) {
	tables, err := c.tables(ctx)
	if err != nil {
		return Report{}, err
	}
	restore, err := c.suspendForeignKeys(ctx)
	if err != nil {
		return Report{}, err
	}
	for _, t := range append(slices.Clone(tables), tableInfo{name: queueTable}) {
		if err := c.clear(ctx, t); err != nil {
			return Report{}, err
		}
	}
	var report Report
	for _, t := range tables {
		done, err := c.table(ctx, t)
		if err != nil {
			return Report{}, fmt.Errorf("table %s: %w", t.name, err)
		}
		report.Tables = append(report.Tables, done)
	}
	queue, err := c.queue(ctx)
	if err != nil {
		return Report{}, fmt.Errorf("job queue: %w", err)
	}
	report.Tables = append(report.Tables, queue)
	if err := c.resetSequences(ctx); err != nil {
		return Report{}, err
	}
	return report, restore()
}

// tables pairs the two schemas: they must have the same tables and columns.
func (c copier) tables(ctx context.Context) ([]tableInfo, error) {
	source, err := readSchema(ctx, c.from)
	if err != nil {
		return nil, err
	}
	target, err := readSchema(ctx, c.to)
	if err != nil {
		return nil, err
	}
	var out []tableInfo
	for _, name := range slices.Sorted(maps.Keys(target)) {
		if isEngineTable(name) {
			continue
		}
		s, ok := source[name]
		if !ok || !sameColumns(s, target[name]) {
			return nil, fmt.Errorf("%w: table %s", ErrSchemaDiffers, name)
		}
		out = append(out, s)
	}
	for name := range source {
		if _, ok := target[name]; !ok && !isEngineTable(name) {
			return nil, fmt.Errorf("%w: table %s", ErrSchemaDiffers, name)
		}
	}
	return out, nil
}

func sameColumns(a, b tableInfo) bool {
	classes := func(t tableInfo) map[string]columnClass {
		m := map[string]columnClass{}
		for _, c := range t.columns {
			m[c.name] = c.class
		}
		return m
	}
	for _, c := range a.columns {
		if c.class == classUnknown {
			return false
		}
	}
	return maps.Equal(classes(a), classes(b))
}

// clear refuses a table with rows, unless they are what a migration put there.
func (c copier) clear(ctx context.Context, t tableInfo) error {
	n, err := Get[int64](ctx, c.to, `SELECT COUNT(*) FROM `+t.name)
	if err != nil || n == 0 {
		return err
	}
	sum := ""
	if len(t.columns) > 0 {
		if sum, err = checksum(ctx, c.to, t); err != nil {
			return err
		}
	}
	if sum == "" || sum != c.seeds[t.name] {
		return fmt.Errorf("%w: table %s has %d rows", ErrNotEmpty, t.name, n)
	}
	_, err = c.to.Exec(ctx, `DELETE FROM `+t.name)
	return err
}

// suspendForeignKeys lets rows come in any order; restore checks them all.
func (c copier) suspendForeignKeys(ctx context.Context) (restore func() error, err error) {
	if c.to.Dialect() == SQLite {
		_, err := c.to.Exec(ctx, `PRAGMA defer_foreign_keys = 1`) // until the commit
		return func() error { return nil }, err
	}
	type foreignKey struct{ Table, Name, Definition string }
	keys, err := Select[foreignKey](ctx, c.to, `SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name,
		pg_get_constraintdef(oid) AS definition FROM pg_constraint
		WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`)
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		if _, err := c.to.Exec(ctx, `ALTER TABLE `+k.Table+` DROP CONSTRAINT `+k.Name); err != nil {
			return nil, err
		}
	}
	return func() error {
		for _, k := range keys {
			if _, err := c.to.Exec(ctx, `ALTER TABLE `+k.Table+` ADD CONSTRAINT `+k.Name+` `+k.Definition); err != nil {
				return fmt.Errorf("check foreign keys of %s: %w", k.Table, err)
			}
		}
		return nil
	}, nil
}

// resetSequences lets numbers made by PostgreSQL go on behind the copied ones.
func (c copier) resetSequences(ctx context.Context) error {
	if c.to.Dialect() == SQLite {
		return nil
	}
	type sequence struct{ Table, Column, Name string }
	all, err := Select[sequence](ctx, c.to, `SELECT c.oid::regclass::text AS "table", quote_ident(a.attname) AS "column",
		pg_get_serial_sequence(c.oid::regclass::text, a.attname) AS name
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
		WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
		AND pg_get_serial_sequence(c.oid::regclass::text, a.attname) IS NOT NULL`)
	if err != nil {
		return fmt.Errorf("find sequences: %w", err)
	}
	for _, s := range all {
		if strings.HasPrefix(s.Table, "goose_") {
			continue
		}
		_, err := Get[int64](ctx, c.to, `SELECT setval($1::text::regclass, (SELECT COALESCE(MAX(`+s.Column+`), 0) + 1 FROM `+s.Table+`), false)`, s.Name)
		if err != nil {
			return fmt.Errorf("reset sequence of %s: %w", s.Table, err)
		}
	}
	return nil
}
