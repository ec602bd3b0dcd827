package db

import (
	"context"
	"errors"
	"fmt"
)

// ErrCorrupt means that the database file is damaged, or a row points at nothing.
var ErrCorrupt = errors.New("db: the database is damaged")

// CheckIntegrity lets SQLite look through its whole file, and for rows that
// point at nothing. PostgreSQL checks its pages by itself: nothing is done.
func (d *DB) CheckIntegrity(ctx context.Context) error {
	if d.dialect == Postgres {
		return nil
	}
	found, err := Get[string](ctx, d.Reader(), `PRAGMA integrity_check(1)`)
	if err != nil {
		return fmt.Errorf("check integrity: %w", err)
	}
	if found != "ok" {
		return fmt.Errorf("%w: %s", ErrCorrupt, found)
	}
	n, err := Get[int64](ctx, d.Reader(), `SELECT COUNT(*) FROM pragma_foreign_key_check`)
	if err != nil {
		return fmt.Errorf("check foreign keys: %w", err)
	}
	if n > 0 {
		return fmt.Errorf("%w: %d rows point at nothing", ErrCorrupt, n)
	}
	return nil
}
