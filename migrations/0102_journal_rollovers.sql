-- How a person carries unchecked tasks over to the next day. Whoever chose nothing has no row.
CREATE TABLE journal_rollovers (
    owner_id     TEXT    NOT NULL PRIMARY KEY,
    -- By itself when a new entry is begun.
    automatic    BOOLEAN NOT NULL,
    -- start, end or heading.
    place        TEXT    NOT NULL,
    -- Under which heading the tasks go, where place is heading.
    heading      TEXT    NOT NULL,
    -- Under which heading goes what was done; '' leaves it out.
    done_heading TEXT    NOT NULL,
    -- Carried tasks are taken out of the entry they come from.
    take_out     BOOLEAN NOT NULL,
    changed_at   BIGINT  NOT NULL
);
