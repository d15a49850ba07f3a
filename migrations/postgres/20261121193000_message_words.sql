-- The words of all messages, so that what was said can be found again.

CREATE TABLE _message_words (
    -- In the order of the messages: the search goes by it.
    num BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id UUID NOT NULL UNIQUE REFERENCES messages (id) ON DELETE CASCADE,
    -- By which rules the text was taken apart; 0 where it has not been yet.
    rules BIGINT NOT NULL,
    -- Words are cut and folded before they come here. The owner is a word of its own, so that nobody else's rows are
    -- looked at.
    words TSVECTOR NOT NULL
);

CREATE INDEX _message_words_found ON _message_words USING gin (words);

-- What was said before: taken apart after the start, in steps.
INSERT INTO _message_words (message_id, rules, words)
SELECT id, 0, '' FROM messages
WHERE state NOT IN ('pending', 'streaming') AND text <> '' ORDER BY created_at, id;
