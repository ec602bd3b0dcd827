-- What people logged. Everything about one entry that a list shows stands in its row.
CREATE TABLE journal_entries (
    id             TEXT    NOT NULL PRIMARY KEY,
    author_id      TEXT    NOT NULL,
    -- 'c:' and the client id of who wrote it, or 'i:' and the source key of an import: unique per author,
    -- so that the same write or import again finds the first.
    origin_key     TEXT    NOT NULL,
    day            TEXT    NOT NULL,
    zone           TEXT    NOT NULL,
    offset_minutes BIGINT  NOT NULL,
    late           BOOLEAN NOT NULL,
    logged_at      BIGINT  NOT NULL,
    kind           TEXT    NOT NULL CHECK (kind IN ('done', 'learned', 'blocked', 'plan', 'note', 'decision', 'meeting')),
    body           TEXT    NOT NULL,
    body_html      TEXT    NOT NULL,
    -- The version of the sanitiser that made body_html.
    html_version   BIGINT  NOT NULL,
    title          TEXT    NOT NULL,
    -- Checkboxes as JSON: [{"t": text, "d": done}]; empty when there are none.
    tasks          TEXT    NOT NULL,
    -- Ids of tags in their order, parted by spaces.
    tag_ids        TEXT    NOT NULL,
    minutes        BIGINT  CHECK (minutes BETWEEN 1 AND 1440),
    mood           BIGINT  CHECK (mood BETWEEN 1 AND 5),
    energy         BIGINT  CHECK (energy BETWEEN 1 AND 5),
    audience       TEXT    NOT NULL CHECK (audience IN ('private', 'followers', 'team', 'unlisted', 'public')),
    source         TEXT    NOT NULL CHECK (source IN ('written', 'cli', 'git', 'markdown', 'demo')),
    source_count   BIGINT  CHECK (source_count >= 0),
    draft          BOOLEAN NOT NULL,
    revision       BIGINT  NOT NULL CHECK (revision > 0),
    -- The client id of the edit that made this revision; empty for the first.
    edit_key       TEXT    NOT NULL,
    created_at     BIGINT  NOT NULL,
    updated_at     BIGINT  NOT NULL,
    deleted_at     BIGINT,
    UNIQUE (author_id, origin_key),
    CHECK (NOT draft OR audience = 'private')
);

-- Serves the timeline by its order, and totals per day out of the index alone by its further columns (SQLite
-- wants deleted_at among them to call it covering).
CREATE INDEX journal_entries_timeline ON journal_entries
    (author_id, day DESC, logged_at DESC, id DESC, kind, minutes, source_count, offset_minutes, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX journal_entries_trash ON journal_entries (author_id, deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL;
CREATE INDEX journal_entries_purge ON journal_entries (deleted_at) WHERE deleted_at IS NOT NULL;

-- Earlier versions, as the edits left them behind. The newest version is the entry itself.
CREATE TABLE journal_revisions (
    entry_id    TEXT   NOT NULL REFERENCES journal_entries (id) ON DELETE CASCADE,
    revision    BIGINT NOT NULL,
    edit_key    TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    day         TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    minutes     BIGINT,
    mood        BIGINT,
    energy      BIGINT,
    audience    TEXT   NOT NULL,
    tag_ids     TEXT   NOT NULL,
    replaced_at BIGINT NOT NULL,
    PRIMARY KEY (entry_id, revision)
);

-- Which tags an entry carries, for filters and totals. The tag itself belongs to the domain tags. There is no
-- foreign key to the entry and no second index: every write would pay for them.
CREATE TABLE journal_entry_tags (
    entry_id  TEXT NOT NULL,
    tag_id    TEXT NOT NULL,
    author_id TEXT NOT NULL,
    tag_key   TEXT NOT NULL,
    PRIMARY KEY (entry_id, tag_id)
);

-- What was removed for good: neither a replayed write nor a second import brings it back.
CREATE TABLE journal_tombstones (
    author_id  TEXT   NOT NULL,
    origin_key TEXT   NOT NULL,
    purged_at  BIGINT NOT NULL,
    PRIMARY KEY (author_id, origin_key)
);

-- Full text over bodies and tags, kept in the same transaction as the entry; the trash is not in it.
-- +dialect sqlite
CREATE TABLE journal_search (doc INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, tokens TEXT NOT NULL);
CREATE VIRTUAL TABLE journal_search_fts USING fts5(tokens, content='', contentless_delete=1, tokenize='ascii');
-- +dialect postgres
CREATE TABLE journal_search (id TEXT PRIMARY KEY, tokens TEXT NOT NULL,
    vector TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', tokens)) STORED);
CREATE INDEX journal_search_vector ON journal_search USING GIN (vector);
-- +dialect all
