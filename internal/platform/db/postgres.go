package db

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

// openPostgres shares one pool between database/sql and the job queue, so that
// MaxConns bounds the whole process. pgx prepares and caches statements per
// connection by itself.
func openPostgres(ctx context.Context, o Options) (*DB, error) {
	cfg, err := pgxpool.ParseConfig(o.DSN)
	if err != nil {
		return nil, fmt.Errorf("db: read the PostgreSQL address: %w", err)
	}
	cfg.MaxConns = int32(min(o.MaxConns, 1000)) //nolint:gosec // bounded above.
	cfg.MinConns = 0
	cfg.MaxConnIdleTime = 5 * time.Minute
	cfg.MaxConnLifetime = time.Hour
	cfg.MaxConnLifetimeJitter = 5 * time.Minute
	setDefault(cfg.ConnConfig.RuntimeParams, "application_name", "tamatar")
	setDefault(cfg.ConnConfig.RuntimeParams, "timezone", "UTC")
	setDefault(cfg.ConnConfig.RuntimeParams, "default_transaction_isolation", "read committed")
	setDefault(cfg.ConnConfig.RuntimeParams, "idle_in_transaction_session_timeout", "60000")
	// Short OLTP statements never earn back the cost of compiling them.
	setDefault(cfg.ConnConfig.RuntimeParams, "jit", "off")
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("db: open PostgreSQL: %w", err)
	}
	sqldb := sql.OpenDB(pipeConnector{stdlib.GetPoolConnector(pool)})
	sqldb.SetMaxIdleConns(0) // idle connections wait in the pool
	sqldb.SetMaxOpenConns(o.MaxConns)
	d := &DB{dialect: Postgres, dsn: o.DSN, writer: sqldb, reader: sqldb, pool: pool}
	if err := d.Ping(ctx); err != nil {
		_ = d.Close()
		return nil, fmt.Errorf("db: open PostgreSQL: %w", err)
	}
	return d, nil
}

func setDefault(m map[string]string, key, value string) {
	if _, ok := m[key]; !ok {
		m[key] = value
	}
}
