-- Links that open one entry to whoever has them. The address itself is stored nowhere, only its SHA-256.
CREATE TABLE sharing_links (
    id           TEXT   NOT NULL PRIMARY KEY,
    owner_id     TEXT   NOT NULL,
    -- One link per entry: a new one replaces it.
    entry_id     TEXT   NOT NULL UNIQUE,
    hash         TEXT   NOT NULL UNIQUE,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT,
    last_at      BIGINT,
    last_network TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX sharing_links_owner_id ON sharing_links (owner_id, id);
CREATE INDEX sharing_links_expires_at ON sharing_links (expires_at);

-- Feeds at an address that cannot be guessed, of what their owner shares publicly and by link.
CREATE TABLE sharing_feeds (
    id           TEXT   NOT NULL PRIMARY KEY,
    owner_id     TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    -- The tag whose entries are in it, with those below; '' for all.
    tag          TEXT   NOT NULL,
    hash         TEXT   NOT NULL UNIQUE,
    created_at   BIGINT NOT NULL,
    last_at      BIGINT,
    last_network TEXT   NOT NULL DEFAULT '',
    last_client  TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX sharing_feeds_owner_id ON sharing_feeds (owner_id, id);
