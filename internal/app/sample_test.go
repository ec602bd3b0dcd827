package app_test

import (
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
)

// TestSamplesComeAndGo: samples are loaded and removed whole; what the person wrote or changed stays, and is said so.
func TestSamplesComeAndGo(t *testing.T) {
	for _, locale := range []string{"en", "ar", "ja"} {
		t.Run(locale, func(t *testing.T) {
			onBoth(t, func(t *testing.T, in *apptest.Instance) { samplesComeAndGo(t, in, locale) })
		})
	}
}

func samplesComeAndGo(t *testing.T, in *apptest.Instance, locale string) {
	s := newSharer(t, in)
	s.profile(t, map[string]any{"locale": locale, "timeZone": "Pacific/Auckland", "dayStart": 5})
	s.as = s.ada.Browser()
	other := in.Person("bea", identity.RoleMember).Browser()
	act := func(as apptest.Credential, name string) (untouched, edited, changed any) {
		t.Helper()
		a := in.Must(as, `mutation{x:`+name+`{samples{untouched edited} changed errors{code}}}`, nil)
		return a.At("x", "samples", "untouched"), a.At("x", "samples", "edited"), a.At("x", "changed")
	}
	left := func() int64 {
		return count(t, in, `SELECT (SELECT COUNT(*) FROM journal_entries) + (SELECT COUNT(*) FROM journal_entry_tags) + (SELECT COUNT(*) FROM journal_search)
			+ (SELECT COUNT(*) FROM tags_tags) + (SELECT COUNT(*) FROM journal_tombstones) + (SELECT COUNT(*) FROM journal_revisions)`)
	}
	before := left()
	if untouched, edited, changed := act(s.as, "loadSampleEntries"); untouched != changed || edited != 0.0 || untouched.(float64) < 15 {
		t.Fatal("loaded:", untouched, edited, changed)
	}
	if _, _, changed := act(s.as, "loadSampleEntries"); changed != 0.0 {
		t.Error("loaded again:", changed)
	}
	act(other, "loadSampleEntries")
	act(other, "removeSampleEntries")
	in.Settle()
	today := in.Must(s.as, `{viewer{today{day entries} entries(first:100){nodes{id day body revision}}}}`, nil)
	nodes, _ := today.At("viewer", "entries", "nodes").([]any)
	var samples []map[string]any
	for _, n := range nodes {
		if e := n.(map[string]any); e["id"] != s.ids["PUBLIC"] && e["day"] != today.At("viewer", "today", "day") && !s.wrote(e["id"]) {
			samples = append(samples, e)
		}
	}
	if len(samples) < 15 {
		t.Fatal("samples are no entries of days before today:", len(samples))
	}
	if _, _, changed := act(s.as, "removeSampleEntries"); changed.(float64) < 15 || left() != before {
		t.Errorf("%v removed, %d rows before and %d after", changed, before, left())
	}

	// Again: one is edited, one shown to others, one thrown away, one thrown away for good.
	act(s.as, "loadSampleEntries")
	nodes, _ = in.Must(s.as, `{viewer{entries(first:100){nodes{id day revision body}}}}`, nil).At("viewer", "entries", "nodes").([]any)
	var ids []string
	for _, n := range nodes {
		if id := n.(map[string]any)["id"].(string); !s.wrote(id) {
			ids = append(ids, id)
		}
	}
	in.Clock.Advance(time.Minute)
	in.Must(s.as, `mutation($i:EditEntryInput!){editEntry(input:$i){entry{id} errors{code message}}}`, map[string]any{"i": map[string]any{
		"id": ids[0], "baseRevision": 1, "clientId": "sample-edit-1", "body": "now it is mine", "kind": "NOTE", "day": "2026-11-20", "audience": "PRIVATE",
	}})
	s.set(ids[1], "PUBLIC")
	for _, id := range ids[2:4] {
		in.Must(s.as, `mutation($i:ID!){deleteEntry(id:$i){errors{code}}}`, map[string]any{"i": id})
	}
	in.Must(s.as, `mutation($i:ID!){purgeEntry(id:$i){errors{code}}}`, map[string]any{"i": ids[3]})
	if untouched, edited, changed := act(s.as, "removeSampleEntries"); untouched != 0.0 || edited != 2.0 || changed != float64(len(ids)-3) {
		t.Error("removed after edits:", untouched, edited, changed)
	}
	for _, id := range ids[:2] {
		if in.Must(s.as, `query($i:ID!){entry(id:$i){id}}`, map[string]any{"i": id}).At("entry") == nil {
			t.Error("what the person changed is gone")
		}
	}
	if n := count(t, in, "SELECT COUNT(*) FROM journal_tombstones"); n != 0 {
		t.Error(n, "samples are remembered")
	}
	if _, _, changed := act(s.as, "loadSampleEntries"); changed != float64(len(ids)-2) {
		t.Error("loaded once more:", changed, "of", len(ids))
	}
	if in.GraphQL(apptest.Credential{}, `mutation{loadSampleEntries{changed}}`, nil).Code() == "" ||
		in.GraphQL(s.ada.Token(identity.ScopeRead), `mutation{removeSampleEntries{changed}}`, nil).Code() == "" {
		t.Error("without the right to write")
	}
}

// wrote reports whether the sharer wrote the entry.
func (s *sharer) wrote(id any) bool {
	for _, own := range s.ids {
		if own == id {
			return true
		}
	}
	return false
}
