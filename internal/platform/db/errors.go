package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// The kinds a database error may have; test with errors.Is.
var (
	// ErrNoRows: Get found nothing.
	ErrNoRows = sql.ErrNoRows
	// ErrUnique: a unique index or primary key refused the row; see UniqueColumn.
	ErrUnique = errors.New("db: unique constraint violated")
	// ErrForeignKey: the row points at nothing, or something points at it.
	ErrForeignKey = errors.New("db: foreign key violated")
	// ErrCheck: a CHECK or NOT NULL refused the row.
	ErrCheck = errors.New("db: check violated")
	// ErrBusy: a lock could not be had in time. Retried by InTx.
	ErrBusy = errors.New("db: busy")
	// ErrSerialization: the engine asks to run the transaction again
	// (serialization failure, deadlock). Retried by InTx.
	ErrSerialization = errors.New("db: transaction must be retried")
	// ErrDiskFull: nothing was written because there is no room.
	ErrDiskFull = errors.New("db: disk full")
	// ErrReadOnly: a write was sent to the Reader.
	ErrReadOnly = errors.New("db: read-only connection")
	// ErrUnavailable: the server is gone, starting, stopping or out of
	// connections. Whether a commit under way took place is unknown.
	ErrUnavailable = errors.New("db: database unavailable")
	// ErrText: PostgreSQL cannot keep or compare a text with this character, which is NUL.
	ErrText = errors.New("db: text cannot be kept")
	// ErrNested: InTx or Writer was used inside InTx. A mistake in the program.
	ErrNested = errors.New("db: transaction inside a transaction")
)

// Error is a driver's error with its kind. It unwraps to both.
type Error struct {
	// Kind is one of the Err… values above.
	Kind error
	// Constraint names what refused the row: see UniqueColumn.
	Constraint string
	cause      error
}

// Error is the driver's text: for logs, never for people.
func (e *Error) Error() string { return e.cause.Error() }

// What people read where a database error reaches them undeclared.
var (
	errAway   = errs.New(errs.Unavailable, "database.unavailable", "The database does not answer at the moment. Please try again in a minute.").WithRetryAfter(10 * time.Second)
	errLate   = errs.New(errs.Unavailable, "database.busy", "Too much is being saved at once. Please try again in a moment.").WithRetryAfter(2 * time.Second)
	errFull   = errs.New(errs.Unavailable, "database.full", "The server has no room left, so nothing was saved. Please tell whoever runs it.")
	errFrozen = errs.New(errs.Unavailable, "database.read_only", "The database takes no changes at the moment, so nothing was saved. Please try again in a minute.")
	errText   = errs.New(errs.Invalid, "database.text", "The text holds a character that cannot be kept (NUL). Take it out and send it again.")
)

// publicErrors says which kind reaches people as which sentence.
var publicErrors = []struct {
	kind error
	as   *errs.Error
}{
	{ErrUnavailable, errAway},
	{ErrBusy, errLate},
	{ErrSerialization, errLate},
	{ErrDiskFull, errFull},
	{ErrReadOnly, errFrozen},
	{ErrText, errText},
}

// As lets errs.From find a sentence for what no domain has declared. A declared
// error that wraps this one comes first.
func (e *Error) As(target any) bool {
	t, ok := target.(**errs.Error)
	if !ok {
		return false
	}
	for _, public := range publicErrors {
		if errors.Is(e.Kind, public.kind) {
			*t = public.as.With(e)
			return true
		}
	}
	return false
}

// Unwrap gives the kind and the driver's error.
func (e *Error) Unwrap() []error { return []error{e.Kind, e.cause} }

// UniqueColumn names what a unique violation is about, the same on both
// engines: "table.column", or "table.a,table.b" for several columns, or the
// index's name when it is made of expressions. It is "" for other errors.
func UniqueColumn(err error) string {
	var e *Error
	if errors.As(err, &e) && errors.Is(e.Kind, ErrUnique) {
		return e.Constraint
	}
	return ""
}

// Wrap gives a driver error its type. Querier's methods have done so already;
// it is for errors out of sql.Rows and for libraries given SQLDB.
func Wrap(err error) error { return wrap(err) }

func wrap(err error) error {
	if err == nil || errors.Is(err, sql.ErrNoRows) {
		return err
	}
	var done *Error
	if errors.As(err, &done) {
		return err
	}
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		return wrapPostgres(err, pe)
	}
	var se *sqlite.Error
	if errors.As(err, &se) {
		return wrapSQLite(err, se)
	}
	if isConnectionLoss(err) {
		return &Error{Kind: ErrUnavailable, cause: err}
	}
	return err
}

func isConnectionLoss(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	var ce *pgconn.ConnectError
	var oe *net.OpError
	return errors.As(err, &ce) || errors.As(err, &oe) || errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, syscall.ECONNREFUSED) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || pgconn.SafeToRetry(err)
}

func wrapPostgres(err error, pe *pgconn.PgError) error {
	e := &Error{cause: err}
	switch pe.Code {
	case "23505":
		e.Kind, e.Constraint = ErrUnique, postgresColumns(pe)
	case "23503":
		e.Kind, e.Constraint = ErrForeignKey, pe.ConstraintName
	case "23514":
		e.Kind, e.Constraint = ErrCheck, pe.ConstraintName
	case "23502":
		e.Kind, e.Constraint = ErrCheck, pe.TableName+"."+pe.ColumnName
	case "40001", "40P01":
		e.Kind = ErrSerialization
	case "55P03":
		e.Kind = ErrBusy
	case "53100":
		e.Kind = ErrDiskFull
	case "25006":
		e.Kind = ErrReadOnly
	case "22021", "22P05":
		e.Kind = ErrText
	case "53300", "57P01", "57P02", "57P03", "58030":
		e.Kind = ErrUnavailable
	default:
		if !strings.HasPrefix(pe.Code, "08") {
			return err
		}
		e.Kind = ErrUnavailable
	}
	return e
}

// postgresColumns reads the columns out of `Key (a, b)=(1, 2) already exists.`:
// the shape is the same in every language of the server.
func postgresColumns(pe *pgconn.PgError) string {
	_, rest, ok := strings.Cut(pe.Detail, "(")
	cols, _, ok2 := strings.Cut(rest, ")=(")
	if !ok || !ok2 || strings.ContainsAny(cols, "( ':") && strings.Contains(cols, "(") {
		return pe.ConstraintName
	}
	parts := strings.Split(cols, ", ")
	for i, p := range parts {
		parts[i] = pe.TableName + "." + strings.Trim(p, `"`)
	}
	return strings.Join(parts, ",")
}

func wrapSQLite(err error, se *sqlite.Error) error {
	e := &Error{cause: err}
	switch se.Code() {
	case sqlitelib.SQLITE_CONSTRAINT_UNIQUE, sqlitelib.SQLITE_CONSTRAINT_PRIMARYKEY, sqlitelib.SQLITE_CONSTRAINT_ROWID:
		e.Kind, e.Constraint = ErrUnique, sqliteColumns(se.Error())
		return e
	case sqlitelib.SQLITE_CONSTRAINT_FOREIGNKEY:
		e.Kind = ErrForeignKey
		return e
	case sqlitelib.SQLITE_CONSTRAINT_CHECK, sqlitelib.SQLITE_CONSTRAINT_NOTNULL:
		e.Kind, e.Constraint = ErrCheck, sqliteColumns(se.Error())
		return e
	case sqlitelib.SQLITE_BUSY_SNAPSHOT:
		e.Kind = ErrSerialization
		return e
	}
	switch se.Code() & 0xff {
	case sqlitelib.SQLITE_BUSY, sqlitelib.SQLITE_LOCKED:
		e.Kind = ErrBusy
	case sqlitelib.SQLITE_FULL:
		e.Kind = ErrDiskFull
	case sqlitelib.SQLITE_READONLY:
		e.Kind = ErrReadOnly
	case sqlitelib.SQLITE_IOERR, sqlitelib.SQLITE_CANTOPEN:
		e.Kind = ErrUnavailable
	default:
		return err
	}
	return e
}

// sqliteColumns reads "t.a, t.b" out of
// "constraint failed: UNIQUE constraint failed: t.a, t.b (2067)".
func sqliteColumns(msg string) string {
	i := strings.LastIndex(msg, "constraint failed: ")
	if i < 0 {
		return ""
	}
	s := msg[i+len("constraint failed: "):]
	if j := strings.LastIndex(s, " ("); j >= 0 {
		s = s[:j]
	}
	if name, ok := strings.CutPrefix(s, "index '"); ok {
		return strings.TrimSuffix(name, "'")
	}
	return strings.ReplaceAll(s, ", ", ",")
}
