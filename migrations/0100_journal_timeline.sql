-- A search for a mood or an audience reads the index of the timeline rather than every row.
DROP INDEX journal_entries_timeline;
CREATE INDEX journal_entries_timeline ON journal_entries
    (author_id, day DESC, logged_at DESC, id DESC, kind, minutes, source_count, offset_minutes, mood, audience, draft, deleted_at) WHERE deleted_at IS NULL;
