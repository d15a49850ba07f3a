-- How people have felt, a sum for each day and none of their words: so that answers can be considerate of it.

CREATE TABLE moods (
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- Days since 1970-01-01, UTC.
    day INTEGER NOT NULL,
    -- Of scores from -100 to 100.
    total INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    PRIMARY KEY (user_id, day)
) STRICT;
