-- Addresses at which programs of a person write entries, and do nothing else. The token of an address is stored nowhere,
-- only its SHA-256.
CREATE TABLE capture_hooks (
    id           TEXT   NOT NULL PRIMARY KEY,
    owner_id     TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    -- What an entry becomes where the sender says nothing: its kind, and names of tags with a space between.
    kind         TEXT   NOT NULL CHECK (kind IN ('done', 'learned', 'blocked', 'plan', 'note', 'decision', 'meeting')),
    tags         TEXT   NOT NULL,
    hash         TEXT   NOT NULL UNIQUE,
    -- The sealed key of signatures; '' where none are asked for.
    signing      TEXT   NOT NULL DEFAULT '',
    created_at   BIGINT NOT NULL,
    uses         BIGINT NOT NULL DEFAULT 0,
    last_at      BIGINT,
    last_network TEXT   NOT NULL DEFAULT '',
    last_client  TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX capture_hooks_owner_id ON capture_hooks (owner_id, id);
