-- What people attach. The bytes lie in the blob store under file/<id>.
CREATE TABLE files_files (
    id            TEXT    NOT NULL PRIMARY KEY,
    owner_id      TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    alt           TEXT    NOT NULL,
    content_type  TEXT    NOT NULL,
    size          BIGINT  NOT NULL,
    width         BIGINT,
    height        BIGINT,
    -- Of the bytes that are kept.
    sha256        TEXT    NOT NULL,
    -- Of the bytes that were sent: the same again give the same file.
    source_sha256 TEXT    NOT NULL,
    -- False until the bytes are in the blob store.
    ready         BOOLEAN NOT NULL,
    created_at    BIGINT  NOT NULL,
    -- When it was sent last; what nothing shows is swept some days later.
    touched_at    BIGINT  NOT NULL
);
CREATE UNIQUE INDEX files_files_source ON files_files (owner_id, source_sha256);
CREATE INDEX files_files_owner_id ON files_files (owner_id, id);

-- What each person's files use, counted in the transaction that keeps or removes one.
CREATE TABLE files_usage (
    owner_id TEXT   NOT NULL PRIMARY KEY,
    bytes    BIGINT NOT NULL,
    files    BIGINT NOT NULL
);
