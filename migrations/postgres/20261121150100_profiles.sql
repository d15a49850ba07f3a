-- What people tell of themselves and what they let the AI know: once for the account, and apart for a conversation.

CREATE TABLE profiles (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    -- How they want to be called; empty for the name of the account.
    nickname TEXT NOT NULL,
    language TEXT,
    region TEXT,
    -- A list, as JSON.
    interests TEXT NOT NULL,
    share_interests BIGINT NOT NULL,
    memory BIGINT NOT NULL,
    mood BIGINT NOT NULL
);

-- Nothing where the conversation's category decides.
ALTER TABLE participants ADD COLUMN memory BIGINT;
ALTER TABLE participants ADD COLUMN mood BIGINT;
