-- Texts to begin an entry with. Their {{variables}} are filled where they are used.
CREATE TABLE journal_templates (
    id         TEXT    NOT NULL PRIMARY KEY,
    owner_id   TEXT    NOT NULL,
    -- What the client called it when it made it, so that sending it again makes no second one.
    client_key TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    -- The kind of the entries made from it; '' leaves the choice.
    kind       TEXT    NOT NULL,
    -- Names of tags, apart by spaces.
    tags       TEXT    NOT NULL,
    -- The days of the week on which it is offered by itself, apart by spaces.
    weekdays   TEXT    NOT NULL,
    -- Its place in the list, from 0.
    place      BIGINT  NOT NULL,
    created_at BIGINT  NOT NULL,
    updated_at BIGINT  NOT NULL,
    UNIQUE (owner_id, client_key)
);
