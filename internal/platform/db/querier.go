package db

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"sync/atomic"

	"tamatar.dev/tamatar/internal/platform/span"
)

// Querier runs statements: a Tx, DB.Reader or DB.Writer. Errors are typed.
type Querier interface {
	// Exec runs a statement and returns how many rows it changed.
	Exec(ctx context.Context, query string, args ...any) (int64, error)
	// Query runs a query; the caller closes the rows. Prefer Get and Select.
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	// Dialect tells which engine runs them.
	Dialect() Dialect
}

// Reader reads committed state. On SQLite it refuses writes with ErrReadOnly.
func (d *DB) Reader() Querier { return pool{db: d, sql: d.reader} }

// Writer runs single statements, each in a transaction of its own.
func (d *DB) Writer() Querier { return pool{db: d, sql: d.writer, writes: true} }

type pool struct {
	db     *DB
	sql    *sql.DB
	writes bool
}

func (p pool) Dialect() Dialect { return p.db.dialect }

func (p pool) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	if err := p.refuseNested(ctx); err != nil {
		return 0, err
	}
	count(ctx)
	ctx, step := traced(ctx, query)
	n, err := affected(p.sql.ExecContext(ctx, query, args...))
	step.End(err)
	return n, err
}

func (p pool) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := p.refuseNested(ctx); err != nil {
		return nil, err
	}
	if tx := p.db.frozen(ctx); tx != nil && !p.writes {
		return tx.Query(ctx, query, args...)
	}
	count(ctx)
	ctx, step := traced(ctx, query)
	rows, err := p.sql.QueryContext(ctx, query, args...)
	step.End(err)
	return rows, wrap(err)
}

func (p pool) refuseNested(ctx context.Context) error {
	if p.writes && p.db.inTx(ctx) {
		return ErrNested
	}
	return nil
}

func affected(res sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, wrap(err)
	}
	n, err := res.RowsAffected()
	return n, wrap(err)
}

// In is a list of n placeholders beginning with $from: In(3, 2) is "($2,$3,$4)".
// For n = 0 it is "(NULL)", which no value equals.
func In(n, from int) string {
	if n <= 0 {
		return "(NULL)"
	}
	var b strings.Builder
	b.Grow(n * 5)
	for i := range n {
		if i == 0 {
			b.WriteString("($")
		} else {
			b.WriteString(",$")
		}
		b.WriteString(strconv.Itoa(from + i))
	}
	b.WriteByte(')')
	return b.String()
}

type counterKey struct{}

type counter struct {
	n     *int64
	outer *counter
}

// CountStatements counts every statement run under the returned context, in
// any goroutine; read the counter with atomic.LoadInt64 or after the work is
// done. Begin and commit do not count.
func CountStatements(ctx context.Context) (context.Context, *int64) {
	outer, _ := ctx.Value(counterKey{}).(*counter)
	c := &counter{n: new(int64), outer: outer}
	return context.WithValue(ctx, counterKey{}, c), c.n
}

func count(ctx context.Context) {
	c, _ := ctx.Value(counterKey{}).(*counter)
	for ; c != nil; c = c.outer {
		atomic.AddInt64(c.n, 1)
	}
}

// traced makes a statement a step of the request's trace: its text holds placeholders, never values. A query's step ends
// when its first rows are there.
func traced(ctx context.Context, query string) (context.Context, span.Step) {
	ctx, step := span.Start(ctx, "SQL")
	if step != (span.Step{}) {
		text := strings.Join(strings.Fields(query), " ")
		verb, _, _ := strings.Cut(text, " ")
		step.Name("SQL " + verb)
		step.Fact("db.query.text", text[:min(len(text), 1000)])
	}
	return ctx, step
}
