package db_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

var garden = db.FullText{Table: "garden_search"}

func makeSearch(t testing.TB, d *db.DB) {
	t.Helper()
	ddl := []string{
		`CREATE TABLE garden_search (doc INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, tokens TEXT NOT NULL)`,
		`CREATE VIRTUAL TABLE garden_search_fts USING fts5(tokens, content='', contentless_delete=1, tokenize='ascii')`,
	}
	if d.Dialect() == db.Postgres {
		ddl = []string{
			`CREATE TABLE garden_search (id TEXT PRIMARY KEY, tokens TEXT NOT NULL,
				vector TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', tokens)) STORED)`,
			`CREATE INDEX garden_search_vector ON garden_search USING GIN (vector)`,
		}
	}
	for _, s := range ddl {
		if _, err := d.Writer().Exec(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
}

func index(t testing.TB, d *db.DB, id string, tokens ...string) {
	t.Helper()
	err := d.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) error { return garden.Upsert(ctx, tx, id, tokens) })
	if err != nil {
		t.Fatal(err)
	}
}

func hits(t testing.TB, d *db.DB, m db.Match) []string {
	t.Helper()
	sub, v := garden.In(d.Dialect(), m, 2)
	ids, err := db.Select[string](context.Background(), d.Reader(), `SELECT id FROM garden_search WHERE id <> $1 AND id IN `+sub+` ORDER BY id`, "", v)
	if err != nil {
		t.Fatalf("%v: %v", v, err)
	}
	return ids
}

func TestFullTextMatches(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		makeSearch(t, d)
		index(t, d, "1", "u1", "red", "tomato", "sauce")
		index(t, d, "2", "u1", "tomato", "red", "C++", "snake_case")
		index(t, d, "3", "u2", "東京", "京都", "red", "Ärger", "sauce", strings.Repeat("long", 1000))
		index(t, d, "4", "u2", "AND", "or", "not", `"`, "'", "a&b", "tom:*", "near(", "1e5", "a.b.c", "-x", "*", "\x00", "🍅")
		for _, c := range []struct {
			name string
			m    db.Match
			want []string
		}{
			{"word", db.Word("tomato"), []string{"1", "2"}},
			{"exact case", db.Word("and"), nil},
			{"and", db.And(db.Word("u1"), db.Word("red"), db.Word("sauce")), []string{"1"}},
			{"or", db.Or(db.Word("sauce"), db.Word("C++")), []string{"1", "2", "3"}},
			{"without", db.Without(db.Word("red"), db.Or(db.Word("sauce"), db.Word("none"))), []string{"2"}},
			{"phrase", db.Phrase("red", "tomato"), []string{"1"}},
			{"phrase across scripts", db.Phrase("東京", "京都", "red", "Ärger"), []string{"3"}},
			{"phrase in wrong order", db.Phrase("京都", "東京"), nil},
			{"phrase with a gap", db.Phrase("red", "sauce"), nil},
			{"owner and phrase", db.And(db.Word("u2"), db.Phrase("Ärger", "sauce")), []string{"3"}},
			{"prefix", db.Prefix("tom"), []string{"1", "2"}},
			{"prefix of another script", db.Prefix("京"), []string{"3"}},
			{"identifier", db.Word("snake_case"), []string{"2"}},
			{"very long", db.Word(strings.Repeat("long", 1000)), []string{"3"}},
			{"nothing", db.And(), nil},
			{"nothing, or something", db.Or(db.Phrase(""), db.Word("C++")), []string{"2"}},
			{"something, and nothing", db.And(db.Word("red"), db.Match{}), nil},
			{"nothing taken away", db.Without(db.Word("C++"), db.Match{}), []string{"2"}},
		} {
			if got := hits(t, d, c.m); !reflect.DeepEqual(got, append([]string{}, c.want...)) {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
		for _, odd := range []string{"AND", "or", "not", `"`, "'", "a&b", "tom:*", "near(", "1e5", "a.b.c", "-x", "*", "\x00", "🍅"} {
			if got := hits(t, d, db.Word(odd)); !reflect.DeepEqual(got, []string{"4"}) {
				t.Errorf("%q found in %v, want only 4", odd, got)
			}
		}
	})
}

func TestFullTextFollowsChanges(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		makeSearch(t, d)
		index(t, d, "1", "old", "both")
		index(t, d, "2", "both")
		index(t, d, "1", "new", "both")
		if h := hits(t, d, db.Word("old")); len(h) != 0 {
			t.Fatal("the former text is still found", h)
		}
		if h := hits(t, d, db.Word("both")); len(h) != 2 {
			t.Fatal(h)
		}
		sub, v := garden.InNewest(d.Dialect(), db.Word("both"), 1, 1)
		if h, err := db.Select[string](t.Context(), d.Reader(), `SELECT id FROM garden_search WHERE id IN `+sub, v); err != nil || !reflect.DeepEqual(h, []string{"2"}) {
			t.Fatal("newest one", h, err)
		}
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return garden.Delete(ctx, tx, "1", "absent") })
		if h := hits(t, d, db.Word("both")); err != nil || !reflect.DeepEqual(h, []string{"2"}) {
			t.Fatal("a deleted row is still found", h, err)
		}
		if h := hits(t, d, db.Word("new")); len(h) != 0 {
			t.Fatal(h)
		}
	})
}

// A document longer than PostgreSQL's positions: every word is found on both,
// and phrases give the same hits.
func TestFullTextOfAVeryLongDocument(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		makeSearch(t, d)
		tokens := []string{}
		for i := range 20_000 {
			tokens = append(tokens, "the", fmt.Sprintf("w%d", i))
		}
		index(t, d, "1", tokens...)
		for m, want := range map[*db.Match]int{
			ptr(db.Word("w0")): 1, ptr(db.Word("w19999")): 1, ptr(db.Phrase("the", "w3")): 1,
			ptr(db.Phrase("w3", "the")): 1, ptr(db.Phrase("the", "w5000")): 0, ptr(db.Word("w20000")): 0,
		} {
			if got := hits(t, d, *m); len(got) != want {
				t.Errorf("%+v: %d hits, want %d", *m, len(got), want)
			}
		}
	})
}

func ptr[T any](v T) *T { return &v }

// Whatever the tokens are, both engines answer like a plain search in Go.
func TestFullTextAgreesWithPlainSearch(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		makeSearch(t, d)
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			id := fmt.Sprintf("d%06d", n)
			word := rapid.OneOf(rapid.SampledFrom([]string{"a", "b", "ab", "é", "日本", "A", "a b", "x", "n0", "1"}), rapid.String())
			doc := rapid.SliceOfN(word, 0, 12).Draw(rt, "doc")
			phrase := rapid.SliceOfN(word, 1, 3).Draw(rt, "phrase")
			index(t, d, id, append([]string{id}, doc...)...)
			want := contains(append([]string{id}, doc...), phrase)
			got := len(hits(t, d, db.And(db.Word(id), db.Phrase(phrase...)))) == 1
			if got != want {
				rt.Fatalf("%q in %q: %v, want %v", phrase, doc, got, want)
			}
		})
	})
}

// contains skips empty tokens, which are no words.
func contains(doc, phrase []string) bool {
	pack := func(in []string) (out []string) {
		for _, s := range in {
			if s != "" {
				out = append(out, s)
			}
		}
		return out
	}
	doc, phrase = pack(doc), pack(phrase)
	if len(phrase) == 0 {
		return false
	}
	for i := 0; i+len(phrase) <= len(doc); i++ {
		if reflect.DeepEqual(doc[i:i+len(phrase)], phrase) {
			return true
		}
	}
	return false
}

// A plan for any words reads every row where the words are rare, so PostgreSQL must not keep one.
func TestSearchesArePlannedForTheirWords(t *testing.T) {
	d := dbtest.Open(t, db.Postgres)
	makeSearch(t, d)
	index(t, d, "1", "u1", "tomato")
	for range 10 {
		if got := hits(t, d, db.Word("tomato")); len(got) != 1 {
			t.Fatal(got)
		}
		if _, err := db.Get[int](t.Context(), d.Reader(), `SELECT count(*) FROM garden_search WHERE id = $1`, "1"); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := db.Select[string](t.Context(), d.Reader(), `SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%garden_search%' AND from_sql = $1`, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(kept) == 0 || strings.Contains(strings.Join(kept, "\n"), "TSQUERY") {
		t.Errorf("kept plans: %q", kept)
	}
}
