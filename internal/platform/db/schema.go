package db

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// tableInfo is what both engines have in common about one table.
type tableInfo struct {
	name     string
	columns  []columnInfo // in the order of their definition
	key      []string     // primary key
	fullText bool         // the readable half of a FullText
}

// columnInfo describes a column that is written by somebody: generated columns
// and the document numbers of a FullText are left out.
type columnInfo struct {
	name     string
	class    columnClass
	nullable bool
}

// columnClass is what a column holds, whatever the engine calls it.
type columnClass string

const (
	classInt     columnClass = "int"
	classText    columnClass = "text"
	classBool    columnClass = "bool"
	classFloat   columnClass = "float"
	classBytes   columnClass = "bytes"
	classUnknown columnClass = "unknown"
)

func (t tableInfo) columnNames() []string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	return names
}

type schemaRow struct {
	Table    string `db:"table_name"`
	Column   string `db:"column_name"`
	Type     string `db:"data_type"`
	Nullable bool   `db:"nullable"`
	Skipped  bool   `db:"skipped"`
	Key      int    `db:"key_position"` // from 1, 0: not in the primary key
	Virtual  bool   `db:"virtual"`
}

const sqliteSchema = `SELECT m.name AS table_name, p.name AS column_name, p.type AS data_type,
	p."notnull" = 0 AND p.pk = 0 AS nullable, p.hidden <> 0 AS skipped, p.pk AS key_position,
	m.sql LIKE 'CREATE VIRTUAL%' AS virtual
	FROM sqlite_master m JOIN pragma_table_xinfo(m.name) p
	WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY m.name, p.cid`

const postgresSchema = `SELECT c.relname AS table_name, a.attname AS column_name, format_type(a.atttypid, NULL) AS data_type,
	NOT a.attnotnull AS nullable, a.attgenerated <> '' AS skipped,
	COALESCE(array_position(i.indkey::smallint[], a.attnum), -1) + 1 AS key_position, false AS virtual
	FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
	WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' ORDER BY c.relname, a.attnum`

// readSchema lists the tables by name, without the parts of FTS5 tables.
func readSchema(ctx context.Context, q Querier) (map[string]tableInfo, error) {
	query := sqliteSchema
	if q.Dialect() == Postgres {
		query = postgresSchema
	}
	rows, err := Select[schemaRow](ctx, q, query)
	if err != nil {
		return nil, fmt.Errorf("read schema: %w", err)
	}
	fts := map[string]bool{}
	for _, r := range rows {
		if base, ok := strings.CutSuffix(r.Table, "_fts"); ok && r.Virtual {
			fts[base] = true
		}
		// On PostgreSQL the mark of a FullText is its generated vector.
		if r.Skipped && r.Type == "tsvector" {
			fts[r.Table] = true
		}
	}
	out := map[string]tableInfo{}
	for _, r := range rows {
		if isIndexPart(r.Table, fts) {
			continue
		}
		t := out[r.Table]
		t.name, t.fullText = r.Table, fts[r.Table]
		if !r.Skipped && (!t.fullText || r.Column != "doc") {
			t.columns = append(t.columns, columnInfo{r.Column, classOf(r.Type), r.Nullable})
			if r.Key > 0 {
				for len(t.key) < r.Key {
					t.key = append(t.key, "")
				}
				t.key[r.Key-1] = r.Column
			}
		}
		if t.fullText {
			t.key = []string{"id"}
		}
		out[r.Table] = t
	}
	return out, nil
}

func isIndexPart(table string, fts map[string]bool) bool {
	for base := range fts {
		if rest, ok := strings.CutPrefix(table, base+"_fts"); ok &&
			slices.Contains([]string{"", "_data", "_idx", "_docsize", "_config", "_content"}, rest) {
			return true
		}
	}
	return false
}

func classOf(declared string) columnClass {
	t := strings.ToUpper(declared)
	has := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(t, p) })
	}
	switch {
	case has("BOOL"):
		return classBool
	case has("TIMESTAMP", "[]", "JSON", "VECTOR", "RIVER"):
		return classUnknown
	case has("INT"):
		return classInt
	case has("CHAR", "TEXT"):
		return classText
	case has("BLOB", "BYTEA"):
		return classBytes
	case has("REAL", "DOUBLE", "FLOAT"):
		return classFloat
	}
	return classUnknown
}

// isEngineTable tells tables that belong to an installation, not to its content.
func isEngineTable(name string) bool {
	return name == "goose_db_version" || strings.HasPrefix(name, "river_")
}
