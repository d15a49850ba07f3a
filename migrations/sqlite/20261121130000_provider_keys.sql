-- The keys of AI services that people bring along, sealed: one a provider, gone with the account.

CREATE TABLE provider_keys (
    id BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    -- Scheme, host and port of the service the key was given for; it is sent nowhere else.
    origin TEXT NOT NULL,
    label TEXT NOT NULL,
    last4 TEXT NOT NULL,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER,
    UNIQUE (user_id, provider)
) STRICT;
