-- Which entry answers the review of a period. The entry itself belongs to the journal.
CREATE TABLE reviews_answers (
    user_id    TEXT   NOT NULL,
    -- 2026-W47, 2026-11 or 2026.
    period     TEXT   NOT NULL,
    entry_id   TEXT   NOT NULL,
    client_key TEXT   NOT NULL,
    saved_at   BIGINT NOT NULL,
    PRIMARY KEY (user_id, period)
);
CREATE INDEX reviews_answers_entry_id ON reviews_answers (entry_id);
