// Package journal owns the entries: what a person logged on a civil day.
//
// An entry stores the day it belongs to together with the zone and offset the day was told in; travel,
// clock changes and settings never move it. The body is kept byte for byte as typed; its HTML is made
// once, when it is written. Edits carry the revision they began from, and every earlier version is kept.
// Deleting moves to the trash for [TrashDays] days; purging leaves only the client id or source key
// behind, so that a replay or a second import does not bring the text back.
//
// Entries begin private; their author opens them to others one by one, many at once, or at a time (a schedule). What is
// unlisted opens by a link alone, which is the business of sharing.
//
// Tables: journal_views (saved views), journal_templates, journal_rollovers, journal_entries, journal_revisions, journal_entry_tags (ids and keys of tags, for filters), journal_entry_files,
// journal_tombstones, journal_schedules, journal_shared_changes, and the full-text index journal_search.
// Events out: journal.entry_written.v1, entry_edited, entry_audience_changed, entry_deleted, entry_restored, entry_purged.
// Events in: none; portability asks for exports, imports and erasures (portable.go).
// Who may do what: the author everything; others may see an entry when its audience includes them, and
// never a draft or one in the trash. What one may not see answers as if it did not exist. See [Can].
//
// Where a field lives: validated in validate.go, stored in journalsvc/store_entry.go, shown through
// schema.graphql. Parsers of other people's notes and git histories are in the sub-room importer.
package journal
