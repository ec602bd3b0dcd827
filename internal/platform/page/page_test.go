package page_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tamatar.dev/tamatar/internal/platform/page"
)

var key = bytes.Repeat([]byte{7}, 32)

func TestSealOpenRoundTrip(t *testing.T) {
	s := page.NewSealer(key)
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.String(), 0, 8).Draw(t, "parts")
		got, err := s.Open("entries", "u1", s.Seal("entries", "u1", parts...))
		if err != nil && len(strings.Join(parts, "")) < 1000 {
			t.Fatal(err)
		}
		if err == nil && !slices.Equal(got, parts) {
			t.Fatalf("%q != %q", got, parts)
		}
	})
}

// C07: forged, decoded and foreign cursors; the database half is in the lists that use them.
func TestAttack_C07_CursorOfAnotherListOrViewerOrForged(t *testing.T) {
	s := page.NewSealer(key)
	good := s.Seal("entries", "u1", "2026-11-22", "01x")
	if parts, err := s.Open("entries", "u1", good); err != nil || len(parts) != 2 {
		t.Fatal("the legitimate cursor must open: ", err)
	}
	bad := map[string][3]string{
		"other viewer":    {"entries", "u2", good},
		"anonymous":       {"entries", "", good},
		"other list":      {"search", "u1", good},
		"shifted binding": {"entriesu", "1", good},
		"other key":       {"entries", "u1", page.NewSealer(bytes.Repeat([]byte{8}, 32)).Seal("entries", "u1", "a")},
		"empty":           {"entries", "u1", ""},
		"too long":        {"entries", "u1", strings.Repeat("A", 5000)},
		"not base64":      {"entries", "u1", "====%%%"},
		"plain text":      {"entries", "u1", "MjAyNi0xMS0yMg"},
		"cut":             {"entries", "u1", good[:len(good)-2]},
		"with more":       {"entries", "u1", good + "A"},
	}
	for name, c := range bad {
		if _, err := s.Open(c[0], c[1], c[2]); !errors.Is(err, page.ErrBadCursor) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range good {
		for _, c := range []byte("AZ09-_") {
			b := []byte(good)
			if b[i] == c {
				continue
			}
			b[i] = c
			if _, err := s.Open("entries", "u1", string(b)); !errors.Is(err, page.ErrBadCursor) {
				t.Fatalf("changed character %d: %v", i, err)
			}
		}
	}
	if strings.Contains(good, "2026") {
		t.Fatal("the cursor shows its row")
	}
}

func TestScopeDependsOnTheFilter(t *testing.T) {
	type filter struct{ Tag, Kind string }
	a, b := page.Scope("entries", filter{Tag: "go"}), page.Scope("entries", filter{Kind: "go"})
	if a == b || a != page.Scope("entries", filter{Tag: "go"}) || a == page.Scope("search", filter{Tag: "go"}) {
		t.Fatal(a, b)
	}
}

func TestShortKeyIsNotUsed(t *testing.T) {
	a, b := page.NewSealer(nil), page.NewSealer(nil)
	c := a.Seal("x", "", "1")
	if _, err := a.Open("x", "", c); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Open("x", "", c); !errors.Is(err, page.ErrBadCursor) {
		t.Fatal("an empty key must not be a known key")
	}
}

func TestOpenN(t *testing.T) {
	s := page.NewSealer(key)
	if parts, err := s.OpenN("x", "u", nil, 2); parts != nil || err != nil {
		t.Fatal(parts, err)
	}
	c := s.Seal("x", "u", "1", "2")
	if parts, err := s.OpenN("x", "u", &c, 2); err != nil || len(parts) != 2 {
		t.Fatal(parts, err)
	}
	if _, err := s.OpenN("x", "u", &c, 3); !errors.Is(err, page.ErrBadCursor) {
		t.Fatal(err)
	}
}

func TestTypedParts(t *testing.T) {
	at := time.Date(2026, 11, 22, 19, 0, 0, 5e6, time.UTC)
	if got, err := page.ParseMillis(page.Millis(at)); err != nil || !got.Equal(at) {
		t.Fatal(got, err)
	}
	for _, s := range []string{"", "x", "1.5", "99999999999999999999"} {
		if _, err := page.ParseMillis(s); !errors.Is(err, page.ErrBadCursor) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestLimit(t *testing.T) {
	n := func(v int) *int { return &v }
	if got, err := page.Limit(nil, 20); got != 20 || err != nil {
		t.Fatal(got, err)
	}
	for first, ok := range map[int]bool{1: true, 100: true, 0: false, -1: false, 101: false} {
		got, err := page.Limit(n(first), 20)
		if (err == nil) != ok || (ok && got != first) || (!ok && !errors.Is(err, page.ErrBadFirst)) {
			t.Errorf("%d: %d %v", first, got, err)
		}
	}
}

func TestConnect(t *testing.T) {
	s := page.NewSealer(key)
	rows := []string{"a", "b", "c"}
	one := func(r string) []string { return []string{r} }
	nodes, cursors, info := page.Connect(s, "x", "u", rows, 2, one)
	if len(nodes) != 2 || len(cursors) != 2 || !info.HasNextPage || *info.EndCursor != cursors[1] {
		t.Fatal(nodes, info)
	}
	if p, err := s.Open("x", "u", *info.EndCursor); err != nil || p[0] != "b" {
		t.Fatal(p, err)
	}
	nodes, _, info = page.Connect(s, "x", "u", rows, 3, one)
	if len(nodes) != 3 || info.HasNextPage {
		t.Fatal(nodes, info)
	}
	nodes, _, info = page.Connect(s, "x", "u", nil, 3, one)
	if nodes == nil || info.HasNextPage || info.EndCursor != nil {
		t.Fatal("an empty page has no cursor")
	}
}

func FuzzOpen(f *testing.F) {
	s := page.NewSealer(key)
	f.Add(s.Seal("x", "u", "1"))
	f.Add("AAAA")
	f.Fuzz(func(t *testing.T, cursor string) {
		if _, err := s.Open("y", "u", cursor); !errors.Is(err, page.ErrBadCursor) {
			t.Fatal(cursor, err)
		}
	})
}
