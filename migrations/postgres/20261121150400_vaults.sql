-- Which value each placeholder of a conversation stands for, sealed: so that the same value travels as the same one, always.

CREATE TABLE vaults (
    conversation_id UUID NOT NULL PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    -- Counts its changes: who writes says which one was read.
    version BIGINT NOT NULL
);
