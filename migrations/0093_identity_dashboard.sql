-- How a person arranged the cards of their dashboard, as a JSON list; empty for the usual way.
ALTER TABLE identity_users ADD COLUMN dashboard TEXT NOT NULL DEFAULT '[]';
