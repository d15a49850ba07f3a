-- What AI services were sent, sealed, so that people can see what left: the newest of each conversation, gone with it.

CREATE TABLE sent_requests (
    message_id BLOB NOT NULL PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    conversation_id BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX sent_requests_of_conversation ON sent_requests (conversation_id, at);
