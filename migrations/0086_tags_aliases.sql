-- A tag with a canonical one is an alias: whatever carries it carries that. Texts are never rewritten.
ALTER TABLE tags_tags ADD COLUMN canonical_id TEXT NOT NULL DEFAULT '';
ALTER TABLE tags_tags ADD COLUMN color TEXT NOT NULL DEFAULT '';
ALTER TABLE tags_tags ADD COLUMN description TEXT NOT NULL DEFAULT '';
