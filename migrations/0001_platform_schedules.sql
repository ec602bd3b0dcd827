-- When each periodic job is due next: one row per schedule, so that several
-- nodes, and restarts, run it once per interval.
CREATE TABLE platform_schedules (
    name         TEXT   NOT NULL PRIMARY KEY,
    interval_ms  BIGINT NOT NULL CHECK (interval_ms > 0),
    next_at      BIGINT NOT NULL
);
