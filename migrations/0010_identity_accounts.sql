CREATE TABLE identity_users (
    id               TEXT    NOT NULL PRIMARY KEY,
    email            TEXT    NOT NULL,
    -- The form in which two spellings of one address are equal.
    email_key        TEXT    NOT NULL,
    email_verified   BOOLEAN NOT NULL,
    pending_email    TEXT,
    handle           TEXT    NOT NULL,
    display_name     TEXT    NOT NULL,
    bio              TEXT    NOT NULL DEFAULT '',
    bio_html         TEXT    NOT NULL DEFAULT '',
    bio_sanitiser    BIGINT  NOT NULL DEFAULT 0,
    pronouns         TEXT    NOT NULL DEFAULT '',
    location         TEXT    NOT NULL DEFAULT '',
    links            TEXT    NOT NULL DEFAULT '[]',
    avatar_id        TEXT,
    time_zone        TEXT    NOT NULL,
    day_start        BIGINT  NOT NULL DEFAULT 0 CHECK (day_start BETWEEN 0 AND 11),
    week_start       TEXT    NOT NULL CHECK (week_start IN ('monday','tuesday','wednesday','thursday','friday','saturday','sunday')),
    locale           TEXT    NOT NULL,
    theme            TEXT    NOT NULL DEFAULT 'system' CHECK (theme IN ('system','light','dark')),
    role             TEXT    NOT NULL CHECK (role IN ('member','admin')),
    status           TEXT    NOT NULL CHECK (status IN ('active','pending','suspended','deleted')),
    needs_approval   BOOLEAN NOT NULL DEFAULT FALSE,
    suspended_reason TEXT    NOT NULL DEFAULT '',
    -- Empty: no password has been set yet.
    password_hash    TEXT    NOT NULL DEFAULT '',
    -- Counts up whenever every access token made so far has to end.
    auth_version     BIGINT  NOT NULL DEFAULT 1,
    revision         BIGINT  NOT NULL DEFAULT 1,
    onboarded_at     BIGINT,
    created_at       BIGINT  NOT NULL,
    last_seen_at     BIGINT,
    deleted_at       BIGINT
);
CREATE UNIQUE INDEX identity_users_email_key ON identity_users (email_key);
CREATE UNIQUE INDEX identity_users_handle ON identity_users (handle);
CREATE INDEX identity_users_status ON identity_users (status, id);
CREATE INDEX identity_users_role ON identity_users (role, status);

-- One row per look-alike form. A handle that was given up leads to its old owner until held_until; a row without an
-- owner keeps a handle back for a while.
CREATE TABLE identity_handles (
    skeleton   TEXT    NOT NULL PRIMARY KEY,
    handle     TEXT    NOT NULL,
    user_id    TEXT    REFERENCES identity_users (id) ON DELETE CASCADE,
    current    BOOLEAN NOT NULL,
    held_until BIGINT
);
CREATE INDEX identity_handles_user_id ON identity_handles (user_id);
CREATE INDEX identity_handles_held_until ON identity_handles (held_until);

-- A browser session carries the SHA-256 of its cookie; an API session is the family of its refresh tokens.
CREATE TABLE identity_sessions (
    id           TEXT   NOT NULL PRIMARY KEY,
    user_id      TEXT   NOT NULL REFERENCES identity_users (id) ON DELETE CASCADE,
    kind         TEXT   NOT NULL CHECK (kind IN ('browser','api')),
    token_hash   TEXT,
    device       TEXT   NOT NULL,
    network      TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    confirmed_at BIGINT
);
CREATE UNIQUE INDEX identity_sessions_token_hash ON identity_sessions (token_hash);
CREATE INDEX identity_sessions_user_id ON identity_sessions (user_id, last_seen_at);
CREATE INDEX identity_sessions_expires_at ON identity_sessions (expires_at);
CREATE INDEX identity_sessions_last_seen_at ON identity_sessions (last_seen_at);

CREATE TABLE identity_refresh_tokens (
    hash       TEXT   NOT NULL PRIMARY KEY,
    session_id TEXT   NOT NULL REFERENCES identity_sessions (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    -- Sealed, and only for as long as the grace window.
    successor  TEXT
);
CREATE INDEX identity_refresh_tokens_session_id ON identity_refresh_tokens (session_id);
CREATE INDEX identity_refresh_tokens_used_at ON identity_refresh_tokens (used_at);
-- Few rows at any time: every minute those are looked for whose grace window is over.
CREATE INDEX identity_refresh_tokens_sealed ON identity_refresh_tokens (used_at) WHERE successor IS NOT NULL;

CREATE TABLE identity_tokens (
    id           TEXT   NOT NULL PRIMARY KEY,
    user_id      TEXT   NOT NULL REFERENCES identity_users (id) ON DELETE CASCADE,
    name         TEXT   NOT NULL,
    prefix       TEXT   NOT NULL,
    hash         TEXT   NOT NULL,
    scopes       TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT,
    last_used_at BIGINT
);
CREATE UNIQUE INDEX identity_tokens_hash ON identity_tokens (hash);
CREATE INDEX identity_tokens_user_id ON identity_tokens (user_id);

CREATE TABLE identity_links (
    id          TEXT   NOT NULL PRIMARY KEY,
    purpose     TEXT   NOT NULL CHECK (purpose IN ('verify','reset','email_change','email_undo','claim')),
    user_id     TEXT   REFERENCES identity_users (id) ON DELETE CASCADE,
    -- The address the link is bound to; empty for the claim.
    email       TEXT   NOT NULL,
    hash        TEXT   NOT NULL,
    code_hash   TEXT,
    ticket_hash TEXT,
    tries       BIGINT NOT NULL DEFAULT 0,
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    used_at     BIGINT
);
CREATE UNIQUE INDEX identity_links_hash ON identity_links (hash);
CREATE INDEX identity_links_ticket_hash ON identity_links (ticket_hash);
CREATE INDEX identity_links_user_id ON identity_links (user_id, purpose);
CREATE INDEX identity_links_expires_at ON identity_links (expires_at);

CREATE TABLE identity_invites (
    id         TEXT   NOT NULL PRIMARY KEY,
    email      TEXT,
    note       TEXT   NOT NULL,
    hash       TEXT   NOT NULL,
    created_by TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    used_by    TEXT
);
CREATE UNIQUE INDEX identity_invites_hash ON identity_invites (hash);

-- Counters of tries. Keys are hashes or ids, never what was typed.
CREATE TABLE identity_throttles (
    key          TEXT   NOT NULL PRIMARY KEY,
    window_start BIGINT NOT NULL,
    used         BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX identity_throttles_expires_at ON identity_throttles (expires_at);

-- One row. Empty texts mean: as configured at start.
CREATE TABLE identity_settings (
    id              BIGINT  NOT NULL PRIMARY KEY CHECK (id = 1),
    name            TEXT    NOT NULL DEFAULT '',
    registration    TEXT    NOT NULL DEFAULT '' CHECK (registration IN ('','open','closed','invite','domains','approval')),
    allowed_domains TEXT    NOT NULL DEFAULT '[]',
    explorer        BOOLEAN NOT NULL DEFAULT TRUE,
    claimed_at      BIGINT
);
INSERT INTO identity_settings (id) VALUES (1);
