-- The git repository of a person's journal: which of its kept files is the state, and when it was made and fetched.
CREATE TABLE portability_repositories (
    user_id    TEXT   NOT NULL PRIMARY KEY,
    -- Counts up with every change, so that of two nodes that write at once one begins again.
    version    BIGINT NOT NULL,
    state_key  TEXT   NOT NULL,
    head       TEXT   NOT NULL,
    commits    BIGINT NOT NULL,
    made_at    BIGINT NOT NULL,
    fetched_at BIGINT
);

-- Every file that is kept for a repository, noted before it is written; one that is not live is removed after a while.
CREATE TABLE portability_repository_files (
    blob_key TEXT    NOT NULL PRIMARY KEY,
    user_id  TEXT    NOT NULL,
    live     BOOLEAN NOT NULL,
    made_at  BIGINT  NOT NULL
);
CREATE INDEX portability_repository_files_user_id ON portability_repository_files (user_id);
CREATE INDEX portability_repository_files_made_at ON portability_repository_files (made_at) WHERE NOT live;
