-- What people told about themselves, so that it is known in the next conversation: theirs to see, change and delete.

CREATE TABLE memories (
    -- Does not change when the file is compacted: the search goes by it.
    num INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    -- Where it was told; nothing where it was written down by hand, or the conversation is gone.
    conversation_id BLOB REFERENCES conversations (id) ON DELETE SET NULL,
    message_id BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX memories_of_user ON memories (user_id, id);
CREATE INDEX memories_of_conversation ON memories (conversation_id);

-- Whole words of all scripts, vowel signs among them. The owner is a word of its own, so that nobody else's rows are looked at.
CREATE VIRTUAL TABLE _memories_fts USING fts5 (
    owner, text,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
);
-- What is deleted is gone from the index as well, not only marked.
INSERT INTO _memories_fts (_memories_fts, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER memories_added AFTER INSERT ON memories BEGIN
    INSERT INTO _memories_fts (rowid, owner, text) VALUES (new.num, hex(new.user_id), new.text);
END;
CREATE TRIGGER memories_removed AFTER DELETE ON memories BEGIN
    DELETE FROM _memories_fts WHERE rowid = old.num;
END;
CREATE TRIGGER memories_changed AFTER UPDATE OF text ON memories BEGIN
    UPDATE _memories_fts SET text = new.text WHERE rowid = old.num;
END;
