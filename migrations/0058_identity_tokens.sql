-- What a person sees of the last use of a token: its network (a /24 or a /48) and what the client calls itself.
ALTER TABLE identity_tokens ADD COLUMN last_network TEXT NOT NULL DEFAULT '';
ALTER TABLE identity_tokens ADD COLUMN last_client TEXT NOT NULL DEFAULT '';
-- After a rotation the secret before it still works until old_until.
ALTER TABLE identity_tokens ADD COLUMN old_hash TEXT;
ALTER TABLE identity_tokens ADD COLUMN old_until BIGINT;
ALTER TABLE identity_tokens ADD COLUMN rotated_at BIGINT;
-- When its owner was told that it ends soon.
ALTER TABLE identity_tokens ADD COLUMN warned_at BIGINT;
CREATE UNIQUE INDEX identity_tokens_old_hash ON identity_tokens (old_hash);
CREATE INDEX identity_tokens_expires_at ON identity_tokens (expires_at);
