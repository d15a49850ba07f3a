-- What every answer used and cost, so that people can see it: kept when a conversation goes, gone with the account.

ALTER TABLE messages ADD COLUMN reasoning TEXT;
ALTER TABLE messages ADD COLUMN receipt TEXT;

-- One row a run: an answer that was continued or tried again has several, and shows their sum.
CREATE TABLE usage_entries (
    id UUID NOT NULL PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- Nothing for answers to programs.
    conversation_id UUID REFERENCES conversations (id) ON DELETE SET NULL,
    message_id UUID,
    model TEXT NOT NULL,
    provider TEXT NOT NULL,
    key_owner TEXT NOT NULL CHECK (key_owner IN ('user', 'server', 'nobody')),
    input BIGINT NOT NULL,
    cached BIGINT NOT NULL,
    output BIGINT NOT NULL,
    reasoning BIGINT NOT NULL,
    estimated BIGINT NOT NULL,
    cost_micros BIGINT,
    currency TEXT,
    first_token_ms BIGINT,
    total_ms BIGINT NOT NULL,
    from_cache BIGINT NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX usage_of_user ON usage_entries (user_id, at);
CREATE INDEX usage_of_conversation ON usage_entries (conversation_id);
