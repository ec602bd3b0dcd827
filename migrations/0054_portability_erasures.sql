-- Whose data is being removed from every room. A row goes when nothing is left.
CREATE TABLE portability_erasures (
    user_id  TEXT   NOT NULL PRIMARY KEY,
    asked_at BIGINT NOT NULL
);

-- People who leave: the account is erased at due_at unless they change their mind.
CREATE TABLE portability_departures (
    user_id     TEXT    NOT NULL PRIMARY KEY,
    asked_at    BIGINT  NOT NULL,
    due_at      BIGINT  NOT NULL,
    -- TRUE when an administrator asked; then only an administrator can take it back.
    by_admin    BOOLEAN NOT NULL,
    reminded_at BIGINT
);
CREATE INDEX portability_departures_due_at ON portability_departures (due_at);

-- Archives that people asked for, and those they brought.
CREATE TABLE portability_archives (
    id         TEXT    NOT NULL PRIMARY KEY,
    user_id    TEXT    NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('export', 'import')),
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'ready', 'failed')),
    -- Export: also what this instance has noted. Import: read, change nothing.
    records    BOOLEAN NOT NULL DEFAULT FALSE,
    dry_run    BOOLEAN NOT NULL DEFAULT FALSE,
    done       BIGINT  NOT NULL DEFAULT 0,
    total      BIGINT  NOT NULL DEFAULT 0,
    bytes      BIGINT  NOT NULL DEFAULT 0,
    -- The report of an import as JSON, or the code of what went wrong.
    report     TEXT    NOT NULL DEFAULT '',
    failure    TEXT    NOT NULL DEFAULT '',
    -- SHA-256 of the ticket that downloads it, once.
    ticket     TEXT,
    ticket_ends_at BIGINT,
    downloads  BIGINT  NOT NULL DEFAULT 0,
    created_at BIGINT  NOT NULL,
    finished_at BIGINT,
    expires_at BIGINT  NOT NULL
);
CREATE INDEX portability_archives_user_id ON portability_archives (user_id, created_at DESC);
CREATE INDEX portability_archives_expires_at ON portability_archives (expires_at);
CREATE UNIQUE INDEX portability_archives_ticket ON portability_archives (ticket);

-- Whoever was deleted by a release before this one: what may still be left of theirs is looked for again.
INSERT INTO portability_erasures (user_id, asked_at) SELECT id, 0 FROM identity_users WHERE status = 'deleted';
