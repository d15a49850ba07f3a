-- The keys of AI services that people bring along, sealed: one a provider, gone with the account.

CREATE TABLE provider_keys (
    id UUID NOT NULL PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    -- Scheme, host and port of the service the key was given for; it is sent nowhere else.
    origin TEXT NOT NULL,
    label TEXT NOT NULL,
    last4 TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    UNIQUE (user_id, provider)
);
