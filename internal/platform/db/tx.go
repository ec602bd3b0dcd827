package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// maxAttempts bounds how often InTx runs its function.
const maxAttempts = 10

// Tx is a write transaction. It is used by one goroutine at a time.
type Tx struct {
	db          *DB
	sql         *sql.Tx
	afterCommit []func()
}

type txKey struct{ db *DB }

func (d *DB) inTx(ctx context.Context) bool { return ctx.Value(txKey{d}) != nil }

// InTx runs fn in a write transaction and commits it when fn returns nil.
// When the engine answers with ErrSerialization or ErrBusy, from a statement or
// from the commit, or is lost before the commit, everything is rolled back and
// fn runs again after a jittered pause, at most ten times within two seconds; so
// fn must not act on the outside world. A panic in
// fn rolls back and goes on. Isolation is read committed on PostgreSQL
// (lock what you read-modify-write, or use one UPDATE) and serial on SQLite.
func (d *DB) InTx(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	if d.inTx(ctx) {
		return ErrNested
	}
	for attempt := 1; ; attempt++ {
		ended, err := d.runTx(ctx, fn)
		if err == nil || attempt == maxAttempts || !retryable(err, ended) {
			return err
		}
		if !pause(ctx, attempt) {
			return errors.Join(ctx.Err(), err)
		}
	}
}

// runTx runs fn once. ended tells that a commit was sent, after which a lost
// connection leaves open whether it took place.
func (d *DB) runTx(ctx context.Context, fn func(context.Context, *Tx) error) (ended bool, err error) {
	stx, err := d.writer.BeginTx(ctx, nil)
	if err != nil {
		return false, fmt.Errorf("begin transaction: %w", wrap(err))
	}
	tx := &Tx{db: d, sql: stx}
	finished := false
	defer func() {
		if !finished { // fn panicked or called runtime.Goexit
			_ = stx.Rollback()
		}
	}()
	err = fn(context.WithValue(ctx, txKey{d}, tx), tx)
	finished = true
	if err != nil {
		_ = stx.Rollback()
		return false, wrap(err)
	}
	if err := stx.Commit(); err != nil {
		return true, fmt.Errorf("commit: %w", wrap(err))
	}
	for _, f := range tx.afterCommit {
		f()
	}
	return true, nil
}

func retryable(err error, ended bool) bool {
	return errors.Is(err, ErrSerialization) || errors.Is(err, ErrBusy) || !ended && errors.Is(err, ErrUnavailable)
}

// pause waits a random time that doubles with every attempt, 0.3 s at most.
func pause(ctx context.Context, attempt int) bool {
	limit := min(4*time.Millisecond<<attempt, 300*time.Millisecond)
	t := time.NewTimer(time.Millisecond + rand.N(limit)) //nolint:gosec // jitter is no secret.
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// Dialect tells which engine the transaction runs on.
func (tx *Tx) Dialect() Dialect { return tx.db.dialect }

// SQLTx is the transaction as database/sql knows it. The caller must not commit
// it nor roll it back.
func (tx *Tx) SQLTx() *sql.Tx { return tx.sql }

// Exec runs a statement and returns how many rows it changed.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	count(ctx)
	ctx, step := traced(ctx, query)
	n, err := affected(tx.sql.ExecContext(ctx, query, args...))
	step.End(err)
	return n, err
}

// Query runs a query; the caller closes the rows before the next statement.
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	count(ctx)
	ctx, step := traced(ctx, query)
	rows, err := tx.sql.QueryContext(ctx, query, args...)
	step.End(err)
	return rows, wrap(err)
}

// Defer runs a statement whose result nobody waits for: on PostgreSQL it is
// sent with the next statement or with the commit and saves a round trip, on
// SQLite it runs at once. Its error comes out of whatever it was sent with, at
// the latest out of InTx.
func (tx *Tx) Defer(ctx context.Context, query string, args ...any) error {
	_, err := tx.Exec(context.WithValue(ctx, deferKey{}, true), query, args...)
	return err
}

// Try runs fn behind a savepoint: when fn fails, what it did is undone, the
// error is returned and the transaction goes on. Needed on PostgreSQL wherever
// an error such as ErrUnique is an expected answer.
func (tx *Tx) Try(ctx context.Context, fn func() error) error {
	if _, err := tx.sql.ExecContext(ctx, "SAVEPOINT tamatar_try"); err != nil {
		return wrap(err)
	}
	err := fn()
	if err == nil {
		if _, err = tx.sql.ExecContext(ctx, "RELEASE SAVEPOINT tamatar_try"); err == nil {
			return nil
		}
	}
	_, back := tx.sql.ExecContext(ctx, "ROLLBACK TO SAVEPOINT tamatar_try")
	if back == nil {
		_, back = tx.sql.ExecContext(ctx, "RELEASE SAVEPOINT tamatar_try")
	}
	return errors.Join(wrap(err), wrap(back))
}

// AfterCommit runs f once the transaction has been committed, never when it is
// rolled back. It is for waking up workers in this process and for dropping
// caches; what must happen belongs into a job.
func (tx *Tx) AfterCommit(f func()) { tx.afterCommit = append(tx.afterCommit, f) }
