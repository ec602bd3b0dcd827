-- Links between entries name a title.
CREATE INDEX journal_entries_title ON journal_entries (author_id, title);
