-- The words of all messages, so that what was said can be found again.

CREATE TABLE _message_words (
    -- In the order of the messages: the search goes by it. Never used again.
    num INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    message_id BLOB NOT NULL UNIQUE REFERENCES messages (id) ON DELETE CASCADE,
    -- By which rules the text was taken apart; 0 where it has not been yet.
    rules INTEGER NOT NULL
) STRICT;

-- Words are cut and folded before they come here, and stand between spaces. The owner is a word of its own, so that nobody
-- else's rows are looked at.
CREATE VIRTUAL TABLE _words_fts USING fts5 (owner, words, tokenize = 'ascii');
-- What is deleted is gone from the index as well, not only marked.
INSERT INTO _words_fts (_words_fts, rank) VALUES ('secure-delete', 1);

-- Whose words are still to be removed. At once, a long conversation would keep others from writing for seconds; without its
-- row above, a message is not found.
CREATE TABLE _words_gone (
    num INTEGER NOT NULL PRIMARY KEY
) STRICT;

CREATE TRIGGER _message_words_removed AFTER DELETE ON _message_words BEGIN
    INSERT INTO _words_gone (num) VALUES (old.num);
END;

-- What was said before: taken apart after the start, in steps.
INSERT INTO _message_words (message_id, rules)
SELECT id, 0 FROM messages
WHERE state NOT IN ('pending', 'streaming') AND text <> '' ORDER BY created_at, id;
