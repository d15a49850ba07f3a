-- What every answer used and cost, so that people can see it: kept when a conversation goes, gone with the account.

ALTER TABLE messages ADD COLUMN reasoning TEXT;
ALTER TABLE messages ADD COLUMN receipt TEXT;

-- One row a run: an answer that was continued or tried again has several, and shows their sum.
CREATE TABLE usage_entries (
    id BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- Nothing for answers to programs.
    conversation_id BLOB REFERENCES conversations (id) ON DELETE SET NULL,
    message_id BLOB,
    model TEXT NOT NULL,
    provider TEXT NOT NULL,
    key_owner TEXT NOT NULL CHECK (key_owner IN ('user', 'server', 'nobody')),
    input INTEGER NOT NULL,
    cached INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    cost_micros INTEGER,
    currency TEXT,
    first_token_ms INTEGER,
    total_ms INTEGER NOT NULL,
    from_cache INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX usage_of_user ON usage_entries (user_id, at);
CREATE INDEX usage_of_conversation ON usage_entries (conversation_id);
