-- Saved views: a name for a query of the search.
CREATE TABLE journal_views (
    id         TEXT    NOT NULL PRIMARY KEY,
    owner_id   TEXT    NOT NULL,
    -- What the client called it when it made it, so that sending it again makes no second one.
    client_key TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    query      TEXT    NOT NULL,
    -- In the side navigation.
    pinned     BOOLEAN NOT NULL,
    -- Its place in the list, from 0.
    place      BIGINT  NOT NULL,
    created_at BIGINT  NOT NULL,
    updated_at BIGINT  NOT NULL,
    UNIQUE (owner_id, client_key)
);
