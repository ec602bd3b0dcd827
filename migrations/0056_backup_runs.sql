-- What was tried, what came of it, and which archives are kept. Nothing here belongs to a person.
CREATE TABLE backup_runs (
    id          TEXT    NOT NULL PRIMARY KEY,
    status      TEXT    NOT NULL CHECK (status IN ('waiting', 'running', 'proven', 'failed')),
    -- 'schedule' or 'person'.
    cause       TEXT    NOT NULL CHECK (cause IN ('schedule', 'person')),
    asked_at    BIGINT  NOT NULL,
    started_at  BIGINT,
    finished_at BIGINT,
    -- Name of the archive in the folder; '' when none was kept.
    file        TEXT    NOT NULL DEFAULT '',
    -- When the archive was removed to make room.
    removed_at  BIGINT,
    sha256      TEXT    NOT NULL DEFAULT '',
    bytes       BIGINT  NOT NULL DEFAULT 0,
    row_count   BIGINT  NOT NULL DEFAULT 0,
    table_count BIGINT  NOT NULL DEFAULT 0,
    file_count  BIGINT  NOT NULL DEFAULT 0,
    write_ms    BIGINT  NOT NULL DEFAULT 0,
    proof_ms    BIGINT  NOT NULL DEFAULT 0,
    encrypted   BOOLEAN NOT NULL DEFAULT FALSE,
    has_keyring BOOLEAN NOT NULL DEFAULT FALSE,
    made_by     TEXT    NOT NULL DEFAULT '',
    -- Why it failed, one of a few words; '' when it did not.
    failure     TEXT    NOT NULL DEFAULT '',
    -- The last time that the kept file was looked through again.
    checked_at  BIGINT
);
CREATE INDEX backup_runs_asked_at ON backup_runs (asked_at DESC, id DESC);
CREATE INDEX backup_runs_status ON backup_runs (status, finished_at DESC);
