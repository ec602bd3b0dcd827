-- The display name as it is searched; absent until the server has folded it, which it does at its next start.
ALTER TABLE identity_users ADD COLUMN display_name_folded TEXT;
CREATE INDEX identity_users_unfolded ON identity_users (id) WHERE display_name_folded IS NULL;

-- The provider comes from the file of the configuration, and only that file changes it.
ALTER TABLE identity_providers ADD COLUMN declared BOOLEAN NOT NULL DEFAULT FALSE;
