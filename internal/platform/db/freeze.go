package db

import (
	"context"
	"errors"
)

type frozenKey struct{ db *DB }

// AtOneState runs fn so that whatever it reads through [DB.Reader] is one state of the database, while others go on
// writing. fn uses its context from one goroutine at a time and closes rows before the next statement. It holds a
// connection meanwhile; on SQLite the write-ahead log grows, on PostgreSQL vacuum waits. Within fn transactions see what
// is newest, as always. Called again within fn it changes nothing.
func (d *DB) AtOneState(ctx context.Context, fn func(ctx context.Context) error) (err error) {
	if d.frozen(ctx) != nil {
		return fn(ctx)
	}
	tx, err := d.snapshot(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, wrap(tx.sql.Rollback())) }()
	// The state is that of the first statement, not of the beginning.
	first := "SELECT 1"
	if d.dialect == SQLite {
		first = "SELECT 1 FROM sqlite_master LIMIT 1"
	}
	if _, err := Get[int64](ctx, tx, first); err != nil {
		return err
	}
	return fn(context.WithValue(ctx, frozenKey{d}, tx))
}

// frozen is the snapshot that readers use under ctx; nil when there is none.
func (d *DB) frozen(ctx context.Context) *Tx {
	tx, _ := ctx.Value(frozenKey{d}).(*Tx)
	return tx
}
