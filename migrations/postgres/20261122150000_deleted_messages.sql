-- Messages that were deleted: they keep their place, and what was said in them is gone.

ALTER TABLE messages ADD COLUMN deleted_at BIGINT;

-- Whether something was deleted since a moment.
CREATE INDEX messages_deleted ON messages (conversation_id, deleted_at) WHERE deleted_at IS NOT NULL;
