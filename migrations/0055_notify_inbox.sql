-- One row for each notice of a person, whatever channels it takes. Facts are small texts as JSON; the words are made when
-- somebody reads.
CREATE TABLE notify_notices (
    id          TEXT    NOT NULL PRIMARY KEY,
    user_id     TEXT    NOT NULL,
    category    TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    -- Names the event for this person, so that a second telling adds nothing.
    event_key   TEXT    NOT NULL,
    facts       TEXT    NOT NULL,
    path        TEXT    NOT NULL,
    in_inbox    BOOLEAN NOT NULL,
    created_at  BIGINT  NOT NULL,
    read_at     BIGINT,
    archived_at BIGINT,
    deleted_at  BIGINT
);
CREATE UNIQUE INDEX notify_notices_event_key ON notify_notices (user_id, event_key);
CREATE INDEX notify_notices_user_id ON notify_notices (user_id, id);
CREATE INDEX notify_notices_recent ON notify_notices (user_id, category, created_at);
CREATE INDEX notify_notices_unread ON notify_notices (user_id, in_inbox, read_at, archived_at, deleted_at);
CREATE INDEX notify_notices_created_at ON notify_notices (created_at);
CREATE INDEX notify_notices_deleted_at ON notify_notices (deleted_at);

-- What goes out of the house: one row for each notice and channel, never two. Rows of one batch go out together.
CREATE TABLE notify_deliveries (
    id         TEXT   NOT NULL PRIMARY KEY,
    notice_id  TEXT   NOT NULL REFERENCES notify_notices (id) ON DELETE CASCADE,
    user_id    TEXT   NOT NULL,
    channel    TEXT   NOT NULL CHECK (channel IN ('mail','push')),
    frequency  TEXT   NOT NULL CHECK (frequency IN ('at_once','daily','weekly')),
    -- Null while it waits for its digest.
    batch_id   TEXT,
    created_at BIGINT NOT NULL,
    claimed_at BIGINT,
    done_at    BIGINT,
    -- "sent", or why not.
    outcome    TEXT   NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX notify_deliveries_notice_id ON notify_deliveries (notice_id, channel);
CREATE INDEX notify_deliveries_batch_id ON notify_deliveries (batch_id);
CREATE INDEX notify_deliveries_user_id ON notify_deliveries (user_id, channel, created_at);

CREATE TABLE notify_preferences (
    user_id   TEXT NOT NULL,
    category  TEXT NOT NULL,
    channel   TEXT NOT NULL CHECK (channel IN ('inbox','mail','push')),
    frequency TEXT NOT NULL CHECK (frequency IN ('off','at_once','daily','weekly')),
    PRIMARY KEY (user_id, category, channel)
);

-- Times of day are minutes after midnight in the person's zone; the columns that end in _at are the next instants.
CREATE TABLE notify_settings (
    user_id         TEXT   NOT NULL PRIMARY KEY,
    quiet_from      BIGINT NOT NULL DEFAULT 0,
    quiet_to        BIGINT NOT NULL DEFAULT 0,
    digest_minute   BIGINT NOT NULL,
    reminder_minute BIGINT,
    -- Weekdays as in identity, parted by spaces.
    reminder_days   TEXT   NOT NULL,
    daily_at        BIGINT NOT NULL,
    weekly_at       BIGINT NOT NULL,
    reminder_at     BIGINT,
    -- The least of the three.
    next_at         BIGINT NOT NULL
);
CREATE INDEX notify_settings_next_at ON notify_settings (next_at);

-- The address and the keys of a browser, sealed: whoever knows them can send to it.
CREATE TABLE notify_push_endpoints (
    id            TEXT   NOT NULL PRIMARY KEY,
    user_id       TEXT   NOT NULL,
    session_id    TEXT   NOT NULL,
    endpoint_hash TEXT   NOT NULL,
    sealed        TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    last_used_at  BIGINT
);
CREATE UNIQUE INDEX notify_push_endpoints_endpoint_hash ON notify_push_endpoints (endpoint_hash);
CREATE INDEX notify_push_endpoints_user_id ON notify_push_endpoints (user_id, id);

-- From where somebody signed in before: a hash of client and network.
CREATE TABLE notify_clients (
    user_id TEXT   NOT NULL,
    client  TEXT   NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, client)
);

CREATE TABLE notify_state (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
