-- Reading calls of tools (MCP), counted per token, tool and hour: the first of an hour stands in the audit log at once,
-- the others as one record when the hour is over.
CREATE TABLE identity_tool_calls (
    token_id   TEXT   NOT NULL,
    tool       TEXT   NOT NULL,
    hour       BIGINT NOT NULL,
    user_id    TEXT   NOT NULL REFERENCES identity_users (id) ON DELETE CASCADE,
    token_name TEXT   NOT NULL,
    network    TEXT   NOT NULL,
    calls      BIGINT NOT NULL,
    PRIMARY KEY (token_id, tool, hour)
);
CREATE INDEX identity_tool_calls_hour ON identity_tool_calls (hour);
CREATE INDEX identity_tool_calls_user_id ON identity_tool_calls (user_id);
