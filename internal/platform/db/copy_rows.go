package db

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"math"
	"strconv"
	"strings"
)

// The arguments of one INSERT at most. SQLite's driver looks each of them up in
// a list, so long statements cost it the square of their length.
const (
	batchPostgres = 8000
	batchSQLite   = 99
)

// table copies one table and compares the two sides.
func (c copier) table(ctx context.Context, t tableInfo) (TableReport, error) {
	total, err := Get[int64](ctx, c.from, `SELECT COUNT(*) FROM `+t.name)
	if err != nil {
		return TableReport{}, err
	}
	batch := newBatch(t, c.to)
	sum, told := newRowSum(), int64(0)
	c.progress(t.name, 0, total)
	err = eachRow(ctx, c.from, t, func(row []any) error {
		sum.add(row)
		if full := batch.add(row); !full {
			return nil
		}
		if sum.rows-told >= 1000 {
			told = sum.rows
			c.progress(t.name, told, total)
		}
		return batch.flush(ctx)
	})
	if err == nil {
		err = batch.flush(ctx)
	}
	if err == nil && t.fullText {
		err = FullText{Table: t.name}.rebuild(ctx, c.to)
	}
	if err != nil {
		return TableReport{}, err
	}
	c.progress(t.name, sum.rows, total)
	back := newRowSum()
	if err := eachRow(ctx, c.to, t, func(row []any) error { back.add(row); return nil }); err != nil {
		return TableReport{}, err
	}
	if back.text() != sum.text() || back.rows != total {
		return TableReport{}, fmt.Errorf("%w: %d rows became %d", ErrChecksum, total, back.rows)
	}
	return TableReport{Name: t.name, Rows: back.rows, Checksum: back.text()}, nil
}

// eachRow reads a table in an order that is the same on both engines.
func eachRow(ctx context.Context, tx *Tx, t tableInfo, fn func(row []any) error) error {
	key := t.key
	if len(key) == 0 {
		key = t.columnNames()
	}
	order := make([]string, len(key))
	for i, name := range key {
		order[i] = quote(name)
		if tx.Dialect() == Postgres && t.classOf(name) == classText {
			order[i] += ` COLLATE "C"` // by bytes, as SQLite does
		}
		order[i] += " NULLS FIRST"
	}
	rows, err := tx.Query(ctx, `SELECT `+quoteAll(t.columnNames())+` FROM `+t.name+` ORDER BY `+strings.Join(order, ", "))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	dest := make([]any, len(t.columns))
	for rows.Next() {
		row := make([]any, len(t.columns))
		for i := range dest {
			dest[i] = &row[i]
		}
		if err := rows.Scan(dest...); err != nil {
			return wrap(err)
		}
		for i, col := range t.columns {
			if row[i], err = canonical(col.class, row[i]); err != nil {
				return fmt.Errorf("column %s: %w", col.name, err)
			}
		}
		if err := fn(row); err != nil {
			return err
		}
	}
	return wrap(rows.Err())
}

func (t tableInfo) classOf(column string) columnClass {
	for _, c := range t.columns {
		if c.name == column {
			return c.class
		}
	}
	return classUnknown
}

// canonical turns what a driver gave into the one Go type of the class.
func canonical(class columnClass, v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	switch class {
	case classInt:
		if n, ok := v.(int64); ok {
			return n, nil
		}
	case classBool:
		switch b := v.(type) {
		case bool:
			return b, nil
		case int64:
			return b != 0, nil
		}
	case classFloat:
		switch f := v.(type) {
		case float64:
			return f, nil
		case int64:
			return float64(f), nil
		}
	case classText:
		switch s := v.(type) {
		case string:
			return s, nil
		case []byte:
			return string(s), nil
		}
	case classBytes:
		switch b := v.(type) {
		case []byte:
			return b, nil
		case string:
			return []byte(b), nil
		}
	case classUnknown:
	}
	return nil, fmt.Errorf("a %T where %s was expected", v, class)
}

type rowBatch struct {
	table tableInfo
	to    *Tx
	limit int
	args  []any
}

func newBatch(t tableInfo, to *Tx) *rowBatch {
	b := &rowBatch{table: t, to: to, limit: batchSQLite}
	if to.Dialect() == Postgres {
		b.limit = batchPostgres
	}
	return b
}

func (b *rowBatch) add(row []any) (full bool) {
	b.args = append(b.args, row...)
	return len(b.args)+len(row) > b.limit
}

func (b *rowBatch) flush(ctx context.Context) error {
	if len(b.args) == 0 {
		return nil
	}
	var s strings.Builder
	s.WriteString(`INSERT INTO ` + b.table.name + ` (` + quoteAll(b.table.columnNames()) + `) `)
	if b.to.Dialect() == Postgres {
		s.WriteString(`OVERRIDING SYSTEM VALUE `)
	}
	s.WriteString(`VALUES `)
	width := len(b.table.columns)
	for i := range b.args {
		switch {
		case i == 0:
			s.WriteByte('(')
		case i%width == 0:
			s.WriteString("),(")
		default:
			s.WriteByte(',')
		}
		s.WriteString("$" + strconv.Itoa(i+1))
	}
	s.WriteByte(')')
	_, err := b.to.Exec(ctx, s.String(), b.args...)
	b.args = b.args[:0]
	return err
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func quoteAll(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = quote(n)
	}
	return strings.Join(out, ", ")
}

// rowSum hashes rows: each value as a type letter, its length and its bytes.
type rowSum struct {
	h    hash.Hash
	buf  []byte
	rows int64
}

func newRowSum() *rowSum { return &rowSum{h: sha256.New()} }

func (s *rowSum) text() string { return hex.EncodeToString(s.h.Sum(nil)) }

func (s *rowSum) add(row []any) {
	s.rows++
	s.buf = AppendRow(s.buf[:0], row)
	_, _ = s.h.Write(s.buf)
}

// AppendRow writes a row in the form that checksums are made of: each value as
// a type letter, its length where it has one, and its bytes.
func AppendRow(b []byte, row []any) []byte {
	b = append(b, 'r')
	for _, v := range row {
		switch v := v.(type) {
		case nil:
			b = append(b, 'n')
		case int64:
			b = binary.BigEndian.AppendUint64(append(b, 'i'), uint64(v)) //nolint:gosec // the bits, not the value.
		case bool:
			b = strconv.AppendBool(append(b, 'b'), v)
		case float64:
			b = binary.BigEndian.AppendUint64(append(b, 'f'), math.Float64bits(v))
		case string:
			b = append(binary.BigEndian.AppendUint64(append(b, 't'), uint64(len(v))), v...)
		case []byte:
			b = append(binary.BigEndian.AppendUint64(append(b, 'y'), uint64(len(v))), v...)
		}
	}
	return b
}
