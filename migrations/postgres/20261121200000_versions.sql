-- Versions of messages: a conversation is a tree, of which each of its people is shown one path.

-- The message this one follows; zeros where it begins the conversation. Nothing in what an older program wrote: it follows the
-- message before it.
ALTER TABLE messages ADD COLUMN parent UUID;

UPDATE messages SET parent = coalesce(
    (SELECT b.id FROM messages b
     WHERE b.conversation_id = messages.conversation_id AND b.seq < messages.seq
     ORDER BY b.seq DESC LIMIT 1),
    '00000000-0000-0000-0000-000000000000');

-- Versions of one message.
CREATE INDEX messages_following ON messages (conversation_id, parent);

-- Where the path that a person is shown ends; nothing where that is the newest message. How often they chose.
ALTER TABLE participants ADD COLUMN leaf UUID;
ALTER TABLE participants ADD COLUMN leaf_version BIGINT NOT NULL DEFAULT 0;
