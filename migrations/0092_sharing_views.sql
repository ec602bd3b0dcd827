-- What the public page and the public feeds of a person show beside the entries. Whoever chose nothing has no row.
CREATE TABLE sharing_views (
    owner_id       TEXT    NOT NULL PRIMARY KEY,
    streak         BOOLEAN NOT NULL,
    times          BOOLEAN NOT NULL,
    -- How many days back strangers see entries; absent for all.
    look_back_days INTEGER,
    changed_at     BIGINT  NOT NULL
);
