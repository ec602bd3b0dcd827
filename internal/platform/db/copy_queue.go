package db

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
)

// queueTable is River's table of jobs. Its columns have other types on each
// engine, so it is read and written through one portable shape.
const queueTable = "river_job"

// queueInfo is that shape; times are unix milliseconds, JSON is text.
var queueInfo = tableInfo{name: queueTable, key: []string{"id"}, columns: []columnInfo{
	{"id", classInt, false},
	{"args", classText, false},
	{"attempt", classInt, false},
	{"created_at", classInt, false},
	{"errors", classText, true},
	{"finalized_at", classInt, true},
	{"kind", classText, false},
	{"max_attempts", classInt, false},
	{"metadata", classText, false},
	{"priority", classInt, false},
	{"queue", classText, false},
	{"scheduled_at", classInt, false},
	{"state", classText, false},
	{"tags", classText, false},
	{"unique_key", classBytes, true},
	{"unique_states", classInt, true},
}}

// A job that was running is given back: whoever ran it does not run it here.
const queueReadSQLite = `SELECT id, CAST(args AS TEXT), attempt, CAST(ROUND(unixepoch(created_at, 'subsec') * 1000) AS INTEGER),
	CAST(errors AS TEXT), CAST(ROUND(unixepoch(finalized_at, 'subsec') * 1000) AS INTEGER), kind, max_attempts, CAST(metadata AS TEXT),
	priority, queue, CAST(ROUND(unixepoch(scheduled_at, 'subsec') * 1000) AS INTEGER),
	CASE state WHEN 'running' THEN 'available' ELSE state END, CAST(tags AS TEXT), unique_key, unique_states
	FROM river_job ORDER BY id`

const queueReadPostgres = `SELECT id, CAST(args AS TEXT), CAST(attempt AS BIGINT), CAST(ROUND(EXTRACT(EPOCH FROM created_at) * 1000) AS BIGINT),
	CAST(to_jsonb(errors) AS TEXT), CAST(ROUND(EXTRACT(EPOCH FROM finalized_at) * 1000) AS BIGINT), kind, CAST(max_attempts AS BIGINT),
	CAST(metadata AS TEXT), CAST(priority AS BIGINT), queue, CAST(ROUND(EXTRACT(EPOCH FROM scheduled_at) * 1000) AS BIGINT),
	CASE CAST(state AS TEXT) WHEN 'running' THEN 'available' ELSE CAST(state AS TEXT) END, CAST(to_jsonb(tags) AS TEXT),
	unique_key, CAST(CAST(unique_states AS INTEGER) AS BIGINT) FROM river_job ORDER BY id`

const queueColumns = `INSERT INTO river_job (id, args, attempt, created_at, errors, finalized_at, kind, max_attempts, metadata,
	priority, queue, scheduled_at, state, tags, unique_key, unique_states) VALUES `

const queueWriteSQLite = queueColumns + `($1, $2, $3, strftime('%Y-%m-%d %H:%M:%f', $4 / 1000.0, 'unixepoch'), $5,
	strftime('%Y-%m-%d %H:%M:%f', $6 / 1000.0, 'unixepoch'), $7, $8, $9, $10, $11,
	strftime('%Y-%m-%d %H:%M:%f', $12 / 1000.0, 'unixepoch'), $13, $14, $15, $16)`

const queueWritePostgres = queueColumns + `($1, $2::text::jsonb, $3, to_timestamp($4::bigint / 1000.0),
	(SELECT array_agg(e) FROM jsonb_array_elements($5::text::jsonb) e), to_timestamp($6::bigint / 1000.0), $7, $8, $9::text::jsonb,
	$10, $11, to_timestamp($12::bigint / 1000.0), $13::text::river_job_state,
	ARRAY(SELECT jsonb_array_elements_text($14::text::jsonb)), $15, $16::integer::bit(8))`

// queue copies the jobs: waiting ones are promises made in transactions.
func (c copier) queue(ctx context.Context) (TableReport, error) {
	total, err := Get[int64](ctx, c.from, `SELECT COUNT(*) FROM river_job`)
	if err != nil {
		return TableReport{}, err
	}
	write := queueWriteSQLite
	if c.to.Dialect() == Postgres {
		write = queueWritePostgres
	}
	sum, back := newRowSum(), newRowSum()
	c.progress(queueTable, 0, total)
	err = eachJob(ctx, c.from, func(row []any) error {
		sum.add(row)
		_, err := c.to.Exec(ctx, write, row...)
		return err
	})
	if err != nil {
		return TableReport{}, err
	}
	c.progress(queueTable, sum.rows, total)
	if err := eachJob(ctx, c.to, func(row []any) error { back.add(row); return nil }); err != nil {
		return TableReport{}, err
	}
	if back.text() != sum.text() {
		return TableReport{}, fmt.Errorf("%w: %d jobs became %d", ErrChecksum, total, back.rows)
	}
	return TableReport{Name: queueTable, Rows: back.rows, Checksum: back.text()}, nil
}

func eachJob(ctx context.Context, tx *Tx, fn func(row []any) error) error {
	query := queueReadSQLite
	if tx.Dialect() == Postgres {
		query = queueReadPostgres
	}
	rows, err := tx.Query(ctx, query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		row, dest := make([]any, len(queueInfo.columns)), make([]any, len(queueInfo.columns))
		for i := range dest {
			dest[i] = &row[i]
		}
		if err := rows.Scan(dest...); err != nil {
			return wrap(err)
		}
		for i, col := range queueInfo.columns {
			if row[i], err = canonical(col.class, row[i]); err == nil && isJSON(col.name) {
				row[i], err = canonicalJSON(row[i])
			}
			if err != nil {
				return fmt.Errorf("column %s: %w", col.name, err)
			}
		}
		if err := fn(row); err != nil {
			return err
		}
	}
	return wrap(rows.Err())
}

func isJSON(column string) bool {
	return column == "args" || column == "errors" || column == "metadata" || column == "tags"
}

// canonicalJSON sorts keys and drops spaces: jsonb keeps neither as written.
func canonicalJSON(v any) (any, error) {
	text, ok := v.(string)
	if !ok {
		return v, nil
	}
	var parsed any
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	dec.UseNumber()
	if err := dec.Decode(&parsed); err != nil {
		return nil, err
	}
	out, err := json.Marshal(parsed)
	return string(out), err
}
