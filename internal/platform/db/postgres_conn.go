package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// pipeConnector opens PostgreSQL connections that save round trips: BEGIN
// travels with the first statement, deferred statements with the next one or
// with COMMIT.
type pipeConnector struct{ driver.Connector }

// Connect opens one connection.
func (c pipeConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	std, ok := conn.(*stdlib.Conn)
	if !ok {
		return nil, errors.Join(errors.New("db: not a pgx connection"), conn.Close())
	}
	return &pipeConn{Conn: std}, nil
}

// pipeConn is used by one goroutine at a time, as database/sql promises.
type pipeConn struct {
	*stdlib.Conn
	pending []pendingStatement
}

type pendingStatement struct {
	query string
	args  []any
}

// deferKey marks the context of a statement nobody waits for.
type deferKey struct{}

// BeginTx sends nothing yet.
func (c *pipeConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	begin := "begin"
	switch sql.IsolationLevel(o.Isolation) { //nolint:exhaustive // the rest is for the driver to refuse.
	case sql.LevelDefault, sql.LevelReadCommitted:
	case sql.LevelRepeatableRead:
		begin += " isolation level repeatable read"
	default:
		return c.Conn.BeginTx(ctx, o)
	}
	if o.ReadOnly {
		begin += " read only"
	}
	c.pending = append(c.pending[:0], pendingStatement{query: begin})
	return &pipeTx{conn: c, ctx: ctx}, nil
}

// ExecContext sends what is pending along with the statement.
func (c *pipeConn) ExecContext(ctx context.Context, query string, named []driver.NamedValue) (driver.Result, error) {
	args := make([]any, len(named))
	for i, n := range named {
		args[i] = n.Value
	}
	if len(c.pending) > 0 && ctx.Value(deferKey{}) != nil {
		c.pending = append(c.pending, pendingStatement{query, args})
		return driver.RowsAffected(0), nil
	}
	// Without arguments it may be several statements, which cannot be pipelined.
	if len(args) == 0 || len(c.pending) == 0 {
		if err := c.flush(ctx); err != nil {
			return nil, err
		}
		return c.Conn.ExecContext(ctx, query, named)
	}
	return c.send(ctx, pendingStatement{query, args})
}

// QueryContext sends what is pending along with the query. A search is planned for its own words: a plan that suits all
// of them reads every row.
func (c *pipeConn) QueryContext(ctx context.Context, query string, named []driver.NamedValue) (driver.Rows, error) {
	if len(named) == 0 || len(c.pending) == 0 {
		if err := c.flush(ctx); err != nil {
			return nil, err
		}
		if strings.Contains(query, tsquery) {
			named = slices.Insert(slices.Clone(named), 0, driver.NamedValue{Value: pgx.QueryExecModeCacheDescribe})
		}
		return c.Conn.QueryContext(ctx, query, named)
	}
	args := make([]any, len(named))
	for i, n := range named {
		args[i] = n.Value
	}
	return c.sendQuery(ctx, pendingStatement{query, args})
}

// PrepareContext sends what is pending first.
func (c *pipeConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if err := c.flush(ctx); err != nil {
		return nil, err
	}
	return c.Conn.PrepareContext(ctx, query)
}

func (c *pipeConn) flush(ctx context.Context) error {
	if len(c.pending) == 0 {
		return nil
	}
	last := c.pending[len(c.pending)-1]
	c.pending = c.pending[:len(c.pending)-1]
	_, err := c.send(ctx, last)
	return err
}

// send runs everything pending and then last in one round trip. The first
// error ends it, as the server skips what follows.
func (c *pipeConn) send(ctx context.Context, last pendingStatement) (driver.Result, error) {
	results, n := c.sendBatch(ctx, last)
	var affected int64
	for range n {
		tag, err := results.Exec()
		if err != nil {
			return nil, errors.Join(err, ignoreRepeated(results.Close(), err))
		}
		affected = tag.RowsAffected()
		if last.query == commit && tag.String() == "ROLLBACK" {
			affected = -1
		}
	}
	return driver.RowsAffected(affected), results.Close()
}

func (c *pipeConn) sendBatch(ctx context.Context, last pendingStatement) (results pgx.BatchResults, n int) {
	batch := &pgx.Batch{}
	for _, s := range c.pending {
		batch.Queue(s.query, s.args...)
	}
	batch.Queue(last.query, last.args...)
	c.pending = c.pending[:0]
	return c.Conn.Conn().SendBatch(ctx, batch), batch.Len()
}

// ignoreRepeated drops the error that Close says a second time.
func ignoreRepeated(again, first error) error {
	if again == nil || again.Error() == first.Error() {
		return nil
	}
	return again
}

const commit = "commit"

type pipeTx struct {
	conn *pipeConn
	ctx  context.Context //nolint:containedctx // driver.Tx has no other way; database/sql does the same.
}

// Commit sends the deferred statements and COMMIT together. When that fails the
// transaction is rolled back.
func (t *pipeTx) Commit() error {
	c := t.conn
	if len(c.pending) == 1 && c.Conn.Conn().PgConn().TxStatus() == 'I' {
		c.pending = c.pending[:0] // nothing but BEGIN, never sent
		return nil
	}
	res, err := c.send(t.ctx, pendingStatement{query: commit})
	if err == nil {
		if n, _ := res.RowsAffected(); n < 0 {
			return pgx.ErrTxCommitRollback
		}
		return nil
	}
	return errors.Join(err, t.Rollback())
}

// Rollback gives up what is pending. A connection that cannot even do that is
// closed.
func (t *pipeTx) Rollback() error {
	t.conn.pending = t.conn.pending[:0]
	conn := t.conn.Conn.Conn()
	if conn.IsClosed() || conn.PgConn().TxStatus() == 'I' {
		return nil
	}
	ctx := context.WithoutCancel(t.ctx)
	if _, err := conn.Exec(ctx, "rollback"); err != nil {
		return errors.Join(err, conn.Close(ctx))
	}
	return nil
}
