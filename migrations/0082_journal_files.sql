-- Which files an entry shows, or has shown in an earlier version.
CREATE TABLE journal_entry_files (
    entry_id TEXT    NOT NULL REFERENCES journal_entries (id) ON DELETE CASCADE,
    file_id  TEXT    NOT NULL,
    -- True while the text as it is now shows it: only then do others see the file through the entry.
    shown    BOOLEAN NOT NULL,
    PRIMARY KEY (entry_id, file_id)
);
CREATE INDEX journal_entry_files_file_id ON journal_entry_files (file_id);
