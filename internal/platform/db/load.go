package db

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Loading says what Load fills.
type Loading struct {
	// Applied are the migrations that the rows' schema had seen.
	Applied []int64
	// Tables are all tables of that schema, as Snapshot.Tables told them.
	Tables []Table
}

// Load fills an empty database with rows that a Snapshot gave, perhaps on the
// other engine or in an earlier version: it brings the schema to what it was
// then, takes the rows in one transaction, and reads them back. What was read
// back must have the checksums of what came in, otherwise nothing is kept.
// fill hands over the rows table by table through put. The schema stays as old
// as the rows: Migrate afterwards.
//
// Errors: ErrNewer, ErrNotEmpty, ErrSchemaDiffers, ErrChecksum, and fill's.
func Load(ctx context.Context, to *DB, what Loading, fill func(put func(table string, row []any) error) error) (Report, error) {
	if err := refuseForeign(ctx, to, what.Applied); err != nil {
		return Report{}, err
	}
	if err := MigrateTo(ctx, to, what.Applied); err != nil {
		return Report{}, fmt.Errorf("load: %w", err)
	}
	seeded, err := seeds(ctx, what.Applied)
	if err != nil {
		return Report{}, fmt.Errorf("load: %w", err)
	}
	var report Report
	_, err = to.runTx(ctx, func(ctx context.Context, tx *Tx) error {
		l := loader{copier: copier{to: tx, seeds: seeded}, sums: map[string]*rowSum{}}
		report, err = l.run(ctx, what.Tables, fill)
		return err
	})
	if err != nil {
		return Report{}, fmt.Errorf("load: %w", err)
	}
	return report, nil
}

// refuseForeign looks whether the target may take rows of these migrations: a
// schema that is already further can only hold an instance.
func refuseForeign(ctx context.Context, to *DB, applied []int64) error {
	there, err := Applied(ctx, to.Reader())
	if err != nil {
		return err
	}
	for _, v := range there {
		if !slices.Contains(applied, v) {
			return fmt.Errorf("%w: its schema has migration %d, which the rows have not seen", ErrNotEmpty, v)
		}
	}
	return nil
}

type loader struct {
	copier

	tables []tableInfo
	sums   map[string]*rowSum
	batch  *rowBatch
	name   string
}

func (l *loader) run(ctx context.Context, want []Table, fill func(put func(string, []any) error) error) (Report, error) {
	if err := l.pair(ctx, want); err != nil {
		return Report{}, err
	}
	restore, err := l.suspendForeignKeys(ctx)
	if err != nil {
		return Report{}, err
	}
	for _, t := range l.tables {
		empty := t
		if t.name == queueTable {
			empty.columns = nil // any job at all is too many
		}
		if err := l.clear(ctx, empty); err != nil {
			return Report{}, err
		}
	}
	if err := fill(func(table string, row []any) error { return l.put(ctx, table, row) }); err != nil {
		return Report{}, err
	}
	if err := l.endTable(ctx); err != nil {
		return Report{}, err
	}
	report, err := l.readBack(ctx)
	if err != nil {
		return Report{}, err
	}
	if err := l.resetSequences(ctx); err != nil {
		return Report{}, err
	}
	return report, restore()
}

// pair finds every wanted table in the schema and every table of the schema
// among the wanted ones, columns in the order in which the rows have them.
func (l *loader) pair(ctx context.Context, want []Table) error {
	schema, err := portableTables(ctx, l.to)
	if err != nil {
		return err
	}
	for _, w := range want {
		t, err := find(schema, w.Name)
		if err != nil {
			return err
		}
		columns, err := arrange(t, w.Columns)
		if err != nil {
			return err
		}
		if len(columns) != len(t.columns) || slices.ContainsFunc(l.tables, func(o tableInfo) bool { return o.name == t.name }) {
			return fmt.Errorf("%w: table %s", ErrSchemaDiffers, t.name)
		}
		if t.name == queueTable && !slices.Equal(columns, t.columns) {
			return fmt.Errorf("%w: columns of %s", ErrSchemaDiffers, t.name)
		}
		t.columns = columns
		l.tables = append(l.tables, t)
	}
	if len(l.tables) != len(schema) {
		return fmt.Errorf("%w: %d tables where there are %d", ErrSchemaDiffers, len(l.tables), len(schema))
	}
	return nil
}

var errTwice = errors.New("db: rows of a table come in two parts")

// put takes the next row.
func (l *loader) put(ctx context.Context, table string, row []any) error {
	if table != l.name {
		if err := l.endTable(ctx); err != nil {
			return err
		}
		t, err := find(l.tables, table)
		if err != nil {
			return err
		}
		if l.sums[table] != nil {
			return fmt.Errorf("%w: %s", errTwice, table)
		}
		l.name, l.sums[table], l.batch = table, newRowSum(), newBatch(t, l.to)
	}
	if len(row) != len(l.batch.table.columns) {
		return fmt.Errorf("%w: a row of %d values for %s", ErrSchemaDiffers, len(row), table)
	}
	l.sums[table].add(row)
	if table == queueTable {
		write := queueWriteSQLite
		if l.to.Dialect() == Postgres {
			write = queueWritePostgres
		}
		_, err := l.to.Exec(ctx, write, row...)
		return err
	}
	if full := l.batch.add(row); full {
		return l.batch.flush(ctx)
	}
	return nil
}

func (l *loader) endTable(ctx context.Context) error {
	if l.name == "" {
		return nil
	}
	if err := l.batch.flush(ctx); err != nil {
		return fmt.Errorf("table %s: %w", l.name, err)
	}
	if t := l.batch.table; t.fullText {
		if err := (FullText{Table: t.name}).rebuild(ctx, l.to); err != nil {
			return fmt.Errorf("table %s: %w", t.name, err)
		}
	}
	l.name = ""
	return nil
}

// readBack compares what the tables hold with what was put.
func (l *loader) readBack(ctx context.Context) (Report, error) {
	var report Report
	for _, t := range l.tables {
		back := newRowSum()
		if err := anyRow(ctx, l.to, t, func(row []any) error { back.add(row); return nil }); err != nil {
			return Report{}, fmt.Errorf("table %s: %w", t.name, err)
		}
		put := l.sums[t.name]
		if put == nil {
			put = newRowSum()
		}
		if back.rows != put.rows || back.text() != put.text() {
			return Report{}, fmt.Errorf("table %s: %w: %d rows became %d", t.name, ErrChecksum, put.rows, back.rows)
		}
		report.Tables = append(report.Tables, TableReport{Name: t.name, Rows: back.rows, Checksum: back.text()})
	}
	return report, nil
}
