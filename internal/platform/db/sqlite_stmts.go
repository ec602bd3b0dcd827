package db

import (
	"context"
	"database/sql/driver"
	"errors"

	"modernc.org/sqlite"
)

// stmtCacheSize bounds the prepared statements one SQLite connection keeps.
const stmtCacheSize = 256

// cachingConnector opens SQLite connections that keep their statements
// prepared: preparing is more than half of the cost of a point query.
type cachingConnector struct {
	dsn    string
	driver sqlite.Driver
}

// Connect opens one connection.
func (c *cachingConnector) Connect(context.Context) (driver.Conn, error) {
	conn, err := c.driver.Open(c.dsn)
	if err != nil {
		return nil, err
	}
	full, ok := conn.(sqliteConn)
	if !ok {
		return nil, errors.Join(errors.New("db: the SQLite driver lacks context methods"), conn.Close())
	}
	return &cachingConn{sqliteConn: full, stmts: make(map[string]*cachedStmt)}, nil
}

// Driver is asked for by database/sql.
func (c *cachingConnector) Driver() driver.Driver { return &c.driver }

type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type sqliteStmt interface {
	driver.StmtExecContext
	driver.StmtQueryContext
}

type cachedStmt struct {
	stmt driver.Stmt
	full sqliteStmt
	busy bool // its rows are still open
	used uint64
}

// cachingConn is used by one goroutine at a time, as database/sql promises.
type cachingConn struct {
	sqliteConn
	stmts map[string]*cachedStmt
	tick  uint64
}

// ExecContext runs a statement from the cache.
func (c *cachingConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s := c.lookup(ctx, query, len(args))
	if s == nil {
		return c.sqliteConn.ExecContext(ctx, query, args)
	}
	return s.full.ExecContext(ctx, args)
}

// QueryContext runs a query from the cache.
func (c *cachingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s := c.lookup(ctx, query, len(args))
	if s == nil {
		return c.sqliteConn.QueryContext(ctx, query, args)
	}
	rows, err := s.full.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	s.busy = true
	return &cachedRows{Rows: rows, stmt: s}, nil
}

// lookup answers nil when the statement must run unprepared: it is in use, it
// cannot be prepared, or it has no arguments (scripts of several statements,
// DDL, PRAGMA: these are rare, and preparing would change their meaning).
func (c *cachingConn) lookup(ctx context.Context, query string, args int) *cachedStmt {
	if s, ok := c.stmts[query]; ok {
		if s.busy {
			return nil
		}
		c.tick++
		s.used = c.tick
		return s
	}
	if args == 0 {
		return nil
	}
	stmt, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil
	}
	full, ok := stmt.(sqliteStmt)
	if !ok || !c.makeRoom() {
		_ = stmt.Close()
		return nil
	}
	c.tick++
	s := &cachedStmt{stmt: stmt, full: full, used: c.tick}
	c.stmts[query] = s
	return s
}

// makeRoom drops the statement unused for longest when the cache is full.
func (c *cachingConn) makeRoom() bool {
	if len(c.stmts) < stmtCacheSize {
		return true
	}
	oldest := ""
	for q, s := range c.stmts {
		if !s.busy && (oldest == "" || s.used < c.stmts[oldest].used) {
			oldest = q
		}
	}
	if oldest == "" {
		return false
	}
	_ = c.stmts[oldest].stmt.Close()
	delete(c.stmts, oldest)
	return true
}

// Close finalises the statements, then the connection.
func (c *cachingConn) Close() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.stmt.Close())
	}
	c.stmts = nil
	return errors.Join(append(errs, c.sqliteConn.Close())...)
}

type cachedRows struct {
	driver.Rows
	stmt *cachedStmt
}

// Close gives the statement back to the cache.
func (r *cachedRows) Close() error {
	err := r.Rows.Close()
	r.stmt.busy = false
	return err
}

// ColumnTypeDatabaseTypeName forwards the declared type.
func (r *cachedRows) ColumnTypeDatabaseTypeName(i int) string {
	if t, ok := r.Rows.(driver.RowsColumnTypeDatabaseTypeName); ok {
		return t.ColumnTypeDatabaseTypeName(i)
	}
	return ""
}
