-- What a person chose for their streak, from a civil day on. Earlier days keep the rules they were lived under.
CREATE TABLE insights_streak_rules (
    user_id      TEXT   NOT NULL,
    from_day     TEXT   NOT NULL,
    -- Weekdays as in identity, parted by spaces: "saturday sunday".
    rest_days    TEXT   NOT NULL,
    freeze_every BIGINT NOT NULL CHECK (freeze_every BETWEEN 0 AND 365),
    freeze_max   BIGINT NOT NULL CHECK (freeze_max BETWEEN 0 AND 30),
    saved_at     BIGINT NOT NULL,
    PRIMARY KEY (user_id, from_day)
);

-- Days on which nothing is due because the person said so.
CREATE TABLE insights_days_off (
    user_id TEXT NOT NULL,
    day     TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('sick', 'vacation')),
    PRIMARY KEY (user_id, day)
);
