-- What people tell of themselves and what they let the AI know: once for the account, and apart for a conversation.

CREATE TABLE profiles (
    user_id BLOB NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    -- How they want to be called; empty for the name of the account.
    nickname TEXT NOT NULL,
    language TEXT,
    region TEXT,
    -- A list, as JSON.
    interests TEXT NOT NULL,
    share_interests INTEGER NOT NULL,
    memory INTEGER NOT NULL,
    mood INTEGER NOT NULL
) STRICT;

-- Nothing where the conversation's category decides.
ALTER TABLE participants ADD COLUMN memory INTEGER;
ALTER TABLE participants ADD COLUMN mood INTEGER;
