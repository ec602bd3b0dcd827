-- Only ever added to. mac chains each row to the one before it.
CREATE TABLE audit_records (
    id         TEXT   NOT NULL PRIMARY KEY,
    seq        BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    action     TEXT   NOT NULL,
    actor_id   TEXT   NOT NULL,
    subject_id TEXT   NOT NULL,
    details    TEXT   NOT NULL,
    network    TEXT   NOT NULL,
    request_id TEXT   NOT NULL,
    mac        TEXT   NOT NULL
);
CREATE UNIQUE INDEX audit_records_seq ON audit_records (seq);
CREATE INDEX audit_records_subject_id ON audit_records (subject_id, seq);
CREATE INDEX audit_records_action ON audit_records (action, seq);

-- The end of the chain: one row, locked by whoever adds.
CREATE TABLE audit_head (
    id  BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    seq BIGINT NOT NULL,
    mac TEXT   NOT NULL
);
INSERT INTO audit_head (id, seq, mac) VALUES (1, 0, '');
