// Package reviews looks back: digests of a period, pages for a week, a month or a year, and what the person answered
// when they looked back.
//
// A digest is made by rules alone, from the person's own entries: the same entries give the same bytes. An answer is an
// entry like any other, written through the journal and private unless its author opens it; this room only keeps which
// period it belongs to.
//
// Tables: reviews_answers (person, period, entry). It reads journal_entries, journal_entry_tags and tags_tags for its
// figures.
// Events in: journal.entry_purged; portability asks for exports, imports and erasures (portable.go). Events out: none.
// Who may do what: everybody sees and answers their own, nobody another's.
package reviews
