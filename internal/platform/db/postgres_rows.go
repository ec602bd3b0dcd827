package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"

	"github.com/jackc/pgx/v5"
)

// sendQuery runs everything pending and then the query in one round trip.
func (c *pipeConn) sendQuery(ctx context.Context, last pendingStatement) (driver.Rows, error) {
	results, n := c.sendBatch(ctx, last)
	for range n - 1 {
		if _, err := results.Exec(); err != nil {
			return nil, errors.Join(err, ignoreRepeated(results.Close(), err))
		}
	}
	rows, err := results.Query()
	if err != nil {
		return nil, errors.Join(err, ignoreRepeated(results.Close(), err))
	}
	// The first row tells whether there was an error, as database/sql expects.
	p := &pipeRows{conn: c.Conn.Conn(), results: results, rows: rows, ahead: rows.Next()}
	if err := rows.Err(); err != nil {
		return nil, errors.Join(err, ignoreRepeated(p.Close(), err))
	}
	for _, f := range rows.FieldDescriptions() {
		p.columns = append(p.columns, f.Name)
	}
	return p, nil
}

// pipeRows gives pgx's rows the shape of database/sql.
type pipeRows struct {
	conn    *pgx.Conn
	results pgx.BatchResults
	rows    pgx.Rows
	columns []string
	ahead   bool // rows stands on a row that was not given yet
}

func (p *pipeRows) Columns() []string { return p.columns }

// Close skips what was not read.
func (p *pipeRows) Close() error {
	p.rows.Close()
	return p.results.Close()
}

// Next decodes a row into the types database/sql knows.
func (p *pipeRows) Next(dest []driver.Value) error {
	if !p.ahead && !p.rows.Next() {
		if err := p.rows.Err(); err != nil {
			return err
		}
		return io.EOF
	}
	p.ahead = false
	raw := p.rows.RawValues()
	for i, f := range p.rows.FieldDescriptions() {
		if raw[i] == nil {
			dest[i] = nil
			continue
		}
		t, known := p.conn.TypeMap().TypeForOID(f.DataTypeOID)
		if !known {
			dest[i] = string(raw[i]) // enums and the like come as text
			continue
		}
		v, err := t.Codec.DecodeDatabaseSQLValue(p.conn.TypeMap(), f.DataTypeOID, f.Format, raw[i])
		if err != nil {
			return err
		}
		dest[i] = v
	}
	return nil
}
