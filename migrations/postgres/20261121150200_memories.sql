-- What people told about themselves, so that it is known in the next conversation: theirs to see, change and delete.

CREATE TABLE memories (
    num BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    -- Where it was told; nothing where it was written down by hand, or the conversation is gone.
    conversation_id UUID REFERENCES conversations (id) ON DELETE SET NULL,
    message_id UUID,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- One person has few enough for a search to read them all.
CREATE INDEX memories_of_user ON memories (user_id, id);
CREATE INDEX memories_of_conversation ON memories (conversation_id);
