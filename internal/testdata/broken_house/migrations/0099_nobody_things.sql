CREATE TABLE nobody_things (id TEXT PRIMARY KEY);
