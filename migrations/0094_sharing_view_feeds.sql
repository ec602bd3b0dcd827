-- The saved search whose hits are in a private feed; '' for all that is shared.
ALTER TABLE sharing_feeds ADD COLUMN view_id TEXT NOT NULL DEFAULT '';
