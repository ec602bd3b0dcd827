// Package db is the door to the database: one API and one SQL text for the
// embedded SQLite and for PostgreSQL.
//
// Statements use $1…$n placeholders (any order, repeats allowed) and portable
// types: TEXT ids, BIGINT unix milliseconds (Millis, FromMillis), TEXT civil
// days, BOOLEAN, and bytes in the column type that a migration picks per
// dialect (BLOB, BYTEA). Clocks are injected: no now() in SQL.
//
// Writes run in DB.InTx, which retries when the engine asks for it, so the
// function given to it must be free of outside effects. On PostgreSQL a failed
// statement spoils the whole transaction: a statement that may fail and be
// carried on from belongs into Tx.Try. On SQLite there is one writer
// connection: InTx inside InTx, or DB.Writer inside InTx, would wait for itself
// and is answered with ErrNested.
//
// Read your writes: after InTx or a Writer statement has returned, every Reader
// query of this process that starts later sees the change. Inside a
// transaction only the Tx itself sees its changes; the Reader still sees the
// state before, so read through the Tx there.
//
// Driver errors come out typed (ErrUnique, ErrForeignKey, ErrBusy …); no other
// package may look at an error's text. Differences that remain between the
// engines live here: full text (FullText), migrations (Migrate), copying an
// instance from one engine to the other (Copy).
//
// SQLite runs in WAL mode with synchronous=FULL: a commit that returned
// survives kill -9 and loss of power.
package db
