-- Pictures people show of themselves, drawn anew by this server in two sizes; a new one has a new id.

CREATE TABLE pictures (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    id UUID NOT NULL UNIQUE,
    small BYTEA NOT NULL,
    large BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

-- The same id, so that whoever reads the account need not look there.
ALTER TABLE users ADD COLUMN picture UUID;
