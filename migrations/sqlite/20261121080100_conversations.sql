-- Conversations as logs: the events are the truth, messages and conversations their state, written with them.

CREATE TABLE conversations (
    id BLOB NOT NULL PRIMARY KEY,
    owner_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    model TEXT NOT NULL,
    category TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_seq INTEGER NOT NULL
) STRICT;

-- The list of a person's conversations, in its order.
CREATE INDEX conversations_of_owner ON conversations (owner_id, updated_at, id);

CREATE TABLE participants (
    conversation_id BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (conversation_id, user_id)
) STRICT;

CREATE INDEX participants_of_user ON participants (user_id);

CREATE TABLE messages (
    id BLOB NOT NULL PRIMARY KEY,
    conversation_id BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    client_id BLOB,
    reply_to BLOB,
    author_user BLOB,
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
    created_at INTEGER NOT NULL,
    UNIQUE (conversation_id, seq)
) STRICT;

-- The same send twice is one message.
CREATE UNIQUE INDEX messages_sent_once ON messages (conversation_id, author_user, client_id)
    WHERE client_id IS NOT NULL;

CREATE INDEX messages_open ON messages (conversation_id, seq)
    WHERE state IN ('pending', 'streaming');

CREATE TABLE events (
    conversation_id BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (conversation_id, seq)
) STRICT;
