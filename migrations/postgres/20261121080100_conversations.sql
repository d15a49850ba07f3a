-- Conversations as logs: the events are the truth, messages and conversations their state, written with them.

CREATE TABLE conversations (
    id UUID NOT NULL PRIMARY KEY,
    owner_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    model TEXT NOT NULL,
    category TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_seq BIGINT NOT NULL
);

-- The list of a person's conversations, in its order.
CREATE INDEX conversations_of_owner ON conversations (owner_id, updated_at, id);

CREATE TABLE participants (
    conversation_id UUID NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (conversation_id, user_id)
);

CREATE INDEX participants_of_user ON participants (user_id);

CREATE TABLE messages (
    id UUID NOT NULL PRIMARY KEY,
    conversation_id UUID NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    client_id UUID,
    reply_to UUID,
    author_user UUID,
    author_kind TEXT NOT NULL CHECK (author_kind IN ('user', 'ai', 'system')),
    author_id TEXT NOT NULL,
    author_name TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('pending', 'streaming', 'complete', 'stopped', 'interrupted', 'failed')),
    model TEXT,
    usage TEXT,
    cost TEXT,
    error TEXT,
    created_at BIGINT NOT NULL,
    UNIQUE (conversation_id, seq)
);

-- The same send twice is one message.
CREATE UNIQUE INDEX messages_sent_once ON messages (conversation_id, author_user, client_id)
    WHERE client_id IS NOT NULL;

CREATE INDEX messages_open ON messages (conversation_id, seq)
    WHERE state IN ('pending', 'streaming');

CREATE TABLE events (
    conversation_id UUID NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (conversation_id, seq)
);
