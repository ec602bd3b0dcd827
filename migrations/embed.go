// Package migrations embeds the one timeline of the schema.
//
// Files are named NNNN_<domain>_<what>.sql, run in the order of their numbers
// and are never changed after a release: forward only, no down sections. The
// text is the same for both engines; where it must differ, lines between
// "-- +dialect sqlite" or "-- +dialect postgres" and the next "-- +dialect all"
// (or the end of the file) are for that engine alone. A statement that holds
// semicolons stands between "-- +goose StatementBegin" and
// "-- +goose StatementEnd". Portable types: TEXT, BIGINT, BOOLEAN, DOUBLE
// PRECISION; bytes are BLOB and BYTEA in a dialect section.
package migrations

import "embed"

// FS holds the .sql files.
//
//go:embed *.sql
var FS embed.FS
