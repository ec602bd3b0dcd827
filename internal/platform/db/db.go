package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Dialect names the engine behind a DB.
type Dialect string

// The two engines.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Options say which database to open and how wide.
type Options struct {
	// DSN is "sqlite:/path/file.db" or "postgres://…".
	DSN string
	// MaxReaders bounds the SQLite read connections. Default 6.
	MaxReaders int
	// MaxConns bounds the PostgreSQL connections. Default 16, least 3.
	MaxConns int
	// BusyTimeout is how long SQLite waits for another process's lock.
	// Default 5 s.
	BusyTimeout time.Duration
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	dialect Dialect
	dsn     string
	writer  *sql.DB
	reader  *sql.DB
	pool    *pgxpool.Pool // nil on SQLite
}

// ErrDSN says that Options.DSN names no database this product can open.
var ErrDSN = errors.New("db: the DSN must begin with sqlite: or postgres://")

// Open connects to the database named by o.DSN and checks that it answers. A
// missing SQLite file is created, readable by its owner only. The schema is
// left as it is: see Migrate.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.MaxReaders <= 0 {
		o.MaxReaders = 6
	}
	if o.MaxConns <= 0 {
		o.MaxConns = 16
	}
	o.MaxConns = max(o.MaxConns, 3) // a migration holds one and uses another
	if o.BusyTimeout <= 0 {
		o.BusyTimeout = 5 * time.Second
	}
	switch {
	case strings.HasPrefix(o.DSN, "sqlite:"):
		return openSQLite(ctx, o)
	case strings.HasPrefix(o.DSN, "postgres://"), strings.HasPrefix(o.DSN, "postgresql://"):
		return openPostgres(ctx, o)
	}
	return nil, ErrDSN
}

// Dialect tells which engine this is.
func (d *DB) Dialect() Dialect { return d.dialect }

// SQLDB is the writing pool as database/sql knows it, for libraries that need
// one. On SQLite it has exactly one connection.
func (d *DB) SQLDB() *sql.DB { return d.writer }

// Pools are the connection pools by name, for metrics: "main", and on SQLite "readers" beside it.
func (d *DB) Pools() map[string]*sql.DB {
	if d.reader == d.writer {
		return map[string]*sql.DB{"main": d.writer}
	}
	return map[string]*sql.DB{"main": d.writer, "readers": d.reader}
}

// PgxPool is the PostgreSQL pool behind this DB, shared with SQLDB; nil on
// SQLite.
func (d *DB) PgxPool() *pgxpool.Pool { return d.pool }

// Ping checks that reading and writing connections answer.
func (d *DB) Ping(ctx context.Context) error {
	if err := d.writer.PingContext(ctx); err != nil {
		return wrap(err)
	}
	if d.reader != d.writer {
		return wrap(d.reader.PingContext(ctx))
	}
	return nil
}

// Close waits for running statements and closes every connection.
func (d *DB) Close() error {
	var errs []error
	if d.reader != d.writer {
		errs = append(errs, d.reader.Close())
	}
	errs = append(errs, d.writer.Close())
	if d.pool != nil {
		d.pool.Close()
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}

// Millis is t as the BIGINT stored in the database: unix milliseconds.
func Millis(t time.Time) int64 { return t.UnixMilli() }

// FromMillis is the instant stored as ms, in UTC.
func FromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
