-- When an entry gets another audience by itself. What counts is the local time in the zone it was told in; due_at is
-- the instant that is, as far as the rules of the zone are known.
CREATE TABLE journal_schedules (
    entry_id   TEXT   NOT NULL PRIMARY KEY REFERENCES journal_entries (id) ON DELETE CASCADE,
    author_id  TEXT   NOT NULL,
    audience   TEXT   NOT NULL CHECK (audience IN ('private', 'followers', 'team', 'unlisted', 'public')),
    day        TEXT   NOT NULL,
    -- Minutes after midnight, as the clock on the wall shows them.
    minute     BIGINT NOT NULL CHECK (minute BETWEEN 0 AND 1439),
    zone       TEXT   NOT NULL,
    due_at     BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX journal_schedules_author_id ON journal_schedules (author_id, due_at);
CREATE INDEX journal_schedules_due_at ON journal_schedules (due_at);

-- When something that strangers could see was changed, closed or taken away last: pages and feeds are not the same since.
CREATE TABLE journal_shared_changes (
    author_id  TEXT   NOT NULL PRIMARY KEY,
    changed_at BIGINT NOT NULL
);

-- What strangers may see of a person; private entries, nearly all of them, are not in it.
CREATE INDEX journal_entries_shared ON journal_entries (author_id, day DESC, logged_at DESC, id DESC)
    WHERE deleted_at IS NULL AND audience IN ('unlisted', 'public');
