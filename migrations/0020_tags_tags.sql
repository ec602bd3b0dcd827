-- The words that people sort by. The key is the normalised name, unique per person.
CREATE TABLE tags_tags (
    id           TEXT   NOT NULL PRIMARY KEY,
    owner_id     TEXT   NOT NULL,
    key          TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    UNIQUE (owner_id, key)
);

-- Completion: most used lately first.
CREATE INDEX tags_tags_recent ON tags_tags (owner_id, last_used_at DESC, key);
