-- The space that an administrator gave a person in place of the usual one. Without a row the setting of the instance holds.
CREATE TABLE files_quotas (
    owner_id TEXT   NOT NULL PRIMARY KEY,
    bytes    BIGINT NOT NULL,
    set_at   BIGINT NOT NULL
);
