package db

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// openSQLite opens one writing connection whose transactions begin IMMEDIATE
// (without it most read-modify-write transactions fail as busy) and a pool of
// query_only readers whose transactions are deferred, i.e. snapshots.
func openSQLite(ctx context.Context, o Options) (*DB, error) {
	path, err := sqlitePath(o.DSN)
	if err != nil {
		return nil, err
	}
	if err := createPrivate(path); err != nil {
		return nil, err
	}
	common := []string{
		"busy_timeout(" + strconv.FormatInt(o.BusyTimeout.Milliseconds(), 10) + ")",
		"foreign_keys(1)", "journal_mode(WAL)", "synchronous(FULL)",
		"temp_store(MEMORY)", "cache_size(-4096)", "journal_size_limit(33554432)", "trusted_schema(0)",
	}
	d := &DB{dialect: SQLite, dsn: o.DSN}
	d.writer = openSQLitePool(path, "immediate", common)
	d.writer.SetMaxOpenConns(1)
	d.writer.SetMaxIdleConns(1)
	// The writer first: it turns WAL on, which a reader may not.
	if err := d.writer.PingContext(ctx); err != nil {
		_ = d.writer.Close()
		return nil, fmt.Errorf("db: open SQLite file: %w", wrap(err))
	}
	d.reader = openSQLitePool(path, "deferred", append(common, "query_only(1)"))
	d.reader.SetMaxOpenConns(o.MaxReaders)
	d.reader.SetMaxIdleConns(o.MaxReaders)
	// Idle readers give their page cache back.
	d.reader.SetConnMaxIdleTime(30 * time.Second)
	if err := d.Ping(ctx); err != nil {
		_ = d.Close()
		return nil, fmt.Errorf("db: open SQLite file: %w", err)
	}
	return d, nil
}

func openSQLitePool(path, txlock string, pragmas []string) *sql.DB {
	q := url.Values{"_txlock": {txlock}, "_pragma": pragmas, "_time_format": {"sqlite"}}
	return sql.OpenDB(&cachingConnector{dsn: "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()})
}

// sqlitePath is the absolute file named by a sqlite: DSN.
func sqlitePath(dsn string) (string, error) {
	path := strings.TrimPrefix(strings.TrimPrefix(dsn, "sqlite:"), "//")
	if path == "" || strings.Contains(path, ":memory:") {
		return "", fmt.Errorf("%w: a SQLite database needs a file", ErrDSN)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("db: find the SQLite file: %w", err)
	}
	return abs, nil
}

func createPrivate(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("db: make the data folder: %w", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the operator names the file.
	if err != nil {
		return fmt.Errorf("db: create the SQLite file: %w", err)
	}
	return f.Close()
}
