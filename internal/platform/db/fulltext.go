package db

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// FullText is a search index that gives the same hits on both engines: tokens
// are made in Go and are opaque to the engine. The owner's migration makes its
// tables, here for the name journal_search:
//
//	-- +dialect sqlite
//	CREATE TABLE journal_search (doc INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, tokens TEXT NOT NULL);
//	CREATE VIRTUAL TABLE journal_search_fts USING fts5(tokens, content='', contentless_delete=1, tokenize='ascii');
//	-- +dialect postgres
//	CREATE TABLE journal_search (id TEXT PRIMARY KEY, tokens TEXT NOT NULL,
//	    vector TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', tokens)) STORED);
//	CREATE INDEX journal_search_vector ON journal_search USING GIN (vector);
//
// The tokens stay readable beside the index, so that an instance can be copied
// to the other engine (Copy) without asking the domain for them.
type FullText struct {
	// Table is a name fixed in the program, never input.
	Table string
}

// The bounds of one document, which are PostgreSQL's: further words keep being
// found, but not in phrases; further bytes are not indexed.
const (
	maxPositions   = 16383
	maxOccurrences = 255
	maxTokenBytes  = 200
	maxDocBytes    = 600_000
)

// Upsert indexes a row under its id, in place of what was indexed before. The
// order of tokens is what phrases are matched against.
func (f FullText) Upsert(ctx context.Context, tx *Tx, id string, tokens []string) error {
	text := documentText(tokens)
	if tx.Dialect() == Postgres {
		err := tx.Defer(ctx, `INSERT INTO `+f.Table+` (id, tokens) VALUES ($1, $2)
			ON CONFLICT (id) DO UPDATE SET tokens = EXCLUDED.tokens`, id, text)
		if err != nil {
			return fmt.Errorf("index %s: %w", f.Table, err)
		}
		return nil
	}
	doc, err := Get[int64](ctx, tx, `INSERT INTO `+f.Table+` (id, tokens) VALUES ($1, $2)
		ON CONFLICT (id) DO UPDATE SET tokens = excluded.tokens RETURNING doc`, id, text)
	if err == nil {
		_, err = tx.Exec(ctx, `INSERT OR REPLACE INTO `+f.Table+`_fts (rowid, tokens) VALUES ($1, $2)`, doc, text)
	}
	if err != nil {
		return fmt.Errorf("index %s: %w", f.Table, err)
	}
	return nil
}

// Delete takes rows out of the index; ids that are not in it are ignored.
func (f FullText) Delete(ctx context.Context, tx *Tx, ids ...string) error {
	for _, id := range ids {
		if tx.Dialect() == SQLite {
			_, err := tx.Exec(ctx, `DELETE FROM `+f.Table+`_fts WHERE rowid = (SELECT doc FROM `+f.Table+` WHERE id = $1)`, id)
			if err != nil {
				return fmt.Errorf("unindex %s: %w", f.Table, err)
			}
		}
		if _, err := tx.Exec(ctx, `DELETE FROM `+f.Table+` WHERE id = $1`, id); err != nil {
			return fmt.Errorf("unindex %s: %w", f.Table, err)
		}
	}
	return nil
}

// DeleteWhere takes the rows out of the index whose ids the query selects, which
// is a text fixed in the program.
func (f FullText) DeleteWhere(ctx context.Context, tx *Tx, ids string, args ...any) error {
	texts := []string{`DELETE FROM ` + f.Table + ` WHERE id IN (` + ids + `)`}
	if tx.Dialect() == SQLite {
		texts = append([]string{`DELETE FROM ` + f.Table + `_fts WHERE rowid IN (SELECT doc FROM ` + f.Table + ` WHERE id IN (` + ids + `))`}, texts...)
	}
	for _, text := range texts {
		if _, err := tx.Exec(ctx, text, args...); err != nil {
			return fmt.Errorf("unindex %s: %w", f.Table, err)
		}
	}
	return nil
}

// tsquery ends the words of a search on PostgreSQL, and shows that a statement is one.
const tsquery = "AS TSQUERY)"

// In is a subquery of the ids that match m, with one placeholder $arg whose
// value is the second result: "WHERE e.id IN "+sub.
func (f FullText) In(d Dialect, m Match, arg int) (sub, value string) {
	return f.query(d, m, arg, "")
}

// Has is In as a condition on the one row whose id is in the column: for rows that are read in an order of their own, of
// which most are expected to match.
func (f FullText) Has(d Dialect, m Match, column string, arg int) (cond, value string) {
	p := "$" + strconv.Itoa(arg)
	if d == Postgres {
		return "COALESCE((SELECT s.vector @@ CAST(CAST(" + p + " AS TEXT) " + tsquery + " FROM " + f.Table + " s WHERE s.id = " + column + "), FALSE)", m.tsquery()
	}
	// The hits are gathered once, as numbers: to ask FTS5 for one row costs as much as the hits before it.
	return "COALESCE((SELECT s.doc FROM " + f.Table + " s WHERE s.id = " + column + ") IN (SELECT f.rowid FROM " + f.Table + "_fts f WHERE f." +
		f.Table + "_fts MATCH " + p + "), FALSE)", m.fts5()
}

// Fence ends a subquery that is to be read whole before its rows are put in order or counted.
func Fence(d Dialect) string {
	if d == Postgres {
		return " OFFSET 0"
	}
	return ""
}

// InNewest is In for the newest limit matches only (by age of the index entry):
// the bound for ranking or counting a very common word.
func (f FullText) InNewest(d Dialect, m Match, arg, limit int) (sub, value string) {
	order := " ORDER BY f.rowid DESC LIMIT "
	if d == Postgres {
		order = " ORDER BY s.id DESC LIMIT "
	}
	return f.query(d, m, arg, order+strconv.Itoa(max(limit, 0)))
}

func (f FullText) query(d Dialect, m Match, arg int, tail string) (sub, value string) {
	p := "$" + strconv.Itoa(arg)
	if d == Postgres {
		return "(SELECT s.id FROM " + f.Table + " s WHERE s.vector @@ CAST(CAST(" + p + " AS TEXT) " + tsquery + tail + ")", m.tsquery()
	}
	return "(SELECT s.id FROM " + f.Table + "_fts f JOIN " + f.Table + " s ON s.doc = f.rowid WHERE f." + f.Table + "_fts MATCH " + p + tail + ")", m.fts5()
}

// rebuild makes the SQLite index anew from the stored tokens.
func (f FullText) rebuild(ctx context.Context, tx *Tx) error {
	if tx.Dialect() == Postgres {
		return nil
	}
	if _, err := tx.Exec(ctx, `INSERT INTO `+f.Table+`_fts (`+f.Table+`_fts) VALUES ('delete-all')`); err != nil {
		return fmt.Errorf("rebuild %s: %w", f.Table, err)
	}
	_, err := tx.Exec(ctx, `INSERT INTO `+f.Table+`_fts (rowid, tokens) SELECT doc, tokens FROM `+f.Table+` ORDER BY doc`)
	if err != nil {
		return fmt.Errorf("rebuild %s: %w", f.Table, err)
	}
	return nil
}

// filler holds a position and is never searched for: real tokens begin with
// a, z or h.
const filler = "x"

// documentText is the space-separated form both engines index. A word beyond
// the positions one lexeme may have on PostgreSQL is replaced by a filler, so
// that phrases behave alike on both.
func documentText(tokens []string) string {
	var b strings.Builder
	seen := make(map[string]int, len(tokens))
	position := 0
	for _, t := range tokens {
		e := encodeToken(t)
		if e == "" {
			continue
		}
		n := seen[e]
		seen[e] = n + 1
		if position >= maxPositions-1 && n > 0 {
			continue // past the last position, once per word will do
		}
		if n >= maxOccurrences {
			e = filler
		}
		if b.Len()+len(e)+1 > maxDocBytes {
			break
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(e)
		position++
	}
	return b.String()
}

// encodeToken writes any token in letters and digits, so that neither engine
// splits, folds or interprets it: lower-case ASCII words as they are behind an
// "a", everything else as hexadecimal behind a "z", very long ones as a hash
// behind an "h". The empty token has no form.
func encodeToken(t string) string {
	if t == "" {
		return ""
	}
	e := "a" + t
	for i := range len(t) {
		if c := t[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			e = "z" + hex.EncodeToString([]byte(t))
			break
		}
	}
	if len(e) > maxTokenBytes {
		sum := sha256.Sum256([]byte(t))
		return "h" + hex.EncodeToString(sum[:16])
	}
	return e
}
