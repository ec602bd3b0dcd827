package sealed

import (
	"context"

	"tamatar.dev/tamatar/internal/platform/db"
)

// The names of tables and columns below come from the code of the domains, never from a request.

type row struct {
	Row    string `db:"row_id"`
	Sealed string `db:"sealed"`
}

// stale gives a batch of rows that are not sealed with the current key, in the order of their names.
func stale(ctx context.Context, d *db.DB, c Column, current, after string) ([]row, error) {
	return db.Select[row](ctx, d.Reader(), `SELECT `+c.Row+` AS row_id, `+c.Name+` AS sealed FROM `+c.Table+`
		WHERE `+c.Row+` > $1 AND `+c.Name+` LIKE 'v1|%' AND `+c.Name+` NOT LIKE $2 ORDER BY `+c.Row+` LIMIT $3`,
		after, "v1|"+current+"|%", batch)
}

// replace puts the new envelope in the place of the old one, unless somebody else did meanwhile.
func replace(ctx context.Context, tx *db.Tx, c Column, old row, sealed string) (int64, error) {
	return tx.Exec(ctx, `UPDATE `+c.Table+` SET `+c.Name+` = $1 WHERE `+c.Row+` = $2 AND `+c.Name+` = $3`, sealed, old.Row, old.Sealed)
}

// Use is how many values a key holds closed, by place: "table.column", or "queue" for what waits to be sent.
type Use map[string]int64

// Uses counts what is sealed with the named key.
func Uses(ctx context.Context, d *db.DB, columns []Column, kid string) (Use, error) {
	out := Use{}
	for _, c := range columns {
		n, err := db.Get[int64](ctx, d.Reader(), `SELECT COUNT(*) FROM `+c.Table+` WHERE `+c.Name+` LIKE $1`, "v1|"+kid+"|%")
		if err != nil {
			return nil, err
		}
		out.add(c.String(), n)
	}
	n, err := db.Get[int64](ctx, d.Reader(), `SELECT COUNT(*) FROM river_job
		WHERE state IN ('available', 'pending', 'retryable', 'running', 'scheduled') AND CAST(args AS TEXT) LIKE $1`, "%v1|"+kid+"|%")
	if err != nil {
		return nil, err
	}
	out.add("queue", n)
	return out, nil
}

func (u Use) add(place string, n int64) {
	if n > 0 {
		u[place] = n
	}
}

// Total is the sum over all places.
func (u Use) Total() int64 {
	var n int64
	for _, v := range u {
		n += v
	}
	return n
}
