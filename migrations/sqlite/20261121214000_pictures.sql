-- Pictures people show of themselves, drawn anew by this server in two sizes; a new one has a new id.

CREATE TABLE pictures (
    user_id BLOB NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    id BLOB NOT NULL UNIQUE,
    small BLOB NOT NULL,
    large BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- The same id, so that whoever reads the account need not look there.
ALTER TABLE users ADD COLUMN picture BLOB;
