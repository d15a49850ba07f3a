-- Which value each placeholder of a conversation stands for, sealed: so that the same value travels as the same one, always.

CREATE TABLE vaults (
    conversation_id BLOB NOT NULL PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    -- Counts its changes: who writes says which one was read.
    version INTEGER NOT NULL
) STRICT;
