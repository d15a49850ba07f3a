-- What was said before the part of a conversation that is told to models whole, so that requests stay bounded: one running summary each.

CREATE TABLE summaries (
    conversation_id BLOB NOT NULL PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
    -- The last message it covers.
    covers_to INTEGER NOT NULL,
    text TEXT NOT NULL,
    -- Empty where it was extracted without a model.
    model TEXT NOT NULL,
    usage TEXT,
    cost TEXT,
    made_at INTEGER NOT NULL,
    -- Something it covered was changed: its text is gone, and it is to be made anew.
    stale INTEGER NOT NULL,
    -- Counts its changes: who writes says which one was read.
    version INTEGER NOT NULL
) STRICT;
