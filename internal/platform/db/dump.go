package db

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// Table describes one table of a Snapshot or a Load in words of neither engine.
type Table struct {
	Name    string   `json:"name"`
	Columns []Column `json:"columns"`
}

// Column is one column: Class is int, text, bool, float or bytes.
type Column struct {
	Name  string `json:"name"`
	Class string `json:"class"`
}

// Snapshot reads one state of the whole database while others go on writing.
// Rows come out the same on both engines. It holds a connection until Close; on
// SQLite the write-ahead log grows meanwhile, on PostgreSQL vacuum waits.
type Snapshot struct {
	tx     *Tx
	tables []tableInfo
}

// Snapshot begins a snapshot of everything that belongs to the instance: all
// tables of the domains and what waits in the job queue.
func (d *DB) Snapshot(ctx context.Context) (*Snapshot, error) {
	tx, err := d.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{tx: tx}
	if s.tables, err = portableTables(ctx, tx); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// portableTables are those of the domains in the order of their names, then the queue.
func portableTables(ctx context.Context, q Querier) ([]tableInfo, error) {
	schema, err := readSchema(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []tableInfo
	for _, name := range slices.Sorted(maps.Keys(schema)) {
		if isEngineTable(name) {
			continue
		}
		for _, c := range schema[name].columns {
			if c.class == classUnknown {
				return nil, fmt.Errorf("%w: column %s.%s has a type of one engine", ErrSchemaDiffers, name, c.name)
			}
		}
		out = append(out, schema[name])
	}
	return append(out, queueInfo), nil
}

// Applied are the migrations that the snapshot's schema has seen.
func (s *Snapshot) Applied(ctx context.Context) ([]int64, error) { return Applied(ctx, s.tx) }

// Tables lists what Rows can read, the job queue last.
func (s *Snapshot) Tables() []Table {
	out := make([]Table, len(s.tables))
	for i, t := range s.tables {
		out[i] = t.public()
	}
	return out
}

// Count is how many rows a table has.
func (s *Snapshot) Count(ctx context.Context, table string) (int64, error) {
	t, err := find(s.tables, table)
	if err != nil {
		return 0, err
	}
	return Get[int64](ctx, s.tx, `SELECT COUNT(*) FROM `+t.name)
}

// Rows gives every row of a table in an order that is the same on both engines,
// its values in the order of the table's Columns: nil, int64, string, bool,
// float64 or []byte. fn must not keep the row.
func (s *Snapshot) Rows(ctx context.Context, table string, fn func(row []any) error) error {
	t, err := find(s.tables, table)
	if err != nil {
		return err
	}
	return anyRow(ctx, s.tx, t, fn)
}

// RowsOf is Rows for some of a table's columns, in the given order: for
// comparing a table with what an earlier schema held.
func (s *Snapshot) RowsOf(ctx context.Context, table Table, fn func(row []any) error) error {
	t, err := find(s.tables, table.Name)
	if err != nil {
		return err
	}
	if t.columns, err = arrange(t, table.Columns); err != nil {
		return err
	}
	return anyRow(ctx, s.tx, t, fn)
}

// Close ends the snapshot.
func (s *Snapshot) Close() error { return wrap(s.tx.sql.Rollback()) }

func (t tableInfo) public() Table {
	out := Table{Name: t.name, Columns: make([]Column, len(t.columns))}
	for i, c := range t.columns {
		out.Columns[i] = Column{c.name, string(c.class)}
	}
	return out
}

func find(tables []tableInfo, name string) (tableInfo, error) {
	for _, t := range tables {
		if t.name == name {
			return t, nil
		}
	}
	return tableInfo{}, fmt.Errorf("%w: there is no table %.100q", ErrSchemaDiffers, name)
}

// arrange picks t's columns in the order of want; a column that is unknown, of
// another class or there twice is an error.
func arrange(t tableInfo, want []Column) ([]columnInfo, error) {
	out, seen := make([]columnInfo, 0, len(want)), map[string]bool{}
	for _, w := range want {
		i := slices.IndexFunc(t.columns, func(c columnInfo) bool { return c.name == w.Name && string(c.class) == w.Class })
		if i < 0 || seen[w.Name] {
			return nil, fmt.Errorf("%w: column %.100q of %s", ErrSchemaDiffers, w.Name, t.name)
		}
		seen[w.Name] = true
		out = append(out, t.columns[i])
	}
	return out, nil
}

func anyRow(ctx context.Context, tx *Tx, t tableInfo, fn func(row []any) error) error {
	if t.name == queueTable {
		return eachJob(ctx, tx, fn)
	}
	return eachRow(ctx, tx, t, fn)
}

// Checksums hashes the ordered rows of every table of one snapshot.
func Checksums(ctx context.Context, d *DB) (map[string]string, error) {
	s, err := d.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = s.Close() }()
	out := map[string]string{}
	for _, t := range s.tables {
		sum := newRowSum()
		if err := anyRow(ctx, s.tx, t, func(row []any) error { sum.add(row); return nil }); err != nil {
			return nil, fmt.Errorf("table %s: %w", t.name, err)
		}
		out[t.name] = sum.text()
	}
	return out, nil
}
