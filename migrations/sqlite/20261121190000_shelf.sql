-- The list of chats: what each participant makes of a chat, titles to search by, and deletions that can be undone.

ALTER TABLE participants ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE participants ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
-- Messages up to this seq have been seen.
ALTER TABLE participants ADD COLUMN read_seq INTEGER NOT NULL DEFAULT 0;

-- What was there before is not news.
UPDATE participants SET read_seq = COALESCE(
    (SELECT last_seq FROM conversations c WHERE c.id = participants.conversation_id), 0);

CREATE INDEX participants_pinned ON participants (user_id) WHERE pinned = 1;

-- The title in lower case, as the program makes it.
ALTER TABLE conversations ADD COLUMN title_key TEXT NOT NULL DEFAULT '';
UPDATE conversations SET title_key = lower(title);

-- When it is to be deleted, and whether what is remembered from it goes as well.
ALTER TABLE conversations ADD COLUMN delete_at INTEGER;
ALTER TABLE conversations ADD COLUMN delete_forgets INTEGER NOT NULL DEFAULT 0;

CREATE INDEX conversations_leaving ON conversations (delete_at) WHERE delete_at IS NOT NULL;

CREATE INDEX conversations_by_category ON conversations (owner_id, category);
