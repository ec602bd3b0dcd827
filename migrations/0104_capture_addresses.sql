-- The mail address at which a person's letters become entries, one each. Its secret part is stored nowhere, only its SHA-256.
CREATE TABLE capture_addresses (
    owner_id   TEXT   NOT NULL PRIMARY KEY,
    hash       TEXT   NOT NULL UNIQUE,
    -- Who may write to it beside the person's own address, with a space between.
    senders    TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    uses       BIGINT NOT NULL DEFAULT 0,
    last_at    BIGINT
);
