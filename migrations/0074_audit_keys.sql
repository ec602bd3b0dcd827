-- One key for each person whom records are about. What a record says, and from where, is sealed with it; when the person
-- is erased the key goes, and with it what every record said, while the chain of records stays whole.
CREATE TABLE audit_keys (
    person_id TEXT NOT NULL PRIMARY KEY,
    -- Sealed with the keyring.
    sealed    TEXT NOT NULL
);
