-- Files of other services being taken over, the last of each person: how far it is, whichever server is asked, and what became of it.

CREATE TABLE imports (
    id UUID NOT NULL PRIMARY KEY,
    user_id UUID NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    -- As JSON.
    progress TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
