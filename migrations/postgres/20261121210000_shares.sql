-- Shared chats: copies of what was said until then, which whoever has the link can read, and which go with their chat.

CREATE TABLE shares (
    id UUID NOT NULL PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    conversation_id UUID NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    -- Of the link's secret part, which is not kept.
    hash BYTEA NOT NULL UNIQUE,
    title TEXT NOT NULL,
    messages BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT
);

CREATE INDEX shares_of_user ON shares (user_id, created_at);
CREATE INDEX shares_of_conversation ON shares (conversation_id);
CREATE INDEX shares_ending ON shares (expires_at) WHERE expires_at IS NOT NULL;

-- What is shown and nothing else: no ids, nobody's name but a model's.
CREATE TABLE shared_messages (
    share_id UUID NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    -- Nothing for the person.
    model TEXT,
    text TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (share_id, place)
);
