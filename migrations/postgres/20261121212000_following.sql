-- What follows a message is found by that message: an index that begins with the conversation is taken for other questions, and
-- counting the answers that are open would read all of a long conversation.
DROP INDEX messages_following;
CREATE INDEX messages_following ON messages (parent, conversation_id, seq);
